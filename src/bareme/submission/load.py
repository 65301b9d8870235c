"""Reads a lab repository: its answers, its reports and its scripts, bounded, nothing run."""

import re
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from bareme.files.bounded import read_regular
from bareme.submission.answers_file import NAMES, AnswersFile, read_answers, text_of
from bareme.submission.complaints import Complaints
from bareme.submission.documents.office_zip import DocumentError
from bareme.submission.documents.questions import Asked
from bareme.submission.documents.read import MAX_BYTES as MAX_REPORT
from bareme.submission.documents.read import NO_REPORT, SUFFIXES, WHOLE, Report, read_report
from bareme.submission.lenient import known
from bareme.submission.model import NOTHING, Answer, ScriptFile, Submission
from bareme.text.message import say

SCRIPT_SUFFIXES = {".sh", ".bash", ".azcli", ".ps1", ".bat", ".cmd", ".txt", ".md", ".bicep", ".tf"}

MAX_SCRIPTS = 50
MAX_REPORTS = 200
"""Entries of a folder that are looked at for reports."""

_PASSED_OVER = {"readme.md", "lisezmoi.md", *NAMES}


FORM_FOLDERS = ("formulaire", "form")
"""Where `bareme init` puts the report forms; students leave them there, or at the top."""
_TEXTS = {".txt", ".md"}
_COMMAND = re.compile(
    r"^[ \t]{0,40}(?:[$>][ \t]{0,4})?(?:az|New-Az\w{1,40}|terraform)[ \t]+\S", re.MULTILINE | re.IGNORECASE
)
_FREE = re.compile(r"(rapport|report|compte[-_ ]?rendu|cr[-_ ]|rendu|tp)", re.IGNORECASE)
"""A Markdown text by such a name is a report, whatever it says."""


def load_submission(repo: Path | None, answers: Path | None = None, asked: Asked | None = None) -> Submission:
    """What a student handed in; a file that cannot be used is told in `problems`, and takes nothing else with it.

    `asked` are the questions of the rubric: a report is read by their ids.
    """
    told = Complaints(repo)
    files = [answers] if answers else list(_answer_files(repo, told)) if repo else []
    if not files and not (repo and repo.is_dir()):
        return NOTHING
    given = [_in_file(file, told, asked) for file in files]
    if len(files) > 1:
        names = tuple(told.name_of(one) for one in files)
        told.add(
            files[1],
            say("{names} are both there: where both answer a question, the first counts; keep one.", names=names),
            level="warning",
        )
    found = reports(repo, told, asked) if repo else {}
    everything: dict[str, Answer] = {}
    for more in (*(one.answers for one in given), *(one.answers for one in found.values())):
        everything = known(everything, more)
    read = {name for name, report in found.items() if report.answers}
    scripts = tuple(one for one in _scripts(repo, told) if one.name not in read) if repo else ()
    return Submission(
        answers=everything,
        scripts=scripts,
        problems=tuple(told.found),
        reports=tuple(name for name, report in found.items() if not report.answers and _is_free(name)),
        rubrics=tuple(one.rubric for one in given if one.rubric),
    )


def reports(repo: Path, told: Complaints, asked: Asked | None = None) -> dict[str, Report]:
    """Reports at the top of a repository and in the folder of forms, by their place."""
    found: dict[str, Report] = {}
    for folder in (repo, *(repo / name for name in FORM_FOLDERS)):
        if folder is not repo and _leads_elsewhere(folder, told):
            continue
        for path in sorted(_entries(folder, told))[:MAX_REPORTS]:
            if path.suffix.lower() not in SUFFIXES or path.name.lower() in _PASSED_OVER or path.name.startswith("~"):
                continue
            if path.is_file() and not _leads_elsewhere(path, told):
                found[path.relative_to(repo).as_posix()] = _report(path, told, asked)
    return found


def _answer_files(repo: Path, told: Complaints) -> Iterator[Path]:
    """The files by one of the names, in their order; one in two letters' cases is one."""
    seen: list[Path] = []
    for path in (repo / name for name in NAMES):
        if path.is_file() and not _leads_elsewhere(path, told) and not any(map(path.samefile, seen)):
            seen.append(path)
            yield path


def _report(path: Path, told: Complaints, asked: Asked | None) -> Report:
    if path.suffix.lower() in WHOLE:
        return NO_REPORT
    try:
        content = read_regular(path, MAX_REPORT)
        if content is None:
            told.add(path, say("too large to be read"))
            return NO_REPORT
        return read_report(path.name, content, asked)
    except OSError as error:
        told.not_read(path, error)
    except DocumentError as error:
        told.add(path, say("cannot be read: {reason}", reason=error.message))
    return NO_REPORT


def _is_free(name: str) -> bool:
    """Whether a report without answers is one to be read by a person: not the form that nobody filled in."""
    path = PurePosixPath(name)
    if path.parent.name in FORM_FOLDERS:
        return False
    return path.suffix.lower() in {*WHOLE, ".docx", ".odt"} or _FREE.match(path.name) is not None


def _in_file(file: Path, told: Complaints, asked: Asked | None) -> AnswersFile:
    if file.suffix.lower() in SUFFIXES:
        return AnswersFile(_report(file, told, asked).answers)
    return read_answers(file, told)


def _scripts(repo: Path, told: Complaints) -> Iterator[ScriptFile]:
    for path in _script_paths(repo, told)[:MAX_SCRIPTS]:
        text = text_of(path, told)
        if text is not None and not (path.parent == repo and _is_note(path, text)):
            yield ScriptFile(path.relative_to(repo).as_posix(), text)


def _is_note(path: Path, text: str) -> bool:
    """Whether a text at the top of a repository is no script: nothing in it is a command."""
    return path.suffix.lower() in _TEXTS and not _COMMAND.search(text)


def _script_paths(repo: Path, told: Complaints) -> list[Path]:
    """Scripts at the root and in `scripts/`."""
    folder = repo / "scripts"
    folders = [repo] if _leads_elsewhere(folder, told) else [repo, folder]
    wanted = (
        path
        for place in folders
        for path in _entries(place, told)
        if path.suffix.lower() in SCRIPT_SUFFIXES and path.name.lower() not in _PASSED_OVER
    )
    return sorted(path for path in wanted if path.is_file() and not _leads_elsewhere(path, told))


def _entries(folder: Path, told: Complaints) -> list[Path]:
    try:
        return list(folder.iterdir()) if folder.is_dir() else []
    except OSError as error:
        told.not_read(folder, error)
        return []


def _leads_elsewhere(path: Path, told: Complaints) -> bool:
    """Whether it is a link, which may lead to any file of the machine it is graded on: none is followed."""
    if path.is_symlink():
        told.add(path, say("this is a link: hand in the file itself"))
        return True
    return False

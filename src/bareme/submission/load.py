"""Reads a lab repository: its answers file and its scripts, bounded, nothing run."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import Any

from bareme.files.bounded import read_regular
from bareme.files.encoding import encoding_of
from bareme.files.environment import reason_of
from bareme.files.located_yaml import Tree
from bareme.submission.documents.office_zip import DocumentError
from bareme.submission.documents.questions import Asked
from bareme.submission.documents.read import MAX_BYTES as MAX_REPORT
from bareme.submission.documents.read import NO_REPORT, SUFFIXES, WHOLE, Report, read_report
from bareme.submission.lenient import known, line_by_line
from bareme.submission.model import NOTHING, Answer, ScriptFile, Submission
from bareme.submission.repair import repaired
from bareme.text.message import Message, say
from bareme.text.sanitize import visible

ANSWER_FILES = ("reponses.yaml", "reponses.yml", "answers.yaml", "answers.yml")
SCRIPT_SUFFIXES = {".sh", ".bash", ".azcli", ".ps1", ".bat", ".cmd", ".txt", ".md", ".bicep", ".tf"}

MAX_BYTES = 2**20
MAX_SCRIPTS = 50
MAX_REPORTS = 200
"""Entries of a folder that are looked at for reports."""
MAX_TEXT = 20_000
"""Characters of one answer; what is longer is cut, and said to be."""

_ANSWER_KEYS = ("answer", "réponse", "reponse")
_PASSED_OVER = {"readme.md", "lisezmoi.md", *ANSWER_FILES}


FORM_FOLDERS = ("formulaire", "form")
"""Where `bareme init` puts the report forms; students leave them there, or at the top."""
_FREE = re.compile(r"(rapport|report|compte[-_ ]?rendu|cr[-_ ]|rendu|tp)", re.IGNORECASE)
"""A Markdown text by such a name is a report, whatever it says."""


def load_submission(repo: Path | None, answers: Path | None = None, asked: Asked | None = None) -> Submission:
    """What a student handed in; a file that cannot be used is told in `problems`, and takes nothing else with it.

    `asked` are the questions of the rubric: a report is read by their ids.
    """
    file = answers or next((repo / name for name in ANSWER_FILES if repo and (repo / name).is_file()), None)
    if file is None and not (repo and repo.is_dir()):
        return NOTHING
    problems: list[Message] = []
    if file and not answers and _leads_elsewhere(file, problems):
        file = None
    told = _in_file(file, problems, asked) if file else {}
    found = reports(repo, problems, asked) if repo else {}
    for report in found.values():
        told = known(told, report.answers)
    read = {name for name, report in found.items() if report.answers}
    scripts = tuple(one for one in _scripts(repo, problems) if one.name not in read) if repo else ()
    free = tuple(name for name, report in found.items() if not report.answers and _is_free(name))
    return Submission(told, scripts, tuple(problems), file.name if file else next(iter(read), ""), free)


def reports(repo: Path, problems: list[Message], asked: Asked | None = None) -> dict[str, Report]:
    """Reports at the top of a repository and in the folder of forms, by their place."""
    found: dict[str, Report] = {}
    for folder in (repo, *(repo / name for name in FORM_FOLDERS)):
        if folder is not repo and _leads_elsewhere(folder, problems):
            continue
        for path in sorted(_entries(folder, problems))[:MAX_REPORTS]:
            if path.suffix.lower() not in SUFFIXES or path.name.lower() in _PASSED_OVER or path.name.startswith("~"):
                continue
            if path.is_file() and not _leads_elsewhere(path, problems):
                found[path.relative_to(repo).as_posix()] = _report(path, problems, asked)
    return found


def _report(path: Path, problems: list[Message], asked: Asked | None) -> Report:
    if path.suffix.lower() in WHOLE:
        return NO_REPORT
    try:
        content = read_regular(path, MAX_REPORT)
        if content is None:
            problems.append(say("{file} is too large to be read", file=visible(path.name)))
            return NO_REPORT
        return read_report(path.name, content, asked)
    except OSError as error:
        problems.append(say("{file} cannot be read: {reason}", file=visible(path.name), reason=reason_of(error)))
    except DocumentError as error:
        problems.append(say("{file} cannot be read: {reason}", file=visible(path.name), reason=error.message))
    return NO_REPORT


def _is_free(name: str) -> bool:
    """Whether a report without answers is one to be read by a person: not the form that nobody filled in."""
    path = PurePosixPath(name)
    if path.parent.name in FORM_FOLDERS:
        return False
    return path.suffix.lower() in {*WHOLE, ".docx", ".odt"} or _FREE.match(path.name) is not None


def _in_file(file: Path, problems: list[Message], asked: Asked | None) -> dict[str, Answer]:
    if file.suffix.lower() in SUFFIXES:
        return dict(_report(file, problems, asked).answers)
    return _answers(file, problems)


def _answers(file: Path, problems: list[Message]) -> dict[str, Answer]:
    text = _text(file, problems)
    tree = Tree(text or "")
    if tree.problems:
        again = Tree(repaired(text or ""))
        tree = tree if again.problems else again
    problems += [problem.located(file.name) for problem in tree.problems]
    if tree.problems and not tree.data:
        answers, doubtful = line_by_line(text or "", file.name)
        problems += doubtful
        return answers
    found = tree.data.get("answers") if isinstance(tree.data, dict) else None
    if text is not None and not isinstance(found, dict) and not problems:
        problems.append(
            say("{file}: there is no “answers” in it; keep the form of the file you were given.", file=file.name)
        )
    pairs = found.items() if isinstance(found, dict) else ()
    return {name: _answer(value, tree.position(("answers", name))[0]) for name, value in pairs}


def _answer(value: Any, line: int) -> Answer:
    if not isinstance(value, Mapping):
        return Answer(text=_written(value), line=line)
    files = value.get("files") or value.get("fichiers")
    named = files if isinstance(files, list) else [files] if files else []
    return Answer(
        _written(next((value[key] for key in _ANSWER_KEYS if value.get(key) is not None), None)),
        tuple(_written(one)[:500] for one in named if one)[:20],
        line,
    )


def _written(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, list):
        return ", ".join(map(_written, value))[:MAX_TEXT]
    text = str(value).strip()
    return text if len(text) <= MAX_TEXT else f"{text[:MAX_TEXT]}…"


def _scripts(repo: Path, problems: list[Message]) -> Iterator[ScriptFile]:
    for path in _script_paths(repo, problems)[:MAX_SCRIPTS]:
        text = _text(path, problems)
        if text is not None:
            yield ScriptFile(path.relative_to(repo).as_posix(), text)


def _script_paths(repo: Path, problems: list[Message]) -> list[Path]:
    """Scripts at the root and in `scripts/`."""
    folder = repo / "scripts"
    folders = [repo] if _leads_elsewhere(folder, problems) else [repo, folder]
    wanted = (
        path
        for place in folders
        for path in _entries(place, problems)
        if path.suffix.lower() in SCRIPT_SUFFIXES and path.name.lower() not in _PASSED_OVER
    )
    return sorted(path for path in wanted if path.is_file() and not _leads_elsewhere(path, problems))


def _entries(folder: Path, problems: list[Message]) -> list[Path]:
    try:
        return list(folder.iterdir()) if folder.is_dir() else []
    except OSError as error:
        problems.append(say("{file} cannot be read: {reason}", file=visible(folder.name), reason=reason_of(error)))
        return []


def _leads_elsewhere(path: Path, problems: list[Message]) -> bool:
    """Whether it is a link, which may lead to any file of the machine it is graded on: none is followed."""
    if path.is_symlink():
        problems.append(say("{file} is a link: hand in the file itself", file=visible(path.name)))
        return True
    return False


def _text(path: Path, problems: list[Message]) -> str | None:
    try:
        content = read_regular(path, MAX_BYTES)
    except OSError as error:
        problems.append(say("{file} cannot be read: {reason}", file=visible(path.name), reason=reason_of(error)))
        return None
    if content is None:
        problems.append(say("{file} is too large to be read", file=visible(path.name)))
        return None
    return encoding_of(content).decode(content, "replace")

"""Reads a lab repository: its answers file and its scripts, bounded, nothing run."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from bareme.files.bounded import read_regular
from bareme.files.environment import reason_of
from bareme.files.located_yaml import Tree
from bareme.submission.model import NOTHING, Answer, ScriptFile, Submission
from bareme.submission.repair import repaired
from bareme.text.message import Message, say
from bareme.text.sanitize import visible

ANSWER_FILES = ("reponses.yaml", "reponses.yml", "answers.yaml", "answers.yml")
SCRIPT_SUFFIXES = {".sh", ".bash", ".azcli", ".ps1", ".bat", ".cmd", ".txt", ".md", ".bicep", ".tf"}

MAX_BYTES = 2**20
MAX_SCRIPTS = 50
MAX_TEXT = 20_000
"""Characters of one answer; what is longer is cut, and said to be."""

_PASSED_OVER = {"readme.md", "lisezmoi.md", *ANSWER_FILES}


def load_submission(repo: Path | None, answers: Path | None = None) -> Submission:
    """What a student handed in; a file that cannot be used is told in `problems`, and takes nothing else with it."""
    file = answers or next((repo / name for name in ANSWER_FILES if repo and (repo / name).is_file()), None)
    if file is None and not (repo and repo.is_dir()):
        return NOTHING
    problems: list[Message] = []
    if file and not answers and _leads_elsewhere(file, problems):
        file = None
    told = _answers(file, problems) if file else {}
    scripts = tuple(_scripts(repo, problems)) if repo else ()
    return Submission(told, scripts, tuple(problems), file.name if file else "")


def _answers(file: Path, problems: list[Message]) -> dict[str, Answer]:
    text = _text(file, problems)
    tree = Tree(text or "")
    if tree.problems:
        again = Tree(repaired(text or ""))
        tree = tree if again.problems else again
    problems += [problem.located(file.name) for problem in tree.problems]
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
    files = value.get("files")
    named = files if isinstance(files, list) else [files] if files else []
    return Answer(_written(value.get("answer")), tuple(_written(one)[:500] for one in named if one)[:20], line)


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
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")

"""The answers file of a lab repository: `answers:` with one entry a question, read as generously as can be."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path, PureWindowsPath
from typing import Any

from bareme.files.bounded import read_regular
from bareme.files.encoding import encoding_of
from bareme.files.located_yaml import KEY, Tree
from bareme.files.problem import with_nearest
from bareme.submission.complaints import Complaints
from bareme.submission.lenient import line_by_line
from bareme.submission.model import Answer, Named
from bareme.submission.repair import repaired
from bareme.text.message import say
from bareme.text.sanitize import clipped

NAMES = ("reponses.yaml", "reponses.yml", "answers.yaml", "answers.yml")

MAX_BYTES = 2**20
MAX_TEXT = 20_000
"""Characters of one answer; what is longer is cut, and said to be."""
MAX_FILES = 20

_TEXT = ("answer", "réponse", "reponse")
_FILES = ("files", "fichiers")


@dataclass(frozen=True, slots=True)
class AnswersFile:
    """What stands in it."""

    answers: Mapping[str, Answer] = field(default_factory=dict)
    rubric: Named | None = None
    """The rubric whose questions it says to answer."""


NO_FILE = AnswersFile()


def read_answers(file: Path, told: Complaints) -> AnswersFile:
    """The answers of a file; what cannot be understood is told, and takes nothing else with it."""
    text = text_of(file, told)
    if text is None:
        return NO_FILE
    tree = Tree(text)
    if tree.problems:
        again = Tree(repaired(text))
        tree = tree if again.problems else again
    for problem in tree.problems:
        told.add(file, problem.message, at=problem[:2])
    if tree.problems and not tree.data:
        answers, doubtful = line_by_line(text)
        for line, name in doubtful:
            told.add(file, say("the answer to {id} is not understood.", id=name), at=(line, 0))
        return AnswersFile({id_: replace(one, file=told.name_of(file)) for id_, one in answers.items()})
    return _read(file, tree, told)


def text_of(path: Path, told: Complaints) -> str | None:
    """A file's text, whatever its encoding; `None`, and told, where it cannot be read."""
    try:
        content = read_regular(path, MAX_BYTES)
    except OSError as error:
        told.not_read(path, error)
        return None
    if content is None:
        told.add(path, say("too large to be read"))
        return None
    return encoding_of(content).decode(content, "replace")


def _read(file: Path, tree: Tree, told: Complaints) -> AnswersFile:
    data = tree.data if isinstance(tree.data, dict) else {}
    found = data.get("answers")
    if not isinstance(found, dict) and not tree.problems:
        told.add(file, say("there is no “answers” in it; keep the form of the file you were given."))
    entries = found if isinstance(found, dict) else {}
    answers = {name: _Entry(file, tree, name, value).answer(told) for name, value in entries.items()}
    if not data.get("rubric"):
        return AnswersFile(answers)
    return AnswersFile(answers, Named(str(data["rubric"]).strip(), told.name_of(file), *tree.position(("rubric",))))


@dataclass(frozen=True, slots=True)
class _Entry:
    """One question's entry."""

    file: Path
    tree: Tree
    name: str
    value: Any

    def answer(self, told: Complaints) -> Answer:
        """What it says; names of files that are not there, and keys that mean nothing, are told."""
        place = (*self.tree.position(("answers", self.name, KEY)), told.name_of(self.file))
        if not isinstance(self.value, Mapping):
            return Answer(_written(self.value), (), *place)
        keys = dict(self._keys(told))
        text = next((self.value[keys[one]] for one in _TEXT if one in keys and self.value[keys[one]] is not None), None)
        files = tuple(self._files([keys[one] for one in _FILES if one in keys], told))
        return Answer(_written(text), files, *place)

    def _keys(self, told: Complaints) -> Iterator[tuple[str, str]]:
        """What is meant by each key, and how it is written."""
        for written in self.value:
            meant = str(written).strip().casefold()
            if meant in {*_TEXT, *_FILES}:
                yield meant, written
                continue
            wrong = say("“{key}” is no part of an answer.", key=clipped(str(written)))
            place = self.tree.position(("answers", self.name, written, KEY))
            told.add(self.file, with_nearest(wrong, str(written), [*_TEXT, *_FILES]), at=place)

    def _files(self, keys: list[str], told: Complaints) -> Iterator[str]:
        for key in keys:
            value = self.value[key]
            listed = value if isinstance(value, list) else [value] if value else []
            for number, one in enumerate(listed[:MAX_FILES]):
                if not one:
                    continue
                name = _written(one)[:500]
                if not self._is_there(name, told):
                    place = self.tree.position(("answers", self.name, key, number))
                    wrong = say("the file {name} is not in the repository.", name=clipped(name))
                    told.add(self.file, wrong, at=place, level="warning")
                yield name

    def _is_there(self, name: str, told: Complaints) -> bool:
        """Whether a named file is in the repository, or beside the answers; whole and nowhere else."""
        parts = PureWindowsPath(name).parts
        if ".." in parts or PureWindowsPath(name).anchor:
            return False
        tops = (self.file.parent, *((told.repo,) if told.repo else ()))
        try:
            return any(top.joinpath(*parts).is_file() for top in tops)
        except (OSError, ValueError):  # a name that no file system takes
            return False


def _written(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, list):
        return ", ".join(map(_written, value))[:MAX_TEXT]
    text = str(value).strip()
    return text if len(text) <= MAX_TEXT else f"{text[:MAX_TEXT]}…"

"""The values of a submission."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from bareme.files.problem import Problem


@dataclass(frozen=True)
class Answer:
    """One written answer: text (numbers too are kept as written), and the files it names."""

    text: str = ""
    files: tuple[str, ...] = ()
    line: int = 0
    column: int = 0
    file: str = ""
    """Where it stands: the file from the top of the repository; line and column from 1, 0 where nobody can tell."""

    @property
    def is_given(self) -> bool:
        """Whether anything was written."""
        return bool(self.text or self.files)

    @cached_property
    def sha256(self) -> str:
        """Changes when the answer does."""
        return hashlib.sha256("\0".join((self.text, *self.files)).encode("utf-8", "backslashreplace")).hexdigest()


NO_ANSWER = Answer()


@dataclass(frozen=True, slots=True)
class Named:
    """A name, and where it stands: file, and line and column from 1."""

    name: str
    file: str
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class ScriptFile:
    """A script as handed in; it is read, never run."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Submission:
    """All of it. `problems` says what could not be used, for the student and the teacher."""

    answers: Mapping[str, Answer] = field(default_factory=dict)
    scripts: tuple[ScriptFile, ...] = ()
    problems: tuple[Problem, ...] = ()
    reports: tuple[str, ...] = ()
    """Reports that follow no form, by their place in the repository: a person reads them."""
    rubrics: tuple[Named, ...] = ()
    """The rubrics that the answers say they are for: one a file."""
    is_read: bool = True
    """Whether there was a place to look into at all."""


NOTHING = Submission(is_read=False)

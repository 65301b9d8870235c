"""The values of a comparison."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple


class Cause(StrEnum):
    """What can make two runs disagree about a criterion."""

    RUBRIC = "rubric"
    """The criterion itself changed: its points, its check, a parameter, a substitute."""
    EVIDENCE = "evidence"
    """The grade rests on other collections."""
    ANSWER = "answer"
    """The student wrote something else."""
    DECISION = "decision"
    """A person marked or excused it, or took that back."""
    NEEDS = "needs"
    """It rests on another criterion, which changed."""
    AGAIN = "judge-again"
    """A person judged it, and what he judged it by changed since."""
    PROGRAM = "program"
    """Nothing that is kept changed: what remains is bareme or its checks."""


@dataclass(frozen=True, slots=True)
class Side:
    """What one run was made with; `definitions` has a hash of each criterion's own rule."""

    rubric: str
    version: str
    sha256: str
    scale: Decimal
    definitions: Mapping[str, str]
    program: str = ""


class Standing(NamedTuple):
    """How a criterion stood, and what it rested on."""

    outcome: str
    points: Decimal
    low: Decimal
    high: Decimal
    decided: str
    """A person's mark or waiver, as a text that changes with it; empty where nobody decided."""
    answer: str
    needs: bool
    """Whether it was told by another criterion."""
    again: bool = False
    """Whether a person should judge it again."""


class Sum(NamedTuple):
    """A student's grade."""

    status: str
    score: Decimal
    low: Decimal
    high: Decimal


@dataclass(frozen=True, slots=True)
class Change:
    """One criterion that stands differently; `None` on the side that does not have it."""

    criterion: str
    before: Standing | None
    after: Standing | None
    causes: tuple[Cause, ...]

    @property
    def gain(self) -> Decimal:
        """Points won; negative for lost."""
        nothing = Decimal(0)
        return (self.after.points if self.after else nothing) - (self.before.points if self.before else nothing)


@dataclass(frozen=True, slots=True)
class Moved:
    """One student whose grade or one of whose criteria changed."""

    id: str
    name: str
    before: Sum
    after: Sum
    changes: tuple[Change, ...]

    @property
    def is_readable(self) -> bool:
        """Whether there is a grade on both sides: what could not be read is not a 0 that was won or lost."""
        return "unreadable" not in {self.before.status, self.after.status}

    @property
    def gain(self) -> Decimal | None:
        """Points won on the scale, negative for lost; `None` where one side has no grade."""
        return self.after.score - self.before.score if self.is_readable else None


@dataclass(frozen=True, slots=True)
class Comparison:
    """Everything that differs. `came` and `left` are (id, name) of who is in one run only."""

    before: Side
    after: Side
    moved: tuple[Moved, ...]
    came: tuple[tuple[str, str], ...]
    left: tuple[tuple[str, str], ...]
    unchanged: int

    @property
    def rubric_changed(self) -> bool:
        """Whether the runs were graded under different rubrics."""
        return self.before.sha256 != self.after.sha256

"""A graded class as every format sees it, told in one language, wherever it was read from."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from bareme.text.language import Speech


@dataclass(frozen=True, slots=True)
class Line:
    """One criterion of one student."""

    id: str
    title: str
    outcome: str
    points: Decimal
    most: Decimal
    found: str
    note: str
    hint: str

    @property
    def is_open(self) -> bool:
        """Whether it is still to be judged, or could not be read."""
        return self.outcome in {"pending", "unverifiable"}

    @property
    def is_lost(self) -> bool:
        """Whether points were lost on it for good."""
        return self.points < self.most and self.outcome in {"unmet", "partial", "blocked"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Pupil:
    """One student of the run."""

    id: str
    name: str
    group: str
    slug: str
    status: str
    score: Decimal
    low: Decimal
    high: Decimal
    problem: str
    lines: tuple[Line, ...]
    email: str = ""
    username: str = ""
    late: str = ""
    """What handing in late cost, in a sentence."""


@dataclass(frozen=True, slots=True)
class GradedClass:
    """A run: its rubric's name and scale, and its students, read again each time they are asked for.

    `speech` is the language its texts are in, and so that of what is written about them.
    """

    rubric: str
    title: str
    scale: Decimal
    speech: Speech
    read: Callable[[], Iterator[Pupil]]

    def __iter__(self) -> Iterator[Pupil]:
        return self.read()

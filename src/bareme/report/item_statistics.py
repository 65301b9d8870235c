"""Item statistics: how difficult a question is, how far it spreads, and whether it tells strong from weak students.

Discrimination is the item–rest correlation: with what the others earned elsewhere, since a total that contains the item
correlates with it by itself (Ebel, R. L. & Frisbie, D. A.: Essentials of Educational Measurement, 1991, ch. 13).
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from bareme.grading.record import CriterionRecord

FEWEST = 20
"""Students below whom a correlation says nothing."""
EASY, HARD = 0.95, 0.1
"""Shares of success from which on an item is too easy, and too hard."""
WEAK, GOOD = 0.2, 0.4
JUDGED = frozenset({"met", "partial", "unmet", "blocked"})
"""Outcomes that tell what somebody can do; who was excused, or is not judged yet, is left out."""


class Quality(StrEnum):
    """What an item is worth, in a word."""

    EASY = "easy"
    HARD = "hard"
    REVERSED = "reversed"
    FLAT = "flat"
    FAIR = "fair"
    GOOD = "good"


class Pair(NamedTuple):
    """What a student earned with an item, and the share of points earned elsewhere; `None` where nothing is judged."""

    own: float
    rest: float | None


@dataclass
class Moments:
    """Means, squares and products of pairs of numbers, kept while they pass by once (Welford 1962)."""

    n: int = 0
    mean_x: float = 0.0
    mean_y: float = 0.0
    squares_x: float = 0.0
    squares_y: float = 0.0
    products: float = 0.0

    def add(self, x: float, y: float) -> None:
        """Take a pair."""
        self.n += 1
        off_x, off_y = x - self.mean_x, y - self.mean_y
        self.mean_x += off_x / self.n
        self.mean_y += off_y / self.n
        self.squares_x += off_x * (x - self.mean_x)
        self.squares_y += off_y * (y - self.mean_y)
        self.products += off_x * (y - self.mean_y)

    @property
    def spread(self) -> float | None:
        """The standard deviation of the first numbers."""
        return float((self.squares_x / self.n) ** 0.5) if self.n else None

    @property
    def correlation(self) -> float | None:
        """Pearson's, -1 to 1; `None` where one of both does not vary."""
        both = self.squares_x * self.squares_y
        return float(self.products / both**0.5) if both > 1e-12 else None


@dataclass
class Item:
    """A criterion, or an exercise, over a class; points are those of the rubric."""

    points: float
    own: Moments = field(default_factory=Moments)
    with_rest: Moments = field(default_factory=Moments)

    def add(self, pair: Pair) -> None:
        """Take what one student earned."""
        self.own.add(pair.own, 0.0)
        if pair.rest is not None:
            self.with_rest.add(pair.own, pair.rest)

    @property
    def n(self) -> int:
        """How many students were judged."""
        return self.own.n

    @property
    def share(self) -> float | None:
        """The share of its points that was earned, 0 to 1."""
        return self.own.mean_x / self.points if self.n and self.points else None

    @property
    def spread(self) -> float | None:
        """The standard deviation of the points earned."""
        return self.own.spread

    @property
    def discrimination(self) -> float | None:
        """The item–rest correlation, of `FEWEST` students or more."""
        return self.with_rest.correlation if self.with_rest.n >= FEWEST else None

    @property
    def quality(self) -> Quality | None:
        """What it is worth; `None` for too few students."""
        if self.share is None or self.n < FEWEST:
            return None
        if self.share >= EASY or self.share <= HARD:
            return Quality.EASY if self.share >= EASY else Quality.HARD
        return _told_apart(self.discrimination)


def _told_apart(correlation: float | None) -> Quality:
    if correlation is None or 0 <= correlation < WEAK:
        return Quality.FLAT
    if correlation < 0:
        return Quality.REVERSED
    return Quality.GOOD if correlation >= GOOD else Quality.FAIR


class Part(NamedTuple):
    """What one student earned with a criterion that was judged, and what it is worth."""

    id: str
    earned: float
    points: float


def judged(criteria: Iterable[CriterionRecord], points: dict[str, float]) -> list[Part]:
    """What of a student's criteria counts: judged, and worth points."""
    return [
        Part(one["id"], float(one["points"]), points[one["id"]])
        for one in criteria
        if one["outcome"] in JUDGED and points[one["id"]]
    ]


def pairs(parts: Iterable[Part]) -> Iterator[tuple[str, Pair]]:
    """Each part beside the rest."""
    known = list(parts)
    earned, most = sum(one.earned for one in known), sum(one.points for one in known)
    for one in known:
        elsewhere = most - one.points
        yield one.id, Pair(one.earned, (earned - one.earned) / elsewhere if elsewhere > 1e-9 else None)


def joined(parts: Iterable[Part], groups: dict[str, str], points: dict[str, float]) -> list[Part]:
    """The same by exercise (`groups` names each criterion's): the share of what is judged there, in its points."""
    earned: dict[str, float] = {}
    most: dict[str, float] = {}
    for one in parts:
        name = groups[one.id]
        earned[name] = earned.get(name, 0.0) + one.earned
        most[name] = most.get(name, 0.0) + one.points
    return [Part(name, points[name] * earned[name] / most[name], points[name]) for name in earned]

"""The grades of a class, each between what is sure and what is still possible."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from statistics import fmean, median, pstdev
from typing import NamedTuple


class Span(NamedTuple):
    """A figure of which only the bounds are known; both are the same once every grade is final."""

    low: float
    high: float


@dataclass
class Grades:
    """Grades being gathered, in points of the rubric's scale; those who could not be graded are none of them."""

    lows: list[float] = field(default_factory=list)
    highs: list[float] = field(default_factory=list)

    def add(self, low: str, high: str) -> None:
        """Take what a student has at least and at most, as the texts of decimals."""
        self.lows.append(float(low))
        self.highs.append(float(high))

    def __len__(self) -> int:
        return len(self.lows)

    @property
    def is_final(self) -> bool:
        """Whether no grade can move any more."""
        return self.lows == self.highs

    def view(self, mark: float | None) -> dict[str, Span | float | None]:
        """What the class page tells of them; `None` where there is nothing to tell.

        Mean, median, lowest and highest grow with every single grade: their bounds are those of the bounds. The
        standard deviation does not, and is told of final grades alone.
        """
        return {
            "mean": self._bounds(fmean),
            "median": self._bounds(median),
            "lowest": self._bounds(min),
            "highest": self._bounds(max),
            "spread": round(pstdev(self.lows), 2) if len(self) and self.is_final else None,
            "passed": None if mark is None else self._passed(mark),
        }

    def _bounds(self, of: Callable[[Sequence[float]], float]) -> Span | None:
        return Span(round(of(self.lows), 2), round(of(self.highs), 2)) if self.lows else None

    def _passed(self, mark: float) -> Span:
        return Span(*(sum(one >= mark for one in grades) for grades in (self.lows, self.highs)))

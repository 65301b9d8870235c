"""The histogram of a class: what grades are at least, upwards, and what they may become, downwards."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from bareme.report.scales import Linear

BINS = 20
"""Of equal width; who has all the points stands in one of his own."""
LEFT, RIGHT, TALL = 8.0, 428.0, 86.0
"""Edges of the axis and the height of the tallest bar, in units of the picture."""


@dataclass(frozen=True, slots=True)
class Histogram:
    """Grades sorted into bins; a grade is open while its bounds differ."""

    scale: float
    final: tuple[int, ...]
    least: tuple[int, ...]
    """Open grades by their lower bound."""
    most: tuple[int, ...]
    """Open grades by their upper bound."""

    @classmethod
    def of(cls, lows: Sequence[float], highs: Sequence[float], scale: float) -> "Histogram":
        """Sort the grades of a class, given by their bounds."""
        final: Counter[int] = Counter()
        least: Counter[int] = Counter()
        most: Counter[int] = Counter()
        for low, high in zip(lows, highs, strict=True):
            if low == high:
                final[place(low, scale)] += 1
            else:
                least[place(low, scale)] += 1
                most[place(high, scale)] += 1
        return cls(scale, *(tuple(one[number] for number in range(BINS + 1)) for one in (final, least, most)))

    def view(self) -> dict[str, Any]:
        """The picture: bars, ticks, and the scale that its further lines are put by."""
        axis = Linear(0, self.scale, LEFT, LEFT + (RIGHT - LEFT) * BINS / (BINS + 1))
        return {"bars": list(self._bars()), "axis": axis, "ticks": axis.ticks(BINS // 2), "open": any(self.most)}

    def _bars(self) -> Iterator[dict[str, Any]]:
        upwards = [one + other for one, other in zip(self.final, self.least, strict=True)]
        height = Linear(0, max(*upwards, *self.most, 1), 0, TALL)
        width = self.scale / BINS
        for number, count in enumerate(upwards):
            first = round(number * width, 4)
            yield {
                "from": first,
                "to": min(round(first + width, 4), self.scale),
                "x": round(LEFT + (RIGHT - LEFT) * number / (BINS + 1), 2),
                "final": self.final[number],
                "least": self.least[number],
                "count": count,
                "most": self.most[number],
                "final_height": height.at(self.final[number]),
                "least_height": height.at(self.least[number]),
                "most_height": height.at(self.most[number]),
            }


def place(grade: float, scale: float) -> int:
    """The bin of a grade, from 0; the last one is for full marks alone."""
    return BINS if grade >= scale else max(int(grade / scale * BINS + 1e-9), 0)

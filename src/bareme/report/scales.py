"""Scales and ticks of the pages' pictures: where a value lies, and which values stand beside an axis."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import floor, log10
from zoneinfo import ZoneInfo

STEPS = (1, 2, 5, 10)
QUIET = timedelta(hours=4)
"""Time without an event, above which it is cut out of an axis: nights, days between two sessions."""
HOURS = (1, 2, 3, 6, 12)
CUT = 0.03
"""Width of what was cut out, as a share of the axis."""


@dataclass(frozen=True, slots=True)
class Linear:
    """Maps values from `low` to `high` to positions from `start` to `end`; what lies outside is put at the edge."""

    low: float
    high: float
    start: float = 0.0
    end: float = 100.0

    def at(self, value: object) -> float:
        """The position of a value (a number, or the text of one), to two decimals."""
        span = self.high - self.low
        share = (float(str(value)) - self.low) / span if span else 0.0
        return round(self.start + min(max(share, 0.0), 1.0) * (self.end - self.start), 2)

    def ticks(self, most: int = 10) -> list[float]:
        """Round values from `low` to `high`, at most `most` + 1 of them: steps of 1, 2 or 5 times a power of ten."""
        span = self.high - self.low
        if span <= 0:
            return [self.low]
        power = 10.0 ** floor(log10(span / most))
        step = next(power * one for one in STEPS if span / (power * one) <= most + 1e-9)
        first = -floor(-self.low / step + 1e-9)
        return [round(step * number, 10) for number in range(first, floor(self.high / step + 1e-9) + 1)]


@dataclass(frozen=True, slots=True)
class Tick:
    """A whole hour on a time axis."""

    at: float
    moment: datetime
    new_day: bool
    """Whether it is the first tick of its day."""


@dataclass(frozen=True, slots=True)
class TimeAxis:
    """Maps moments to positions from 0 to 100, with what nobody did anything in cut out."""

    spans: tuple[tuple[datetime, datetime], ...]
    """What is shown, oldest first, in the zone of the school."""

    @classmethod
    def over(cls, moments: Iterable[datetime], zone: ZoneInfo) -> "TimeAxis":
        """The axis of some moments, from whole hour to whole hour."""
        spans: list[tuple[datetime, datetime]] = []
        for moment in sorted(one.astimezone(zone) for one in moments):
            first, last = _hour(moment), _hour(moment) + timedelta(hours=1)
            if spans and first - spans[-1][1] <= QUIET:
                spans[-1] = (spans[-1][0], last)
            else:
                spans.append((first, last))
        return cls(tuple(spans))

    def at(self, moment: datetime) -> float:
        """The position of a moment; one that was cut out is put where the cut is."""
        gone = 0.0
        moment = moment.astimezone(self.spans[0][0].tzinfo) if self.spans else moment
        for number, (first, last) in enumerate(self.spans):
            if moment <= last:
                inside = max((moment - first) / timedelta(hours=1), 0.0)
                return round(self._cut * number + self._per_hour * (gone + inside), 2)
            gone += (last - first) / timedelta(hours=1)
        return 100.0

    def cuts(self) -> list[float]:
        """The middle of each place where time was cut out."""
        return [round(self.at(last) + self._cut / 2, 2) for _, last in self.spans[:-1]]

    def ticks(self, most: int = 12) -> list[Tick]:
        """Whole hours: every one, second, third, sixth or twelfth, so that there are about `most`."""
        step = next((one for one in HOURS if self._hours / one <= most), 24)
        return list(self._ticks(step))

    def _ticks(self, step: int) -> Iterator[Tick]:
        day = None
        for first, last in self.spans:
            hours = round((last - first) / timedelta(hours=1)) + (last == self.spans[-1][1])  # no room before a cut
            shown = {hour for hour in range(hours) if (first + timedelta(hours=hour)).hour % step == 0} or {0}
            for hour in sorted(shown):
                moment = (first + timedelta(hours=hour)).astimezone(first.tzinfo)
                yield Tick(self.at(moment), moment, moment.date() != day)
                day = moment.date()

    @property
    def _hours(self) -> float:
        return sum((last - first) / timedelta(hours=1) for first, last in self.spans) or 1.0

    @property
    def _cut(self) -> float:
        return 100 * min(CUT, 0.5 / max(len(self.spans), 1))

    @property
    def _per_hour(self) -> float:
        return (100 - self._cut * (len(self.spans) - 1)) / self._hours


def _hour(moment: datetime) -> datetime:
    return moment.replace(minute=0, second=0, microsecond=0)

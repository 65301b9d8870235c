"""The arithmetic of availability: percentages of a month, joined and turned into downtime."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from math import prod

HOURS_PER_YEAR = 8760
WHOLE = Decimal(100)


@dataclass(frozen=True, slots=True)
class Downtime:
    """The longest time a service may be down without breaking its promise."""

    year: timedelta
    month: timedelta
    """A twelfth of a year."""
    week: timedelta


def downtime(percent: Decimal) -> Downtime:
    """What an availability leaves: 99.9 is 8.76 hours a year, 43.8 minutes a month, 10.1 minutes a week."""
    down = float((WHOLE - percent) / WHOLE)
    year = timedelta(hours=HOURS_PER_YEAR)
    return Downtime(year * down, year / 12 * down, timedelta(weeks=1) * down)


def in_series(percents: Iterable[Decimal]) -> Decimal:
    """All must be up: 99.9 and 99.9 are 99.8001."""
    return WHOLE * prod((one / WHOLE for one in percents), start=Decimal(1))


def in_parallel(percents: Iterable[Decimal]) -> Decimal:
    """One of them is enough: 99 and 99 are 99.99. Only of parts that fail apart from each other."""
    return WHOLE * (1 - prod((1 - one / WHOLE for one in percents), start=Decimal(1)))

"""Who decided what, and when: decisions made in one go stand as one entry, which can be taken back."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from bareme.marks import Decision

SHOWN = 200


@dataclass(frozen=True, slots=True)
class Entry:
    """Decisions that were made in one go."""

    decisions: tuple[Decision, ...]

    @property
    def first(self) -> Decision:
        """One for all."""
        return self.decisions[0]

    @property
    def when(self) -> datetime:
        """When."""
        return self.first.when

    @property
    def id(self) -> str:
        """What names it in a form."""
        return self.when.isoformat(timespec="microseconds")


def entries(history: Sequence[Decision]) -> Iterator[Entry]:
    """The journal, the latest first."""
    for _, own in groupby(reversed(history), key=lambda one: (one.when, one.who, one.criterion)):
        yield Entry(tuple(own))


def last_of(history: Sequence[Decision], who: str) -> Entry | None:
    """What somebody did last."""
    return next((entry for entry in entries(history) if entry.first.who == who), None)

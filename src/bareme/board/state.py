"""The board at one moment, and where moments come from: a lab that runs, or one that was recorded."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bareme.board.row import Row
from bareme.text.message import Message


@dataclass(frozen=True, slots=True)
class State:
    """The board between two rounds; a new one takes its place."""

    rows: tuple[Row, ...]
    at: datetime
    """On Azure's clock."""
    rounds: int = 0
    requests: int = 0
    """Of the last round."""
    throttled: int = 0
    """Answers of the last round by which Azure asked to wait."""
    waiting: int = 0
    """Students in whose Azure something changed that is read in the next round."""
    problem: Message | None = None
    """Why the last round failed as a whole."""


@dataclass(frozen=True, slots=True)
class Moment:
    """A state as it is looked at, and which of how many it is."""

    state: State
    number: int = 0
    """Its place among the moments, from 0."""
    last: int | None = None
    """The place of the last one; `None` while the lab runs."""


class Session(Protocol):
    """A lab that is looked at."""

    def moment(self, number: int | None) -> Moment:
        """The moment of that number, the nearest where there is none; a running lab has only now."""

"""The comment bank: remarks that a question's answers deserve again and again, each with its points."""

import secrets
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal

from bareme.marks.decision import Decision
from bareme.marks.store import MarkStore


@dataclass(frozen=True, slots=True)
class Remark:
    """A remark of a question's bank."""

    id: str
    criterion: str
    text: str
    points: Decimal | None = None
    """What an answer that deserves it is worth; `None` where it says nothing of that."""

    def stands_in(self, one: Decision) -> bool:
        """Whether a decision has it: a line of its comment."""
        return one.criterion == self.criterion and self.text in one.comment.splitlines()


def remarks(store: MarkStore) -> dict[str, Remark]:
    """The remarks in force, by id, in the order in which they were first written; one that was emptied is gone."""
    found: dict[str, Remark] = {}
    for number, criterion, text, points in store.read(
        "select id, criterion, said, points from remarks order by number"
    ):
        found[number] = Remark(number, criterion, text, None if points is None else Decimal(points))
    return {name: one for name, one in found.items() if one.text}


def keep_remark(store: MarkStore, remark: Remark, who: str) -> Remark:
    """Keep a remark, new or changed; it has an id afterwards."""
    own = Remark(remark.id or secrets.token_hex(4), remark.criterion, remark.text, remark.points)
    points = None if own.points is None else str(own.points)
    row = (own.id, own.criterion, own.text, points, who, datetime.now(UTC).isoformat(timespec="microseconds"))
    with store.writing() as base:
        base.execute("insert into remarks (id, criterion, said, points, who, made) values (?, ?, ?, ?, ?, ?)", row)
    return own

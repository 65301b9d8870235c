"""What a person decided on one criterion of one student: a value, never changed, never removed."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from decimal import Decimal
from enum import StrEnum


class Kind(StrEnum):
    """What a decision says."""

    MARK = "mark"
    """So many points."""
    WAIVER = "waiver"
    """The criterion is not asked of this student; the comment is the reason."""
    OPEN = "open"
    """Nothing is decided (any more); a comment may stand for whoever decides."""
    NOTE = "note"
    """A word to the student on the whole of his work, on no criterion; the comment is it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """One decision, and what it was made upon."""

    student: str
    """The id of the roster; what stood in its place where nobody has it."""
    criterion: str
    kind: Kind
    points: Decimal | None = None
    most: Decimal | None = None
    """What the criterion was worth when the points were given."""
    comment: str = ""
    basis: str = ""
    """Finding and answer as they were when it was made (`bareme.grading.grade.basis_of`)."""
    name: str = ""
    """The student's name as it stood there: it finds him where a spreadsheet spoilt his id."""
    stamp: str = ""
    """Of the row it was typed into (`bareme.marks.stamp`), for the same purpose."""
    who: str = ""
    """Who decided, or the file it was typed into."""
    when: datetime = field(default_factory=lambda: datetime.now(UTC))

    def says_the_same(self, other: "Decision | None") -> bool:
        """Whether the other one decides the same on the same ground."""
        return other is not None and _content(self) == _content(other)


def _content(one: Decision) -> tuple[object, ...]:
    return one.kind, one.points, one.most, one.comment, one.basis

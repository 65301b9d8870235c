"""What markers note for themselves on an answer: to come back to it, or that they looked a second time."""

from collections.abc import Iterable
from datetime import UTC, datetime
from enum import StrEnum

from bareme.marks.store import MarkStore

Place = tuple[str, str]
"""A student and a criterion."""


class Flag(StrEnum):
    """What is noted."""

    LATER = "later"
    """To come back to."""
    LOOKED = "looked"
    """Looked at a second time, when more of the class had been marked."""


def raise_flags(store: MarkStore, places: Iterable[Place], flag: Flag, who: str, *, up: bool) -> None:
    """Note something, or that it no longer holds; what was noted before stays in the file."""
    made = datetime.now(UTC).isoformat(timespec="microseconds")
    rows = [(student, criterion, flag.value, int(up), who, made) for student, criterion in places]
    with store.writing() as base:
        base.executemany("insert into flags (student, criterion, kind, up, who, made) values (?, ?, ?, ?, ?, ?)", rows)


def raised(store: MarkStore, flag: Flag) -> set[Place]:
    """Where it holds now."""
    last = {
        (student, criterion): bool(up)
        for student, criterion, up in store.read(
            "select student, criterion, up from flags where kind = ? order by number", flag.value
        )
    }
    return {place for place, up in last.items() if up}

"""When a student's term began, where the roster has a column that tells it."""

from datetime import UTC, date, datetime

from bareme.roster.cells import folded
from bareme.roster.model import Student

COLUMNS = ("term start", "debut semestre", "debut du semestre")
"""Read without case, accents and punctuation."""


def term_start(student: Student) -> datetime | None:
    """The first moment of that day; `None` where there is no such column, or no date (2026-09-01) in it."""
    for name, text in student.extra.items():
        if folded(name) in COLUMNS:
            try:
                day = date.fromisoformat(text.strip())
            except ValueError:
                return None
            return datetime(day.year, day.month, day.day, tzinfo=UTC)
    return None

"""Two tables for analysis: one row per student, and one per student and criterion ("tidy data", H. Wickham, 2014).

Everybody is in them, also who could not be graded: his score is null, never 0.
"""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from types import MappingProxyType

from bareme.export.model import GradedClass, Line, Pupil

Value = str | Decimal | None

STUDENTS: Mapping[str, type] = MappingProxyType(
    {
        "student_id": str,
        "name": str,
        "group": str,
        "status": str,
        "score": Decimal,
        "low": Decimal,
        "high": Decimal,
        "scale": Decimal,
        "problem": str,
    }
)
CRITERIA: Mapping[str, type] = MappingProxyType(
    {
        "student_id": str,
        "criterion": str,
        "title": str,
        "outcome": str,
        "points": Decimal,
        "max": Decimal,
        "found": str,
    }
)
"""The columns and what is in them."""


def student_row(pupil: Pupil, klass: GradedClass) -> tuple[Value, ...]:
    """One row of `STUDENTS`."""
    score = None if pupil.status == "unreadable" else pupil.score
    own = (pupil.id, pupil.name, pupil.group, pupil.status)
    return *own, score, pupil.low, pupil.high, klass.scale, pupil.problem or None


def criterion_rows(pupil: Pupil) -> Iterator[tuple[Value, ...]]:
    """The rows of `CRITERIA` of one student."""
    return (_row(pupil, line) for line in pupil.lines)


def _row(pupil: Pupil, line: Line) -> tuple[Value, ...]:
    points = None if line.is_open else line.points
    return pupil.id, line.id, line.title, line.outcome, points, line.most, line.found or None

"""Gradescope's `results.json`, one a student (gradescope: autograder_samples, docs/specs.md)."""

from decimal import Decimal
from typing import Any

from bareme.export.feedback import as_text, feedback
from bareme.export.model import Line, Pupil
from bareme.export.outcome import Written
from bareme.export.per_student_files import each
from bareme.export.request import Order
from bareme.results.rendering import number

_PASSED = {"met", "waived"}


def write(order: Order) -> Written:
    """Write the files."""
    return each(order, _result)


def _result(order: Order, pupil: Pupil, grade: Decimal) -> dict[str, Any]:
    return {
        "score": number(str(grade)),
        "output": as_text(feedback(pupil, grade, order.klass.scale, order.speech)),
        "output_format": "text",
        "test_output_format": "text",
        "test_name_format": "text",
        "visibility": "visible",
        "tests": [_test(line) for line in pupil.lines],
        "extra_data": {
            "rubric": order.klass.rubric,
            "student_id": pupil.id,
            "status": pupil.status,
            "scale": number(str(order.klass.scale)),
        },
    }


def _test(line: Line) -> dict[str, Any]:
    """One criterion. What is still open has neither score nor status: without them nothing is shown as failed."""
    told = {"number": line.id, "name": line.title, "output": as_text([*filter(None, (line.found, line.note))])}
    if line.is_open:
        return told
    score = {"score": number(str(line.points)), "max_score": number(str(line.most))}
    return {**told, **score, "status": "passed" if line.outcome in _PASSED else "failed"}

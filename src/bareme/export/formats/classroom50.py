"""Classroom 50's `result.json`: whole numbers only, so that points are told in hundredths.

What names a submission comes from the runner's environment where there is one (`CLASSROOM`, `ASSIGNMENT`,
`SUBMISSION_TAG`, `COMMIT_URL`, `RELEASE_URL`, `REVIEW_URL`); the runner stamps owner and dates itself.
"""

import os
from decimal import Decimal
from typing import Any

from bareme.export.cells import hundredths
from bareme.export.model import Line, Pupil
from bareme.export.outcome import Written
from bareme.export.per_student_files import each
from bareme.export.request import Order

SCHEMA = "classroom50/result/v1"
_ENVIRONMENT = {
    "classroom": "CLASSROOM",
    "assignment": "ASSIGNMENT",
    "submission": "SUBMISSION_TAG",
    "commit": "COMMIT_URL",
    "release": "RELEASE_URL",
    "review": "REVIEW_URL",
}


def write(order: Order) -> Written:
    """Write the files."""
    return each(order, _result)


def _result(order: Order, pupil: Pupil, grade: Decimal) -> dict[str, Any]:
    told = {key: os.environ[name] for key, name in _ENVIRONMENT.items() if os.environ.get(name)}
    owner = {"owner": pupil.username} if pupil.username else {}
    return {
        "schema": SCHEMA,
        "assignment": order.klass.rubric,
        "assignment_type": "individual",
        **owner,
        **told,
        "score": hundredths(min(max(grade, Decimal(0)), order.klass.scale)),
        "max-score": hundredths(order.klass.scale),
        "tests": [_test(line) for line in pupil.lines],
    }


def _test(line: Line) -> dict[str, Any]:
    return {
        "test-name": f"{line.id} {line.title}",
        "passed": line.outcome in {"met", "waived"},
        "score": hundredths(line.points),
        "max-score": hundredths(line.most),
        "outcome": line.outcome,
        "output": " – ".join(filter(None, (line.found, line.note))),
    }

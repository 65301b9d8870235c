"""Formats of one file a student: a folder of them, or the one file of the student asked for."""

import json
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

from bareme.errors import UsageError
from bareme.export.model import Pupil
from bareme.export.outcome import LeftOut, Written
from bareme.export.request import Order
from bareme.files.atomic import written
from bareme.text.message import say

Result = Callable[[Order, Pupil, Decimal], dict[str, Any]]


def each(order: Order, result: Result) -> Written:
    """Write what `result` makes of each student."""
    left_out: list[LeftOut] = []
    count = 0
    for pupil, grade in order.graded(left_out):
        _write(order.out if order.student else order.out / f"{pupil.slug}.json", result(order, pupil, grade))
        count += 1
    if order.student and not count:
        raise _nothing(order.student, left_out)
    return Written(order.out, count, left_out)


def _write(path: Path, value: dict[str, Any]) -> None:
    with written(path) as stream:
        stream.write(json.dumps(value, indent=1) + "\n")


def _nothing(student: str, left_out: list[LeftOut]) -> UsageError:
    if left_out:
        return UsageError(
            say("{id}: {why}", id=student, why=left_out[0].reason),
            say("“--provisional score” hands over grades that are not final."),
        )
    return UsageError(say("There is no student “{id}” in this run.", id=student))

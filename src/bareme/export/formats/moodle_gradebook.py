"""A CSV for Moodle's gradebook import (grades, import, CSV file).

One unknown student or one grade that is no number stops Moodle's whole import, so whoever cannot be told for sure is
left out. With a list of participants as `--worksheet`, only those on it are written.
"""

import csv
from collections.abc import Iterator
from decimal import Decimal

from bareme.export.cells import dotted, is_harmless, shortest, text_cell
from bareme.export.feedback import as_text, feedback
from bareme.export.matching import matched
from bareme.export.model import Pupil
from bareme.export.outcome import LeftOut, Written
from bareme.export.platform_headers import PARTICIPANTS, Role, headed
from bareme.export.request import Order
from bareme.files.atomic import written
from bareme.text.message import say


def write(order: Order) -> Written:
    """Write the file."""
    left_out: list[LeftOut] = []
    count = 0
    with written(order.out, newline="") as stream:
        rows = csv.writer(stream)
        title = text_cell(f"{order.title} (/{shortest(order.klass.scale)})")
        rows.writerow(["idnumber", "email", title, text_cell(f"{order.title} feedback")])
        for pupil, email, grade in _known(order, left_out):
            comment = as_text(feedback(pupil, grade, order.klass.scale, order.speech))
            rows.writerow([pupil.id, email, dotted(grade), text_cell(comment)])
            count += 1
    return Written(order.out, count, left_out, (say("A new column of Moodle's gradebook is out of 100: change it."),))


def _known(order: Order, left_out: list[LeftOut]) -> Iterator[tuple[Pupil, str, Decimal]]:
    """Those who may be written, with the address Moodle knows."""
    addresses = _addresses(order, left_out)
    for pupil, grade in order.graded(left_out):
        if addresses is not None and pupil.id not in addresses:
            continue
        email = pupil.email if addresses is None else addresses[pupil.id]
        if is_harmless(pupil.id) and is_harmless(email):
            yield pupil, email, grade
        else:
            left_out.append(LeftOut(pupil.id, pupil.name, say("the id would be taken for a formula")))


def _addresses(order: Order, left_out: list[LeftOut]) -> dict[str, str] | None:
    if order.worksheet is None:
        return None
    table = headed(order.worksheet, PARTICIPANTS)
    match = matched(table, order.pupils())
    left_out += (one for one in match.left_out if one.where == "run")
    return {pupil: table.value(row, Role.EMAIL).strip() for pupil, row in match.rows.items()}

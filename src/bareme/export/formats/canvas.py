"""Canvas' gradebook CSV: a new one, or a column in the one exported from the course.

canvas-lms: lib/gradebook_importer.rb. The row `Points Possible` sets the maximum; students are found by Canvas' own
id, then SIS id, login, exact name.
"""

import csv
import re
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from pathlib import Path

from bareme.export.cells import is_harmless, shortest, text_cell
from bareme.export.matching import matched
from bareme.export.outcome import LeftOut, Written
from bareme.export.platform_headers import GRADEBOOK, Headed, headed
from bareme.export.request import Order
from bareme.files.atomic import whole, written
from bareme.roster.cells import folded
from bareme.text.message import Message, say

HEADER = ("Student", "ID", "SIS User ID", "SIS Login ID", "Section")
POSSIBLE = "    Points Possible"
_ASSIGNMENT_ID = re.compile(r"\s*\(\d+\)\s*$")


def write(order: Order) -> Written:
    """Write a gradebook, or fill the one given."""
    return _filled(order, order.worksheet) if order.worksheet else _made(order)


def _made(order: Order) -> Written:
    left_out: list[LeftOut] = []
    count = 0
    with written(order.out, newline="") as stream:
        rows = csv.writer(stream)
        rows.writerow([*HEADER, text_cell(order.title)])
        rows.writerow([POSSIBLE, "", "", "", "", shortest(order.klass.scale)])
        for pupil, grade in order.graded(left_out):
            if is_harmless(pupil.id) and is_harmless(pupil.email):
                name, group = text_cell(pupil.name), text_cell(pupil.group)
                rows.writerow([name, "", pupil.id, pupil.email, group, shortest(grade)])
                count += 1
            else:
                left_out.append(LeftOut(pupil.id, pupil.name, say("the id would be taken for a formula")))
    return Written(order.out, count, left_out)


def _filled(order: Order, worksheet: Path) -> Written:
    table = headed(worksheet, GRADEBOOK)
    possible = [row for row in table.bodies if "points possible" in table.sheet.rows[row].value(0).casefold()]
    students = [row for row in table.bodies if row > max(possible, default=table.head)]
    column = _column(table, order)
    changes = dict(_frame(table, order, column, possible))
    most = _most(table, column, possible, order)
    match = matched(table, order.pupils(), students)
    left_out, open_ones = list(match.left_out), list[LeftOut]()
    filled = {match.rows[pupil.id]: grade for pupil, grade in order.graded(open_ones) if pupil.id in match.rows}
    left_out += (one for one in open_ones if one.id in match.rows)
    changes |= {(row, column): shortest(grade * most / order.klass.scale) for row, grade in filled.items()}
    with whole(order.out) as stream:
        stream.write(table.sheet.filled(changes))
    return Written(order.out, len(filled), left_out, tuple(_notes(most, order)))


def _column(table: Headed, order: Order) -> int:
    """The assignment's column: the one of its name, whatever its number, else a new one at the end."""
    names = [folded(_ASSIGNMENT_ID.sub("", cell)) for cell in table.sheet.rows[table.head].values]
    wanted = folded(_ASSIGNMENT_ID.sub("", order.title))
    return names.index(wanted) if wanted in names else len(names)


def _frame(table: Headed, order: Order, column: int, possible: list[int]) -> Iterator[tuple[tuple[int, int], str]]:
    """A new column's name and maximum, with empty cells for all rows so that none is shorter than the header."""
    if column < len(table.sheet.rows[table.head].raws):
        return
    for row in (table.head, *table.bodies):
        yield (row, column), ""
    yield (table.head, column), text_cell(order.title)
    for row in possible[-1:]:
        yield (row, column), shortest(order.klass.scale)


def _most(table: Headed, column: int, possible: list[int], order: Order) -> Decimal:
    try:
        text = table.sheet.rows[possible[-1]].value(column) if possible else ""
        most = Decimal(text.strip().replace(",", "."))
    except InvalidOperation:
        return order.klass.scale
    return most if most.is_finite() and most > 0 else order.klass.scale


def _notes(most: Decimal, order: Order) -> Iterator[Message]:
    scale = order.klass.scale
    if most != scale:
        yield say("Canvas' maximum is {most}: grades out of {scale} were converted.", most=most, scale=scale)

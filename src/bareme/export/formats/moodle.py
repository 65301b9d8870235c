"""Moodle's offline grading worksheet, filled in place.

Moodle looks its columns up by their translated headers and skips rows whose other cells it does not understand, so
nothing but `Grade` and `Feedback comments` is touched (moodle: mod/assign/feedback/offline/importgradeslib.php).
"""

from collections.abc import Iterator
from decimal import Decimal, InvalidOperation

from bareme.errors import UsageError
from bareme.export.cells import dotted
from bareme.export.feedback import as_html, feedback
from bareme.export.matching import matched
from bareme.export.model import Pupil
from bareme.export.outcome import LeftOut, Written
from bareme.export.platform_headers import WORKSHEET, Headed, Role, headed
from bareme.export.request import Order
from bareme.files.atomic import whole
from bareme.text.message import Message, say

_NO = {"no", "non", "لا"}

STALE = say(
    "Graded before? Tick “Allow updating records that have been modified more recently in Moodle” when you upload."
)


def write(order: Order) -> Written:
    """Fill the worksheet."""
    table = headed(order.sheet, WORKSHEET)
    if Role.SCALE in table.columns:
        raise UsageError(
            say("{file} grades on a textual scale, not in points.", file=str(order.sheet)),
            say("In Moodle, set the assignment's grade type to Point and download the worksheet again."),
        )
    left_out: list[LeftOut] = []
    changes: dict[tuple[int, int], str] = {}
    count = 0
    for row, pupil, grade in placed(order, table, left_out):
        changes[row, table.columns[Role.GRADE]] = dotted(grade * _most(table, row, order) / order.klass.scale)
        if Role.FEEDBACK in table.columns:
            comment = as_html(feedback(pupil, grade, order.klass.scale, order.speech))
            changes[row, table.columns[Role.FEEDBACK]] = comment
        count += 1
    with whole(order.out) as stream:
        stream.write(table.sheet.filled(changes))
    return Written(order.out, count, left_out, tuple(_notes(order, table)))


def placed(order: Order, table: Headed, left_out: list[LeftOut]) -> Iterator[tuple[int, Pupil, Decimal]]:
    """The row, student and grade of everybody who has all three; the others are added to `left_out`."""
    match = matched(table, order.pupils())
    left_out += match.left_out
    open_ones: list[LeftOut] = []
    for pupil, grade in order.graded(open_ones):
        if pupil.id not in match.rows:
            continue
        row = match.rows[pupil.id]
        reason = _closed(table, row)
        if reason:
            left_out.append(LeftOut(pupil.id, pupil.name, reason))
        else:
            yield row, pupil, grade
    left_out += (one for one in open_ones if one.id in match.rows)


def _closed(table: Headed, row: int) -> Message | None:
    if table.value(row, Role.OPEN).strip().casefold() in _NO:
        return say("Moodle says that this grade cannot be changed")
    if len(table.sheet.rows[row].raws) > len(table.sheet.rows[table.head].raws):
        return say("this row of the worksheet has more cells than its header")
    return None


def _most(table: Headed, row: int, order: Order) -> Decimal:
    """The maximum Moodle has for this row; the run's own scale where it does not say."""
    try:
        most = Decimal(table.value(row, Role.MOST).strip().replace(",", "."))
    except InvalidOperation:
        return order.klass.scale
    return most if most.is_finite() and most > 0 else order.klass.scale


def _notes(order: Order, table: Headed) -> Iterator[Message]:
    scale = order.klass.scale
    others = {_most(table, row, order) for row in table.bodies} - {scale}
    if others:
        yield say("Moodle's maximum is {most}: grades out of {scale} were converted.", most=max(others), scale=scale)
    if Role.FEEDBACK not in table.columns:
        yield say("The worksheet has no column of feedback comments: only grades were filled in.")
    if any(table.value(row, Role.GRADE).strip() for row in table.bodies):
        yield STALE

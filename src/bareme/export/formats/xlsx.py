"""An Excel workbook, for those who installed what it takes to write one."""

import importlib
import re
from decimal import Decimal
from typing import Any

from bareme.errors import UsageError
from bareme.export.class_table import Cell, table
from bareme.export.outcome import Written
from bareme.export.request import Order
from bareme.files.atomic import whole
from bareme.files.xml import fit
from bareme.text.message import say

_LONGEST = 32_767
"""Characters in one cell, Excel's own limit."""


def write(order: Order) -> Written:
    """Write the workbook."""
    library = _library()
    book = library.Workbook(write_only=True)
    sheet = book.create_sheet(_title(order.klass.rubric))
    sheet.freeze_panes = "C2"
    content = table(order)
    for row in content.rows():
        sheet.append([_cell(sheet, cell) for cell in row])
    with whole(order.out) as stream:
        book.save(stream)
    return Written(order.out, content.count, content.left_out)


def _title(rubric: str) -> str:
    """The name of a sheet, as Excel takes it."""
    return re.sub(r"[\[\]:*?/\\]", " ", fit(rubric))[:31].strip(" '") or "1"


def _cell(sheet: Any, value: Cell) -> Any:
    """A number as a number, any text as a text: nothing here is ever a formula."""
    cells = importlib.import_module("openpyxl.cell")
    if value is None:
        return None
    if isinstance(value, Decimal):
        cell = cells.WriteOnlyCell(sheet, value=float(value))
        cell.number_format = "0.00"
        return cell
    cell = cells.WriteOnlyCell(sheet, value=fit(value)[:_LONGEST])
    cell.data_type = "s"
    return cell


def _library() -> Any:
    try:
        return importlib.import_module("openpyxl")
    except ModuleNotFoundError as error:
        raise UsageError(
            say("openpyxl, which writes Excel workbooks, is not installed."),
            say("Install it with pip install 'bareme[xlsx]', or use “--to excel”, which needs nothing."),
        ) from error

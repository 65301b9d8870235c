"""A CSV that a French Excel opens with a double click: semicolons, utf-8 with mark, decimal commas."""

import csv
from decimal import Decimal

from bareme.export.cells import shortest, text_cell
from bareme.export.class_table import Cell, table
from bareme.export.outcome import Written
from bareme.export.request import Order
from bareme.files.atomic import written


def write(order: Order) -> Written:
    """Write the table."""
    content = table(order)
    with written(order.out, encoding="utf-8-sig", newline="") as stream:
        rows = csv.writer(stream, delimiter=";")
        for row in content.rows():
            rows.writerow([_cell(cell) for cell in row])
    return Written(order.out, content.count, content.left_out)


def _cell(value: Cell) -> str:
    if isinstance(value, Decimal):
        return shortest(value).replace(".", ",")
    return text_cell(value or "")

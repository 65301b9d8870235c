"""A SQLite database for analysis: tables `students` and `criteria`."""

import sqlite3
from collections.abc import Mapping
from contextlib import closing
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

from bareme.export.cells import storable
from bareme.export.outcome import Written
from bareme.export.request import Order
from bareme.export.tidy_tables import CRITERIA, STUDENTS, Value, criterion_rows, student_row


def write(order: Order) -> Written:
    """Write the database; numbers are REAL, what is not known is null."""
    order.out.parent.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=order.out.parent, prefix=".sqlite-") as scratch:
        made = Path(scratch) / "made"
        with closing(sqlite3.connect(made)) as base:
            count = _fill(base, order)
        made.replace(order.out)
    return Written(order.out, count)


def _fill(base: sqlite3.Connection, order: Order) -> int:
    base.execute(f"create table students ({_columns(STUDENTS)}, primary key (student_id))")
    base.execute(f"create table criteria ({_columns(CRITERIA)}, primary key (student_id, criterion))")
    count = 0
    with base:
        for count, pupil in enumerate(order.pupils(), 1):  # noqa: B007 - how many there were
            base.execute(_insert("students", STUDENTS), _stored(student_row(pupil, order.klass)))
            base.executemany(_insert("criteria", CRITERIA), map(_stored, criterion_rows(pupil)))
    return count


def _columns(columns: Mapping[str, type]) -> str:
    return ", ".join(f'"{name}" {"real" if kind is Decimal else "text"}' for name, kind in columns.items())


def _insert(table: str, columns: Mapping[str, type]) -> str:
    return f"insert into {table} values ({', '.join('?' * len(columns))})"  # noqa: S608 - our own names only


def _stored(row: tuple[Value, ...]) -> list[str | float | None]:
    return [float(value) if isinstance(value, Decimal) else value and storable(value) for value in row]

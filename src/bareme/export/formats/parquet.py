"""Parquet files for analysis, `students.parquet` and `criteria.parquet`, for those who installed what writes them."""

import importlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from decimal import Decimal
from itertools import islice
from typing import Any

from bareme.errors import UsageError
from bareme.export.cells import storable
from bareme.export.model import Pupil
from bareme.export.outcome import Written
from bareme.export.request import Order
from bareme.export.tidy_tables import CRITERIA, STUDENTS, Value, criterion_rows, student_row
from bareme.files.atomic import whole
from bareme.text.message import say

TOGETHER = 2_000
"""Students in one row group: enough to be read fast, few enough to be held in memory."""


def write(order: Order) -> Written:
    """Write both files into a folder; points are decimals with four digits after the point."""
    arrow, files = _library()
    schemas = {"students": _schema(arrow, STUDENTS), "criteria": _schema(arrow, CRITERIA)}
    count = 0
    with ExitStack() as stack:
        writers = {}
        for name, schema in schemas.items():
            stream = stack.enter_context(whole(order.out / f"{name}.parquet"))
            writers[name] = stack.enter_context(files.ParquetWriter(stream, schema))
        for pupils in _groups(order.pupils()):
            count += len(pupils)
            students = [student_row(pupil, order.klass) for pupil in pupils]
            criteria = [row for pupil in pupils for row in criterion_rows(pupil)]
            writers["students"].write_table(_table(arrow, schemas["students"], students))
            writers["criteria"].write_table(_table(arrow, schemas["criteria"], criteria))
    return Written(order.out, count)


def _groups(pupils: Iterator[Pupil]) -> Iterator[list[Pupil]]:
    while group := list(islice(pupils, TOGETHER)):
        yield group


def _schema(arrow: Any, columns: Mapping[str, type]) -> Any:
    types = {Decimal: arrow.decimal128(12, 4), str: arrow.string()}
    return arrow.schema([(name, types[kind]) for name, kind in columns.items()])


def _table(arrow: Any, schema: Any, rows: Sequence[tuple[Value, ...]]) -> Any:
    columns = [[_stored(row[number]) for row in rows] for number in range(len(schema))]
    return arrow.table(
        [arrow.array(values, field.type) for values, field in zip(columns, schema, strict=True)], schema=schema
    )


def _stored(value: Value) -> Value:
    if isinstance(value, Decimal):
        return value.quantize(Decimal("0.0001"))
    return value and storable(value)


def _library() -> tuple[Any, Any]:
    try:
        return importlib.import_module("pyarrow"), importlib.import_module("pyarrow.parquet")
    except ModuleNotFoundError as error:
        raise UsageError(
            say("pyarrow, which writes Parquet files, is not installed."),
            say("Install it with pip install 'bareme[parquet]', or use “--to sqlite”, which needs nothing."),
        ) from error

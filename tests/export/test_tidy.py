"""The tables for analysis: everybody is in them, what is not known is null, and any tool reads them."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow.parquet  # type: ignore[import-untyped]
import pytest

from bareme.errors import UsageError
from bareme.export import Order
from bareme.export.formats import parquet, sqlite
from bareme.export.outcome import Written
from tests.export.pupils import not_final, order, pupil, unreadable

CLASS = (
    pupil(),
    pupil("0042", "أمين بوزيدي", "9.75"),
    pupil("E5", "=HYPERLINK(1)\ud800\0"),
    not_final("E3"),
    unreadable("E4"),
)
Row = dict[str, Any]


def from_sqlite(folder: Path, table: str) -> list[Row]:
    with closing(sqlite3.connect(folder / "out")) as base:
        base.row_factory = sqlite3.Row
        return [dict(row) for row in base.execute(f"select * from {table}")]


def from_parquet(folder: Path, table: str) -> list[Row]:
    rows: list[Row] = pyarrow.parquet.read_table(folder / "out" / f"{table}.parquet").to_pylist()
    return rows


FORMATS = [
    pytest.param(sqlite.write, from_sqlite, id="sqlite"),
    pytest.param(parquet.write, from_parquet, id="parquet"),
]
Write = Callable[[Order], Written]
Read = Callable[[Path, str], list[Row]]


@pytest.mark.parametrize(("write", "read"), FORMATS)
def test_everybody_is_a_row(write: Write, read: Read, tmp_path: Path) -> None:
    assert write(order(tmp_path, *CLASS)).count == 5
    found = {row["student_id"]: row for row in read(tmp_path, "students")}
    assert list(found) == ["E001", "0042", "E5", "E3", "E4"]
    assert found["0042"]["name"] == "أمين بوزيدي"
    assert found["E5"]["name"] == "=HYPERLINK(1)��"
    scores = {name: row["score"] and Decimal(str(row["score"])) for name, row in found.items()}
    assert scores == {"E001": Decimal("15.5"), "0042": Decimal("9.75"), "E5": Decimal("15.5"), "E3": 12, "E4": None}
    assert found["E4"]["problem"] == "Azure refused"
    assert found["E001"]["problem"] is None


@pytest.mark.parametrize(("write", "read"), FORMATS)
def test_every_criterion_of_everybody_is_a_row(write: Write, read: Read, tmp_path: Path) -> None:
    write(order(tmp_path, pupil(), not_final("E3")))
    told = [(row["student_id"], row["criterion"], row["outcome"], row["points"]) for row in read(tmp_path, "criteria")]
    assert told == [
        ("E001", "E1-01", "met", 1),
        ("E001", "E1-02", "unmet", 0),
        ("E3", "E1-01", "met", 1),
        ("E3", "E1-05", "pending", None),
    ]


@pytest.mark.parametrize(("write", "read"), FORMATS)
def test_writing_again_replaces(write: Write, read: Read, tmp_path: Path) -> None:
    write(order(tmp_path, *CLASS))
    write(order(tmp_path, pupil("E9")))
    assert [row["student_id"] for row in read(tmp_path, "students")] == ["E9"]
    assert {path.name for path in tmp_path.iterdir()} == {"out"}


def test_points_stay_exact(tmp_path: Path) -> None:
    parquet.write(order(tmp_path, pupil(score="9.0625")))
    assert from_parquet(tmp_path, "students")[0]["score"] == Decimal("9.0625")


def test_without_pyarrow_one_is_told_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "pyarrow", None)
    with pytest.raises(UsageError, match="pyarrow") as refused:
        parquet.write(order(tmp_path, pupil()))
    assert "bareme[parquet]" in str(refused.value.advice)

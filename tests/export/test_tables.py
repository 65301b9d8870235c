"""Tables for people: everybody is in them."""

import csv
import io
from pathlib import Path
from typing import Any

import pytest

from bareme.errors import UsageError
from bareme.export.cells import text_cell
from bareme.export.formats import excel, xlsx
from tests.export.pupils import left, not_final, order, pupil, unreadable

CLASS = (pupil(), pupil("0042", "أمين بوزيدي", "9.75"), not_final("E3"), unreadable("E4"))


def test_a_french_excel_opens_it(tmp_path: Path) -> None:
    done = excel.write(order(tmp_path, *CLASS))
    content = done.path.read_bytes()
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))
    grades = {row[next(iter(row))]: list(row.values())[3] for row in rows}
    assert content.startswith(b"\xef\xbb\xbf")
    assert grades == {"E001": "15,5", "0042": "9,75", "E3": "", "E4": ""}
    assert set(left(done)) == {"E3", "E4"}


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("=1+1", "'=1+1"),
        ("@x", "'@x"),
        ("+212 6", "'+212 6"),
        ("-x", "'-x"),
        ("\tx", "'\tx"),
        ("-12", "-12"),
        ("+3,5", "+3,5"),
        ("E001", "E001"),
        ("a\x00b\ud800", "a�b�"),
        ("", ""),
    ],
)
def test_cells_are_harmless_and_numbers_stay(text: str, cell: str) -> None:
    assert text_cell(text) == cell


@pytest.mark.parametrize("name", ["=cmd|'/c calc'!A1", 'x";y', "two\r\nlines", "a;b"])
def test_a_hostile_name_stays_one_cell(tmp_path: Path, name: str) -> None:
    done = excel.write(order(tmp_path, pupil("E1", name)))
    text = done.path.read_bytes().decode("utf-8-sig")
    shown = list(csv.reader(io.StringIO(text, newline=""), delimiter=";"))[1][1]
    assert shown in {name, f"'{name}"}
    assert not shown.startswith("=")


def test_a_workbook_holds_texts_and_numbers_never_formulas(tmp_path: Path) -> None:
    openpyxl: Any = pytest.importorskip("openpyxl")
    done = xlsx.write(order(tmp_path, *CLASS, pupil("=1+1", "=HYPERLINK(1)\x07", "3")))
    sheet = openpyxl.load_workbook(io.BytesIO(done.path.read_bytes())).worksheets[0]
    rows = list(sheet.iter_rows(min_row=2))
    assert [row[0].value for row in rows] == ["E001", "0042", "E3", "E4", "=1+1"]
    assert [row[3].value for row in rows] == [15.5, 9.75, None, None, 3]
    assert {row[0].data_type for row in rows} == {"s"}
    assert rows[4][1].data_type == "s"


def test_without_the_library_the_way_out_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "openpyxl", None)
    with pytest.raises(UsageError, match="openpyxl") as error:
        xlsx.write(order(tmp_path, *CLASS))
    assert "--to excel" in str(error.value.advice)

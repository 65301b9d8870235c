"""A marks file that somebody saved as a workbook is read as what it is."""

from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from bareme.errors import MarksError
from bareme.marks.read import read_marks
from bareme.rubric import Rubric


def test_marks_saved_as_xlsx_are_read(tmp_path: Path, tp2: Rubric) -> None:
    book = openpyxl.Workbook()
    for row in (
        ["student_id", "criterion", "points", "comment"],
        ["E1", "E1-05", 0.25, "bien"],
        ["E2", "E1-01", 0, "non"],
    ):
        book.worksheets[0].append(row)
    book.save(tmp_path / "marks.xlsx")
    found = [
        (one.line, one.decision.criterion, one.decision.points) for one in read_marks(tmp_path / "marks.xlsx", tp2)
    ]
    assert found == [(2, "E1-05", Decimal("0.25")), (3, "E1-01", Decimal(0))]


def test_a_zip_that_is_no_workbook_is_told_of_marks(tmp_path: Path, tp2: Rubric) -> None:
    (tmp_path / "marks.xlsx").write_bytes(b"PK\x03\x04 nothing")
    with pytest.raises(MarksError) as caught:
        read_marks(tmp_path / "marks.xlsx", tp2)
    assert "Save the marks file" in str(caught.value.advice)

"""Canvas' gradebook, read as canvas-lms lib/gradebook_importer.rb reads it."""

import csv
import io
from pathlib import Path

import pytest

from bareme.errors import UsageError
from bareme.export import Pupil, Written
from bareme.export.formats.canvas import write
from tests.export.pupils import left, not_final, order, pupil, unreadable

EXPORTED = (
    "Student,ID,SIS User ID,SIS Login ID,Section,Quiz 1 (88),Current Score\r\n"
    "    Points Possible,,,,,10,(read only)\r\n"
    '"El Amrani, Salma",901,E001,salma,TD2,7,70\r\n'
    '"Tazi, Omar",902,,omar@ecole.example,TD2,,\r\n'
    '"Student, Test",903,,,TD2,,\r\n'
)


def imported(content: bytes, title: str, separator: str = ",") -> tuple[float | None, dict[str, str]]:
    """The maximum and the grades by name, as Canvas takes them."""
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=separator))
    header = rows[0]
    assert "Student" in header[0]
    assert "ID" in header[1]
    assert len(header) > 3
    assert all(len(row) == len(header) for row in rows)
    last_info = header.index("Section")
    place = next(n for n, cell in enumerate(header) if n > last_info and cell.startswith(title))
    possible = [row for row in rows[1:] if "Points Possible" in row[0]]
    students = [row for row in rows[1:] if "Points Possible" not in row[0]]
    return float(possible[0][place]) if possible else None, {row[0]: row[place] for row in students}


def filled(folder: Path, text: str, *pupils: Pupil, **options: object) -> tuple[bytes, Written]:
    path = folder / "export.csv"
    path.write_bytes(text.encode("utf-8-sig"))
    done = write(order(folder, *pupils, worksheet=path, **options))
    return done.path.read_bytes(), done


def test_a_new_gradebook(tmp_path: Path) -> None:
    done = write(order(tmp_path, pupil(), pupil("E2", 'El "Z", أمين', "9.75"), not_final("E3"), unreadable("E4")))
    most, grades = imported(done.path.read_bytes(), "TP 2")
    assert most == 20
    assert grades == {"Salma El Amrani": "15.5", 'El "Z", أمين': "9.75"}
    assert set(left(done)) == {"E3", "E4"}


@pytest.mark.parametrize("name", ["=SUM(A1)", "+1+1", "@x", "-2+3", "\tx"])
def test_a_name_is_never_a_formula(tmp_path: Path, name: str) -> None:
    done = write(order(tmp_path, pupil("E1", name)))
    assert list(imported(done.path.read_bytes(), "TP 2")[1]) == [f"'{name}"]


def test_a_column_is_added_to_the_exported_gradebook(tmp_path: Path) -> None:
    content, done = filled(tmp_path, EXPORTED, pupil(), pupil("E4", "Omar Tazi", "0"))
    assert imported(content, "TP 2") == (20, {"El Amrani, Salma": "15.5", "Tazi, Omar": "0", "Student, Test": ""})
    assert imported(content, "Quiz 1")[1]["El Amrani, Salma"] == "7"
    assert left(done, "worksheet") == {"903": "nobody of this run"}


def test_the_assignments_own_column_is_filled_and_nothing_else(tmp_path: Path) -> None:
    content, done = filled(tmp_path, EXPORTED, pupil(), column="quiz 1")
    assert content.decode("utf-8-sig") == EXPORTED.replace("TD2,7,70", "TD2,7.75,70")
    assert [str(note) for note in done.notes] == ["Canvas' maximum is 10: grades out of 20 were converted."]


def test_semicolons_stay(tmp_path: Path) -> None:
    text = EXPORTED.replace('"El Amrani, Salma"', "Salma El Amrani").replace(", ", " ").replace(",", ";")
    content, _ = filled(tmp_path, text.replace('"', ""), pupil())
    assert imported(content, "TP 2", ";")[1]["Salma El Amrani"] == "15.5"


def test_another_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no column"):
        filled(tmp_path, "Nom;Prénom\n", pupil())

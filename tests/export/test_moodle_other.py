"""The ZIP of feedback files and the gradebook's CSV."""

from pathlib import Path

import pytest

from bareme.export import Pupil
from bareme.export.formats import moodle_feedback, moodle_gradebook
from tests.export.moodle_importer import import_gradebook, import_zip
from tests.export.pupils import left, not_final, order, pupil, unreadable

HEADER = "Identifier,Full name,ID number,Email address,Grade,Last modified (grade)"


def worksheet(folder: Path, *rows: str) -> Path:
    path = folder / "sheet.csv"
    path.write_text("\n".join([HEADER, *rows]) + "\n", encoding="utf-8")
    return path


def reported(folder: Path, *pupils: Pupil) -> None:
    (folder / "students").mkdir()
    for one in pupils:
        (folder / "students" / f"{one.slug}.html").write_text(f"<p>{one.id}", encoding="utf-8")


@pytest.mark.parametrize(
    "name", ["Zineb El Fassi", "under_score_d", "أمين بوزيدي", "a/b\\c:d*?", "..", "~x", "é" * 300, "", "\u202ehidden"]
)
def test_moodle_finds_the_student_whatever_his_name(tmp_path: Path, name: str) -> None:
    own = pupil("E001", name)
    reported(tmp_path, own)
    done = moodle_feedback.write(order(tmp_path, own, worksheet=worksheet(tmp_path, f'P123,"{name}",E001,,,')))
    assert import_zip(done.path) == {123: ("tp2-vm.html", b"<p>E001")}


def test_who_has_no_report_or_no_number_is_told(tmp_path: Path) -> None:
    own, other = pupil("E001"), pupil("E002", "Omar Tazi")
    reported(tmp_path, other)
    sheet = worksheet(tmp_path, "P1,,E001,,,", "Pxx,,E002,,,")
    done = moodle_feedback.write(order(tmp_path, own, other, worksheet=sheet))
    assert set(left(done)) == {"E001", "E002"}
    assert import_zip(done.path) == {}


def test_the_same_reports_make_the_same_archive(tmp_path: Path) -> None:
    reported(tmp_path, pupil())
    asked = order(tmp_path, pupil(), worksheet=worksheet(tmp_path, "P1,,E001,,,"))
    assert moodle_feedback.write(asked).path.read_bytes() == moodle_feedback.write(asked).path.read_bytes()


def test_the_gradebook_takes_every_row(tmp_path: Path) -> None:
    pupils = (pupil("E001"), pupil("007", "James", "9.75"), pupil("-12", "x", "0"))
    done = moodle_gradebook.write(order(tmp_path, *pupils, not_final("E3"), unreadable("E4")))
    assert import_gradebook(done.path.read_bytes(), {"E001", "007", "-12"}) == {"E001": 15.5, "007": 9.75, "-12": 0}
    assert set(left(done)) == {"E3", "E4"}


def test_a_formula_is_never_a_key(tmp_path: Path) -> None:
    done = moodle_gradebook.write(order(tmp_path, pupil("=cmd|'/c calc'!A1")))
    assert import_gradebook(done.path.read_bytes(), set()) == {}
    assert list(left(done)) == ["=cmd|'/c calc'!A1"]


def test_with_a_list_of_participants_nobody_unknown_is_written(tmp_path: Path) -> None:
    sheet = worksheet(tmp_path, "P1,,E001,salma@ecole.example,,")
    done = moodle_gradebook.write(order(tmp_path, pupil("E001"), pupil("E002", "Omar Tazi"), worksheet=sheet))
    assert import_gradebook(done.path.read_bytes(), {"E001"}) == {"E001": 15.5}
    assert "salma@ecole.example" in done.path.read_text(encoding="utf-8")
    assert left(done) == {"E002": "not in the worksheet"}

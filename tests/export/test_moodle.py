"""The worksheet that Moodle gave comes back with two columns filled, and nothing else touched."""

import csv
import io
from decimal import Decimal
from pathlib import Path

import pytest

from bareme.errors import UsageError
from bareme.export import Provisional, Pupil, Written
from bareme.export.formats.moodle import write
from tests.export.moodle_importer import STRINGS, import_worksheet
from tests.export.pupils import left, not_final, order, pupil, unreadable

HEADERS = {
    "en": "Identifier,Full name,ID number,Email address,Status,Grade,Maximum grade,Grade can be changed,"
    "Last modified (grade),Feedback comments",
    "fr": "Identifiant,Nom complet,Numéro d’identification,Adresse de courriel,Statut,Note,Note maximale,"
    "La note peut être modifiée,Dernière modification (note),Feedback par commentaires",
    "ar": "المُعرَّف,الاسم الكامل,رقم التعريف,البريد الإلكتروني,الحالة,الدرجة,الدرجة القصوى,يمكن تغيير الدرجة,"
    "آخر تعديل (التقدير),تعليقات الإفادة",
}
FRENCH = HEADERS["fr"]


def row(number: int, name: str = "Salma El Amrani", idnumber: str = "E001", **other: str) -> str:
    cells = {"word": "Participant", "email": "", "grade": "", "most": '"20,00"', "open": "Oui", **other}
    return (
        f"{cells['word']}{number},{name},{idnumber},{cells['email']},Remis pour évaluation,{cells['grade']},"
        f'{cells["most"]},{cells["open"]},"dimanche 22 novembre 2026, 13:00",'
    )


def filled(folder: Path, content: bytes, *pupils: Pupil, **options: object) -> tuple[bytes, Written]:
    worksheet = folder / "Notes-TP2-41.csv"
    worksheet.write_bytes(content)
    done = write(order(folder, *pupils, worksheet=worksheet, **options))
    return done.path.read_bytes(), done


@pytest.mark.parametrize("lang", ["en", "fr", "ar"])
@pytest.mark.parametrize("end", ["\r\n", "\n"], ids=["crlf", "lf"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"], ids=["no mark", "mark"])
def test_moodle_takes_grade_and_comment(tmp_path: Path, lang: str, end: str, mark: bytes) -> None:
    text = end.join([HEADERS[lang], row(101, word=STRINGS[lang][4]), ""])
    content, _ = filled(tmp_path, mark + text.encode(), pupil())
    taken = import_worksheet(content, lang)[101]
    assert taken.grade == 15.5
    assert "E1-02" in taken.comment


def test_nothing_else_changes(tmp_path: Path) -> None:
    odd = '"Bennani ""Hajar""","E002",,"a, b",,"20,00",Oui,"x\r\ny",'
    text = f"{FRENCH}\r\n{row(101)}\r\nParticipant102,{odd}\r\n\r\n"
    content, _ = filled(tmp_path, text.encode(), pupil())
    before, after = text.split("\r\n"), content.decode().split("\r\n")
    assert [one for one, other in zip(before, after, strict=True) if one != other] == [row(101)]
    assert after[1].startswith(row(101).replace(",,", ",,", 1).rpartition(',"dimanche')[0].rpartition("évaluation,")[0])


def test_the_grade_has_a_dot_in_every_language(tmp_path: Path) -> None:
    content, _ = filled(tmp_path, f"{FRENCH}\r\n{row(101)}\r\n".encode(), pupil(score="15.25"))
    assert ",15.25," in content.decode()


@pytest.mark.parametrize(
    ("encoding", "separator"),
    [("cp1252", ";"), ("cp1252", ","), ("utf-16", "\t"), ("utf-8", ";"), ("utf-8", "\t")],
)
def test_encoding_and_separator_stay(tmp_path: Path, encoding: str, separator: str) -> None:
    text = f"{FRENCH}\r\n{row(101, name='Soukaïna Œuvré')}\r\n"
    cells = list(csv.reader(io.StringIO(text, newline="")))
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=separator).writerows(cells)
    content, _ = filled(tmp_path, out.getvalue().encode(encoding), pupil(name="Amine بوزيدي"))
    table = list(csv.reader(io.StringIO(content.decode(encoding), newline=""), delimiter=separator))
    assert [one[:5] for one in table] == [one[:5] for one in cells]
    assert table[1][5] == "15.50"


def test_a_comment_windows_1252_cannot_hold_becomes_references(tmp_path: Path) -> None:
    arabic = pupil(lines=(pupil().lines[1].__class__("E1", "صورة", "unmet", Decimal(0), Decimal(1), "", "", ""),))
    content, _ = filled(tmp_path, f"{FRENCH}\r\n{row(101)}\r\n".encode("cp1252"), arabic)
    assert "&#1589;" in content.decode("cp1252")


@pytest.mark.parametrize("name", ["<b>x</b>", "a & b", '"quoted"', "=1+1", "two\nlines", "{x} %s"])
def test_a_comment_is_text_whatever_the_student_called_things(tmp_path: Path, name: str) -> None:
    line = pupil().lines[1].__class__("E1", "Titre", "unmet", Decimal(0), Decimal(1), name, "", "")
    content, _ = filled(tmp_path, f"{FRENCH}\r\n{row(101)}\r\n".encode(), pupil(lines=(line,)))
    comment = import_worksheet(content, "fr")[101].comment
    assert "<b>" not in comment
    assert "\n" not in comment
    assert not comment.startswith(("=", "+", "-", "@"))


@pytest.mark.parametrize(
    ("who", "provisional", "grade", "reason"),
    [
        (not_final("E001"), "skip", None, "not final: between 11 and 19.5"),
        (not_final("E001"), "score", 12.0, None),
        (not_final("E001"), "low", 11.0, None),
        (unreadable("E001"), "score", None, "could not be graded: Azure refused"),
        (unreadable("E001"), "low", None, "could not be graded: Azure refused"),
        (pupil("E001", score="0"), "skip", 0.0, None),
    ],
)
def test_only_a_grade_is_a_grade(
    tmp_path: Path, who: Pupil, provisional: str, grade: float | None, reason: str | None
) -> None:
    text = f"{FRENCH}\r\n{row(101)}\r\n"
    content, done = filled(tmp_path, text.encode(), who, provisional=Provisional(provisional))
    taken = import_worksheet(content, "fr")
    assert (taken[101].grade if taken else None) == grade
    assert left(done) == ({"E001": reason} if reason else {})


def test_a_locked_grade_is_left_and_told(tmp_path: Path) -> None:
    text = f"{FRENCH}\r\n{row(101, open='Non')}\r\n"
    content, done = filled(tmp_path, text.encode(), pupil())
    assert content == text.encode()
    assert left(done) == {"E001": "Moodle says that this grade cannot be changed"}


def test_another_maximum_converts_and_says_so(tmp_path: Path) -> None:
    content, done = filled(tmp_path, f"{FRENCH}\r\n{row(101, most='100.00')}\r\n".encode(), pupil())
    assert import_worksheet(content, "fr", most=100)[101].grade == 77.5
    assert any("converted" in str(note) for note in done.notes)


@pytest.mark.parametrize(
    ("header", "told"),
    [
        ("Nom,Prénom", "no column"),
        (FRENCH.replace("Note maximale", "Barème"), "textual scale"),
        ("", "no column"),
    ],
)
def test_a_file_that_is_no_worksheet_is_refused(tmp_path: Path, header: str, told: str) -> None:
    with pytest.raises(UsageError, match=told):
        filled(tmp_path, f"{header}\r\n".encode(), pupil())


def test_without_a_worksheet_the_teacher_is_told_where_to_get_it(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="--worksheet") as error:
        write(order(tmp_path, pupil()))
    assert "grading worksheet" in str(error.value.advice)


def test_a_row_with_a_stray_separator_is_left_alone(tmp_path: Path) -> None:
    text = f"{FRENCH}\r\n{row(101)},more\r\n"
    content, done = filled(tmp_path, text.encode(), pupil())
    assert content == text.encode()
    assert "more cells" in left(done)["E001"]

"""`bareme grade`: what a teacher relies on, through the real command."""

import csv
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from bareme.__main__ import main
from bareme.evidence import Source, Status, write_collection
from bareme.simulator import Plan
from tests.labs import lab_done, subscription_of, without

HEADER = "student_id;last_name;first_name;subscription_id\n"
IDS = {
    "E001": "El Amrani;Salma",
    "E002": "بوزيدي;أمين",
    "E003": '"<script>alert(1)</script>";"=HYPERLINK(""x"")"',
    "E004": "Sqalli;Imane",
}

Run = Callable[..., int]


@pytest.fixture
def class_folder(tmp_path: Path) -> Path:
    rows = [f"{name};{names};{subscription_of(n)}" for n, (name, names) in enumerate(IDS.items())]
    (tmp_path / "roster.csv").write_text(HEADER + "\n".join(rows) + "\n", encoding="utf-8")
    for number, plan in enumerate((Plan(), Plan(os_disk="Premium_LRS"), Plan(members=()))):
        write_collection(tmp_path / "evidence" / f"E00{number + 1}", lab_done(plan, subscription_of(number))[-1])
    (tmp_path / "evidence" / "E004").mkdir()
    (tmp_path / "evidence" / "E004" / "x.json").write_text("{", encoding="utf-8")
    return tmp_path


def grade(folder: Path, *words: str | Path, lang: str = "en") -> int:
    own = ["grade", folder / "roster.csv", "--rubric", "tp2-vm", "--out", folder / "out", "--offline", "--lang", lang]
    return main([str(word) for word in (*own, "--evidence", folder / "evidence", "--workers", "0", *words)])


def results(folder: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((folder / "out" / "results.json").read_text(encoding="utf-8"))
    return found


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        text = stream.read()
    return list(csv.DictReader(text.splitlines(), delimiter=";" if ";" in text.partition("\n")[0] else ","))


def test_everything_the_contract_names_is_written(class_folder: Path) -> None:
    assert grade(class_folder) == 0
    out = class_folder / "out"
    assert [student["id"] for student in results(class_folder)["students"]] == list(IDS)
    assert [row["student_id"] for row in rows(out / "grades.csv")] == list(IDS)
    for name in IDS:
        assert (out / "students" / f"{name}.html").is_file()
        assert ET.parse(out / "junit" / f"TEST-tp2-vm-{name}.xml").getroot().tag == "testsuites"
    assert (out / "index.html").is_file()


def test_the_schema_of_results(class_folder: Path) -> None:
    grade(class_folder)
    found = results(class_folder)
    assert found["schema"] == "bareme/results/v1"
    assert found["rubric"].keys() == {"id", "version", "sha256"}
    assert found["scale"] == 20
    for student in found["students"]:
        assert student["status"] in {"final", "provisional", "unreadable"}
        assert student["low"] <= student["score"] <= student["high"]
        assert len(student["criteria"]) == 36
        for one in student["criteria"]:
            assert {"id", "outcome", "points", "max", "expected", "found", "message", "hint", "evidence"} <= one.keys()
            assert 0 <= one["points"] <= one["max"]
            assert all({"source", "resource", "time", "detail"} <= proof.keys() for proof in one["evidence"])


def test_damaged_evidence_touches_one_student_only(class_folder: Path) -> None:
    grade(class_folder)
    by_id = {student["id"]: student for student in results(class_folder)["students"]}
    assert {name: student["status"] for name, student in by_id.items()} == {
        "E001": "provisional", "E002": "provisional", "E003": "provisional", "E004": "unreadable",
    }  # fmt: skip
    assert (by_id["E004"]["low"], by_id["E004"]["high"]) == (0, 20)
    assert rows(class_folder / "out" / "grades.csv")[3]["score"] == ""


def test_a_class_that_could_not_be_read_at_all_is_not_a_bad_grade(class_folder: Path) -> None:
    for number, name in enumerate(IDS):
        for path in (class_folder / "evidence" / name).iterdir():
            path.unlink()
        denied = without(lab_done(subscription=subscription_of(number)), Source, Status.DENIED)
        write_collection(class_folder / "evidence" / name, denied[-1])
    assert grade(class_folder, "--fail-under", "10") == 3


THRESHOLDS = [
    ("1", False, 0), ("12,5", False, 0), ("50%", False, 0), ("19", False, 3), ("20", False, 3),
    ("1", True, 3),  # somebody could not be read
]  # fmt: skip


@pytest.mark.parametrize(("threshold", "everybody", "code"), THRESHOLDS)
def test_fail_under_is_held_against_the_grade(class_folder: Path, threshold: str, everybody: bool, code: int) -> None:
    roster = class_folder / "roster.csv"
    if not everybody:
        lines = roster.read_text(encoding="utf-8").splitlines()
        roster.write_text("\n".join(lines[:2]), encoding="utf-8")
    assert grade(class_folder, "--fail-under", threshold) == code


@pytest.mark.parametrize("threshold", ["21", "101%", "nan", "inf", "-1", "", "dix", "1e1"])
def test_a_threshold_that_is_none_is_told(
    class_folder: Path, threshold: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert grade(class_folder, "--fail-under", threshold) == 2
    assert "20" in capsys.readouterr().err


def test_hostile_names_stay_text(class_folder: Path) -> None:
    grade(class_folder)
    out = class_folder / "out"
    for page in (out / "students" / "E003.html", out / "index.html"):
        assert "<script>alert" not in page.read_text(encoding="utf-8")
    assert all(not value.startswith(("=", "+", "@")) for row in rows(out / "grades.csv") for value in row.values())


def test_the_arabic_name_is_whole_and_isolated(class_folder: Path) -> None:
    grade(class_folder)
    assert "<bdi>أمين بوزيدي</bdi>" in (class_folder / "out" / "index.html").read_text(encoding="utf-8")


def filled(path: Path, changes: dict[tuple[str, str], tuple[str, str]]) -> None:
    """Fill a marks file in as Excel would save it: cp1252, `;`."""
    found = rows(path)
    for row in found:
        points, comment = changes.get((row["student_id"], row["criterion"]), (row["points"], row["comment"]))
        row |= {"points": points, "comment": comment}
    with path.open("w", encoding="cp1252", errors="replace", newline="") as stream:
        writer = csv.DictWriter(stream, list(found[0]), delimiter=";")
        writer.writeheader()
        writer.writerows(found)


def test_marks_are_read_back_and_survive_every_run(class_folder: Path) -> None:
    grade(class_folder)
    marks = class_folder / "out" / "marks.csv"
    before = results(class_folder)["students"][0]
    filled(marks, {("E001", "E1-05"): ("0,25", "très bien"), ("E001", "E3-02"): ("waived", "malade")})
    for _ in range(2):
        grade(class_folder)
        after = results(class_folder)["students"][0]
        by_id = {one["id"]: one for one in after["criteria"]}
        assert after["score"] == before["score"] + 1
        assert (by_id["E1-05"]["outcome"], by_id["E1-05"]["message"]) == ("met", "très bien")
        assert (by_id["E3-02"]["outcome"], by_id["E3-02"]["found"]) == ("waived", "malade")


def test_a_mark_whose_evidence_changed_is_flagged_not_lost(class_folder: Path) -> None:
    grade(class_folder)
    marks = class_folder / "out" / "marks.csv"
    filled(marks, {("E001", "E1-10"): ("0.5", "seen"), ("E001", "E1-05"): ("0.25", "")})
    changed = replace(lab_done(Plan(zones=("1", "3")), subscription_of(0))[-1])
    answers = "answers:\n  E1-05: {answer: something else}\n"
    write_collection(class_folder / "evidence" / "E001", changed)
    (class_folder / "evidence" / "E001" / "answers.yaml").write_text(answers, encoding="utf-8")
    grade(class_folder)
    by_id = {one["id"]: one for one in results(class_folder)["students"][0]["criteria"]}
    assert by_id["E1-05"]["points"] == 0.25
    assert "changed since" in by_id["E1-05"]["message"]


@pytest.mark.parametrize(
    ("points", "comment", "said"),
    [
        ("9", "", "is not between 0 and 0.25"),
        ("-1", "", "is not between"),
        ("bien", "", "is not a number"),
        ("NaN", "", "is not a number"),
        ("waived", "", "needs its reason"),
    ],
)
def test_a_wrong_mark_is_told_with_its_line(
    class_folder: Path, capsys: pytest.CaptureFixture[str], points: str, comment: str, said: str
) -> None:
    grade(class_folder)
    given = class_folder / "given.csv"
    given.write_text(f"student_id,criterion,points,comment\nE001,E1-05,{points},{comment}\n", encoding="utf-8")
    assert grade(class_folder, "--marks", given) == 2
    shown = capsys.readouterr().err
    assert f"{given}:2: " in shown
    assert said in shown


def test_a_marks_file_beyond_measure_is_refused_not_cut(
    class_folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    given = class_folder / "given.csv"
    given.write_text("student_id,criterion,points\n" + "E001,E1-05,0.25\n" * 10, encoding="utf-8")
    monkeypatch.setattr("bareme.marks.read.MAX_BYTES", 50)
    assert grade(class_folder, "--marks", given) == 2
    assert "too large" in capsys.readouterr().err


def test_only_what_changed_is_graded_again(class_folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    grade(class_folder)
    grade(class_folder)
    assert "Unchanged since the last run: 4" in capsys.readouterr().out
    write_collection(class_folder / "evidence" / "E002", lab_done(Plan())[-1])
    grade(class_folder)
    assert "Unchanged since the last run: 3" in capsys.readouterr().out


def test_the_reports_can_be_told_again_in_the_other_language(class_folder: Path) -> None:
    grade(class_folder, lang="fr")
    french = results(class_folder)
    assert main(["report", str(class_folder / "out"), "--lang", "en", "-q"]) == 0
    english = results(class_folder)
    assert english["students"][0]["criteria"][1]["title"] == "VM deployed in France Central"
    assert [one["score"] for one in french["students"]] == [one["score"] for one in english["students"]]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["grade", "missing.csv", "--rubric", "tp2-vm", "--out", "o"], "missing.csv"),
        (["grade", "r.csv", "--rubric", "nope", "--out", "o"], "There is no rubric “nope”"),
        (["report", "nowhere"], "holds no graded run"),
        (["nonsense"], "nonsense"),
        (["check", "--rubric", "tp2-vm", "--evidence", "nowhere"], "does not exist"),
        (["grade", "--rubric", "tp2-vm"], "ROSTER"),
    ],
    ids=lambda one: " ".join(one) if isinstance(one, list) else "",
)
def test_a_call_that_cannot_work_ends_with_2_and_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], words: list[str], said: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "r.csv").write_text(HEADER + "E1;A;B;11111111-2222-3333-4444-555555555555\n", encoding="utf-8")
    monkeypatch.setenv("BAREME_LANG", "en")
    assert main(words) == 2
    assert said in capsys.readouterr().err

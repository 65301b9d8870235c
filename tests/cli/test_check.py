"""`bareme check`: what a student sees and a CI job reads."""

import json
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from bareme.__main__ import main
from bareme.evidence import Source, Status, write_collection
from bareme.simulator import PERFECT, Plan, Subscription, exercise_2
from tests.labs import SUBSCRIPTION, lab_done, without


@pytest.fixture
def evidence(tmp_path: Path) -> Path:
    write_collection(tmp_path / "evidence", lab_done(Plan(os_disk="Premium_LRS"))[-1])
    return tmp_path / "evidence"


def check(*words: str | Path, lang: str = "en") -> int:
    return main(["check", "--rubric", "tp2-vm", "--lang", lang, *map(str, words)])


def test_the_table_says_verdicts_reasons_and_hints(evidence: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert check("--evidence", evidence, "--all") == 0
    shown = capsys.readouterr().out
    for text in ("E1-08", "not met", "OS disk StandardSSD_LRS", "Premium_LRS", "how to fix", "12.75 / 20"):
        assert text in shown
    assert "\x1b[" not in shown


@pytest.mark.parametrize(("threshold", "code"), [("10", 0), ("12.75", 0), ("13", 1)])
def test_fail_under(evidence: Path, threshold: str, code: int) -> None:
    assert check("--evidence", evidence, "--fail-under", threshold, "-q") == code


def test_what_could_not_be_read_never_looks_like_a_bad_grade(tmp_path: Path) -> None:
    write_collection(tmp_path, without(lab_done(), Source, Status.DENIED)[-1])
    assert check("--evidence", tmp_path, "--fail-under", "10") == 3


@pytest.mark.parametrize("content", ["", "{", "<html>"])
def test_damaged_evidence_ends_with_3(tmp_path: Path, capsys: pytest.CaptureFixture[str], content: str) -> None:
    (tmp_path / "x.json").write_text(content, encoding="utf-8")
    assert check("--evidence", tmp_path) == 3
    assert "x.json" in capsys.readouterr().err


def test_an_empty_folder_of_evidence_ends_with_3(tmp_path: Path) -> None:
    assert check("--evidence", tmp_path) == 3


def test_files_are_written(evidence: Path, tmp_path: Path) -> None:
    html, junit, results = tmp_path / "o" / "r.html", tmp_path / "o" / "j.xml", tmp_path / "o" / "r.json"
    assert check("--evidence", evidence, "--html", html, "--junit", junit, "--json", results, "-q") == 0
    assert "<h1>" in html.read_text(encoding="utf-8")
    assert ET.parse(junit).getroot().get("failures") == "1"
    (student,) = json.loads(results.read_text(encoding="utf-8"))["students"]
    assert student["score"] == 12.75


def test_json_on_standard_output_is_nothing_but_json(evidence: Path, capsys: pytest.CaptureFixture[str]) -> None:
    check("--evidence", evidence, "--json", "-")
    assert json.loads(capsys.readouterr().out)["score"] == 12.75


def test_answers_are_judged_against_the_students_own_lab(evidence: Path, tmp_path: Path) -> None:
    answers = tmp_path / "reponses.yaml"
    answers.write_text(
        "answers:\n  E1-07: {answer: 'oui, zones 1 2 et 3'}\n  E1-09: {answer: 127}\n"
        "  E1-13: {answer: '2, car la taille B1s le fixe'}\n",
        encoding="utf-8",
    )
    results = tmp_path / "r.json"
    check("--evidence", evidence, "--answers", answers, "--json", results, "-q")
    (student,) = json.loads(results.read_text(encoding="utf-8"))["students"]
    outcomes = {one["id"]: one["outcome"] for one in student["criteria"]}
    assert [outcomes[name] for name in ("E1-07", "E1-09", "E1-13")] == ["met"] * 3


@pytest.mark.parametrize(
    ("criterion", "answer"),
    [
        ("E1-09", "30"),
        ("E1-09", "je ne sais pas"),
        ("E1-13", "3"),
        ("E1-13", "2"),
        ("E1-13", "64, illimité selon la taille"),
        ("E1-07", "non"),
        ("E1-07", "zone 7"),
    ],
)
def test_a_wrong_answer_waits_for_the_teacher(evidence: Path, tmp_path: Path, criterion: str, answer: str) -> None:
    answers = tmp_path / "reponses.yaml"
    answers.write_text(f"answers:\n  {criterion}: {{answer: '{answer}'}}\n", encoding="utf-8")
    results = tmp_path / "r.json"
    check("--evidence", evidence, "--answers", answers, "--json", results, "-q")
    (student,) = json.loads(results.read_text(encoding="utf-8"))["students"]
    assert {one["id"]: one["outcome"] for one in student["criteria"]}[criterion] == "pending"


def test_before_deleting_a_student_is_told_what_cannot_be_proved_afterwards(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    azure = Subscription(SUBSCRIPTION)
    exercise_2(azure, PERFECT, "Win2016Datacenter")
    write_collection(tmp_path / "loose", azure.collect())
    write_collection(tmp_path / "kept", azure.collect("set"))
    check("--evidence", tmp_path / "loose")
    assert "Before you delete vm-win-1" in capsys.readouterr().out
    check("--evidence", tmp_path / "kept")
    shown = capsys.readouterr().out
    assert "Checkpoints kept: set." in shown
    assert "Before you delete" not in shown


def modules_after(call: str) -> str:
    """The modules of heavy libraries that a fresh process holds after a call."""
    heavy = "('azure', '_pytest', 'pydantic', 'jinja2', 'rich')"
    words = f"import sys; {call}; print([m for m in sys.modules if m.partition('.')[0] in {heavy}], file=sys.stderr)"
    return subprocess.run([sys.executable, "-c", words], capture_output=True, text=True, check=True).stderr.strip()


def test_help_imports_nothing_heavy() -> None:
    assert modules_after("from bareme.__main__ import main; main(['--help'])") == "[]"


def test_grading_from_disk_does_not_import_azure(evidence: Path) -> None:
    words = ["check", "-r", "tp2-vm", "--evidence", str(evidence), "-q"]
    assert "'azure" not in modules_after(f"from bareme.__main__ import main; main({words!r})")

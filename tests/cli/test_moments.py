"""What a student reads of his own check at four moments, and what he must not read."""

import html
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from bareme.__main__ import main
from bareme.content import rubric_path
from bareme.evidence import write_collection
from bareme.grading.record import StatusWord
from bareme.report.student_files import student_page
from bareme.results.rendering import Teller
from bareme.rubric import Rubric
from bareme.simulator import PERFECT, Plan, Subscription, exercise_1, exercise_2, exercise_3
from bareme.simulator.stories import delete_machines
from bareme.text.language import Language, Speech
from bareme.text.message import say
from tests.labs import SUBSCRIPTION, lab_done, records_of


def nothing_done(folder: Path) -> None:
    write_collection(folder, Subscription(SUBSCRIPTION).collect())


def half_done(folder: Path) -> None:
    azure = Subscription(SUBSCRIPTION)
    exercise_1(azure, PERFECT)
    write_collection(folder, azure.collect("built"))


def before_deleting(folder: Path) -> None:
    azure = Subscription(SUBSCRIPTION)
    _, image = exercise_1(azure, PERFECT)
    exercise_2(azure, PERFECT, image)
    exercise_3(azure, PERFECT)
    write_collection(folder, azure.collect())


def after_deleting(folder: Path) -> None:
    azure = Subscription(SUBSCRIPTION)
    machines, image = exercise_1(azure, PERFECT)
    write_collection(folder, azure.collect("built"))
    made = exercise_2(azure, PERFECT, image)
    exercise_3(azure, PERFECT)
    write_collection(folder, azure.collect("set"))
    delete_machines(azure, [*machines, *made])
    write_collection(folder, azure.collect("cleaned"))


MOMENTS = {
    "nothing done": (
        nothing_done,
        ["0 / 20", "Still to earn by doing it: 13.25 points", "Checkpoint missing: built"],
        ["Before you delete"],
    ),
    "half done": (
        half_done,
        ["Still to earn by doing it", "Checkpoints kept: built", "Checkpoint missing: set"],
        ["Checkpoint missing: built"],
    ),
    "before deleting": (before_deleting, ["Before you delete", "fault and update domains", "--stage set"], []),
    "after deleting": (
        after_deleting,
        ["13.25 / 20", "Questions to answer: 6.75 points", "Checkpoints kept: built, set, cleaned"],
        ["Checkpoint missing", "Before you delete", "Still to earn"],
    ),
}


@pytest.mark.parametrize(("do", "read", "unread"), MOMENTS.values(), ids=MOMENTS)
def test_what_a_student_reads(
    do: object, read: list[str], unread: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert callable(do)
    do(tmp_path / "evidence")
    assert main(["check", "-r", "tp2-vm", "--evidence", str(tmp_path / "evidence"), "--lang", "en"]) == 0
    shown = " ".join(capsys.readouterr().out.split())
    assert [text for text in read if text not in shown] == []
    assert [text for text in unread if text in shown] == []


@pytest.fixture
def secretive(tmp_path: Path) -> Path:
    """The lab's rubric, keeping to itself how the system disk should be."""
    text = rubric_path("tp2-vm").read_text(encoding="utf-8")
    path = tmp_path / "secretive.yaml"
    path.write_text(re.sub(r"(- id: E1-08\n)( +)", r"\1\2reveal: false\n\2", text), encoding="utf-8")
    return path


@pytest.mark.parametrize("where", ["terminal", "html", "markdown", "json", "junit"])
def test_what_is_not_to_be_revealed_is_in_no_file_of_a_students_own_check(
    secretive: Path, where: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_collection(tmp_path / "evidence", lab_done(Plan(os_disk="Premium_LRS"))[-1])
    page = tmp_path / "page"
    options = [] if where == "terminal" else [f"--{where}", str(page)]
    words = ["--evidence", str(tmp_path / "evidence"), "--lang", "en", *options]
    main(["check", "-r", str(secretive), *words])
    told = html.unescape(capsys.readouterr().out if where == "terminal" else page.read_text(encoding="utf-8"))
    assert "Premium_LRS" in told, "what was found is told"
    assert "StandardSSD_LRS" not in told.partition("What happened in the lab")[0]


WRONG = "answers: {E1-05: rien, E1-09: '50', E1-11: 'A: seulement', E1-13: '7 comme ça', E1-18: rien}\n"
EXPECTED = ("127", "126", "because the size decides it", "Temporary Storage", "CPU credits", "one per zone")


@pytest.mark.parametrize("where", ["E1-13", "html", "markdown", "json", "junit"])
def test_the_answer_stands_nowhere_beside_a_wrong_one(
    where: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_collection(tmp_path / "evidence", lab_done()[-1])
    (tmp_path / "answers.yaml").write_text(WRONG, encoding="utf-8")
    page = tmp_path / "page"
    options = ["E1-09", where] if where == "E1-13" else [f"--{where}", str(page)]
    main(["check", "-r", "tp2-vm", "--repo", str(tmp_path), "--lang", "en", *options])
    told = html.unescape(capsys.readouterr().out if where == "E1-13" else page.read_text(encoding="utf-8"))
    assert "7 comme ça" in told
    assert [text for text in EXPECTED if text in re.sub(r"[0-9a-f-]{16,}", "", told)] == []


def test_the_pages_of_a_class_show_it_once_the_grade_is_final(demo_run: Callable[[str], Path], tp2: Rubric) -> None:
    record = next(one for one in records_of(demo_run("en")) if one["status"] == "provisional")
    answered = [*record["criteria"]]
    for one in answered:
        if one["id"] == "E1-09":
            one["expected"] = say("127 GiB").to_wire()
    teller = Teller(tp2, Speech(Language.ENGLISH))
    states: tuple[StatusWord, ...] = ("provisional", "final")
    shown = {status: student_page({**record, "status": status, "criteria": answered}, teller) for status in states}
    assert {status: "127 GiB" in page for status, page in shown.items()} == {"provisional": False, "final": True}


def test_the_teachers_run_reveals_it(secretive: Path, tmp_path: Path) -> None:
    write_collection(tmp_path / "evidence" / "E1", lab_done(Plan(os_disk="Premium_LRS"))[-1])
    roster = tmp_path / "roster.csv"
    roster.write_text(f"student_id,subscription_id\nE1,{SUBSCRIPTION}\n", encoding="utf-8")
    words = ["--evidence", str(tmp_path / "evidence"), "--out", str(tmp_path / "run"), "--workers", "0", "--lang", "en"]
    assert main(["grade", str(roster), "-r", str(secretive), "--offline", "-q", *words]) == 0
    assert "StandardSSD_LRS" in (tmp_path / "run/students/E1.html").read_text(encoding="utf-8")

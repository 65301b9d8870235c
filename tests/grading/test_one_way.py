"""The class, the self-check and plain pytest judge one student's folder alike: a classmate's file is nobody's proof."""

import json
from pathlib import Path

import pytest

from bareme.__main__ import main
from bareme.content import rubric_path
from bareme.evidence import write_collection
from bareme.simulator import Subscription
from tests.labs import lab_done, subscription_of

MINE, HERS = subscription_of(1), subscription_of(2)


@pytest.fixture
def mixed(tmp_path: Path) -> Path:
    """One's own empty lab, and a classmate's perfect one, in one folder."""
    folder = tmp_path / "evidence" / "E1"
    write_collection(folder, Subscription(MINE, student="E1").collect())
    write_collection(folder, lab_done(subscription=HERS)[-1])
    return folder


def class_grade(folder: Path, tmp_path: Path) -> float:
    roster = tmp_path / "roster.csv"
    roster.write_text(f"student_id,subscription_id\nE1,{MINE}\n", encoding="utf-8")
    words = ["grade", str(roster), "--rubric", "tp2-vm", "--offline", "--evidence", str(folder.parent)]
    assert main([*words, "--out", str(tmp_path / "out"), "-q"]) == 0
    return float(json.loads((tmp_path / "out" / "results.json").read_text(encoding="utf-8"))["students"][0]["score"])


def check(folder: Path, *words: str) -> int:
    return main(["check", "--rubric", "tp2-vm", "--lang", "en", "--evidence", str(folder), *words])


def test_the_class_and_the_check_of_the_subscription_agree(mixed: Path, tmp_path: Path) -> None:
    out = tmp_path / "check.json"
    assert check(mixed, "--subscription", MINE, "--json", str(out), "-q") == 0
    checked = json.loads(out.read_text(encoding="utf-8"))["students"][0]["score"]
    assert checked == class_grade(mixed, tmp_path) == 0


def test_without_a_word_of_whose_it_is_the_check_refuses(mixed: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert check(mixed) == 3
    told = capsys.readouterr().err
    assert f"the evidence is of several subscriptions: {HERS}, {MINE}" in told or f"{MINE}, {HERS}" in told
    assert "--subscription ID" in told


def test_plain_pytest_refuses_too_and_takes_the_word(mixed: Path, pytester: pytest.Pytester) -> None:
    words = ("-p", "bareme.plugin", str(rubric_path("tp2-vm")), "--lang", "en", "--evidence", mixed)
    refused = pytester.runpytest_inprocess(*words)
    refused.assert_outcomes(errors=1)
    refused.stdout.fnmatch_lines(["the evidence is of several subscriptions: *", "Say which one is yours: *"])
    assert pytester.runpytest_inprocess(*words, "--subscription", MINE).parseoutcomes().get("passed", 0) == 0

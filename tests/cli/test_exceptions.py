"""A class's exceptions in a file of their own: beside the run or named, checked like the rubric they add to."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from bareme.__main__ import main

GRADE = ["grade", "two.csv", "-r", "tp2-vm", "--offline", "--evidence", "run/evidence", "--out", "out", "--lang", "en"]
WAIVED = 'waivers:\n  - {criterion: E1-06, students: [E001], reason: "Quota"}\n'


@pytest.fixture
def desk(demo_run: Callable[[str], Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copytree(demo_run("en"), tmp_path / "run")
    lines = (tmp_path / "run/roster.csv").read_text(encoding="utf-8-sig").splitlines()
    (tmp_path / "two.csv").write_text("\n".join(lines[:3]), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def outcomes(criterion: str) -> list[str]:
    told = json.loads(Path("out/results.json").read_text(encoding="utf-8"))
    return [one["outcome"] for student in told["students"] for one in student["criteria"] if one["id"] == criterion]


@pytest.mark.parametrize("workers", ["0", pytest.param("1", marks=pytest.mark.slow)])
@pytest.mark.parametrize("place", ["out/exceptions.yaml", "ours.yaml"])
def test_they_count_wherever_students_are_graded(desk: Path, place: str, workers: str) -> None:
    Path("out").mkdir()
    Path(place).write_text(WAIVED, encoding="utf-8")
    more = [] if place.startswith("out") else ["--exceptions", place]
    assert main([*GRADE, *more, "--workers", workers, "-q"]) == 0
    assert outcomes("E1-06")[0] == "waived"
    assert outcomes("E1-06")[1] != "waived"


def test_who_gets_one_later_is_graded_again(desk: Path) -> None:
    assert main([*GRADE, "--workers", "0", "-q"]) == 0
    assert "waived" not in outcomes("E1-06")
    Path("out/exceptions.yaml").write_text(WAIVED, encoding="utf-8")
    assert main([*GRADE, "--workers", "0", "-q"]) == 0
    assert outcomes("E1-06")[0] == "waived"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('waivers:\n  - {criterion: E1-66, reason: "x"}\n', "ours.yaml:2:17: there is no criterion “E1-66”"),
        ("waivers:\n  - {criterion: E1-06}\n", "ours.yaml:2:5: the key “reason” is missing"),
        (
            'substitutes:\n  - {parameter: regoin, value: x, reason: "x"}\n',
            "ours.yaml:2:17: there is no parameter “regoin”",
        ),
        ('substitutes:\n  - {parameter: size, value: [1], reason: "x"}\n', "ours.yaml:2:"),
        ("waiver: []\n", "ours.yaml:1:1: there is no key “waiver” here. Did you mean “waivers”?"),
        ("", "“substitutes” and “waivers” are expected here"),
        ("a: [", "ours.yaml:2:1: not valid YAML"),
    ],
)
def test_what_is_wrong_in_it_is_told_with_its_own_place(
    desk: Path, capsys: pytest.CaptureFixture[str], text: str, told: str
) -> None:
    Path("ours.yaml").write_text(text, encoding="utf-8")
    assert main([*GRADE, "--exceptions", "ours.yaml", "--workers", "0"]) == 2
    assert told in capsys.readouterr().err


def test_an_exception_for_nobody_of_the_class_is_told(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path("ours.yaml").write_text(WAIVED.replace("E001", "E0O1"), encoding="utf-8")
    assert main([*GRADE, "--exceptions", "ours.yaml", "--workers", "0"]) == 0
    said = " ".join(capsys.readouterr().err.split())
    assert "The exception for E1-06 names “E0O1”, who is not in the roster. Did you mean “E001”?" in said

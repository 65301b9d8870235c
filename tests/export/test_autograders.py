"""Gradescope's and Classroom 50's results, held against the rules of those who read them."""

import json
from pathlib import Path
from typing import Any

import pytest

from bareme.errors import UsageError
from bareme.export import Provisional
from bareme.export.formats import classroom50, gradescope
from tests.export.pupils import left, not_final, order, pupil, unreadable

VISIBILITIES = {"hidden", "after_due_date", "after_published", "visible"}
FORMATS = {"text", "html", "simple_format", "md", "ansi"}


def gradescope_accepts(wire: dict[str, Any]) -> None:
    """gradescope: autograder_samples, docs/specs.md."""
    assert "score" in wire or "tests" in wire
    assert wire["visibility"] in VISIBILITIES
    assert {wire["output_format"], wire["test_output_format"], wire["test_name_format"]} <= FORMATS
    for test in wire["tests"]:
        assert test.keys() <= {"score", "max_score", "status", "name", "number", "output", "tags", "extra_data"}
        assert test.get("status", "passed") in {"passed", "failed"}
        assert all(isinstance(test.get(key, 0), int | float) for key in ("score", "max_score"))


def classroom50_accepts(wire: dict[str, Any]) -> None:
    """classroom50: collect_scores.py."""
    assert wire["schema"] == "classroom50/result/v1"
    for scored in (wire, *wire["tests"]):
        assert type(scored["score"]) is int
        assert type(scored["max-score"]) is int
        assert 0 <= scored["score"] <= scored["max-score"]
    assert all(type(test["passed"]) is bool for test in wire["tests"])


def read(path: Path) -> dict[str, Any]:
    wire: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return wire


def test_gradescope_gets_one_file_a_student(tmp_path: Path) -> None:
    done = gradescope.write(order(tmp_path, pupil(), not_final("E3"), unreadable("E4")))
    wire = read(done.path / "E001.json")
    gradescope_accepts(wire)
    assert (wire["score"], [test["status"] for test in wire["tests"]]) == (15.5, ["passed", "failed"])
    assert sorted(path.name for path in done.path.iterdir()) == ["E001.json"]
    assert set(left(done)) == {"E3", "E4"}


def test_what_is_open_is_neither_passed_nor_failed(tmp_path: Path) -> None:
    done = gradescope.write(order(tmp_path, not_final("E3"), provisional=Provisional.SCORE))
    wire = read(done.path / "E3.json")
    gradescope_accepts(wire)
    assert [test.get("status") for test in wire["tests"]] == ["passed", None]


def test_classroom50_counts_in_hundredths(tmp_path: Path) -> None:
    done = classroom50.write(order(tmp_path, pupil(username="alice")))
    wire = read(done.path / "E001.json")
    classroom50_accepts(wire)
    assert (wire["score"], wire["max-score"], wire["owner"]) == (1550, 2000, "alice")
    assert [(test["score"], test["max-score"]) for test in wire["tests"]] == [(100, 100), (0, 50)]


def test_classroom50_takes_what_names_the_submission_from_the_runner(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CLASSROOM", "cloud")
    monkeypatch.setenv("SUBMISSION_TAG", "submit/2026-11-22T10-00-00Z-a1b2c3d")
    done = classroom50.write(order(tmp_path, pupil(), student="E001"))
    wire = read(done.path)
    assert (wire["classroom"], wire["submission"][:7]) == ("cloud", "submit/")


@pytest.mark.parametrize("write", [gradescope.write, classroom50.write], ids=["gradescope", "classroom50"])
@pytest.mark.parametrize(
    ("student", "told"), [("E9", "no student"), ("E3", "not final"), ("E4", "could not be graded")]
)
def test_one_student_who_has_no_grade_is_an_error(tmp_path: Path, write: Any, student: str, told: str) -> None:
    with pytest.raises(UsageError, match=told):
        write(order(tmp_path, pupil(), not_final("E3"), unreadable("E4"), student=student))

"""`bareme export`, on a whole graded class."""

import csv
import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from bareme.__main__ import main
from bareme.export import FORMATS, graded_class
from tests.export.moodle_importer import import_zip

WORKSHEET = "Identifier,Full name,ID number,Grade,Last modified (grade),Feedback comments\r\n" + "".join(
    f"Participant{100 + n},,E{n:03},,-,\r\n" for n in range(1, 17)
)


@pytest.fixture(scope="module")
def run(demo_run: Callable[[str], Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = shutil.copytree(demo_run("fr"), tmp_path_factory.mktemp("export") / "run")
    (folder / "sheet.csv").write_text(WORKSHEET, encoding="utf-8", newline="")
    return folder


ANALYSIS = {"parquet", "sqlite"}
"""Everybody is in these, whatever became of him."""


@pytest.mark.parametrize("target", sorted(ANALYSIS))
def test_for_analysis_nobody_is_left_out(
    run: Path, tmp_path: Path, target: str, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["export", str(run), "--to", target, "--out", str(tmp_path / "a"), "--provisional", "skip"]
    assert main([*words, "--lang", "en"]) == 0
    assert "16 students written" in capsys.readouterr().out
    assert not (tmp_path / "a.unmatched.csv").exists()


@pytest.mark.parametrize("target", sorted(FORMATS.keys() - ANALYSIS))
def test_every_format_writes_everybody_or_lists_him(
    run: Path, tmp_path: Path, target: str, capsys: pytest.CaptureFixture[str]
) -> None:
    if target == "xlsx":
        pytest.importorskip("openpyxl")
    sheet = ["--worksheet", str(run / "sheet.csv")] if target in {"moodle", "moodle-feedback"} else []
    out = tmp_path / "handed"
    words = ["export", str(run), "--to", target, "--out", str(out), "--provisional", "score", *sheet]
    assert main([*words, "--lang", "en"]) == 0
    with (tmp_path / "handed.unmatched.csv").open(encoding="utf-8-sig") as stream:
        listed = [row["student_id"] for row in csv.DictReader(stream)]
    assert listed == ["E011", "E015"]
    said = capsys.readouterr()
    assert "14 students written" in said.out
    assert "E011" in said.err


def test_open_grades_stay_in_the_house_where_that_is_asked_for(run: Path, tmp_path: Path) -> None:
    words = ["export", str(run), "--to", "gradescope", "--out", str(tmp_path / "g"), "--quiet"]
    assert main([*words, "--provisional", "skip"]) == 0
    assert len(list((tmp_path / "g").rglob("*.json"))) == 2, "those that are final"
    assert len((tmp_path / "g.unmatched.csv").read_text(encoding="utf-8-sig").splitlines()) == 15


def test_open_grades_go_out_with_a_warning_and_unreadable_ones_never(
    run: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["export", str(run), "--to", "gradescope", "--out", str(tmp_path / "g"), "--lang", "en"]) == 0
    assert "12 of these grades are provisional" in capsys.readouterr().err
    assert len((tmp_path / "g.unmatched.csv").read_text(encoding="utf-8-sig").splitlines()) == 3


def test_results_json_is_enough(run: Path, tmp_path: Path) -> None:
    shutil.copy(run / "results.json", tmp_path)
    with graded_class(run) as ledger, graded_class(tmp_path) as kept:
        assert [one.id for one in ledger] == [one.id for one in kept]
        assert [[line.points for line in one.lines] for one in ledger] == [
            [line.points for line in one.lines] for one in kept
        ]
        assert [one.slug for one in ledger] == [one.slug for one in kept]


def test_the_roster_brings_addresses(run: Path, tmp_path: Path) -> None:
    words = ["--to", "moodle-gradebook", "--provisional", "low", "--roster", str(run / "roster.csv")]
    assert main(["export", str(run), *words, "--out", str(tmp_path / "g.csv"), "--quiet"]) == 0
    assert "E003,tp2-e003@etu.ecole.example,12.75," in (tmp_path / "g.csv").read_text(encoding="utf-8")


def test_feedback_files_are_the_reports(run: Path, tmp_path: Path) -> None:
    words = ["--to", "moodle-feedback", "--provisional", "score", "--worksheet", str(run / "sheet.csv")]
    assert main(["export", str(run), *words, "--out", str(tmp_path / "f.zip"), "--quiet"]) == 0
    taken = import_zip(tmp_path / "f.zip")
    assert len(taken) == 14
    assert taken[101][1] == (run / "students" / "E001.html").read_bytes()


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["nowhere", "--to", "excel"], "holds no graded run"),
        (["{run}", "--to", "moodle"], "--worksheet"),
        (["{run}", "--to", "excel", "--student", "E001"], "--student"),
        (["{run}", "--to", "gradescope", "--student", "E999"], "no student"),
        (["{run}", "--to", "moodle", "--worksheet", "{run}/none.csv"], "cannot be read"),
        (["{run}/roster.csv", "--to", "excel"], "cannot be read"),
        (["{run}/broken.json", "--to", "excel"], "not a results file"),
        (["{run}/damaged.json", "--to", "excel"], "is damaged"),
    ],
)
def test_a_wrong_call_is_told(run: Path, words: list[str], told: str, capsys: pytest.CaptureFixture[str]) -> None:
    (run / "broken.json").write_text("{}", encoding="utf-8")
    (run / "damaged.json").write_text(json.dumps({"schema": "bareme/results/v1"}), encoding="utf-8")
    assert main(["export", *(word.replace("{run}", str(run)) for word in words), "--lang", "en"]) == 2
    assert told in capsys.readouterr().err


def test_a_list_of_those_left_out_does_not_outlive_its_reason(run: Path, tmp_path: Path) -> None:
    one = {"E003": "provisional"}
    wire = json.loads((run / "results.json").read_text(encoding="utf-8"))
    wire["students"] = [student for student in wire["students"] if student["id"] in one]
    (tmp_path / "results.json").write_text(json.dumps(wire), encoding="utf-8")
    words = ["export", str(tmp_path), "--to", "excel", "--quiet", "--out", str(tmp_path / "x.csv")]
    assert main([*words, "--provisional", "skip"]) == 0
    assert (tmp_path / "x.csv.unmatched.csv").exists()
    assert main(words) == 0
    assert not (tmp_path / "x.csv.unmatched.csv").exists()

"""`bareme diff` on two graded folders."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bareme.__main__ import main
from bareme.content import rubric_path
from bareme.diff import side
from bareme.rubric import Rubric

SEVERE = {"region: francecentral": "region: westeurope"}


@pytest.fixture(scope="module")
def first(demo_run: Callable[[str], Path]) -> Path:
    return demo_run("fr")


@pytest.fixture(scope="module")
def second(first: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same class under a rubric that asks for another region, with one student less and one file lost."""
    folder = tmp_path_factory.mktemp("second")
    text = rubric_path("tp2-vm").read_text(encoding="utf-8")
    for old, new in SEVERE.items():
        text = text.replace(old, new)
    (folder / "tp2-vm.yaml").write_text(text, encoding="utf-8")
    roster = (first / "roster.csv").read_text(encoding="utf-8-sig").splitlines()
    (folder / "roster.csv").write_text("\n".join(line for line in roster if "E016" not in line), encoding="utf-8")
    shutil.copytree(first / "evidence", folder / "evidence")
    shutil.rmtree(folder / "evidence" / "E001")
    words = ["--rubric", str(folder / "tp2-vm.yaml"), "--evidence", str(folder / "evidence"), "--offline", "--quiet"]
    assert main(["grade", str(folder / "roster.csv"), *words, "--out", str(folder / "out")]) == 0
    return folder / "out"


def told(capsys: pytest.CaptureFixture[str], *words: str) -> Any:
    capsys.readouterr()
    assert main(["diff", *words, "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def test_a_run_is_no_different_from_itself(first: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = told(capsys, str(first), str(first))
    assert (found["students"], found["came"], found["left"], found["unchanged"]) == ([], [], [], 16)


def test_every_difference_is_told_with_its_cause(first: Path, second: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = told(capsys, str(first), str(second))
    moved = {one["id"]: one for one in found["students"]}
    assert found["rubric_changed"]
    assert [one["id"] for one in found["left"]] == ["E016"]
    assert moved["E003"]["gain"] == 0.5
    assert {(one["id"], *one["causes"]) for one in moved["E003"]["criteria"]} == {
        (name, "rubric") for name in ("E1-02", "E2-01", "E2-02", "E3-01")
    }
    assert {"evidence"} <= {cause for one in moved["E001"]["criteria"] for cause in one["causes"]}
    assert (moved["E001"]["after"]["status"], moved["E001"]["gain"]) == ("unreadable", None)


def test_the_table_says_the_same(first: Path, second: Path, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert main(["diff", str(first), str(second), "--lang", "en"]) == 0
    text = capsys.readouterr().out
    for words in (
        "Rubric: tp2-vm 1",
        "E003",
        "12.75 → 13.25",
        "+0.5",
        "the rubric changed",
        "Only in the first run: E016",
    ):
        assert words in text


def test_a_folder_without_a_run_is_told(tmp_path: Path, first: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["diff", str(first), str(tmp_path), "--lang", "en"]) == 2
    assert "holds no graded run" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("change", "touched"),
    [
        ({"scale": "10"}, set()),
        ({"title": "Another title"}, set()),
        ({"parameters": {"os_disk_sku": "Premium_LRS"}}, {"E1-08"}),
        ({"substitutes": [{"parameter": "os_disk_sku", "value": "x", "reason": "y"}]}, {"E1-08"}),
        ({"parameters": {"size": "Standard_B2s"}}, {"E1-04", "E1-06"}),
    ],
    ids=["scale", "title", "parameter", "substitute", "size"],
)
def test_a_rubric_change_concerns_the_criteria_that_use_it(tp2: Rubric, change: Any, touched: set[str]) -> None:
    merged = {**change, "parameters": {**tp2.parameters, **change.get("parameters", {})}}
    other = Rubric.model_validate({**tp2.model_dump(by_alias=True), **merged})
    before, after = side(tp2).definitions, side(other).definitions
    assert touched <= {name for name in before if before[name] != after[name]}
    assert bool(touched) == (before != after)

"""Whoever is given a rubric is not given code: checks come from the catalogue, or from a folder the teacher names."""

import sys
from pathlib import Path

import pytest

from bareme.__main__ import main
from bareme.content import rubric_path
from bareme.evidence import write_collection
from tests.labs import lab_done

EVIL = "from pathlib import Path\nPath(__file__).with_name('ran').touch()\n"


@pytest.fixture
def parcel(tmp_path: Path) -> Path:
    """A rubric as a colleague sends it, with everything beside it that pytest or Python might run."""
    folder = tmp_path / "parcel"
    (folder / "checks").mkdir(parents=True)
    (folder / "tp2-vm.yaml").write_bytes(rubric_path("tp2-vm").read_bytes())
    for name in ("conftest.py", "sitecustomize.py", "bareme.py", "checks/evil.py", "test_evil.py", "tp2-vm.py"):
        (folder / name).write_text(EVIL)
    (folder / "pytest.ini").write_text("[pytest]\naddopts = -p evil\n")
    for collection in lab_done():
        write_collection(tmp_path / "evidence" / "E1", collection)
    return folder


@pytest.mark.parametrize("verb", ["check", "grade", "lint"])
def test_nothing_beside_a_rubric_runs(parcel: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, verb: str) -> None:
    monkeypatch.chdir(parcel)
    roster = tmp_path / "roster.csv"
    roster.write_text("student_id,subscription_id\nE1,11111111-2222-3333-4444-555555555555\n")
    evidence = str(tmp_path / "evidence")
    words = {
        "check": ["check", "--rubric", "tp2-vm.yaml", "--evidence", f"{evidence}/E1", "--quiet"],
        "grade": ["grade", str(roster), "--rubric", str(parcel / "tp2-vm.yaml"), "--evidence", evidence, "--offline",
                  "--quiet", "--workers", "0", "--out", str(tmp_path / "run")],
        "lint": ["rubric", "lint", "tp2-vm.yaml"],
    }  # fmt: skip
    assert main(words[verb]) == 0
    assert not list(parcel.rglob("ran"))
    assert "evil" not in sys.modules


def test_the_teachers_own_folder_is_named(parcel: Path, tmp_path: Path) -> None:
    words = ["check", "--rubric", str(parcel / "tp2-vm.yaml"), "--evidence", str(tmp_path / "evidence" / "E1")]
    assert main([*words, "--content", str(parcel), "--quiet"]) == 0
    assert [path.name for path in parcel.rglob("ran")] == ["ran"]


def test_a_module_that_cannot_be_imported_is_told(
    parcel: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (parcel / "checks" / "evil.py").write_text("def (")
    words = ["check", "--rubric", str(parcel / "tp2-vm.yaml"), "--evidence", str(tmp_path / "evidence" / "E1")]
    assert main([*words, "--content", str(parcel), "--lang", "en"]) == 2
    assert "evil.py cannot be imported: SyntaxError" in capsys.readouterr().err


def test_what_is_printed_moves_no_cursor(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--rubric", "\x1b[2J\x1b]0;owned\x07", "--evidence", str(tmp_path)]) == 2
    assert "\x1b" not in capsys.readouterr().err

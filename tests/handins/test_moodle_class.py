"""A class's download from Moodle, with the twelve usual accidents: what becomes of each, and what is said."""

import csv
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from bareme.__main__ import main
from bareme.evidence import Origin, load_chain
from bareme.evidence.files import evidence_paths
from tests.handins.classes import download, place, roster, subscription


@pytest.fixture(scope="module")
def given(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("class")
    roster(folder)
    download(folder)
    return folder


def bring_in(given: Path, out: Path, capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, Mapping[str, Any]]:
    capsys.readouterr()
    code = main(
        ["import", str(given / "TP2-Remises-987.zip"), "--roster", str(given / "participants.csv"),
         "--evidence", str(out / "evidence"), "--repos", str(out / "repos"), "--lang", "en", "--json", *words]
    )  # fmt: skip
    return code, json.loads(capsys.readouterr().out)


def table(out: Path, name: str = "handins.csv") -> list[dict[str, str]]:
    with (out / "evidence" / name).open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


ACCIDENTS = {
    "E000": ("no-evidence", "export.rar: packed as .rar, which is not a zip"),
    "E001": ("no-evidence", "export.7z: packed as .7z, which is not a zip"),
    "E002": ("no-evidence", "export.zip: protected by a password"),
    "E003": ("no-evidence", "export.zip: an empty zip"),
    "E004": ("no-evidence", "export.lnk: a shortcut: it leads to a file on the student's machine, and is not the file"),
    "E005": ("no-evidence", "export.zip: a damaged zip, probably a half upload"),
    "E006": ("no-evidence", "pictures only: a screenshot of the portal proves nothing, the export is missing"),
    "E009": ("problem", f"subscription {subscription('E010')} is in the hand-in of E010 too"),
    "E010": ("problem", f"subscription {subscription('E010')} is in the hand-in of E009 too"),
    "E038": ("no-evidence", "onlinetext.html: the address of a file elsewhere, which nobody downloaded"),
}


def test_every_accident_is_told_and_takes_nobody_with_it(
    given: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, told = bring_in(given, tmp_path, capsys)
    rows = {one["id"]: one for one in told["students"]}
    assert code == 0
    assert {name: (rows[name]["state"], rows[name]["problems"][0]) for name in ACCIDENTS} == ACCIDENTS
    assert all(rows[name]["messages"] for name in ACCIDENTS if name not in {"E009", "E010"})
    missing = {name for name, one in rows.items() if one["state"] == "missing"}
    assert missing == {"E011", "E039"}  # they bear one name: whose the hand-in is, the teacher says
    assert {one["state"] for name, one in rows.items() if name not in {*ACCIDENTS, *missing}} == {"received"}
    (unsure,) = told["unmatched"]
    assert unsure["candidates"] == ["E011", "E039"]
    assert [row["student_id"] for row in table(tmp_path)][:2] == ["E011", "E039"]


def test_what_is_inside_lies_where_grading_looks(
    given: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bring_in(given, tmp_path, capsys)
    (one,) = load_chain(evidence_paths(tmp_path / "evidence" / "E007"))
    assert (one.origin, one.subscription_id) == (Origin.EXPORTED_BY_STUDENT, subscription("E007"))
    kept = {path.relative_to(tmp_path / "repos").as_posix() for path in (tmp_path / "repos").rglob("*.*")}
    assert kept == {
        "E006/portail.png", "E007/script.sh", "E013/reponses.yaml", "E014/captures/e1.png", "E038/onlinetext.html",
    }  # fmt: skip
    scopes = {row["student_id"]: row["subscription_id"] for row in table(tmp_path, "scopes.csv")}
    assert scopes["E020"] == subscription("E020")


def test_the_same_command_again_brings_nothing_twice(
    given: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bring_in(given, tmp_path, capsys)
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    code, told = bring_in(given, tmp_path, capsys)
    assert (code, told["new"]) == (0, 0)
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before


def test_the_teacher_says_whose_it_is(given: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    bring_in(given, tmp_path, capsys)
    file = tmp_path / "evidence" / "unmatched.csv"
    text = file.read_text(encoding="utf-8-sig")
    file.write_text(text.replace(f"\n,{place(11)[:12]}", f"\nE039,{place(11)[:12]}"), encoding="utf-8")
    for _ in range(2):
        code, told = bring_in(given, tmp_path, capsys)
        assert (code, told["unmatched"]) == (0, [])
        assert (tmp_path / "evidence" / "E039").is_dir()
        assert [row["student_id"] for row in table(tmp_path, "unmatched.csv")] == ["E039"]
    file.write_text(text.replace(f"\n,{place(11)[:12]}", f"\nE999,{place(11)[:12]}"), encoding="utf-8")
    capsys.readouterr()
    assert main(["import", str(given / "TP2-Remises-987.zip"), "--roster", str(given / "participants.csv"),
                 "--evidence", str(tmp_path / "evidence"), "--lang", "en"]) == 2  # fmt: skip
    assert "unmatched.csv:2: there is no student “E999” in the roster" in capsys.readouterr().err.replace("\n", "")


def test_who_is_late(given: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _, told = bring_in(given, tmp_path, capsys, "--deadline", "2026-11-19T16:00")
    late = {one["id"]: one["late_minutes"] for one in told["students"]}
    assert (late["E012"], late["E039"]) == (90, 0)

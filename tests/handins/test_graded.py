"""From the download to grades: the roster knows no subscription, and nobody stops the class."""

import json
from pathlib import Path
from typing import Any

import pytest

from bareme.__main__ import main
from bareme.content import rubric_path
from bareme.simulator.ids import guid
from tests.handins.exports import export, zipped

ROSTER = "Prénom,Nom,Matricule\nZineb,El Fassi,E1\nOmar,Tazi,E2\nGhita,Chraïbi,00123\nAnas,Berrada,E4\n"


@pytest.fixture
def class_(tmp_path: Path) -> Path:
    (tmp_path / "roster.csv").write_text(ROSTER, encoding="utf-8")
    names = {"Zineb El Fassi": "E1", "Omar Tazi": "E2"}
    files = {f"{name}_{n}_assignsubmission_file_/x.zip": export(names[name]) for n, name in enumerate(names)}
    (tmp_path / "d.zip").write_bytes(zipped(files))
    return tmp_path


def bring_in(folder: Path, source: str = "d.zip") -> int:
    words = ["import", folder / source, "--roster", folder / "roster.csv", "--evidence", folder / "ev", "--lang", "en"]
    return main([*map(str, words)])


def grade(folder: Path, *words: str) -> int:
    asked = ["grade", folder / "roster.csv", "-r", "tp2-vm", "--offline", "--evidence", folder / "ev", "--out",
             folder / "out", "--workers", "0", "--lang", "en", *words]  # fmt: skip
    return main([*map(str, asked)])


def results(folder: Path) -> dict[str, dict[str, Any]]:
    found = json.loads((folder / "out" / "results.json").read_text(encoding="utf-8"))
    return {one["id"]: one for one in found["students"]}


def test_who_handed_in_is_graded_and_the_others_are_in_the_list(class_: Path) -> None:
    assert bring_in(class_) == 0
    (class_ / "ev" / "123").mkdir()
    assert grade(class_) == 0
    rows = results(class_)
    assert {name: one["status"] for name, one in rows.items()} == {
        "E1": "provisional", "E2": "provisional", "00123": "unreadable", "E4": "unreadable",
    }  # fmt: skip
    assert "there is evidence under “123”, but none under “00123”" in rows["00123"]["problem"]
    assert "no subscription yet" in rows["E4"]["problem"]
    assert rows["E1"]["collections"][0]["subscription_id"] == guid("handins", "E1")


def test_another_subscription_than_last_time_is_told_and_does_not_count(
    class_: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bring_in(class_)
    (class_ / "d2.zip").write_bytes(zipped({"Zineb El Fassi_0_assignsubmission_file_/x.zip": export("other")}))
    capsys.readouterr()
    assert bring_in(class_, "d2.zip") == 0
    assert "another one than before" in " ".join(capsys.readouterr().out.split())
    assert grade(class_) == 0
    assert {one["subscription_id"] for one in results(class_)["E1"]["collections"]} == {guid("handins", "E1")}


def test_a_later_version_stands_beside_the_earlier_one(class_: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name, text in (("a.zip", "answers:\n  E1-05: one\n"), ("b.zip", "answers:\n  E1-05: two\n")):
        (class_ / name).write_bytes(zipped({"E1/reponses.yaml": text.encode()}))
        assert bring_in(class_, name) == 0
    assert "A later version: E1" in capsys.readouterr().out
    own = class_ / "ev" / "E1"
    assert (own / "reponses.yaml").read_text(encoding="utf-8") == "answers:\n  E1-05: two\n"
    assert [path.read_text(encoding="utf-8") for path in (own / "earlier").iterdir()] == ["answers:\n  E1-05: one\n"]


def test_repositories_under_an_lms_s_names(class_: Path, capsys: pytest.CaptureFixture[str]) -> None:
    bring_in(class_)
    for name in ("Zineb El Fassi_17_assignsubmission_file_", "Omar Tazi", "Somebody Else"):
        folder = class_ / "repos" / name
        folder.mkdir(parents=True)
        (folder / "reponses.yaml").write_text(f"answers:\n  E1-05: {name}\n", encoding="utf-8")
    assert grade(class_, "--repos", str(class_ / "repos")) == 0
    told = " ".join(capsys.readouterr().err.split())
    assert "2 of 3 repositories recognised, these are not: Somebody Else" in told
    marks = (class_ / "out" / "marks.csv").read_text(encoding="utf-8-sig")
    assert [line.split(",")[0] for line in marks.splitlines() if ",Zineb El Fassi_17_" in line] == ["E1"]
    assert [line.split(",")[0] for line in marks.splitlines() if ",Omar Tazi," in line and "E1-05" in line] == ["E2"]


def test_nobody_recognised_is_not_nobody_having_answered(class_: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (class_ / "repos" / "Somebody Else").mkdir(parents=True)
    assert grade(class_, "--repos", str(class_ / "repos")) == 2
    assert "none of the 1 folders" in capsys.readouterr().err
    (class_ / "x.zip").write_bytes(zipped({"Somebody Else/reponses.yaml": b"answers: {}"}))
    assert bring_in(class_, "x.zip") == 3


def test_what_another_download_left_open_stays_open(class_: Path) -> None:
    (class_ / "x.zip").write_bytes(zipped({"Omar T_3_assignsubmission_file_/a.sh": b"az", "E1/b.sh": b"az"}))
    assert bring_in(class_, "x.zip") == 0
    assert bring_in(class_) == 0
    text = (class_ / "ev" / "unmatched.csv").read_text(encoding="utf-8-sig")
    assert text.splitlines()[1:] == [",Omar T_3,x.zip,1,E2 Omar Tazi"]


@pytest.mark.parametrize("content", [b"Rar!\x1a\x07\x00xx", b"PK\x03\x04 cut short", b""])
def test_a_download_that_cannot_be_opened_is_told(
    class_: Path, content: bytes, capsys: pytest.CaptureFixture[str]
) -> None:
    (class_ / "x.zip").write_bytes(content)
    assert bring_in(class_, "x.zip") == 3
    assert "Download it again" in capsys.readouterr().err


def test_a_group_handed_in_one_thing_and_that_is_no_wonder(class_: Path, capsys: pytest.CaptureFixture[str]) -> None:
    roster = "Matricule,Nom,Prénom,Groupe\nE1,El Fassi,Zineb,Binôme 1\nE2,Tazi,Omar,Binôme 1\n"
    (class_ / "roster.csv").write_text(roster, encoding="utf-8")
    (class_ / "x.zip").write_bytes(zipped({"Binôme 1_3_assignsubmission_file_/x.zip": export("E1")}))
    assert bring_in(class_, "x.zip") == 0
    assert grade(class_) == 0
    assert "is in the hand-in of" not in "".join(capsys.readouterr())
    assert {one["status"] for one in results(class_).values()} == {"provisional"}


def test_the_owner_of_the_subscription_may_be_meant(class_: Path) -> None:
    owned = guid("handins", "E2")
    (class_ / "roster.csv").write_text(f"id,nom,subscription_id\nE1,A,\nE2,B,{owned}\n", encoding="utf-8")
    (class_ / "x.zip").write_bytes(zipped({"bareme-20261117.zip": export("E2"), "E1/x.sh": b"az"}))
    assert bring_in(class_, "x.zip") == 0
    text = (class_ / "ev" / "unmatched.csv").read_text(encoding="utf-8-sig")
    assert text.splitlines()[1:] == [",bareme-20261117.zip,x.zip,1,E2 B"]
    assert not (class_ / "ev" / "E2").exists()


@pytest.mark.parametrize("attest", [True, False])
def test_documents_that_are_asked_for_and_did_not_come_are_told(
    class_: Path, attest: bool, own_place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    del own_place
    text = rubric_path("tp2-vm").read_text(encoding="utf-8")
    own = text.replace("\nscale:", "\nattest: true\nscale:", 1) if attest else text
    (class_ / "own.yaml").write_text(own, encoding="utf-8")
    words = ["import", class_ / "d.zip", "--roster", class_ / "roster.csv", "--evidence", class_ / "ev", "--json"]
    main([*map(str, words), "-r", str(class_ / "own.yaml"), "--lang", "en"])
    first = json.loads(capsys.readouterr().out)["students"]
    problems = next(one["problems"] for one in first if one["id"] == "E1")
    assert any("the rubric asks for what Azure signs" in one for one in problems) is attest

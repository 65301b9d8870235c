"""What import sees of exports and grading cannot: times of files, the account, the same export twice."""

import json
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bareme.__main__ import main
from bareme.evidence import Source
from bareme.handins.worth_a_look import worth_a_look
from tests.handins.exports import collection, export_files, zipped

ONE = collection("E1")
WHEN = ONE.collected_at.replace(tzinfo=None)
CALLERS = sorted({str(event["caller"]) for event in ONE.items(Source.ACTIVITY_LOG) if event.get("caller")})


def export(when: datetime = WHEN, account: str = "", **changed: bytes) -> bytes:
    files = export_files(ONE)
    about = next(name for name in files if name.endswith("about.json"))
    files[about] = json.dumps({**json.loads(files[about]), "account": account}).encode()
    return zipped({**files, **changed}, when)


def found(folder: Path, *, again: bytes = b"", first: bytes) -> list[tuple[str, tuple[str, ...]]]:
    (folder / "roster.csv").write_text("id,nom,prénom\nE1,El Fassi,Zineb\nE2,Tazi,Omar\n", encoding="utf-8")
    hand_ins = {"E1/mine.zip": first} | ({"E2/export (1).zip": again} if again else {})
    (folder / "d.zip").write_bytes(zipped(hand_ins))
    words = ["import", folder / "d.zip", "--roster", folder / "roster.csv", "--evidence", folder / "ev"]
    assert main([*map(str, words)]) == 0
    return [(one.kind.value, one.students) for one in worth_a_look(folder / "ev", {"E1", "E2"})]


TABLE = {
    "as the script makes it": (export(), []),
    "in another zone": (export(WHEN + timedelta(hours=14)), []),
    "dated days later": (export(WHEN + timedelta(days=3)), [("export-files", ("E1",))]),
    "run by somebody the log does not show": (
        export(account="other@ecole.example"), [("export-account", ("E1",))] if CALLERS[0].startswith("sha256") else []
    ),
    "run in a shell without a person": (export(account="MSI@50342"), []),
}  # fmt: skip


@pytest.mark.parametrize(("first", "expected"), TABLE.values(), ids=TABLE)
def test_one_export(tmp_path: Path, first: bytes, expected: list[tuple[str, tuple[str, ...]]]) -> None:
    assert found(tmp_path, first=first) == expected


def test_the_account_of_the_log_is_known(tmp_path: Path) -> None:
    files = {name: text.replace(CALLERS[0].encode(), b"me@ecole.example") for name, text in export_files(ONE).items()}
    about = next(name for name in files if name.endswith("about.json"))
    files[about] = json.dumps({**json.loads(files[about]), "account": "live.com#ME@ecole.example"}).encode()
    assert found(tmp_path, first=zipped(files, WHEN)) == []


def test_the_same_export_under_two_names(tmp_path: Path) -> None:
    assert found(tmp_path, first=export(), again=export(WHEN + timedelta(hours=1))) == [("same-export", ("E1", "E2"))]


def test_it_reaches_the_teacher_and_nobody_else(tmp_path: Path) -> None:
    found(tmp_path, first=export(WHEN + timedelta(days=3)))
    words = ["grade", tmp_path / "roster.csv", "-r", "tp2-vm", "--offline", "--evidence", tmp_path / "ev",
             "--out", tmp_path / "out", "--workers", "0", "-q"]  # fmt: skip
    main([*map(str, words)])
    assert "export-files" in (tmp_path / "out" / "suspicions.json").read_text(encoding="utf-8")
    assert "fichiers de l’export" in (tmp_path / "out" / "index.html").read_text(encoding="utf-8")
    assert "E2" in (tmp_path / "out" / "handins.html").read_text(encoding="utf-8")
    assert "fichiers de l’export" not in (tmp_path / "out" / "students" / "E1.html").read_text(encoding="utf-8")

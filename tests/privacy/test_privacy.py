"""A copy to show to others names nobody; a student who is forgotten is nowhere."""

import csv
import json
import re
import shutil
import sqlite3
import zlib
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from bareme.__main__ import main
from bareme.evidence import write_collection
from bareme.privacy import KEY, TABLE, Namer
from bareme.privacy.replace_names import Veil
from bareme.simulator import Plan
from tests.labs import lab_done

ANSWERS = "answers:\n  E1-05: Je suis Salma Zeroual, appelez-moi au 06\n"


@pytest.fixture(scope="module")
def demo(demo_run: Callable[[str], Path]) -> Path:
    return demo_run("fr")


@pytest.fixture
def run(demo: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(demo, tmp_path / "run"))


def roster_of(folder: Path) -> list[dict[str, str]]:
    text = (folder / "roster.csv").read_text(encoding="utf-8-sig")
    return list(csv.DictReader(text.splitlines(), delimiter=";" if ";" in text.partition("\n")[0] else ","))


def contents(folder: Path) -> Iterator[tuple[str, str]]:
    """Every file by its name and its text, a database by its bytes and its rows."""
    for path in sorted(one for one in folder.rglob("*") if one.is_file()):
        raw = path.read_bytes()
        yield str(path.relative_to(folder)), str(path.relative_to(folder))
        yield path.name, raw.decode("utf-8", "replace")
        if raw.startswith(b"\x1f\x8b"):
            yield path.name, zlib.decompressobj(wbits=31).decompress(raw).decode("utf-8", "replace")  # one is cut off
        if path.suffix == ".sqlite":
            with closing(sqlite3.connect(path)) as base:
                yield path.name, "\n".join(base.iterdump())


GUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)


def found(folder: Path, words: set[str]) -> set[tuple[str, str]]:
    """Where each word stands; a short one by itself only, since `E001` is in some hash or GUID or other."""
    short = {word: re.compile(rf"(?<![^\W_]){re.escape(word.casefold())}(?![^\W_])") for word in words if len(word) < 6}
    told = [(name, text.casefold(), GUID.sub("", text).casefold()) for name, text in contents(folder)]
    return {
        *((word, name) for name, text, _ in told for word in words - set(short) if word.casefold() in text),
        *((word, name) for name, _, text in told for word, form in short.items()
          if word.casefold() in text and form.search(text)),
    }  # fmt: skip


def identifying(rows: list[dict[str, str]]) -> set[str]:
    columns = ("student_id", "last_name", "first_name", "email", "github", "subscription_id")
    return {row[name] for row in rows for name in columns if len(row.get(name) or "") > 3}


def copied(run: Path, out: Path, *words: str) -> dict[str, Any]:
    assert main(["pseudonymise", str(run), "--out", str(out), "--quiet", *words]) == 0
    document: dict[str, Any] = json.loads((out / "results.json").read_text(encoding="utf-8"))
    return document


def test_a_copy_names_nobody(run: Path, tmp_path: Path) -> None:
    words = identifying(roster_of(run))
    assert len(words) > 60
    assert {word for word, _ in found(run, words)} == words, "the search finds what is there"
    copied(run, tmp_path / "copy")
    assert found(tmp_path / "copy", words) == set()
    assert not any((tmp_path / "copy" / name).exists() for name in (KEY, TABLE))


def test_a_copy_has_everybodys_grade_and_proof(run: Path, tmp_path: Path) -> None:
    made = copied(run, tmp_path / "copy")
    own = json.loads((run / "results.json").read_text(encoding="utf-8"))
    namer = Namer.of(run)
    grades = {
        namer.student(one["id"]): (one["score"], one["low"], one["high"], one["status"]) for one in own["students"]
    }
    assert {one["id"]: (one["score"], one["low"], one["high"], one["status"]) for one in made["students"]} == grades
    assert [one["id"] for one in made["students"]] == sorted(grades)
    proofs = [proof for one in made["students"] for line in one["criteria"] for proof in line["evidence"]]
    assert {proof["resource"].split("/")[2] for proof in proofs if proof["resource"].startswith("/subscriptions/")}
    table = (run / TABLE).read_text(encoding="utf-8-sig")
    assert all(name in table for name in grades)
    assert (run / KEY).stat().st_mode & 0o077 == 0


def test_two_copies_have_the_same_names_and_two_runs_have_not(run: Path, tmp_path: Path) -> None:
    first, second = copied(run, tmp_path / "one"), copied(run, tmp_path / "two")
    assert [one["id"] for one in first["students"]] == [one["id"] for one in second["students"]]
    (run / KEY).unlink()
    third = copied(run, tmp_path / "three")
    assert {one["id"] for one in third["students"]}.isdisjoint(one["id"] for one in first["students"])


def test_free_text_only_comes_along_when_asked(tmp_path: Path) -> None:
    run = graded(tmp_path)
    copied(run, tmp_path / "without")
    assert found(tmp_path / "without", {"appelez-moi"}) == set()
    copied(run, tmp_path / "with", "--keep-texts")
    assert found(tmp_path / "with", {"appelez-moi"}) != set()
    assert found(tmp_path / "with", {"zeroual", "salma"}) == set()


def graded(folder: Path) -> Path:
    """Two students, one of whom puts his name everywhere."""
    for name, plan in (("zeroual.s", Plan()), ("B2", Plan(os_disk="Premium_LRS"))):
        write_collection(folder / "run" / "evidence" / name, lab_done(plan)[-1])
    (folder / "run" / "evidence" / "zeroual.s" / "reponses.yaml").write_text(ANSWERS, encoding="utf-8")
    rows = ["student_id,last_name,first_name,email,subscription_id",
            "zeroual.s,Zeroual,Salma,salma.zeroual@school.example,11111111-2222-3333-4444-555555555555",
            "B2,Met,Final,final.met@school.example,21111111-2222-3333-4444-555555555555"]  # fmt: skip
    (folder / "roster.csv").write_text("\n".join(rows), encoding="utf-8")
    words = ["grade", folder / "roster.csv", "--rubric", "tp2-vm", "--out", folder / "run", "--offline", "--quiet"]
    assert main([*map(str, words), "--workers", "0", "--lang", "fr"]) == 0
    return folder / "run"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("vm-zeroual-01", "vm-P-01"),
        ("vmZeroual2", "vmP2"),
        ("by Salma Zeroual", "by P P"),
        ("salma.zeroual@school.example", "hidden"),
        ("other@school.example", "hidden"),
        ("rg-ali-tp2", "rg-P-tp2"),
        ("quality", "quality"),
        ("Succeeded at 12:30", "Succeeded at 12:30"),
        ("eloise", "P"),
    ],
)
def test_what_a_veil_hides(text: str, told: str) -> None:
    record: Any = {"id": "E7", "name": "Salma Ali Zeroual Éloïse", "slug": "E7", "github": "", "email": ""}
    veil = Veil(Namer(b"k" * 32), record)
    assert veil.text(text).replace(veil.name, "P") == told


def test_a_guid_becomes_another_one_everywhere() -> None:
    record: Any = {"id": "E7", "name": "E7", "slug": "E7", "github": "", "email": ""}
    veil = Veil(Namer(b"k" * 32), record)
    lower, upper = "/subscriptions/abcdef01-2222-3333-4444-555555555555/x", "ABCDEF01-2222-3333-4444-555555555555"
    assert veil.text(upper) in veil.text(lower)
    assert "abcdef01" not in veil.text(lower)


def test_a_copy_goes_into_a_new_folder(run: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    copied(run, tmp_path / "copy")
    assert main(["pseudonymise", str(run), "--out", str(tmp_path / "copy"), "--lang", "en"]) == 2
    assert main(["pseudonymise", str(run), "--out", str(run), "--lang", "en"]) == 2
    assert "holds a run already" in capsys.readouterr().err


def test_who_is_forgotten_is_nowhere(run: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = roster_of(run)
    gone, others = rows[2], [row for row in rows if row != rows[2]]
    (run / "roster.csv").unlink()
    assert main(["pseudonymise", str(run), "--out", str(run / "copy"), "--quiet"]) == 0
    shutil.rmtree(run / "copy")
    words = {
        gone["student_id"],
        gone["email"],
        gone["subscription_id"],
        f"{gone['first_name']} {gone['last_name']}",
    }
    words -= {""}
    assert found(run, words)
    assert main(["forget", str(run), "--student", gone["student_id"], "--lang", "en"]) == 0
    said = capsys.readouterr().out
    assert found(run, words) == set()
    assert "Not touched: the roster" in said
    left = json.loads((run / "results.json").read_text(encoding="utf-8"))["students"]
    assert {one["id"] for one in left} == {row["student_id"] for row in others}


def test_marks_that_were_only_typed_stay(run: Path) -> None:
    lines = (run / "marks.csv").read_text(encoding="utf-8-sig").splitlines(keepends=True)
    typed = lines[0] + "".join(line.replace(";", ";typed", 1) for line in lines[1:])
    (run / "marks.csv").write_text(typed, encoding="utf-8-sig", newline="")
    gone = roster_of(run)[0]["student_id"]
    assert main(["forget", str(run), "--student", gone, "--quiet"]) == 0
    kept = (run / "marks.csv").read_text(encoding="utf-8-sig")
    assert gone not in kept
    assert kept.count("typed") > 5


def test_nobody_of_that_name(run: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["forget", str(run), "--student", "nobody", "--lang", "en"]) == 2
    assert "nobody is not in" in capsys.readouterr().err

"""What is worth a look reaches the teacher, through the real commands, and nobody else."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from bareme.__main__ import main
from bareme.evidence import write_collection
from bareme.simulator import Plan
from tests.labs import lab_done, retold, subscription_of

IDS = ("E1", "E2", "E3", "E4")
WORDS = ("suspicion", "worth a look", "à vérifier", "same-resource", "same machine", "même machine", "correlation")


@pytest.fixture(scope="module")
def klass(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """E2 copied E1, E3 has E4's evidence beside his own, E4 has only E1's."""
    folder = tmp_path_factory.mktemp("class")
    rows = "".join(f"{name},{subscription_of(number)}\n" for number, name in enumerate(IDS))
    (folder / "roster.csv").write_text(f"student_id,subscription_id\n{rows}", encoding="utf-8")
    first = lab_done(subscription=subscription_of(0))[-1]
    evidence = folder / "evidence"
    write_collection(evidence / "E1", first)
    write_collection(evidence / "E2", retold(first, subscription_of(1)))
    write_collection(evidence / "E3", lab_done(Plan(os_disk="Premium_LRS"), subscription_of(2))[-1])
    write_collection(evidence / "E3", lab_done(subscription=subscription_of(3))[-1])
    write_collection(evidence / "E4", first)
    assert grade(folder, "out") == 0
    return folder


def grade(folder: Path, out: str, *words: str) -> int:
    own = ["grade", str(folder / "roster.csv"), "-r", "tp2-vm", "--out", str(folder / out), "--offline", "-q"]
    return main([*own, "--evidence", str(folder / "evidence"), "--workers", "0", "--lang", "en", *words])


def read(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


def found(folder: Path) -> list[tuple[str, tuple[str, ...]]]:
    return [(one["kind"], tuple(one["students"])) for one in read(folder / "suspicions.json")["suspicions"]]


EXPECTED = [
    ("other-scope", ("E3",)),
    ("other-scope", ("E4",)),
    ("same-scope", ("E1", "E4")),
    ("same-resource", ("E1", "E2")),
    ("same-action", ("E1", "E2")),
    ("same-record", ("E1", "E2")),
    ("same-account", ("E1", "E2")),
]


def test_the_file_tells_whom_it_concerns_and_where_to_look(klass: Path) -> None:
    assert found(klass / "out") == EXPECTED
    for one in read(klass / "out" / "suspicions.json")["suspicions"]:
        assert one["text"].endswith("worth a look.")
        assert all(clue["source"] and clue["resource"] and clue["time"] for clue in one["clues"])


def test_nobody_is_graded_on_somebody_elses_evidence(klass: Path) -> None:
    students = {one["id"]: one for one in read(klass / "out" / "results.json")["students"]}
    assert students["E4"]["status"] == "unreadable"
    assert "is not of" in students["E4"]["problem"]
    assert "correct the roster" in students["E4"]["problem"]
    assert subscription_of(0) not in json.dumps(students["E4"])
    own = students["E3"]["collections"]
    assert [one["subscription_id"] for one in own] == [subscription_of(2)]
    page = (klass / "out" / "students" / "E3.html").read_text(encoding="utf-8")
    assert "was found and not counted" in page


def test_no_mark_depends_on_it(klass: Path) -> None:
    students = {one["id"]: one["score"] for one in read(klass / "out" / "results.json")["students"]}
    assert students["E1"] == students["E2"]


def test_students_never_see_it(klass: Path, tmp_path: Path) -> None:
    out = shutil.copytree(klass / "out", tmp_path / "out")
    for name in ("excel", "gradescope", "sqlite"):
        assert main(["export", str(out), "--to", name, "-q"]) in {0, 2}
    shown = [
        path
        for path in out.rglob("*")
        if path.is_file() and not path.name.startswith(("ledger", "manifest", "suspicions"))
    ]
    assert len(shown) > 12
    for path in shown:
        if path.name != "index.html":
            text = path.read_bytes().decode("utf-8", "replace").casefold()
            assert [word for word in WORDS if word in text] == [], path


def test_the_class_page_shows_it_apart(klass: Path) -> None:
    page = (klass / "out" / "index.html").read_text(encoding="utf-8")
    assert f'<h2 id="suspicions">Worth a look ({len(EXPECTED)})</h2>' in page
    assert "None of it is proof" in page
    assert '<a href="students/E2.html">' in page.partition('id="suspicions"')[2]
    assert "cheat" not in page.casefold()


def test_it_is_told_in_french_too(klass: Path, tmp_path: Path) -> None:
    out = shutil.copytree(klass / "out", tmp_path / "out")
    assert main(["report", str(out), "--lang", "fr", "-q"]) == 0
    assert found(out) == EXPECTED
    assert all(one["text"].endswith("à vérifier.") for one in read(out / "suspicions.json")["suspicions"])
    assert "À vérifier" in (out / "index.html").read_text(encoding="utf-8")


def test_the_shards_of_a_class_are_compared_once_joined(klass: Path) -> None:
    for number in (1, 2):
        assert grade(klass, f"part{number}", "--shard", f"{number}/2") == 0
    assert ("same-resource", ("E1", "E2")) not in found(klass / "part1") + found(klass / "part2")
    assert main(["merge", str(klass / "part1"), str(klass / "part2"), "--out", str(klass / "joined"), "-q"]) == 0
    assert found(klass / "joined") == EXPECTED


def test_it_goes_when_its_cause_goes(klass: Path, tmp_path: Path) -> None:
    folder = shutil.copytree(klass, tmp_path / "class")
    for path in [*(folder / "evidence" / "E2").iterdir(), *(folder / "evidence" / "E4").iterdir()]:
        path.unlink()
    assert grade(folder, "out") == 0
    assert found(folder / "out") == [("other-scope", ("E3",))]

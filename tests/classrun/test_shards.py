"""A class graded in parts on several machines, and joined."""

import json
import shutil
from pathlib import Path

import pytest

from bareme.__main__ import main
from bareme.classrun.shard import Shard, shard
from bareme.errors import UsageError
from bareme.evidence import write_collection
from bareme.simulator import Plan
from tests.labs import lab_done, subscription_of

IDS = ("E1", "E2", "E3", "E4", "E5")
PLANS = (Plan(), Plan(os_disk="Premium_LRS"), Plan(members=()))


@pytest.fixture(scope="module")
def klass(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("class")
    rows = "".join(f"{name},{subscription_of(n)}\n" for n, name in enumerate(IDS))
    (folder / "roster.csv").write_text(f"student_id,subscription_id\n{rows}", encoding="utf-8")
    for number, (name, plan) in enumerate(zip(IDS, PLANS, strict=False)):  # nothing was collected for E4 and E5
        write_collection(folder / "evidence" / name, lab_done(plan, subscription_of(number))[-1])
    assert grade(folder, "whole") == 0
    for number in (1, 2, 3):
        assert grade(folder, f"part{number}", "--shard", f"{number}/3") in {0, 3}
    return folder


def grade(folder: Path, out: str, *words: str) -> int:
    own = ["grade", str(folder / "roster.csv"), "-r", "tp2-vm", "--out", str(folder / out), "--offline", "-q"]
    return main([*own, "--evidence", str(folder / "evidence"), "--workers", "0", "--lang", "fr", *words])


def merge(folder: Path, *parts: str, out: str = "merged") -> int:
    return main(["merge", *(str(folder / part) for part in parts), "--out", str(folder / out), "--lang", "en"])


@pytest.fixture
def merged(klass: Path) -> Path:
    shutil.rmtree(klass / "merged", ignore_errors=True)
    return klass / "merged"


def ids(folder: Path) -> list[str]:
    return [one["id"] for one in json.loads((folder / "results.json").read_text(encoding="utf-8"))["students"]]


def test_a_part_holds_its_own_students_only(klass: Path) -> None:
    assert [ids(klass / f"part{number}") for number in (1, 2, 3)] == [["E1", "E4"], ["E2", "E5"], ["E3"]]


@pytest.mark.parametrize("order", [("part1", "part2", "part3"), ("part3", "part1", "part2")])
def test_the_parts_joined_are_the_whole_class(klass: Path, merged: Path, order: tuple[str, ...]) -> None:
    assert merge(klass, *order) == 0
    own = {str(path.relative_to(klass / "whole")) for path in (klass / "whole").rglob("*") if path.is_file()}
    assert own == {str(path.relative_to(merged)) for path in merged.rglob("*") if path.is_file()}
    assert ids(merged) == list(IDS)
    (merged / "marks.csv").unlink()  # one that is there is a teacher's, and left as it is
    assert main(["report", str(merged), "--lang", "fr", "-q"]) == 0
    for name in ("results.json", "grades.csv", "marks.csv"):
        assert (merged / name).read_bytes() == (klass / "whole" / name).read_bytes()


def test_nothing_is_graded_again_after_joining(klass: Path, merged: Path, capsys: pytest.CaptureFixture[str]) -> None:
    merge(klass, "part1", "part2", "part3")
    own = ["grade", str(klass / "roster.csv"), "-r", "tp2-vm", "--out", str(merged), "--offline", "--lang", "en"]
    assert main([*own, "--evidence", str(klass / "evidence"), "--workers", "0"]) == 0
    assert "Unchanged since the last run: 5" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        (("part1", "part3"), "shards are missing: 2/3"),
        (("part1", "part1", "part2", "part3"), "named twice"),
        (("part1", "whole"), "not the shards of one class"),
        (("part1", "nowhere"), "holds no graded run"),
    ],
)
def test_what_cannot_be_joined_is_refused(
    klass: Path, merged: Path, parts: tuple[str, ...], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert merge(klass, *parts) == 2
    assert said in " ".join(capsys.readouterr().err.split())
    assert not (merged / "results.json").exists()


def test_two_groups_graded_apart_are_joined_in_the_order_given(klass: Path, merged: Path, tmp_path: Path) -> None:
    rows = ["student_id,subscription_id", f"A1,{'a' * 8}-2222-3333-4444-555555555555"]
    (tmp_path / "roster.csv").write_text("\n".join(rows), encoding="utf-8")
    assert grade(tmp_path, "other") == 3
    assert main(["merge", str(klass / "whole"), str(tmp_path / "other"), "--out", str(merged), "-q"]) == 0
    assert ids(merged) == [*IDS, "A1"]


def test_a_student_of_two_runs_is_refused_and_the_old_join_stays(
    klass: Path, merged: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    merge(klass, "part1", "part2", "part3")
    shutil.copytree(klass / "whole", klass / "again", dirs_exist_ok=True)
    assert merge(klass, "whole", "again") == 2
    assert "E1 is in" in " ".join(capsys.readouterr().err.split())
    assert main(["report", str(merged), "-q"]) == 0
    assert ids(merged) == list(IDS)


@pytest.mark.parametrize("text", ["0/3", "4/3", "1", "a/b", "1/0", "-1/2", ""])
def test_a_part_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(UsageError, match="part of a class"):
        shard(text)


def test_every_student_is_in_one_part() -> None:
    parts = [shard(f"{number}/4") for number in (1, 2, 3, 4)]
    assert sorted(place for part in parts for place in part.positions(99)) == list(range(99))
    assert str(Shard(2, 5)) == "2/5"

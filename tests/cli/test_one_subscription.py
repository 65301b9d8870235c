"""A class in one subscription: the roster has names alone, and the command says whose resource group is whose."""

import json
from pathlib import Path
from typing import Any

import pytest

from bareme.__main__ import main
from bareme.evidence import Source, write_collection
from bareme.simulator import Plan, do_lab
from tests.labs import SUBSCRIPTION
from tests.suspicion.handing import azure

PLANS = {"anna": Plan(), "bob": Plan(os_disk="Premium_LRS")}


@pytest.fixture(scope="module")
def school(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two labs in one subscription, which was collected whole for each student."""
    folder = tmp_path_factory.mktemp("school")
    shared = azure(SUBSCRIPTION)
    for name, plan in PLANS.items():
        shared.student, shared.default_group = name, f"rg-{name}"
        do_lab(shared, plan, "none", checkpoints=False)
        shared.tag(Source.RESOURCE_GROUPS, f"rg-{name}", etudiant=name.upper())
    for name in PLANS:
        write_collection(folder / "evidence" / name, shared.collect())
    (folder / "roster.csv").write_text("student_id,nom\nanna,A\nbob,B\n", encoding="utf-8")
    return folder


def grade(school: Path, out: Path, *words: str) -> int:
    own = ["grade", school / "roster.csv", "-r", "tp2-vm", "--offline", "--evidence", school / "evidence"]
    return main([*map(str, own), "--out", str(out), "--workers", "0", "--lang", "en", "-q", *words])


def students(out: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads((out / "results.json").read_text(encoding="utf-8"))["students"]
    return found


WAYS = {"pattern": ("--resource-group", "RG-{student_id}"), "tag": ("--tag", "Etudiant")}


@pytest.mark.parametrize("words", WAYS.values(), ids=WAYS)
def test_each_is_graded_on_his_own_resource_group(school: Path, tmp_path: Path, words: tuple[str, ...]) -> None:
    assert grade(school, tmp_path, "--subscription", SUBSCRIPTION, *words) == 0
    anna, bob = students(tmp_path)
    assert anna["collections"][0]["resource_group"] in {"rg-anna", "RG-anna"}
    assert float(anna["score"]) > float(bob["score"])


def test_who_has_no_group_of_that_tag_is_not_a_bad_student(school: Path, tmp_path: Path) -> None:
    assert grade(school, tmp_path, "--subscription", SUBSCRIPTION, "--tag", "nobody") == 3
    assert {one["status"] for one in students(tmp_path)} == {"unreadable"}
    assert "(nobody=anna)" in students(tmp_path)[0]["problem"]


def test_a_corrected_scope_is_graded_anew(school: Path, tmp_path: Path) -> None:
    for tag, statuses in (("nobody", {"unreadable"}), ("etudiant", {"provisional"})):
        grade(school, tmp_path, "--subscription", SUBSCRIPTION, "--tag", tag)
        assert {one["status"] for one in students(tmp_path)} == statuses


def test_one_scope_for_two_is_refused_unless_allowed(
    school: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert grade(school, tmp_path, "--subscription", SUBSCRIPTION) == 2
    assert "belongs to anna already (line 2)" in " ".join(capsys.readouterr().err.split())
    assert grade(school, tmp_path, "--subscription", SUBSCRIPTION, "--resource-group", "rg-anna", "--allow-shared") == 0
    assert len({one["score"] for one in students(tmp_path)}) == 1


def test_one_subscription_in_two_hand_ins_is_told_before_grading(
    school: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert grade(school, tmp_path) == 0
    assert f"anna (A): subscription {SUBSCRIPTION} is in the hand-in of bob too" in " ".join(
        capsys.readouterr().err.split()
    )

"""The lab, done in several ways, and the demonstration class."""

import csv
import json
import sys
from collections.abc import Callable, Iterator
from itertools import product
from pathlib import Path

import pytest

from bareme.errors import EvidenceError
from bareme.evidence import Source, load_chain
from bareme.evidence.files import evidence_paths
from bareme.roster import load_roster
from bareme.simulator import Plan, perfect_student
from bareme.simulator.demo import write_demo_class, write_hand_ins
from bareme.simulator.stories import Capture, CleanUp, Stop
from bareme.text.language import Language

SUB = "11111111-1111-4111-8111-111111111111"

CLEAN_UPS: tuple[tuple[CleanUp, int, int], ...] = (("none", 8, 6), ("vms", 3, 6), ("group", 0, 0))


@pytest.mark.parametrize(("clean_up", "machines", "deployments"), CLEAN_UPS)
def test_what_is_there_at_the_end(clean_up: CleanUp, machines: int, deployments: int) -> None:
    last = perfect_student(SUB, clean_up)[-1]
    assert len(last.sources[Source.VIRTUAL_MACHINES].items) == machines
    assert len(last.sources[Source.DEPLOYMENTS].items) == deployments
    assert last.sources[Source.ACTIVITY_LOG].items


def test_checkpoints() -> None:
    assert [one.stage for one in perfect_student(SUB)] == ["built", "set", "scale-set", "final"]
    assert [one.stage for one in perfect_student(SUB, checkpoints=False)] == ["final"]


def plans() -> Iterator[Plan]:
    captures: tuple[Capture, ...] = ("specialized", "generalized", "managed", "none")
    stops: tuple[Stop, ...] = ("deallocate", "power_off", "inside", "none")
    for capture, stop, auto_delete in product(captures, stops, (False, True)):
        yield Plan(capture=capture, stop=stop, auto_delete=auto_delete, tidy=auto_delete, mode="Uniform")


@pytest.mark.parametrize("plan", list(plans()), ids=lambda plan: f"{plan.capture}-{plan.stop}-{plan.auto_delete}")
def test_every_way_of_doing_the_lab_can_be_told(plan: Plan) -> None:
    assert perfect_student(SUB, "group", plan=plan, checkpoints=False)


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_demo_class(tmp_path_factory.mktemp("demo"))


def test_the_demonstration_class_has_a_roster(demo: Path) -> None:
    roster = load_roster(demo / "roster.csv")
    assert len(roster.students) == 16
    assert not roster.warnings
    assert all((demo / "evidence" / student.slug).is_dir() for student in roster.students)


def test_evidence_of_the_demonstration_class_can_be_read_except_the_damaged(demo: Path) -> None:
    for folder in sorted((demo / "evidence").iterdir()):
        if folder.name == "E015":
            with pytest.raises(EvidenceError):
                load_chain(evidence_paths(folder))
        else:
            subscription = load_chain(evidence_paths(folder))[-1].subscription_id
            assert subscription in (demo / "roster.csv").read_text("utf-8-sig")


def test_the_demonstration_class_is_the_same_every_time(demo: Path, tmp_path: Path) -> None:
    again = write_demo_class(tmp_path)
    files = [file.relative_to(demo) for file in sorted(demo.rglob("*")) if file.is_file()]
    assert all((demo / file).read_bytes() == (again / file).read_bytes() for file in files)


def test_nobody_of_the_demonstration_class_is_real(demo: Path) -> None:
    with (demo / "roster.csv").open(encoding="utf-8-sig", newline="") as stream:
        assert all(row["email"].endswith(".example") for row in csv.DictReader(stream))


def test_half_of_the_class_hands_in_and_two_of_them_are_final(demo_run: Callable[[str], Path]) -> None:
    for language in ("fr", "en"):
        run = demo_run(language)
        students = {
            one["id"]: one for one in json.loads((run / "results.json").read_text(encoding="utf-8"))["students"]
        }
        handed = {path.name for path in (run / "repos").iterdir()}
        assert len(handed) == len(students) / 2
        final = {name: one["score"] for name, one in students.items() if one["status"] == "final"}
        assert (len(final), final["E001"]) == (2, 20)
        assert all(list((run / "repos" / name / "scripts").iterdir()) for name in handed)
        assert any((run / "repos").rglob("captures/*.png"))
        assert json.loads((run / "suspicions.json").read_text(encoding="utf-8"))["suspicions"] == []
        assert "data:image/jpeg;base64," in (run / "students" / "E001.html").read_text(encoding="utf-8")


def test_without_what_draws_pictures_the_class_hands_in_the_rest(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "PIL", None)
    write_hand_ins(tmp_path, Language.ENGLISH)
    assert len(list(tmp_path.glob("repos/*/reponses.yaml"))) == 8
    assert len(list(tmp_path.glob("repos/*/scripts/*"))) == 8
    assert list(tmp_path.glob("repos/*/captures/*")) == []

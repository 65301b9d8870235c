"""Every criterion of the whole chapter: met, partly met, not met, and what makes it unverifiable."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from functools import cache
from typing import Any

import pytest

from bareme.checking.catalogue import Catalogue
from bareme.checking.finding import Finding
from bareme.content import rubric_path
from bareme.evidence import Collection, Source, Status
from bareme.grading.assess import assess
from bareme.lab import Lab
from bareme.rubric import load_rubric
from bareme.simulator import Subscription
from bareme.simulator.compliance import GROUP, SCRIPT, Service, deploy
from bareme.submission.model import ScriptFile, Submission
from tests.labs import SUBSCRIPTION, Grading, without

HANDED_IN = Submission(scripts=(ScriptFile("scripts/deploy.sh", SCRIPT),))
SECRET = Submission(scripts=(ScriptFile("scripts/deploy.sh", "az vm create -n vm --admin-password 'Tr0is-Chats'"),))

SLIPS: list[tuple[str, dict[str, Any], str, str]] = [
    ("N-01", {"web": ("serveur1", "serveur2")}, "partial", "0.5"),
    ("N-01", {"web": ("serveur1", "serveur2"), "sql": ("base1", "base2")}, "unmet", "0"),
    ("N-01", {"web": ("deveus-webvm01", "deveus-webvm02"), "sql": ("vm-sql-dev-eus-001",)}, "unmet", "0"),
    ("N-02", {"location": "norwayeast"}, "unmet", "0"),
    ("N-03", {"location": "norwayeast"}, "unmet", "0"),
    ("N-04", {"tagged": False}, "unmet", "0"),
    ("S-01", {"size": "Standard_E2s_v3", "bigger": ""}, "unmet", "0"),
    ("S-02", {"size": "Standard_NC6s_v3", "bigger": ""}, "unmet", "0"),
    ("S-03", {"bigger": ""}, "unmet", "0"),
    ("S-04", {"stop": "power_off"}, "partial", "0.5"),
    ("S-04", {"stop": "none"}, "unmet", "0"),
    ("D-01", {"storage": "Standard_LRS"}, "unmet", "0"),
    ("D-02", {"data_gb": 0}, "unmet", "0"),
    ("D-03", {"data_storage": "Standard_LRS"}, "unmet", "0"),
    ("D-03", {"data_gb": 0}, "unmet", "0"),
    ("D-04", {"data_storage": "StandardSSD_LRS"}, "unmet", "0"),
    ("D-05", {"copies": "Standard_LRS"}, "unmet", "0"),
    ("D-05", {"copies": ""}, "unmet", "0"),
    ("D-06", {"copies": "Standard_LRS"}, "unmet", "0"),
    ("D-07", {"safe": False}, "unmet", "0"),
    ("D-08", {"own_image": False}, "unmet", "0"),
    ("A-01", {"zones": ()}, "partial", "0.5"),
    ("A-02", {"zones": ("1",)}, "partial", "0.5"),
    ("A-02", {"zones": ()}, "unmet", "0"),
    ("A-03", {"zones": ("1",)}, "partial", "0.5"),
    ("A-03", {"balanced": False}, "unmet", "0"),
    ("A-04", {"zones": ("1",)}, "unmet", "0"),
    ("A-05", {"location": "norwayeast"}, "partial", "0.5"),
    ("A-06", {"highest": 9}, "partial", "0.5"),
    ("A-06", {"highest": 0}, "unmet", "0"),
    ("A-07", {"watched": False}, "unmet", "0"),
    ("A-08", {"watched": False}, "unmet", "0"),
    ("H-01", {"stop": "none"}, "unmet", "0"),
    ("H-01", {"stop": "power_off"}, "unmet", "0"),
    ("H-04", {"tidy": False}, "unmet", "0"),
    ("H-05", {"tidy": False}, "unmet", "0"),
    ("H-06", {"tidy": False}, "unmet", "0"),
    ("H-06", {"highest": 40}, "unmet", "0"),
    ("H-07", {"storage": "Premium_LRS"}, "unmet", "0"),
    ("H-07", {"size": "Standard_D4s_v5", "bigger": ""}, "unmet", "0"),
    ("H-08", {"cautious": False}, "unmet", "0"),
    ("H-09", {"cautious": False}, "unmet", "0"),
    ("H-10", {"stop": "none"}, "unmet", "0"),
    ("H-11", {"ssh_from": "*"}, "unmet", "0"),
    ("H-11", {"ssh_from": "Internet"}, "unmet", "0"),
    ("H-14", {"location": "norwayeast"}, "unmet", "0"),
    ("H-15", {"tagged": False}, "unmet", "0"),
    ("H-16", {"size": "Standard_NC6s_v3", "bigger": ""}, "unmet", "0"),
]
NOTHING_AS_IT_SHOULD_BE = Service(
    web=("a", "b"), sql=("c", "d"), location="norwayeast", zones=(), size="Standard_NC6s_v3", bigger="",
    storage="Standard_LRS", data_storage="Standard_LRS", copies="Standard_LRS", safe=False, balanced=False, highest=0,
    own_image=False, watched=False, tagged=False, ssh_from="*", cautious=False, stop="none", tidy=False,
)  # fmt: skip


@pytest.fixture(scope="module")
def chapter(checks: Catalogue) -> Grading:
    return Grading(load_rubric(rubric_path("chapter2-compliance"), checks), checks)


@cache
def built(service: Service) -> tuple[Collection, ...]:
    return tuple(deploy(Subscription(SUBSCRIPTION, group=GROUP), service))


def findings(
    chapter: Grading, collections: tuple[Collection, ...], handed: Submission = HANDED_IN
) -> Mapping[str, Finding]:
    return assess(chapter.tasks, Lab.of(collections, None, handed))


def test_a_service_as_it_should_be_meets_everything(chapter: Grading) -> None:
    found = findings(chapter, built(Service()))
    assert {name: str(one.found) for name, one in found.items() if one.outcome != "met"} == {}


@pytest.mark.parametrize(("criterion", "slip", "outcome", "share"), SLIPS)
def test_a_slip_costs_its_criterion(
    chapter: Grading, criterion: str, slip: dict[str, Any], outcome: str, share: str
) -> None:
    found = findings(chapter, built(replace(Service(), **slip)))[criterion]
    assert (found.outcome, found.share) == (outcome, Decimal(share)), str(found.found)


def test_a_password_in_a_script_is_seen_and_never_told(chapter: Grading) -> None:
    found = findings(chapter, built(Service()), SECRET)["H-13"]
    assert found.outcome == "unmet"
    assert "Tr0is" not in f"{found}"


def test_without_a_script_nothing_is_said_of_passwords(chapter: Grading) -> None:
    assert findings(chapter, built(Service()), Submission())["H-13"].outcome == "unverifiable"


@pytest.mark.parametrize("status", [Status.DENIED, Status.THROTTLED, Status.FAILED])
def test_what_could_not_be_read_is_never_held_against_a_student(chapter: Grading, status: Status) -> None:
    blind = tuple(without(built(NOTHING_AS_IT_SHOULD_BE), Source, status))
    assert {one.outcome for one in findings(chapter, blind, Submission()).values()} == {"unverifiable"}


@pytest.mark.parametrize("service", [Service(), NOTHING_AS_IT_SHOULD_BE], ids=["as it should be", "all wrong"])
@pytest.mark.parametrize("source", Source)
def test_a_silent_source_loses_nothing(chapter: Grading, service: Service, source: Source) -> None:
    before = findings(chapter, built(service))
    after = findings(chapter, tuple(without(built(service), [source], Status.DENIED)))
    lost = {name for name, one in after.items() if one.outcome not in {"met", "unverifiable", before[name].outcome}}
    held = {one.criterion.id for one in chapter.tasks if one.check and source in one.check.reads}
    unfair = {name for name in held if after[name].outcome in {"unmet", "partial"}}
    assert (lost, unfair) == (set(), set())


def test_deleting_everything_afterwards_loses_nothing(chapter: Grading) -> None:
    azure = Subscription(SUBSCRIPTION, group=GROUP)
    kept = deploy(azure)
    azure.delete_group()
    azure.wait(days=1)
    found = findings(chapter, (*kept, azure.collect("gone")))
    graded = {task.criterion.id for task in chapter.tasks if task.criterion.points}
    assert {name: found[name].outcome for name in graded if found[name].outcome != "met"} == {}


def test_a_disk_made_with_its_machine_and_deleted_with_it_is_still_judged(checks: Catalogue) -> None:
    azure = Subscription(SUBSCRIPTION)
    azure.cli_create_vm("vm1", storage="Standard_LRS", data_disks_gb=(8,))
    azure.delete_group()
    azure.wait(days=1)
    lab = Lab.of([azure.collect()])
    found = checks["disk.data_types"].run(lab, {"types": ("Premium_LRS",)})
    assert (found.outcome, "Standard HDD" in str(found.found)) == ("unmet", True)


def test_every_criterion_can_fail(chapter: Grading) -> None:
    proven_elsewhere = {"H-02", "H-03", "H-12", "H-13", "H-17"}
    assert {criterion for criterion, *_ in SLIPS} | proven_elsewhere == {task.criterion.id for task in chapter.tasks}

"""Every automatic criterion of the lab: met, partly met, not met, and what makes it unverifiable."""

from dataclasses import replace
from decimal import Decimal

import pytest

from bareme.evidence import Source, Status
from bareme.simulator import PERFECT, Member, Plan
from bareme.simulator.stories import MEMBERS
from tests.labs import Grading, lab_done, without

ALIKE = tuple(replace(MEMBERS[1], name=f"vm-{n}") for n in (1, 2, 3))
TWO_ALIKE = (MEMBERS[0], MEMBERS[1], replace(MEMBERS[1], name="vm-linux-9"))
MARKETPLACE = (Member(name="vm-win-1", image="Win2022Datacenter", size="Standard_B2s"), *MEMBERS[1:])

AUTOMATIC = [
    *(f"E1-{n:02}" for n in (1, 2, 3, 4, 6, 8, 12, 15, 16, 17, 19, 20)),
    *("E2-01", "E2-02", "E2-03", "E2-04", "E2-06", "E2-08", "E3-01"),
]

SLIPS = [
    ("E1-01", {"image": "2016-datacenter"}, "partial", "0.5"),
    ("E1-01", {"image": "2019-datacenter-gensecond"}, "unmet", "0"),
    ("E1-02", {"location": "westeurope"}, "unmet", "0"),
    ("E1-03", {"name": "ma-machine"}, "unmet", "0"),
    ("E1-04", {"zones": ("1",)}, "partial", "0.5"),
    ("E1-04", {"zones": ()}, "unmet", "0"),
    ("E1-06", {"size": "Standard_B2s", "bigger": "Standard_B2ms"}, "partial", "0.5"),
    ("E1-06", {"size": "Standard_D4s_v3", "bigger": ""}, "unmet", "0"),
    ("E1-08", {"os_disk": "StandardSSD_ZRS"}, "partial", "0.5"),
    ("E1-08", {"os_disk": "Premium_LRS"}, "unmet", "0"),
    ("E1-08", {"os_disk": "Standard_LRS"}, "unmet", "0"),
    ("E1-12", {"data_disk_gb": 0}, "unmet", "0"),
    ("E1-15", {"bigger": ""}, "unmet", "0"),
    ("E1-15", {"size": "Standard_B2s", "bigger": "Standard_B1ms"}, "partial", "0.5"),
    ("E1-16", {"capture": "none"}, "unmet", "0"),
    ("E1-17", {"capture": "generalized"}, "partial", "0.5"),
    ("E1-17", {"capture": "managed"}, "partial", "0.5"),
    ("E1-17", {"capture": "specialized", "auto_delete": True}, "unmet", "0"),
    ("E1-19", {"stop": "power_off"}, "partial", "0.5"),
    ("E1-19", {"stop": "inside"}, "partial", "0.25"),
    ("E1-19", {"stop": "none"}, "unmet", "0"),
    ("E2-02", {"members": MEMBERS[:2]}, "partial", "0.5"),
    ("E2-02", {"members": MEMBERS[:1]}, "unmet", "0"),
    ("E2-02", {"members": ()}, "unmet", "0"),
    ("E2-03", {"members": MEMBERS[1:]}, "unmet", "0"),
    ("E2-04", {"members": TWO_ALIKE}, "partial", "0.5"),
    ("E2-04", {"members": ALIKE}, "unmet", "0"),
    ("E2-06", {"members": MARKETPLACE}, "unmet", "0"),
    ("E2-08", {"members": MEMBERS[:2]}, "partial", "0.5"),
    ("E2-08", {"members": ()}, "unmet", "0"),
    ("E3-01", {"instances": 2}, "partial", "0.5"),
    ("E3-01", {"instances": 1}, "unmet", "0"),
    ("E3-01", {"instances": 0}, "unmet", "0"),
]


@pytest.mark.parametrize("checkpoints", [False, True], ids=["last collection only", "with checkpoints"])
def test_a_perfect_student_meets_every_automatic_criterion(grading: Grading, checkpoints: bool) -> None:
    outcomes = grading.outcomes(lab_done(checkpoints=checkpoints))
    assert {outcomes[one] for one in AUTOMATIC} == {"met"}


@pytest.mark.parametrize(("criterion", "slip", "outcome", "share"), SLIPS)
def test_a_slip_costs_its_own_criterion(
    grading: Grading, criterion: str, slip: dict[str, object], outcome: str, share: str
) -> None:
    finding = grading.findings(lab_done(replace(PERFECT, **slip)))[criterion]  # type: ignore[arg-type]
    assert (finding.outcome, finding.share) == (outcome, Decimal(share)), str(finding.found)


@pytest.mark.parametrize(
    ("slip", "lost"),
    [
        ({"name": "ma-machine"}, "E1-03"),
        ({"image": "2019-datacenter-gensecond"}, "E1-01"),
        ({"os_disk": "Premium_LRS"}, "E1-08"),
        ({"zones": ("1",)}, "E1-04"),
        ({"bigger": ""}, "E1-15"),
        ({"capture": "none"}, "E1-16 E1-17 E2-06"),
        ({"data_disk_gb": 0}, "E1-12"),
        ({"stop": "none"}, "E1-19"),
        ({"instances": 0}, "E3-01"),
    ],
    ids=str,
)
def test_a_slip_costs_nothing_else(grading: Grading, slip: dict[str, object], lost: str) -> None:
    outcomes = grading.outcomes(lab_done(replace(PERFECT, **slip)))  # type: ignore[arg-type]
    assert [one for one in AUTOMATIC if outcomes[one] != "met"] == lost.split()


@pytest.mark.parametrize("status", [Status.DENIED, Status.THROTTLED, Status.FAILED])
@pytest.mark.parametrize("plan", [PERFECT, Plan(members=(), instances=0, capture="none")], ids=["perfect", "half"])
def test_what_could_not_be_read_is_never_held_against_a_student(grading: Grading, plan: Plan, status: Status) -> None:
    outcomes = grading.outcomes(without(lab_done(plan), Source, status))
    assert set(outcomes.values()) == {"unverifiable"}


@pytest.mark.parametrize("criterion", AUTOMATIC)
def test_with_the_log_denied_nothing_is_called_unmet(grading: Grading, criterion: str) -> None:
    nothing = Plan(members=(), instances=0, capture="none", bigger="", data_disk_gb=0, os_disk="Premium_LRS")
    outcomes = grading.outcomes(without(lab_done(nothing), [Source.ACTIVITY_LOG], Status.DENIED))
    assert outcomes[criterion] in {"unverifiable", "met"}


def test_every_criterion_can_fail() -> None:
    assert {criterion for criterion, *_ in SLIPS} | {"E1-20", "E2-01"} == set(AUTOMATIC)

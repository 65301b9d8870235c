"""How things read are judged: each row is one kind of work, and what it is worth."""

import re
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from bareme.checking.catalogue import Catalogue
from bareme.checking.finding import Finding, met, of_machines, unmet
from bareme.evidence import Source
from bareme.evidence.person import hide_person
from bareme.grading.assess import assess
from bareme.lab import Lab, Machine
from bareme.reference.azure_made import is_azure_made
from bareme.simulator import Plan, Subscription, exercise_1
from bareme.simulator.compliance import deploy
from bareme.text.message import say
from tests.labs import SUBSCRIPTION, Grading, lab_done

Story = Callable[[Subscription], object]


def finding(checks: Catalogue, name: str, azure: Subscription, **values: Any) -> Finding:
    azure.wait(days=1)
    return checks[name].run(Lab.of([azure.collect()]), values)


UPDATED = "The configuration of this virtual machine is being updated as requested by an authorized user or process"
MACHINE = Machine(name=re.compile("vm1-windows.*"))

GROUPS = [
    ("/subscriptions/s/resourceGroups/NetworkWatcherRG/providers/Microsoft.Network/networkWatchers/nw", True),
    ("/subscriptions/s/resourceGroups/cloud-shell-storage-westeurope", True),
    ("/subscriptions/s/resourceGroups/rg/providers/Microsoft.Storage/storageAccounts/cs210032000f1234567", True),
    ("/subscriptions/s/resourceGroups/rg/providers/Microsoft.Storage/storageAccounts/csharpcourse", False),
    ("/subscriptions/s/resourceGroups/MC_rg_aks_fr/providers/Microsoft.Compute/disks/d", True),
    ("/subscriptions/s/resourceGroups/DefaultResourceGroup-PAR/providers/x/y/z", True),
    ("/subscriptions/s/resourceGroups/rg-tp2/providers/Microsoft.Compute/disks/d", False),
]


@pytest.mark.parametrize(("resource_id", "is_own"), GROUPS)
def test_what_azure_makes_for_itself(resource_id: str, is_own: bool) -> None:
    assert is_azure_made(resource_id) is is_own


def test_a_cloud_shell_account_costs_nobody_anything(checks: Catalogue) -> None:
    azure = Subscription(SUBSCRIPTION)
    azure.storage_account("stlab")
    azure.default_group = "cloud-shell-storage-westeurope"
    azure.storage_account("cs210032000f1234567", location="westeurope", safe=False)
    assert finding(checks, "storage.region", azure, regions=("francecentral",)).outcome == "met"


@pytest.mark.parametrize(
    ("first", "second", "outcome"),
    [("Standard_B1s", "Standard_B2s", "partial"), ("Standard_B2s", "Standard_B1s", "unmet"),
     ("Standard_B1s", "Standard_B1s", "unmet")],
    ids=["bigger", "smaller", "equal"],
)  # fmt: skip
def test_made_again_is_no_resize(grading: Grading, first: str, second: str, outcome: str) -> None:
    azure = Subscription(SUBSCRIPTION)
    for size in (first, second):
        azure.portal_create_vms("VM1-Windows", zones=("1", "2"), size=size)
        azure.wait(hours=1)
        azure.delete_vm("VM1-Windows-1", "VM1-Windows-2")
        azure.delete_left_behind()
    azure.wait(days=1)
    assert grading.outcomes([azure.collect()])["E1-15"] == outcome


def test_stopped_by_the_schedule_is_half_and_says_who_did_it(grading: Grading) -> None:
    azure = Subscription(SUBSCRIPTION)
    azure.portal_create_vms("VM1-Windows", zones=())
    azure.auto_shutdown("VM1-Windows")
    azure.wait(hours=3)
    azure.deallocate("VM1-Windows")
    for event in azure.log:
        if event["operationName"]["value"].endswith("deallocate/action"):
            event["caller"] = hide_person(event["claims"]["oid"])
    azure.wait(days=1)
    own = grading.findings([azure.collect()])["E1-19"]
    assert (own.outcome, own.share) == ("partial", Decimal("0.5"))
    assert "schedule" in str(own.remark)


def test_a_change_of_the_configuration_is_no_shutdown(grading: Grading) -> None:
    azure = Subscription(SUBSCRIPTION)
    azure.portal_create_vms("VM1-Windows", zones=())
    azure.shut_down_inside("VM1-Windows")
    for event in azure.log:
        if "cause" in event["properties"]:
            event["properties"]["title"] = (
                "The configuration of this virtual machine is being updated as requested by an authorized user"
                " or process"
            )
    azure.runtimes = {name: replace(one, power="running") for name, one in azure.runtimes.items()}
    azure.wait(days=1)
    assert grading.outcomes([azure.collect()])["E1-19"] == "unmet"


def autoscaled(**action: Any) -> Subscription:
    azure = Subscription(SUBSCRIPTION)
    azure.create_scale_set("vmss", instances=3)
    azure.autoscale("vmss")
    (setting,) = azure.each(Source.AUTOSCALE_SETTINGS)
    for rule in setting["properties"]["profiles"][0]["rules"]:
        trigger = {name: action[name] for name in ("timeAggregation", "operator") if name in action}
        rule["metricTrigger"] |= trigger
        rule["scaleAction"] |= {name: one for name, one in action.items() if name not in trigger}
    return azure


ACTIONS: dict[str, tuple[dict[str, Any], str]] = {
    "as asked for": ({}, "met"),
    "named": ({"type": "ChangeCount"}, "met"),
    "per cent": ({"type": "PercentChangeCount"}, "partial"),
    "exactly": ({"type": "ExactCount", "direction": "None", "value": "5"}, "partial"),
    "the largest of all": ({"timeAggregation": "Maximum"}, "partial"),
    "not equal": ({"operator": "NotEquals"}, "partial"),
}


@pytest.mark.parametrize(("action", "outcome"), ACTIONS.values(), ids=ACTIONS)
def test_what_a_scaling_rule_means(checks: Catalogue, action: dict[str, Any], outcome: str) -> None:
    assert finding(checks, "autoscale.rule", autoscaled(**action)).outcome == outcome


def test_a_rule_that_is_gone_is_proven_by_its_own_record(checks: Catalogue) -> None:
    azure = Subscription(SUBSCRIPTION)
    exercise_1(azure)
    azure.delete_group()
    own = finding(checks, "network.remote_desktop", azure, machine=MACHINE, port=3389)
    assert own.outcome == "met"
    assert all("networksecuritygroups" in proof.resource for proof in own.proofs)


def test_the_proofs_of_a_finding_are_of_what_it_names(grading: Grading) -> None:
    """Over the whole lab: where a finding names resources, a proof is of one of them."""
    for collections in (
        lab_done(),
        lab_done(Plan(capture="managed", stop="power_off")),
        deploy(Subscription(SUBSCRIPTION)),
    ):
        lab = Lab.of(collections)
        names = {one.rpartition("/")[2] for one in lab.history.ids}
        for own in assess(grading.tasks, lab).values():
            named = {name for name in names if len(name) > 3 and name in str(own.found).casefold()}
            if named and own.proofs:
                assert any(name in proof.resource for proof in own.proofs for name in named), str(own.found)


def by_name(outcomes: dict[str, bool]) -> Callable[[Any], Finding]:
    return lambda vm: (met if outcomes[vm.name] else unmet)(say("x"), say("{vm}", vm=vm.name))


@pytest.mark.parametrize(("each", "share"), [(False, 1), (True, Decimal("0.5"))])
def test_two_machines_of_one_pattern(each: bool, share: Decimal) -> None:
    azure = Subscription(SUBSCRIPTION)
    for name in ("az104-vm1", "az104-vm2"):
        azure.portal_create_vms(name, zones=())
    lab = Lab.of([azure.collect()])
    machine = replace(MACHINE, each=each)
    judge = by_name({"az104-vm1": True, "az104-vm2": False})
    own = of_machines(machine, say("x"), lab.vms, judge, say("none"))
    assert own.share == share
    assert ("best of 2" in str(own.remark)) is not each


def test_a_lab_without_machines_is_a_lab(checks: Catalogue) -> None:
    azure = Subscription(SUBSCRIPTION)
    azure.storage_account("stlab")
    assert finding(checks, "hygiene.no_orphans", azure).outcome == "met"
    azure.storage_account("stother", location="eastus")
    assert finding(checks, "safety.in_region", azure, regions=("francecentral",)).outcome == "unmet"


def test_machines_made_one_after_the_other_are_as_good(grading: Grading) -> None:
    azure = Subscription(SUBSCRIPTION)
    azure.portal_create_vms("VM1-Windows", zones=("1",))
    azure.wait(minutes=20)
    azure.portal_create_vms("VM1-Windows-zone2", zones=("2",))
    azure.wait(days=1)
    outcomes = grading.outcomes([azure.collect()])
    assert (outcomes["E1-03"], outcomes["E1-04"]) == ("met", "met")

"""What is left, what it costs, and what watches it: one line each."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from bareme.checking.catalogue import Catalogue
from bareme.checking.finding import Finding
from bareme.evidence import Source
from bareme.lab import Lab
from bareme.reference import bundled_prices
from bareme.simulator import Subscription
from bareme.simulator.events import Call
from bareme.submission import Answer, Submission
from tests.checks.cases import Story, assessed, collected, in_zones, linux, machine, scale_set, then

EXTENSION = "Microsoft.Compute/virtualMachines/extensions/write"


def said(checks: Catalogue, name: str, story: Story, **values: Any) -> Finding:
    return assessed(checks[name], values, Lab.of((collected(story),)))


def extension(name: str, operation: str = EXTENSION) -> Story:
    def install(azure: Subscription) -> None:
        vm = azure.find(Source.VIRTUAL_MACHINES, "VM1-Windows")
        azure.call(Call(operation=operation, resource_id=f"{vm['id']}/extensions/{name}", created=True))

    return then(machine, install)


@pytest.mark.parametrize(
    ("name", "outcome"),
    [
        ("AzureMonitorWindowsAgent", "partial"),
        ("AzureMonitorLinuxAgent", "partial"),
        ("DependencyAgentWindows", "unmet"),
        ("CustomScriptExtension", "unmet"),
    ],
)
def test_the_agent_that_gathers_is_known_by_its_name(checks: Catalogue, name: str, outcome: str) -> None:
    assert said(checks, "monitoring.collection", extension(name)).outcome == outcome


def test_an_agent_that_was_only_taken_away_is_none(checks: Catalogue) -> None:
    taken = extension("AzureMonitorLinuxAgent", EXTENSION.replace("/write", "/delete"))
    assert said(checks, "monitoring.collection", taken).outcome == "unmet"


def alert(**properties: Any) -> Story:
    def watch(azure: Subscription) -> None:
        azure.metric_alert("VM1-Windows")
        azure.change(azure.each(Source.METRIC_ALERTS)[0]["id"], {f"properties.{k}": v for k, v in properties.items()})

    return then(machine, watch)


@pytest.mark.parametrize(
    ("properties", "outcome"),
    [
        ({"enabled": True}, "met"),
        ({"enabled": None}, "met"),
        ({"enabled": False}, "unmet"),
        ({"scopes": ["/subscriptions/s/resourceGroups/r/providers/Microsoft.Storage/storageAccounts/st"]}, "unmet"),
        (
            {"scopes": ["/subscriptions/s/resourceGroups/r/providers/Microsoft.Compute/virtualMachineScaleSets/v"]},
            "met",
        ),
    ],
)
def test_an_alert_rule_that_would_tell_somebody(checks: Catalogue, properties: dict[str, Any], outcome: str) -> None:
    assert said(checks, "monitoring.alert", alert(**properties)).outcome == outcome


@pytest.mark.parametrize("stopped", [(), ("VM1-Windows-1",), ("VM1-Windows-1", "VM1-Windows-2")], ids=len)
def test_that_a_stopped_machine_is_billed_is_told_where_one_is(checks: Catalogue, stopped: tuple[str, ...]) -> None:
    def stop(azure: Subscription) -> None:
        for name in stopped:
            azure.power_off(name)

    found = said(checks, "hygiene.nothing_running", then(in_zones("1", "2"), stop))
    assert (found.outcome, "still billed" in str(found.remark)) == ("unmet", bool(stopped))


@pytest.mark.parametrize(("end", "outcome"), [("privateEndpoint", "met"), ("nothing", "unmet")])
def test_an_interface_of_a_private_endpoint_is_not_loose(checks: Catalogue, end: str, outcome: str) -> None:
    def moved(azure: Subscription) -> None:
        for nic in azure.each(Source.NETWORK_INTERFACES):
            nic["properties"][end] = nic["properties"].pop("virtualMachine")

    assert said(checks, "hygiene.no_loose_interfaces", then(machine, moved)).outcome == outcome


def test_an_address_of_a_nat_gateway_is_in_use(checks: Catalogue) -> None:
    def given(azure: Subscription) -> None:
        for address in azure.each(Source.PUBLIC_IP_ADDRESSES):
            address["properties"].pop("ipConfiguration")
            address["properties"]["natGateway"] = {"id": "n"}

    assert said(checks, "hygiene.no_orphans", then(machine, given)).outcome == "met"


@pytest.mark.parametrize(
    ("until", "outcome"), [(date(2028, 11, 14), "met"), (date(2028, 11, 15), "unmet"), (date(2028, 11, 16), "unmet")]
)
@pytest.mark.parametrize("check", ["size.on_sale", "safety.supported"])
def test_a_size_is_to_be_had_until_the_day_before_it_retires(
    checks: Catalogue, check: str, until: date, outcome: str
) -> None:
    story = in_zones(size="Standard_B1s", image="2022-datacenter-g2")
    assert said(checks, check, story, until=until).outcome == outcome


@pytest.mark.parametrize(("instances", "share"), [(0, "0"), (1, "0"), (2, "0.5"), (3, "0.5"), (4, "1"), (5, "1")])
def test_half_of_the_instances_are_half_of_it(checks: Catalogue, instances: int, share: str) -> None:
    story = then(lambda azure: azure.create_scale_set("vmss", instances=instances))
    found = said(checks, "scale_set.instances", story, count=4, region="francecentral")
    assert found.share == Decimal(share)


@pytest.mark.parametrize("outside", [0, 1])
def test_a_scale_set_costs_its_size_times_its_instances(checks: Catalogue, outside: int) -> None:
    price = bundled_prices().size("Standard_B1s", "linux")
    assert price is not None
    found = said(checks, "spending.estimate", scale_set, parts=["scale-sets"], limit=3 * price - outside)
    assert found.outcome == ("unmet" if outside else "met")


def dynamic(azure: Subscription) -> None:
    for address in azure.each(Source.PUBLIC_IP_ADDRESSES):
        address["properties"]["publicIPAllocationMethod"] = "Dynamic"


@pytest.mark.parametrize(
    ("story", "outcome"), [(machine, "unmet"), (then(machine, dynamic), "met")], ids=["static", "dynamic"]
)
def test_only_a_static_address_is_billed(checks: Catalogue, story: Story, outcome: str) -> None:
    assert said(checks, "spending.estimate", story, parts=["addresses"]).outcome == outcome


def test_the_disks_of_instances_come_and_go_with_them(checks: Catalogue) -> None:
    assert said(checks, "spending.estimate", scale_set, parts=["disks"]).outcome == "met"


@pytest.mark.parametrize(("act", "outcome"), [("power_off", "unmet"), ("deallocate", "met")])
def test_a_machine_costs_until_it_is_deallocated(checks: Catalogue, act: str, outcome: str) -> None:
    story = then(machine, lambda azure: getattr(azure, act)("VM1-Windows"))
    assert said(checks, "spending.estimate", story, parts=["machines"]).outcome == outcome


@pytest.mark.parametrize(
    ("location", "name", "outcome"),
    [
        ("francecentral", "devfc-webvm01", "met"),
        ("francecentral", "devxx-webvm01", "unmet"),
        ("austriaeast", "devxx-webvm01", "met"),
    ],
)
def test_of_a_region_without_a_known_short_form_any_will_do(
    checks: Catalogue, location: str, name: str, outcome: str
) -> None:
    assert said(checks, "naming.convention", linux(name, location=location)).outcome == outcome


@pytest.mark.parametrize(
    ("sku", "where"),
    [
        ("Standard_LRS", "one data centre"),
        ("Standard_ZRS", "three zones"),
        ("Standard_GRS", "two regions"),
        ("Standard_GZRS", "three zones and a second region"),
    ],
)
def test_where_the_copies_are(checks: Catalogue, sku: str, where: str) -> None:
    story = then(lambda azure: azure.storage_account("st", sku=sku))
    assert f"copies in {where}, " in str(said(checks, "storage.durability", story, nines=20).found)


def answered(text: str) -> Submission:
    return Submission(answers={"Q": Answer(text)})


@pytest.mark.parametrize(
    ("text", "outcome"),
    [("127", "met"), ("126 Go", "met"), ("128", "met"), ("129", "unmet"), ("125", "unmet"), ("254", "unmet"),
     ("1", "unmet"), ("non", "unmet")],
)  # fmt: skip
def test_the_size_of_a_disk_within_a_gib(checks: Catalogue, text: str, outcome: str) -> None:
    lab = Lab.of((collected(machine),), None, answered(text))
    values = {"machine": {"name": "VM1.*"}, "answer": "Q"}
    assert assessed(checks["answer.os_disk_size"], values, lab).outcome == outcome


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ("1", "met"),
        ("zones 1 et 3", "met"),
        ("1 et 2", "unmet"),
        ("3", "unmet"),
        ("aucune", "unmet"),
        ("Standard_B1s", "unmet"),
        ("B1s : 1, 3", "met"),
    ],
)
def test_the_zones_of_a_size(checks: Catalogue, text: str, outcome: str) -> None:
    """Zone 2 is closed to this subscription, and the machine stands in zone 1."""

    def story(azure: Subscription) -> None:
        azure.restrict_size("Standard_B1s", zones=("2",))
        azure.portal_create_vms("VM1-Windows", zones=("1",))

    lab = Lab.of((collected(story),), None, answered(text))
    values = {"machine": {"name": "VM1.*"}, "answer": "Q", "size": "Standard_B1s"}
    assert assessed(checks["answer.size_availability"], values, lab).outcome == outcome

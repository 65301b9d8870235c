"""At a limit, just below and just above it: one line each."""

import re
from decimal import Decimal
from typing import Any

import pytest

from bareme import Finding, Lab
from bareme.checking.catalogue import Catalogue
from bareme.evidence import Source
from bareme.lab import Machine
from bareme.simulator import Subscription
from bareme.submission import Answer, Submission
from bareme.timeline.missing import Missing
from tests.labs import SUBSCRIPTION

VM = Machine(name=re.compile("VM1-Windows.*"))


def found(checks: Catalogue, name: str, azure: Subscription, said: str = "", **values: Any) -> Finding:
    own = Submission(answers={"own": Answer(said)})
    return checks[name].run(Lab.of([azure.collect()], submission=own), values)


def rules(capacity: dict[str, str], *changes: dict[str, Any]) -> Subscription:
    """A scale set that grows and shrinks as asked for, but for this: its limits, its first rule, its second rule."""
    azure = Subscription(SUBSCRIPTION)
    azure.create_scale_set("vmss", instances=3)
    azure.autoscale("vmss")
    (profile,) = azure.each(Source.AUTOSCALE_SETTINGS)[0]["properties"]["profiles"]
    profile["capacity"] |= capacity
    for rule, change in zip(profile["rules"], changes, strict=False):
        for part in ("metricTrigger", "scaleAction"):
            rule[part] |= {name: value for name, value in change.items() if name in rule[part]}
        rule["scaleAction"] |= {name: value for name, value in change.items() if name == "type"}
    return azure


LIMITS: dict[str, tuple[dict[str, str], tuple[dict[str, Any], ...], str, str]] = {
    "as asked for": ({}, (), "met", "1 to 4 instances, by metric, Percentage CPU > 75 (10 min): +1"),
    "one at least too few": ({"minimum": "0"}, (), "partial", "at least 0 instances"),
    "one at least too many": ({"minimum": "2"}, (), "partial", "at least 2 instances"),
    "one at most too few": ({"maximum": "3"}, (), "partial", "at most 3 instances"),
    "one at most too many": ({"maximum": "5"}, (), "partial", "at most 5 instances"),
    "two at once": ({}, ({"value": "2"},), "partial", "+2"),
    "none at once": ({}, ({"value": "0"},), "partial", "+0"),
    "sooner": ({}, ({"threshold": 74},), "partial", "> 74"),
    "later": ({}, ({"threshold": 76},), "partial", "> 76"),
    "over less time": ({}, ({"timeWindow": "PT9M"},), "partial", "(9 min)"),
    "over more time": ({}, ({"timeWindow": "PT11M"},), "partial", "(11 min)"),
    "shrinks over another time": ({}, ({}, {"timeWindow": "PT1M"}), "met", "(1 min): -1"),
    "shrinks later": ({}, ({}, {"threshold": 24}), "partial", "< 24"),
    "grows where it is idle": ({}, ({"operator": "LessThan"},), "partial", "< 75"),
    "shrinks where it is busy": ({}, ({}, {"operator": "GreaterThan"}), "partial", "> 25"),
    "never shrinks": ({}, ({}, {"direction": "Increase"}), "partial", "no rule takes instances away"),
    "never grows": ({}, ({"direction": "Decrease"},), "partial", "no rule adds instances"),
    "by per cent": ({}, ({"type": "PercentChangeCount"},), "partial", "+1%"),
    "by the allowed sizes": ({}, ({"type": "ServiceAllowedNextValue"},), "partial", "the next size allowed"),
    "by something unknown": ({}, ({"type": "Another"},), "partial", "+1"),
    "by the largest": ({}, ({"timeAggregation": "Maximum"},), "partial", "+1, by maximum"),
    "by something else": ({}, ({"timeAggregation": "Another"},), "partial", "+1, by another"),
    "by another metric": ({}, ({"metricName": "Network In"},), "partial", "Network In > 75"),
}


@pytest.mark.parametrize(("capacity", "changes", "outcome", "told"), LIMITS.values(), ids=LIMITS)
def test_a_scale_set_grows_and_shrinks_as_asked_for(
    checks: Catalogue, capacity: dict[str, str], changes: tuple[dict[str, Any], ...], outcome: str, told: str
) -> None:
    own = found(checks, "autoscale.rule", rules(capacity, *changes))
    assert own.outcome == outcome
    assert told in f"{own.found} {own.remark}"


@pytest.mark.parametrize(
    ("faults", "updates", "asked", "outcome"),
    [
        (0, 5, None, "unmet"),
        (1, 5, None, "met"),
        (3, 5, None, "met"),
        (4, 5, None, "unmet"),
        (2, 0, None, "unmet"),
        (2, 1, None, "met"),
        (2, 20, None, "met"),
        (2, 21, None, "unmet"),
        (0, 0, None, "unmet"),
        (2, 5, 2, "met"),
        (3, 5, 2, "unmet"),
        (1, 5, 2, "met"),
        (4, 5, 4, "met"),
    ],
)
def test_the_domains_of_a_set(checks: Catalogue, faults: int, updates: int, asked: int | None, outcome: str) -> None:
    azure = Subscription(SUBSCRIPTION)
    azure.cli_availability_set("avset", location="francecentral", fault_domains=faults, update_domains=updates)
    own = found(checks, "availability_set.exists", azure, region="francecentral", fault_domains=asked)
    assert own.outcome == outcome
    assert (own.remark is not None) is (outcome == "met" and faults == 1)


@pytest.mark.parametrize(
    ("zones", "asked", "outcome"), [(1, 1, "met"), (1, 2, "partial"), (2, 2, "met"), (3, 2, "met"), (2, 3, "partial")]
)
def test_so_many_zones_behind_a_load_balancer(checks: Catalogue, zones: int, asked: int, outcome: str) -> None:
    azure = Subscription(SUBSCRIPTION)
    names = azure.portal_create_vms("VM1-Windows", zones=tuple(map(str, range(1, zones + 1))))
    azure.load_balancer("lb", *names)
    assert found(checks, "availability.load_balancer", azure, zones=asked).outcome == outcome


@pytest.mark.parametrize(
    ("said", "outcome"),
    [
        ("CPU", "unmet"),
        ("CPU, réseau", "unmet"),
        ("CPU, réseau, disque", "met"),
        ("CPU, réseau, disque, mémoire", "met"),
    ],
)
def test_three_metrics_at_least_are_named(checks: Catalogue, said: str, outcome: str) -> None:
    assert found(checks, "answer.metrics", Subscription(SUBSCRIPTION), said, answer="own").outcome == outcome


@pytest.mark.parametrize(
    ("said", "closed", "outcome"),
    [
        ("zones 1, 2 et 3", (), "met"),
        ("zone 1", (), "met"),  # the zone of the student's machine
        ("zone 2", (), "unmet"),
        ("zones 1 et 2", (), "met"),
        ("zones 2 et 3", (), "unmet"),
        ("zones 2 et 3", ("1",), "met"),  # all that are open
        ("zone 2", ("1",), "unmet"),
        ("zones 1, 2 et 3", ("1",), "unmet"),
        ("zones 1 et 2", ("3",), "met"),
        ("zones 4 et 5", (), "unmet"),
        ("aucune", ("1", "2", "3"), "unmet"),
        ("Standard_B1s", (), "unmet"),
    ],
)
def test_the_zones_of_a_size_as_the_subscription_has_them(
    checks: Catalogue, said: str, closed: tuple[str, ...], outcome: str
) -> None:
    azure = Subscription(SUBSCRIPTION)
    azure.portal_create_vms("VM1-Windows", zones=("1",), size="Standard_B1s")
    if closed:
        azure.restrict_size("Standard_B1s", zones=closed)
    own = found(checks, "answer.size_availability", azure, said, machine=VM, answer="own", size="Standard_B1s")
    assert own.outcome == outcome


@pytest.mark.parametrize(
    ("said", "outcome"),
    [
        ("2, à cause de la taille", "met"),
        ("2, parce que", "unmet"),
        ("3, à cause de la taille", "unmet"),
        ("la taille", "unmet"),
    ],
)
def test_how_many_disks_and_why(checks: Catalogue, said: str, outcome: str) -> None:
    azure = Subscription(SUBSCRIPTION)
    azure.portal_create_vms("VM1-Windows", zones=(), size="Standard_B1s")
    asked = {"machine": VM, "answer": "own", "words": ("taille",)}
    assert found(checks, "answer.max_data_disks", azure, said, **asked).outcome == outcome


@pytest.mark.parametrize(("limit", "outcome"), [("36.41", "unmet"), ("36.42", "met"), ("500", "met")])
def test_an_estimate_and_its_limit(checks: Catalogue, limit: str, outcome: str) -> None:
    azure = Subscription(SUBSCRIPTION)
    azure.cli_create_vm("vm1", size="Standard_B2s", storage="StandardSSD_LRS")
    priced = found(checks, "spending.estimate", azure, limit=Decimal(limit))
    assert priced.outcome == outcome
    assert "vm1" in str(priced.found)
    dearest = re.findall(r"\S+ \d+\.\d\d(?=[,)])", str(priced.found))
    prices = [Decimal(one.rpartition(" ")[2]) for one in dearest]
    assert prices == sorted(prices, reverse=True)


@pytest.mark.parametrize(
    ("deletes_first", "outcome"), [(False, "partial"), (True, "met")], ids=["while it is there", "after it was deleted"]
)
def test_another_machine_of_its_name_counts_where_it_was_made(
    checks: Catalogue, *, deletes_first: bool, outcome: str
) -> None:
    azure = Subscription(SUBSCRIPTION)
    first = azure.default_group
    azure.portal_create_vms("VM1-Windows", zones=(), size="Standard_B1s")
    azure.resize("VM1-Windows", "Standard_B2s")
    if deletes_first:
        azure.delete_vm("VM1-Windows")
    azure.wait(hours=1)
    azure.default_group = "rg-other"
    azure.portal_create_vms("VM1-Windows", zones=(), size="Standard_B1s")
    azure.wait(hours=1)
    azure.delete_group(first)
    azure.wait(days=1)
    assert found(checks, "vm.deleted", azure, machine=VM).outcome == outcome


@pytest.mark.parametrize(
    ("there", "asked", "outcome"),
    [
        (3, 3, "met"),
        (4, 3, "met"),
        (2, 3, "partial"),
        (1, 2, "partial"),
        (1, 3, "unmet"),
        (3, 6, "partial"),
        (3, 7, "unmet"),
        (0, 1, "unmet"),
    ],
)
def test_half_of_the_instances_of_a_scale_set(checks: Catalogue, there: int, asked: int, outcome: str) -> None:
    azure = Subscription(SUBSCRIPTION)
    azure.create_scale_set("vmss", instances=there)
    own = found(checks, "scale_set.instances", azure, count=asked, region="francecentral")
    assert own.outcome == outcome
    assert own.proofs
    assert f"{there} instances" in str(own.found)


@pytest.mark.parametrize(("running", "is_told"), [(2, False), (3, True), (4, True)])
def test_the_domains_of_as_many_machines_as_ran_or_more(checks: Catalogue, running: int, *, is_told: bool) -> None:
    azure = Subscription(SUBSCRIPTION)
    azure.cli_availability_set("avset")
    for number in range(running):
        azure.cli_create_vm(f"vm{number}", availability_set="avset")
    if is_told:
        assert found(checks, "availability_set.domains", azure, count=3).outcome == "met"
    else:
        with pytest.raises(Missing):
            found(checks, "availability_set.domains", azure, count=3)

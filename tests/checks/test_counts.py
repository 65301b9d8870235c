"""How many, how large, how long after: what a check counts, at its limit and on both sides of it."""

import re
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from bareme import Finding, Lab
from bareme.checking.catalogue import Catalogue
from bareme.evidence import Source
from bareme.evidence.person import hide_person
from bareme.lab import Machine
from bareme.simulator import Subscription
from tests.labs import SUBSCRIPTION

VM = Machine(name=re.compile("VM1-Windows.*"))
SIZE = "Standard_B1s"


def found(checks: Catalogue, name: str, azure: Subscription, **values: Any) -> Finding:
    return checks[name].run(Lab.of([azure.collect()]), values)


@pytest.mark.parametrize(
    ("used", "count", "size", "closed", "outcome"),
    [
        ("", 1, "", "", "unmet"),
        ("1", 1, "", "", "met"),
        ("1", 2, "", "", "partial"),
        ("12", 2, "", "", "met"),
        ("123", 2, "", "", "met"),
        ("12", 3, "", "", "partial"),
        ("1", 2, SIZE, "", "partial"),  # three are offered
        ("1", 2, SIZE, "3", "partial"),  # two are
        ("1", 2, SIZE, "23", "met"),  # no more than one is
        ("12", 3, SIZE, "3", "met"),
        ("", 2, SIZE, "123", "unmet"),
        ("1", 2, "", "23", "partial"),  # the rubric does not name the size
    ],
)
def test_zones_as_many_as_are_offered(
    checks: Catalogue, used: str, count: int, *, size: str, closed: str, outcome: str
) -> None:
    azure = Subscription(SUBSCRIPTION)
    azure.portal_create_vms("VM1-Windows", zones=tuple(used), size=SIZE)
    if closed:
        azure.restrict_size(SIZE, zones=tuple(closed))
    assert found(checks, "vm.zones", azure, machine=VM, count=count, size=size).outcome == outcome


@pytest.mark.parametrize(
    ("percent", "told"),
    [
        ("99.9", "8.76 h a year, 43.80 min a month, 10.08 min a week"),
        ("99.99", "0.88 h a year, 4.38 min a month, 1.01 min a week"),
        ("95", "438.00 h a year, 2190.00 min a month, 504.00 min a week"),
    ],
)
def test_the_downtime_that_a_percentage_leaves(checks: Catalogue, percent: str, told: str) -> None:
    azure = Subscription(SUBSCRIPTION)
    azure.cli_create_vm("vm1")
    expected = str(found(checks, "availability.sla", azure, percent=Decimal(percent)).expected)
    assert told in expected.replace("\u202f", "").replace("\xa0", "")


@pytest.mark.parametrize(
    ("instances", "zones", "told"),
    [
        (1, (), "95.00%: a single instance"),
        (1, ("1", "2"), "95.00%: a single instance"),
        (2, (), "99.95%: 2 instances of a scale set in one place"),
        (2, ("1",), "99.95%: 2 instances of a scale set in one place"),
        (2, ("1", "2"), "99.99%: 2 instances of a scale set in 2 zones"),
        (3, ("1", "2", "3"), "99.99%: 3 instances of a scale set in 3 zones"),
    ],
)
def test_what_a_scale_set_promises(checks: Catalogue, instances: int, zones: tuple[str, ...], told: str) -> None:
    azure = Subscription(SUBSCRIPTION)
    azure.create_scale_set("vmss", instances=instances, mode="Uniform")
    wire = azure.find(Source.SCALE_SETS, "vmss")
    azure.log.clear()
    wire.pop("zones", None)
    if zones:
        wire["zones"] = list(zones)
    one = azure.collect(denied=[Source.DEPLOYMENTS])
    own = checks["availability.sla"].run(Lab.of([one]), {"percent": Decimal(99)})
    assert str(own.found).startswith(told)


@pytest.mark.parametrize(
    ("deleted", "outcome"),
    [(0, "unmet"), (1, "partial"), (2, "partial"), (3, "met")],
    ids=["none", "one", "two", "all"],
)
def test_of_the_members_so_many_deleted(checks: Catalogue, deleted: int, outcome: str) -> None:
    azure = Subscription(SUBSCRIPTION)
    azure.cli_availability_set("avset-tp2")
    names = [f"m{number}" for number in range(3)]
    for name in names:
        azure.cli_create_vm(name, availability_set="avset-tp2")
    azure.wait(hours=1)
    if deleted:
        azure.delete_vm(*names[:deleted])
    azure.wait(days=1)
    assert found(checks, "availability_set.members_deleted", azure, count=3).outcome == outcome


@pytest.mark.parametrize(
    ("maximum", "asked", "instances", "outcome"),
    [(4, 4, 0, "met"), (5, 4, 0, "unmet"), (3, 4, 0, "met"), (4, 3, 0, "unmet"), (4, 4, 1, "unmet")],
)
def test_scale_sets_that_are_left(checks: Catalogue, maximum: int, asked: int, instances: int, outcome: str) -> None:
    azure = Subscription(SUBSCRIPTION)
    azure.create_scale_set("vmss", instances=2)
    azure.autoscale("vmss", maximum=maximum)
    azure.scale("vmss", instances)
    azure.wait(days=1)
    assert found(checks, "spending.scale_sets", azure, maximum=asked).outcome == outcome


@pytest.mark.parametrize(
    ("vcpus", "disk_gb", "outcome"),
    [(2, 128, "met"), (1, 128, "unmet"), (3, 128, "met"), (2, 127, "unmet"), (2, 129, "met")],
)
def test_no_larger_than_needed(checks: Catalogue, vcpus: int, disk_gb: int, outcome: str) -> None:
    azure = Subscription(SUBSCRIPTION)
    azure.cli_create_vm("vm1", size="Standard_B2s", storage="StandardSSD_LRS")
    (disk,) = azure.each(Source.DISKS)
    disk["properties"]["diskSizeGB"] = 128
    assert found(checks, "spending.modest", azure, vcpus=vcpus, disk_gb=disk_gb).outcome == outcome


@pytest.mark.parametrize(
    ("sku", "nines"), [("Standard_LRS", 11), ("Standard_ZRS", 12), ("Standard_GRS", 16), ("Standard_GZRS", 16)]
)
def test_how_durable_an_account_is(checks: Catalogue, sku: str, nines: int) -> None:
    azure = Subscription(SUBSCRIPTION)
    azure.storage_account("stlab", sku=sku)
    outcomes = [found(checks, "storage.durability", azure, nines=nines + more).outcome for more in (-1, 0, 1)]
    assert outcomes == ["met", "met", "unmet"]


@pytest.mark.parametrize(
    ("minutes", "is_used", "outcome"),
    [
        (0, False, "unmet"),
        (14.99, False, "unmet"),
        (15, False, "met"),
        (15.01, False, "met"),
        (-14.99, False, "unmet"),
        (-15, False, "met"),
        (10, True, "met"),
    ],
    ids=["at once", "just within", "at the limit", "just past", "just before", "long before", "used between"],
)
def test_a_machine_deleted_with_its_capture_is_lost(
    checks: Catalogue, minutes: float, is_used: bool, outcome: str
) -> None:
    azure = Subscription(SUBSCRIPTION)
    azure.portal_create_vms("VM1-Windows", zones=())
    azure.wait(hours=2)
    azure.capture_gallery_version("VM1-Windows")
    azure.wait(hours=2)
    azure.delete_vm("VM1-Windows")
    captured = Lab.of([azure.collect()]).images[0].captured.value
    assert captured is not None
    for event in azure.log:
        if event["operationName"]["value"].casefold().endswith("virtualmachines/delete"):
            moment = captured + timedelta(minutes=minutes)
            event["eventTimestamp"] = moment.isoformat().replace("+00:00", "Z")
    if is_used:
        start = next(one for one in azure.log if one["operationName"]["value"].casefold().endswith("machines/delete"))
        moved = (captured + timedelta(minutes=5)).isoformat().replace("+00:00", "Z")
        used = {**start, "eventTimestamp": moved, "eventDataId": "used", "operationId": "used", "correlationId": "used"}
        used["operationName"] = {"value": "Microsoft.Compute/virtualMachines/start/action"}
        azure.log.append({**used, "status": {"value": "Succeeded"}})
    own = found(checks, "image.source_kept", azure, machine=VM)
    assert own.outcome == outcome, str(own.found)


@pytest.mark.parametrize(
    ("length", "access", "outcome"),
    [
        ("0.0.0.0/0", "Allow", "unmet"),
        ("0.0.0.0/1", "Allow", "unmet"),
        ("128.0.0.0/1", "Allow", "unmet"),
        ("0.0.0.0/2", "Allow", "met"),
        ("hidden/0", "Allow", "unmet"),
        ("hidden/1", "Allow", "unmet"),
        ("hidden/2", "Allow", "met"),
        ("hidden/x", "Allow", "met"),
        ("Internet", "Allow", "unmet"),
        ("nonsense", "Allow", "met"),
    ],
)
def test_who_is_half_of_the_internet(checks: Catalogue, length: str, access: str, outcome: str) -> None:
    azure = Subscription(SUBSCRIPTION)
    azure.portal_create_vms("VM1-Windows", zones=())
    for group in azure.each(Source.NETWORK_SECURITY_GROUPS):
        for rule in group["properties"]["securityRules"]:
            rule["properties"] |= {"sourceAddressPrefix": length, "access": access}
    assert found(checks, "exposure.remote_access", azure).outcome == outcome


def test_the_most_instances_there_ever_were_count(checks: Catalogue) -> None:
    for numbers in ((3, 1), (1, 3)):
        azure = Subscription(SUBSCRIPTION)
        azure.create_scale_set("vmss", instances=numbers[0])
        azure.wait(hours=1)
        azure.scale("vmss", numbers[1])
        azure.wait(hours=1)
        assert found(checks, "scale_set.instances", azure, count=3, region="francecentral").outcome == "met"


PERSON, SCHEDULE = "a person", "a schedule"


@pytest.mark.parametrize(
    ("who", "has_schedule", "state", "outcome"),
    [
        (PERSON, False, "Enabled", "met"),
        (PERSON, True, "Enabled", "met"),
        (PERSON, False, "Disabled", "met"),
        (SCHEDULE, True, "Enabled", "partial"),
        (SCHEDULE, False, "Enabled", "met"),
        (SCHEDULE, True, "Disabled", None),
        (SCHEDULE, False, "Warned", None),
        (SCHEDULE, False, "PastDue", None),
        ("", True, "Enabled", "met"),  # the log names nobody
    ],
)
def test_who_stopped_a_machine(
    checks: Catalogue, who: str, has_schedule: bool, state: str, outcome: str | None
) -> None:
    azure = Subscription(SUBSCRIPTION)
    azure.portal_create_vms("VM1-Windows", zones=())
    if has_schedule:
        azure.auto_shutdown("VM1-Windows")
    azure.wait(hours=3)
    azure.deallocate("VM1-Windows")
    for event in azure.log:
        if event["operationName"]["value"].casefold().endswith("deallocate/action") and who != PERSON:
            event["caller"] = hide_person(event["claims"]["oid"]) if who else ""
    azure.wait(hours=1)
    one = azure.collect()
    reading = one.sources[Source.SUBSCRIPTION]
    told = tuple({**item, "state": state} for item in reading.items)
    one = replace(one, sources={**one.sources, Source.SUBSCRIPTION: replace(reading, items=told)})
    own = checks["vm.deallocated"].run(Lab.of([one]), {"machine": VM})
    assert own.outcome == (outcome or "unverifiable")

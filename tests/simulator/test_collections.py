"""What a collection of a simulated subscription holds, and what it cannot."""

from datetime import UTC, datetime, timedelta

import pytest

from bareme.evidence import Source, Status
from bareme.reference.arm import fold, instant
from bareme.simulator import Subscription
from bareme.simulator.world import Bodies
from tests.simulator.reading import events, items, one

SUB = "11111111-1111-4111-8111-111111111111"


def test_every_source_is_read(azure: Subscription) -> None:
    assert set(azure.collect().sources) == set(Source)


def test_the_same_story_gives_the_same_evidence() -> None:
    first, second = Subscription(SUB), Subscription(SUB)
    for azure in (first, second):
        azure.portal_create_vms()
    assert first.collect() == second.collect()


def test_the_log_is_newest_first(azure: Subscription) -> None:
    azure.portal_create_vms()
    times = [instant(event["eventTimestamp"]) for event in items(azure, Source.ACTIVITY_LOG)]
    assert times == sorted(times, key=str, reverse=True)


def test_restricted_sizes(azure: Subscription) -> None:
    azure.restrict_size("Standard_B1s", zones=("2",))
    entry = one(azure, Source.SKUS, "Standard_B1s")
    assert entry["restrictions"][0]["restrictionInfo"] == {"locations": ["francecentral"], "zones": ["2"]}
    assert {"name": "MaxDataDiskCount", "value": "2"} in entry["capabilities"]


HORIZONS = {Source.ACTIVITY_LOG: 89, Source.RESOURCE_CHANGES: 14}


@pytest.mark.parametrize(("source", "days"), HORIZONS.items(), ids=str)
def test_records_of_the_past_are_forgotten(azure: Subscription, source: Source, days: int) -> None:
    azure.portal_create_vms()
    azure.wait(days=days - 1)
    assert items(azure, source)
    azure.wait(days=1)
    reading = azure.collect().sources[source]
    assert not reading.items
    assert reading.since == azure.now - timedelta(days=days)


def test_ids_change_their_case_between_sources(azure: Subscription) -> None:
    azure.portal_create_vms("vm", zones=())
    ids = {
        one(azure, Source.VIRTUAL_MACHINES, "vm")["id"],
        one(azure, Source.INSTANCE_VIEWS, "vm")["id"],
        events(azure, "virtualMachines/write")[0]["resourceId"],
        items(azure, Source.RESOURCE_CHANGES)[0]["properties"]["targetResourceId"],
    }
    assert len(ids) == 4
    assert len({fold(resource_id) for resource_id in ids}) == 1


def test_sources_that_cannot_be_read(azure: Subscription) -> None:
    azure.portal_create_vms()
    collection = azure.collect(denied=[Source.ACTIVITY_LOG], broken={Source.DISKS: Status.FAILED})
    statuses = {source: reading.status for source, reading in collection.sources.items()}
    assert statuses.pop(Source.ACTIVITY_LOG) is Status.DENIED
    assert statuses.pop(Source.DISKS) is Status.FAILED
    assert set(statuses.values()) == {Status.OK}
    assert not collection.sources[Source.DISKS].items


def test_a_collection_of_one_resource_group() -> None:
    azure = Subscription(SUB, group="rg-a", start=datetime(2026, 11, 1, tzinfo=UTC))
    azure.portal_create_vms("mine", zones=())
    azure.default_group = "rg-b"
    azure.portal_create_vms("other", zones=())
    collection = azure.collect(resource_group="RG-A")
    assert [vm["name"] for vm in items(collection, Source.VIRTUAL_MACHINES)] == ["mine"]
    assert len(items(collection, Source.RESOURCE_GROUPS)) == 1
    assert items(collection, Source.ACTIVITY_LOG)
    assert items(collection, Source.SKUS)


def test_what_was_collected_does_not_change_afterwards(azure: Subscription) -> None:
    azure.portal_create_vms("vm", zones=())
    before = azure.collect()
    azure.resize("vm", "Standard_B2s")
    assert items(before, Source.VIRTUAL_MACHINES)[0]["properties"]["hardwareProfile"]["vmSize"] == "Standard_B1s"


def test_the_log_takes_its_time(azure: Subscription) -> None:
    azure.portal_create_vms("vm", zones=())
    azure.log_delay = timedelta(minutes=10)
    assert not items(azure, Source.ACTIVITY_LOG)
    azure.wait(minutes=20)
    assert items(azure, Source.ACTIVITY_LOG)


@pytest.mark.parametrize(("bodies", "kept"), [("whole", True), ("truncated", True), ("absent", False)])
def test_bodies_in_the_log(azure: Subscription, bodies: Bodies, *, kept: bool) -> None:
    azure.bodies = bodies
    azure.portal_create_vms("vm", zones=())
    text = events(azure, "virtualMachines/write")[1]["properties"].get("responseBody", "")
    assert bool(text) is kept
    assert text.endswith("}") is (bodies == "whole")


def test_a_disabled_subscription(azure: Subscription) -> None:
    azure.state = "Disabled"
    assert items(azure, Source.SUBSCRIPTION)[0]["state"] == "Disabled"

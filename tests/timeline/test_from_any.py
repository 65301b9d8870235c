"""Resources without a list of their own: which source shows them, and whose silence shows that they are not there."""

from datetime import UTC, datetime
from typing import Any

import pytest

from bareme.evidence import Collection, Part, Reading, Source, Status
from bareme.timeline.from_any import bodies_of, reading_of, snapshots
from bareme.timeline.snapshot import RecordKind

NOON = datetime(2026, 11, 16, 12, tzinfo=UTC)
GROUP = "/subscriptions/s/resourceGroups/rg"
SITE = f"{GROUP}/providers/Microsoft.Web/sites/W1"
VM = f"{GROUP}/providers/Microsoft.Compute/virtualMachines/vm1"
OK, DENIED, ABSENT = Status.OK, Status.DENIED, Status.ABSENT
RESOURCES, GRAPH, DECLARED, MACHINES = (
    Source.RESOURCES, Source.RESOURCE_GRAPH, Source.DECLARED, Source.VIRTUAL_MACHINES,
)  # fmt: skip
SITES, VAULTS, RECORDS = "microsoft.web/sites", "microsoft.keyvault/vaults", "microsoft.network/dnszones/a"
SUBNETS = "microsoft.network/virtualnetworks/subnets"


def read(*items: dict[str, Any], status: Status = OK, **parts: Status) -> Reading:
    return Reading(status, items, parts={name: Part(one) for name, one in parts.items()})


def collection(**sources: Reading) -> Collection:
    return Collection("s", NOON, {Source(name.replace("_", "-")): one for name, one in sources.items()})


def shown(one: Collection) -> list[tuple[str, dict[str, Any], RecordKind, Source, bool]]:
    found = snapshots(one, RecordKind.STATE)
    return [(s.resource_id.rpartition("/")[2], dict(s.model), s.kind, s.proof.source, s.whole) for s in found]


STATE, CHECKPOINT = RecordKind.STATE, RecordKind.CHECKPOINT
HERE, ROW = {"id": SITE, "name": "W1"}, {"id": SITE.upper(), "kind": "app", "table": "resources", "read_at": "x"}


@pytest.mark.parametrize(
    ("one", "found"),
    [
        (collection(resources=read(HERE)), [("w1", HERE, STATE, RESOURCES, False)]),
        (collection(resource_graph=read(ROW)), [("w1", {"id": SITE.upper(), "kind": "app"}, STATE, GRAPH, True)]),
        (collection(resources=read(HERE), resource_graph=read(ROW)),
         [("w1", {"id": SITE.upper(), "name": "W1", "kind": "app"}, STATE, GRAPH, True)]),
        (collection(resources=read(HERE), declared=read({"id": SITE, "tags": {}})),
         [("w1", {**HERE, "tags": {}}, STATE, DECLARED, True)]),
        # Resource Graph runs behind: what it alone still shows was there, and is no longer.
        (collection(resources=read(), resource_graph=read(ROW)),
         [("w1", {"id": SITE.upper(), "kind": "app"}, CHECKPOINT, GRAPH, True)]),
        (collection(resources=read(status=DENIED), resource_graph=read(ROW)),
         [("w1", {"id": SITE.upper(), "kind": "app"}, STATE, GRAPH, True)]),
        # What has a list of its own that was read is told by that.
        (collection(virtual_machines=read(), resources=read({"id": VM})), []),
        (collection(virtual_machines=read(status=DENIED), resources=read({"id": VM})),
         [("vm1", {"id": VM}, STATE, RESOURCES, False)]),
        (collection(resources=read({"id": VM})), [("vm1", {"id": VM}, STATE, RESOURCES, False)]),
        (collection(resources=read({"id": ""}, {"name": "x"})), []),
    ],
)  # fmt: skip
def test_what_the_lists_of_everything_show(one: Collection, found: list[Any]) -> None:
    assert shown(one) == found


@pytest.mark.parametrize(
    ("told", "minute"),
    [({"read_at": "2026-11-16T12:07:00Z"}, 7), ({"read_at": "x"}, 0), ({"read_at": None}, 0), ({}, 0)],
)
def test_what_resource_graph_shows_is_of_when_it_was_read(told: dict[str, Any], minute: int) -> None:
    (one,) = snapshots(collection(resource_graph=read({"id": SITE, **told})), STATE)
    assert one.proof.time == NOON.replace(minute=minute)


def way(found: tuple[Source, Reading] | None) -> tuple[Source, Status] | None:
    return found and (found[0], found[1].status)


@pytest.mark.parametrize(
    ("type_", "one", "silence", "body"),
    [
        (SITES, collection(), None, None),
        (SITES, collection(resources=read()), (RESOURCES, OK), None),
        (SITES, collection(resources=read(status=DENIED)), (RESOURCES, DENIED), None),
        (SITES, collection(resources=read(status=DENIED), resource_graph=read(resources=OK)), (GRAPH, OK), (GRAPH, OK)),
        (SITES, collection(resources=read(), resource_graph=read(resources=DENIED)), (RESOURCES, OK), (GRAPH, DENIED)),
        (SITES, collection(resources=read(status=DENIED), resource_graph=read(resources=DENIED)),
         (RESOURCES, DENIED), (GRAPH, DENIED)),
        (SITES, collection(resources=read(), declared=read(**{SITES: OK})), (DECLARED, OK), (DECLARED, OK)),
        (SITES, collection(resources=read(), declared=read(**{SITES: DENIED})),
         (RESOURCES, OK), (DECLARED, DENIED)),
        (SITES, collection(resources=read(), declared=read(**{VAULTS: OK})), (RESOURCES, OK), None),
        ("microsoft.compute/virtualmachines", collection(virtual_machines=read(status=DENIED), resources=read()),
         (MACHINES, DENIED), (MACHINES, DENIED)),
        ("microsoft.compute/virtualmachines", collection(resources=read()), (RESOURCES, OK), None),
        # A table beside the main one is asked for only where something fills it.
        (RECORDS, collection(resources=read(), resource_graph=read(resources=OK)), (GRAPH, OK), (GRAPH, OK)),
        (RECORDS, collection(resources=read(status=DENIED), resource_graph=read(resources=OK)),
         (GRAPH, Status.FAILED), (GRAPH, Status.FAILED)),
        (RECORDS, collection(resource_graph=read(resources=OK)), (GRAPH, Status.FAILED), (GRAPH, Status.FAILED)),
        (RECORDS, collection(resources=read(), resource_graph=read(resources=OK, dnsresources=DENIED)),
         (GRAPH, DENIED), (GRAPH, DENIED)),
        (RECORDS, collection(resources=read(), resource_graph=read(status=DENIED)), (GRAPH, DENIED), (GRAPH, DENIED)),
        (RECORDS, collection(resources=read()), None, None),
        # What always stands inside its parent is there where the parent's whole record was read.
        (SUBNETS, collection(virtual_networks=read()), (Source.VIRTUAL_NETWORKS, OK), (Source.VIRTUAL_NETWORKS, OK)),
        (SUBNETS, collection(virtual_networks=read(status=DENIED)),
         (Source.VIRTUAL_NETWORKS, DENIED), (Source.VIRTUAL_NETWORKS, DENIED)),
        (SUBNETS, collection(), None, None),
    ],
)  # fmt: skip
def test_whose_silence_shows_that_there_is_none(type_: str, one: Collection, silence: Any, body: Any) -> None:
    assert way(reading_of(one, type_)) == silence
    assert way(bodies_of(one, type_)) == body

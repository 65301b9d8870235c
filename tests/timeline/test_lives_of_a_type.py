"""The lives of one type in a scope, with the last collection's word on each: there, gone, or about to go."""

from typing import Any

import pytest

from bareme.evidence import Collection, Reading, Source, Status
from bareme.timeline import Operation, Outcome, RecordKind, Snapshot
from bareme.timeline.lives import GROUP_DELETE, Lives
from tests.lab.built import GROUP, NOON, at, record

DISK = f"{GROUP}/providers/microsoft.compute/disks/d"
NETWORK = f"{GROUP}/providers/microsoft.network/virtualnetworks/n"
DISKS, SUBNETS = "microsoft.compute/disks", "microsoft.network/virtualnetworks/subnets"
STATE, CHECKPOINT, LOG = RecordKind.STATE, RecordKind.CHECKPOINT, RecordKind.LOG
DELETING, READY = ({"properties": {"provisioningState": name}} for name in ("Deleting", "Succeeded"))
LISTED = {Source.DISKS: Reading(Status.OK)}


def shown(kind: RecordKind, model: dict[str, Any], place: str = DISK, *, new: bool = False) -> Snapshot:
    return record(place, model, kind=kind, at_creation=new)


def act(name: str, outcome: Outcome = Outcome.DONE, place: str = DISK, minute: int = 0) -> Operation:
    return Operation(name, place, outcome, at(minute), at(minute))


def lives(*told: Snapshot | Operation, sources: dict[Source, Reading] | None = None) -> Lives:
    snapshots = [one for one in told if isinstance(one, Snapshot)]
    operations = [one for one in told if isinstance(one, Operation)]
    return Lives(snapshots, operations, Collection("s", NOON, LISTED if sources is None else sources))


DELETE, WRITE = "microsoft.compute/disks/delete", "microsoft.compute/disks/write"


@pytest.mark.parametrize(
    ("told", "word"),
    [
        ([shown(STATE, READY)], "there"),
        ([shown(STATE, DELETING)], "deleting"),
        ([shown(STATE, {"properties": {"provisioningState": "Deprovisioning"}})], "deleting"),
        ([shown(CHECKPOINT, DELETING), shown(STATE, READY)], "there"),
        ([shown(CHECKPOINT, READY)], "gone"),
        ([shown(CHECKPOINT, DELETING)], "gone"),
        ([shown(STATE, READY), shown(STATE, DELETING, GROUP)], "deleting"),
        ([shown(STATE, READY), shown(CHECKPOINT, DELETING, GROUP)], "there"),
        ([shown(STATE, READY), shown(STATE, DELETING, f"{GROUP}2")], "there"),
        ([shown(STATE, READY), act(DELETE, Outcome.RUNNING)], "deleting"),
        ([shown(STATE, READY), act(DELETE)], "there"),
        ([shown(STATE, READY), act(DELETE, Outcome.FAILED)], "there"),
        ([shown(STATE, READY), act(WRITE, Outcome.RUNNING)], "there"),
        ([shown(STATE, READY), act(GROUP_DELETE, Outcome.RUNNING, GROUP)], "deleting"),
        ([shown(STATE, READY), act(GROUP_DELETE, Outcome.RUNNING, f"{GROUP}2")], "there"),
    ],
)
def test_the_last_word_on_it(told: list[Any], word: str) -> None:
    (own,) = lives(*told).of(DISKS)
    said = "deleting" if own.deleting else "gone" if own.gone else "there"
    assert (said, own.present) == (word, word != "gone")


@pytest.mark.parametrize(
    ("sources", "is_gone"),
    [
        (LISTED, True),
        ({Source.DISKS: Reading(Status.ABSENT)}, False),  # a list is never absent for want of a right
        ({Source.DISKS: Reading(Status.DENIED)}, False),
        ({}, False),
    ],
)
def test_what_the_list_does_not_show_is_gone_where_it_was_read(sources: dict[Source, Reading], is_gone: bool) -> None:
    (own,) = lives(shown(CHECKPOINT, READY), sources=sources).of(DISKS)
    assert (own.gone is not None) is is_gone


@pytest.mark.parametrize(
    ("name", "place", "count"),
    [
        (DELETE, DISK, 1),
        (GROUP_DELETE, GROUP, 1),
        ("microsoft.resources/subscriptions/resourcegroups/write", GROUP, 0),
        (DELETE, f"{DISK}2", 0),
    ],
)
def test_what_was_done_to_it_and_the_deletion_of_its_group(name: str, place: str, count: int) -> None:
    (own,) = lives(shown(CHECKPOINT, READY), act(name, place=place)).of(DISKS)
    assert len(own.operations) == count


def test_what_only_failed_to_be_made_never_was() -> None:
    left_over = shown(RecordKind.LEFT_OVER, READY)
    assert lives(left_over, act(WRITE, Outcome.FAILED)).of(DISKS) == ()
    assert len(lives(left_over, act(WRITE)).of(DISKS)) == 1


@pytest.mark.parametrize(
    ("kinds", "present"), [([STATE], True), ([CHECKPOINT], False), ([CHECKPOINT, STATE], True), ([LOG], False)]
)
def test_a_child_stands_in_what_its_parent_tells(kinds: list[RecordKind], present: bool) -> None:
    subnet = {"id": f"{NETWORK}/subnets/WEB", "name": "WEB", "properties": {"addressPrefix": "10.0.1.0/24"}}
    network = {"properties": {"subnets": [subnet]}}
    found = lives(*(shown(kind, network, NETWORK, new=True) for kind in kinds))
    (own,) = found.of(SUBNETS)
    assert (own.resource_id, own.present, len(own.snapshots)) == (f"{NETWORK}/subnets/web", present, len(kinds))
    assert all(one.model == subnet and not one.at_creation for one in own.snapshots)
    assert found.of(SUBNETS) == (own,), "and asked again, nothing is told twice"
    assert found.of(f"{SUBNETS}/x") == ()

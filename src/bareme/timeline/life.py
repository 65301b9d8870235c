"""One resource from its creation to its deletion.

A name is not an identity: a machine deleted and created again under the same name has another `vmId`, and is
another life. Records that carry no `vmId` fall into the life that was going on at their time.
"""

from bisect import bisect_right
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple, TypeVar

import msgspec

from bareme.reference.arm import dig, fold, instant
from bareme.timeline.operation import Operation, Outcome
from bareme.timeline.proof import Fact, Proof
from bareme.timeline.snapshot import LONG_AGO, RecordKind, Snapshot

T = TypeVar("T")
K = TypeVar("K", bound=Hashable)


class Life(msgspec.Struct, frozen=True):
    """Snapshots in order (creation first), operations in order of time, and how it stands now.

    `gone` is the last collection's own proof that the resource is no longer listed; `None` while it is listed, or
    where the list could not be read (then `present` is false and nothing is concluded).
    """

    resource_id: str
    snapshots: tuple[Snapshot, ...]
    operations: tuple[Operation, ...]
    gone: Proof | None = None
    deleting: Proof | None = None
    """That Azure is deleting it: still listed, and not for long."""

    @property
    def present(self) -> bool:
        """Whether the last collection lists it."""
        return any(snapshot.kind is RecordKind.STATE for snapshot in self.snapshots)

    @property
    def identity(self) -> str:
        """Azure's own id of this very resource, where a record tells it: `vmId` of a machine, `uniqueId` of a disk."""
        return next((vm_id for vm_id in map(_identity, self.snapshots) if vm_id), "")

    @property
    def gaps(self) -> list[Snapshot]:
        """Writes in the log without content, that no other source tells the content of either."""
        told = {one.correlation_id for one in self.snapshots if one.model and one.correlation_id}
        silent = (one for one in self.snapshots if one.kind is RecordKind.LOG and not one.model)
        return [one for one in silent if one.correlation_id not in told]

    @property
    def never_was(self) -> bool:
        """Whether all that is known of it is attempts to make it that failed, and what they left behind."""
        attempts = [one for one in self.operations if one.name.endswith("/write")]
        if not attempts or any(one.outcome is not Outcome.FAILED for one in attempts):
            return False
        if any(one.outcome is Outcome.DONE and not one.name.endswith("/delete") for one in self.operations):
            return False
        first = attempts[0].time - _WITHIN
        return all(one.kind in _TRACES and (one.time or LONG_AGO) >= first for one in self.snapshots)

    def done(self, *names: str) -> tuple[Operation, ...]:
        """The operations of these names that succeeded, oldest first."""
        return tuple(one for one in self.operations if one.outcome is Outcome.DONE and one.name in names)

    def first_done(self, *names: str) -> Fact[datetime] | None:
        """When one of these operations first succeeded."""
        return next((Fact(one.time, one.proof) for one in self.done(*names)), None)


_TRACES = {RecordKind.CHANGE, RecordKind.LEFT_OVER}
"""Records that a creation leaves which fails half-way: rows of Resource Graph, a disk."""
_WITHIN = timedelta(hours=1)
_JITTER = timedelta(minutes=5)
"""Azure dates a creation by other clocks than the log's."""


def cut(resource_id: str, snapshots: Sequence[Snapshot], operations: Sequence[Operation]) -> list[Life]:
    """The lives that went by under one id, oldest first."""
    births = _births(operations)
    identified = list(_identified(snapshots, births))
    starts = sorted({LONG_AGO, *(born.time for born in births), *(start for start, _ in identified)})
    if len(starts) == 1:
        return [_life(resource_id, snapshots, operations)]
    by_id = {own: start for start, own in identified}
    by_disk = {disk: by_id[own] for one in snapshots if (own := _identity(one)) for disk in _disks(one)}

    def life_of(snapshot: Snapshot) -> int:
        own = by_id.get(_identity(snapshot)) or next((by_disk[one] for one in _disks(snapshot) if one in by_disk), None)
        return starts.index(own) if own else _at(starts, snapshot.time or LONG_AGO)

    kept = grouped(snapshots, life_of)
    acted = grouped(operations, lambda one: _at(starts, one.time))
    return [_life(resource_id, kept[number], acted.get(number, ())) for number in sorted(kept)]


def _life(resource_id: str, snapshots: Sequence[Snapshot], operations: Sequence[Operation]) -> Life:
    shown = tuple(sorted(snapshots, key=lambda one: one.order))
    return Life(resource_id, shown, tuple(sorted(operations, key=lambda one: one.time)))


def _identity(snapshot: Snapshot) -> str:
    return fold(dig(snapshot.model, "properties", "vmId") or dig(snapshot.model, "properties", "uniqueId"))


def _disks(snapshot: Snapshot) -> list[str]:
    """The machine's own OS disk, which no other life of its name has."""
    disk = dig(snapshot.model, "properties", "storageProfile", "osDisk")
    return [one for one in (fold(dig(disk, "managedDisk", "id")), fold(dig(disk, "name"))) if one]


class Birth(NamedTuple):
    """A write that came first after a deletion, and that deletion."""

    deleted: datetime
    time: datetime


def _births(operations: Iterable[Operation]) -> list[Birth]:
    births: list[Birth] = []
    deleted: datetime | None = None
    for operation in sorted(operations, key=lambda one: one.time):
        if operation.outcome is Outcome.DONE and operation.name.endswith("/delete"):
            deleted = operation.time
        elif deleted and operation.outcome is Outcome.DONE and operation.name.endswith("/write"):
            births.append(Birth(deleted, operation.time))
            deleted = None
    return births


def _identified(snapshots: Sequence[Snapshot], births: list[Birth]) -> Iterator[tuple[datetime, str]]:
    """When each of Azure's own ids began: at the birth just before it was made or first seen, else then.

    What was seen before the deletion is what was deleted, however soon another one was made.
    """
    seen: dict[str, list[datetime]] = {}
    made: dict[str, list[datetime]] = {}
    for snapshot in snapshots:
        if own := _identity(snapshot):
            seen.setdefault(own, []).append(snapshot.time or LONG_AGO)
            told = instant(dig(snapshot.model, "properties", "timeCreated"))
            made.setdefault(own, []).extend([told] if told else [])
    times = {own: sorted([*seen[own], *made[own]]) for own in seen}
    before = LONG_AGO
    for number, (own, (first, *_)) in enumerate(sorted(times.items(), key=lambda item: item[1][0])):
        fitting = [one for one in births if before < one.time <= first + _JITTER and one.deleted < min(seen[own])]
        yield (fitting[-1].time if fitting else first if number else LONG_AGO), own
        before = times[own][-1]


def _at(starts: list[datetime], moment: datetime) -> int:
    return max(bisect_right(starts, moment) - 1, 0)


def grouped(items: Iterable[T], key: Callable[[T], K]) -> dict[K, list[T]]:
    """The items by key, their order kept."""
    groups: dict[K, list[T]] = {}
    for item in items:
        groups.setdefault(key(item), []).append(item)
    return groups

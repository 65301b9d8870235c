"""One resource from its creation to its deletion.

A name is not an identity: a machine deleted and created again under the same name has another `vmId`, and is
another life. Records that carry no `vmId` fall into the life that was going on at their time.
"""

from bisect import bisect_right
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from bareme.reference.arm import dig, fold
from bareme.timeline.operation import Operation, Outcome
from bareme.timeline.proof import Fact, Proof
from bareme.timeline.snapshot import LONG_AGO, RecordKind, Snapshot

T = TypeVar("T")
K = TypeVar("K", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Life:
    """Snapshots in order (creation first), operations in order of time, and how it stands now.

    `gone` is the last collection's own proof that the resource is no longer listed; `None` while it is listed, or
    where the list could not be read (then `present` is false and nothing is concluded).
    """

    resource_id: str
    snapshots: tuple[Snapshot, ...]
    operations: tuple[Operation, ...]
    gone: Proof | None = None

    @property
    def present(self) -> bool:
        """Whether the last collection lists it."""
        return any(snapshot.kind is RecordKind.STATE for snapshot in self.snapshots)

    @property
    def identity(self) -> str:
        """The `vmId` of a machine, where any record tells it."""
        return next((vm_id for vm_id in map(_identity, self.snapshots) if vm_id), "")

    @property
    def gaps(self) -> list[Snapshot]:
        """Writes in the log without content, that no other source tells the content of either."""
        told = {one.correlation_id for one in self.snapshots if one.model and one.correlation_id}
        silent = (one for one in self.snapshots if one.kind is RecordKind.LOG and not one.whole)
        return [one for one in silent if one.correlation_id not in told]

    def done(self, *names: str) -> tuple[Operation, ...]:
        """The operations of these names that succeeded, oldest first."""
        return tuple(one for one in self.operations if one.outcome is Outcome.DONE and one.name in names)

    def first_done(self, *names: str) -> Fact[datetime] | None:
        """When one of these operations first succeeded."""
        return next((Fact(one.time, one.proof) for one in self.done(*names)), None)


def cut(resource_id: str, snapshots: Sequence[Snapshot], operations: Sequence[Operation]) -> list[Life]:
    """The lives that went by under one id, oldest first."""
    births = _births(operations)
    identified = list(_identified(snapshots, births))
    starts = sorted({LONG_AGO, *births, *(start for start, _ in identified)})
    if len(starts) == 1:
        return [_life(resource_id, snapshots, operations)]
    by_id = {vm_id: start for start, vm_id in identified}

    def life_of(snapshot: Snapshot) -> int:
        own = by_id.get(_identity(snapshot))
        return starts.index(own) if own else _at(starts, snapshot.time or LONG_AGO)

    kept = grouped(snapshots, life_of)
    acted = grouped(operations, lambda one: _at(starts, one.time))
    return [_life(resource_id, kept[number], acted.get(number, ())) for number in sorted(kept)]


def _life(resource_id: str, snapshots: Sequence[Snapshot], operations: Sequence[Operation]) -> Life:
    shown = tuple(sorted(snapshots, key=lambda one: one.order))
    return Life(resource_id, shown, tuple(sorted(operations, key=lambda one: one.time)))


def _identity(snapshot: Snapshot) -> str:
    return fold(dig(snapshot.model, "properties", "vmId"))


def _births(operations: Iterable[Operation]) -> list[datetime]:
    """The times of the writes that came first after a deletion."""
    births, deleted = [], False
    for operation in sorted(operations, key=lambda one: one.time):
        if operation.outcome is Outcome.DONE and operation.name.endswith("/delete"):
            deleted = True
        elif deleted and operation.outcome is Outcome.DONE and operation.name.endswith("/write"):
            births.append(operation.time)
            deleted = False
    return births


def _identified(snapshots: Sequence[Snapshot], births: list[datetime]) -> Iterator[tuple[datetime, str]]:
    """When each `vmId` began: at the birth just before it was first seen, else when it was first seen."""
    seen: dict[str, list[datetime]] = {}
    for snapshot in snapshots:
        if vm_id := _identity(snapshot):
            seen.setdefault(vm_id, []).append(snapshot.time or LONG_AGO)
    before = LONG_AGO
    for number, (vm_id, times) in enumerate(sorted(seen.items(), key=lambda item: min(item[1]))):
        fitting = [birth for birth in births if before < birth <= min(times)]
        yield (fitting[-1] if fitting else min(times) if number else LONG_AGO), vm_id
        before = max(times)


def _at(starts: list[datetime], moment: datetime) -> int:
    return max(bisect_right(starts, moment) - 1, 0)


def grouped(items: Iterable[T], key: Callable[[T], K]) -> dict[K, list[T]]:
    """The items by key, their order kept."""
    groups: dict[K, list[T]] = {}
    for item in items:
        groups.setdefault(key(item), []).append(item)
    return groups

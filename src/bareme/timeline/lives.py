"""The lives of one scope by resource type."""

from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from bareme.evidence import Collection
from bareme.reference.arm import Wire, dig, fold
from bareme.reference.resource_types import type_of
from bareme.text.message import say
from bareme.timeline.from_any import reading_of
from bareme.timeline.inside import inside, parents_of
from bareme.timeline.life import Life, cut, grouped
from bareme.timeline.operation import Operation, Outcome
from bareme.timeline.proof import Proof
from bareme.timeline.snapshot import RecordKind, Snapshot

GROUP_DELETE = "microsoft.resources/subscriptions/resourcegroups/delete"


class Lives:
    """Each type is cut into lives when it is first asked for: half of them never are."""

    def __init__(self, snapshots: Iterable[Snapshot], operations: Iterable[Operation], last: Collection) -> None:
        self._last = last
        self._shown = grouped(snapshots, lambda one: one.resource_id)
        self._acted = grouped(operations, lambda one: one.resource_id)
        self._ids = grouped(self._shown, type_of)
        self._cut: dict[str, tuple[Life, ...]] = {}

    def of(self, type_: str) -> tuple[Life, ...]:
        """Every life of a resource type (folded), with the last collection's word on whether it is still there."""
        if type_ not in self._cut:
            self._open(type_)
            found = (life for resource_id in self._ids.get(type_, ()) for life in self._under(resource_id))
            self._cut[type_] = tuple(self._ended(life, type_) for life in found if not life.never_was)
        return self._cut[type_]

    def _open(self, type_: str) -> None:
        """Add what its parents' records tell of a child type."""
        for parent in parents_of(type_):
            for resource_id in tuple(self._ids.get(parent, ())):
                for one in inside(self._shown[resource_id], type_):
                    if one.resource_id not in self._shown:
                        self._ids.setdefault(type_, []).append(one.resource_id)
                    self._shown.setdefault(one.resource_id, []).append(one)

    def _under(self, resource_id: str) -> list[Life]:
        return cut(resource_id, self._shown[resource_id], list(self._concerning(resource_id)))

    def _concerning(self, resource_id: str) -> Iterator[Operation]:
        """What was done to it, and the deletion of its resource group."""
        yield from self._acted.get(resource_id, ())
        group = _group_id(resource_id)
        if group != resource_id:
            yield from (one for one in self._acted.get(group, ()) if one.name == GROUP_DELETE)

    def _ended(self, life: Life, type_: str) -> Life:
        """The life, with the last collection's word on how it ended or is ending."""
        if not life.present:
            return replace(life, gone=self._absence(life, type_))
        return replace(life, deleting=self._deletion(life))

    def _deletion(self, life: Life) -> Proof | None:
        proofs = [one.proof for one in life.snapshots if _ends_now(one)]
        proofs += [one.proof for one in life.operations if _is_begun_deletion(one)]
        group = _group_id(life.resource_id)
        proofs += [one.proof for one in self._shown.get(group, ()) if _ends_now(one)]
        return proofs[0] if proofs else None

    def _absence(self, life: Life, type_: str) -> Proof | None:
        found = reading_of(self._last, type_)
        if found is None or not found[1].status.was_read:
            return None
        return Proof(found[0], life.resource_id, self._last.collected_at, say("no longer listed"), self._last.sha256)


def _ends_now(snapshot: Snapshot) -> bool:
    return snapshot.kind is RecordKind.STATE and _is_deleting(snapshot.model)


def _is_begun_deletion(operation: Operation) -> bool:
    return operation.outcome is Outcome.RUNNING and operation.name.endswith("/delete")


def _is_deleting(model: Wire) -> bool:
    return fold(dig(model, "properties", "provisioningState")) in {"deleting", "deprovisioning"}


def _group_id(resource_id: str) -> str:
    return "/".join(resource_id.split("/")[:5])

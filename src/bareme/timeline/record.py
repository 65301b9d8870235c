"""The records of a resource: what it was like at each moment that any source tells of.

A record that tells only what changed is laid over what was known before it; where lists changed it stands alone, for
which element of a list is meant is not told.
"""

from collections.abc import Iterator
from typing import Any

import msgspec

from bareme.reference.arm import Wire
from bareme.timeline.life import Life
from bareme.timeline.proof import Proof
from bareme.timeline.snapshot import RecordKind, Snapshot


class Record(msgspec.Struct, frozen=True):
    """A resource at one moment; `whole` is whether what is not in the model is not in the resource either."""

    model: Wire
    whole: bool
    proof: Proof


def record(snapshot: Snapshot) -> Record:
    """A snapshot as a record of its own."""
    return Record(snapshot.model, snapshot.whole, snapshot.proof)


def in_order(life: Life) -> Iterator[Record]:
    """The records of a life, oldest first."""
    whole = {one.correlation_id for one in life.snapshots if one.whole and one.kind is RecordKind.LOG}
    known: Record | None = None
    for snapshot in life.snapshots:
        if not snapshot.model:
            continue
        if snapshot.kind is not RecordKind.CHANGE:
            known = record(snapshot)
        elif known is None or _has_list(snapshot.model):
            yield Record(snapshot.model, whole=False, proof=snapshot.proof)
            continue
        elif snapshot.correlation_id in whole and snapshot.correlation_id:
            continue
        else:
            known = Record(_over(known.model, snapshot.model), known.whole, snapshot.proof)
        yield known


def _has_list(value: Any) -> bool:
    if isinstance(value, dict):
        return any(map(_has_list, value.values()))
    return isinstance(value, list)


def _over(known: Wire, change: Wire) -> dict[str, Any]:
    model = dict(known)
    for key, value in change.items():
        inner = model.get(key)
        model[key] = _over(inner, value) if isinstance(inner, dict) and isinstance(value, dict) else value
    return model

"""The records of a resource: what it was like at each moment that any source tells of.

A record that tells only what changed is laid over what was known before it; where lists changed it stands alone, for
which element of a list is meant is not told.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from bareme.lab import Lab
from bareme.reference.arm import Wire
from bareme.text.message import say
from bareme.timeline import Life, Proof, Snapshot
from bareme.timeline.missing import Missing
from bareme.timeline.snapshot import RecordKind


@dataclass(frozen=True, slots=True)
class Record:
    """A resource at one moment; `whole` is whether what is not in the model is not in the resource either."""

    model: Wire
    whole: bool
    proof: Proof


def records(life: Life, lab: Lab, moment: str) -> tuple[Record, ...]:
    """The records of a life that a moment asks for, oldest first: `ever`, `end`, `before-deletion`, `stage: ID` ….

    Raises:
        Missing: nothing was collected at that stage.
    """
    if moment == "end":
        return tuple(_record(one) for one in life.snapshots if one.kind is RecordKind.STATE)
    if moment.startswith("stage"):
        return _at_stage(life, lab, moment.partition(":")[2].strip())
    found = tuple(_in_order(life))
    return found[-1:] if moment == "before-deletion" else found


def _at_stage(life: Life, lab: Lab, stage: str) -> tuple[Record, ...]:
    shown = lab.history.at_stage(stage)
    if shown is None:
        raise Missing(say("nothing was collected at the stage “{stage}”", stage=stage))
    return tuple(_record(one) for one in shown(life.resource_id))


def _in_order(life: Life) -> Iterator[Record]:
    whole = {one.correlation_id for one in life.snapshots if one.whole and one.kind is RecordKind.LOG}
    known: Record | None = None
    for snapshot in life.snapshots:
        if not snapshot.model:
            continue
        if snapshot.kind is not RecordKind.CHANGE:
            known = _record(snapshot)
        elif known is None or _has_list(snapshot.model):
            yield Record(snapshot.model, whole=False, proof=snapshot.proof)
            continue
        elif snapshot.correlation_id in whole and snapshot.correlation_id:
            continue
        else:
            known = Record(_over(known.model, snapshot.model), known.whole, snapshot.proof)
        yield known


def _record(snapshot: Snapshot) -> Record:
    return Record(snapshot.model, snapshot.whole, snapshot.proof)


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

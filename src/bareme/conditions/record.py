"""The records of a resource that a moment asks for."""

from bareme.lab import Lab
from bareme.text.message import say
from bareme.timeline import Life
from bareme.timeline.missing import Missing
from bareme.timeline.record import Record, record
from bareme.timeline.snapshot import RecordKind


def records(life: Life, lab: Lab, moment: str) -> tuple[Record, ...]:
    """The records, oldest first, of `ever`, `end`, `gone`, `before-deletion` or `stage: ID`.

    Raises:
        Missing: nothing was collected at that stage.
    """
    if moment == "end":
        return tuple(record(one) for one in life.snapshots if one.kind is RecordKind.STATE)
    if moment.startswith("stage"):
        return _at_stage(life, lab, moment.partition(":")[2].strip())
    found = lab.history.records(life)
    return _last(found) if moment == "before-deletion" else found


def _last(found: tuple[Record, ...]) -> tuple[Record, ...]:
    """The last one that tells all of the resource, else the last one."""
    whole = [one for one in found if one.whole]
    return tuple(whole[-1:]) or found[-1:]


def _at_stage(life: Life, lab: Lab, stage: str) -> tuple[Record, ...]:
    shown = lab.history.at_stage(stage)
    if shown is None:
        raise Missing(say("nothing was collected at the stage “{stage}”", stage=stage))
    return tuple(record(one) for one in shown(life.resource_id))

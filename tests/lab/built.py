"""Resources made of a few records, as a test of one noun needs them: no world, no file."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

from bareme.evidence import Source
from bareme.lab.virtual_machine import VirtualMachine
from bareme.text.message import say
from bareme.timeline import Life, Operation, Outcome, Proof, RecordKind, Snapshot

NOON = datetime(2026, 11, 16, 12, tzinfo=UTC)
GROUP = "/subscriptions/s/resourcegroups/rg"
VM = f"{GROUP}/providers/microsoft.compute/virtualmachines/vm1"


def at(minute: float) -> datetime:
    """So many minutes after noon."""
    return NOON + timedelta(minutes=minute)


def record(
    place: str, model: dict[str, Any], minute: float = 0, kind: RecordKind = RecordKind.STATE, **more: Any
) -> Snapshot:
    """What a source showed of a resource at that minute."""
    return Snapshot(place.casefold(), model, kind, Proof(Source.VIRTUAL_MACHINES, place, at(minute), say("x")), **more)


def act(name: str, minute: float = 0, outcome: Outcome = Outcome.DONE, *, place: str = VM, **more: Any) -> Operation:
    """Something done to a resource: `deallocate/action`."""
    type_ = "/".join(place.partition("/providers/")[2].split("/")[:2])
    return Operation(f"{type_}/{name}", place, outcome, at(minute), at(minute), **more)


def life(*records: Snapshot, acts: Iterable[Operation] = (), place: str = VM, gone: bool = False) -> Life:
    """A life of these records; `gone` where the last collection no longer lists it."""
    proof = Proof(Source.VIRTUAL_MACHINES, place, at(999), say("no longer listed")) if gone else None
    return Life(place.casefold(), tuple(records), tuple(acts), proof)


def machine(*models: dict[str, Any], acts: Iterable[Operation] = (), **more: Any) -> VirtualMachine:
    """A machine as it was at noon, and an hour later, and so on; the first record is of its creation."""
    shown = [record(VM, model, 60 * n, at_creation=not n, **more) for n, model in enumerate(models)]
    return VirtualMachine(life(*shown, acts=acts))


def properties(**values: Any) -> dict[str, Any]:
    """A model that tells these properties."""
    return {"properties": values}

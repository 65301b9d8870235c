"""What the activity log shows: the models in the bodies of writes that did not fail."""

from collections.abc import Iterable, Iterator

from bareme.reference.arm import Wire, dig, fold
from bareme.timeline.operation import Operation, Outcome
from bareme.timeline.snapshot import RecordKind, Snapshot


def snapshots(operations: Iterable[Operation]) -> Iterator[Snapshot]:
    """One snapshot for each write that did not fail.

    It is whole where the log kept the answer, partial where it kept the request alone, empty (the resource existed)
    where it kept neither.
    """
    for operation in operations:
        if operation.name.endswith("/write") and operation.outcome in {Outcome.DONE, Outcome.RUNNING}:
            yield Snapshot(
                resource_id=operation.resource_id,
                model=_overlaid(operation.request or {}, operation.body or {}),
                kind=RecordKind.LOG,
                proof=operation.proof,
                whole=operation.body is not None and operation.is_whole,
                at_creation=operation.created or _creating(operation),
                correlation_id=operation.correlation_id,
            )


def _overlaid(asked: Wire, answered: Wire) -> Wire:
    """What was asked for, with Azure's answer on top: the answer goes first where both speak."""
    if not asked or not answered:
        return answered or asked
    both = {**asked, **answered}
    inner = {name: (asked[name], answered[name]) for name in asked.keys() & answered.keys()}
    merged = {n: _overlaid(*pair) for n, pair in inner.items() if all(isinstance(one, dict) for one in pair)}
    return {**both, **merged}


def _creating(operation: Operation) -> bool:
    return fold(dig(operation.body, "properties", "provisioningState")) == "creating"

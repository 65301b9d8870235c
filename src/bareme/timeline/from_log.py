"""What the activity log shows: the models in the bodies of writes that did not fail."""

from collections.abc import Iterable, Iterator

from bareme.evidence import Source
from bareme.message import say
from bareme.timeline.operation import Operation, Outcome
from bareme.timeline.proof import Proof
from bareme.timeline.snapshot import Kind, Snapshot
from bareme.wire import dig, fold


def snapshots(operations: Iterable[Operation]) -> Iterator[Snapshot]:
    """One snapshot for each write, whole where the log kept the body, empty (it existed) where it did not."""
    for operation in operations:
        if operation.name.endswith("/write") and operation.outcome in {Outcome.DONE, Outcome.RUNNING}:
            yield Snapshot(
                resource_id=operation.resource_id,
                model=operation.body or {},
                kind=Kind.LOG,
                proof=operation_proof(operation),
                whole=operation.body is not None,
                at_creation=operation.created or _creating(operation),
                correlation_id=operation.correlation_id,
            )


def operation_proof(operation: Operation) -> Proof:
    """An operation as proof: its name, how it ended, and the event's id."""
    detail = say("{operation}: {outcome}", operation=operation.name, outcome=_OUTCOMES[operation.outcome])
    if operation.error:
        detail = say("{operation}: refused by Azure ({code})", operation=operation.name, code=operation.error)
    return Proof(Source.ACTIVITY_LOG, operation.resource_id, operation.time, detail, operation.event)


_OUTCOMES = {
    Outcome.DONE: say("succeeded"),
    Outcome.FAILED: say("failed"),
    Outcome.RUNNING: say("still running when the log was read"),
    Outcome.UNKNOWN: say("outcome not in the log"),
}


def _creating(operation: Operation) -> bool:
    return fold(dig(operation.body, "properties", "provisioningState")) == "creating"

"""What the activity log shows: the models in the bodies of writes that did not fail."""

from collections.abc import Iterable, Iterator

from bareme.reference.arm import dig, fold
from bareme.timeline.operation import Operation, Outcome
from bareme.timeline.snapshot import RecordKind, Snapshot


def snapshots(operations: Iterable[Operation]) -> Iterator[Snapshot]:
    """One snapshot for each write, whole where the log kept the body, empty (it existed) where it did not."""
    for operation in operations:
        if operation.name.endswith("/write") and operation.outcome in {Outcome.DONE, Outcome.RUNNING}:
            yield Snapshot(
                resource_id=operation.resource_id,
                model=operation.body or {},
                kind=RecordKind.LOG,
                proof=operation.proof,
                whole=operation.body is not None,
                at_creation=operation.created or _creating(operation),
                correlation_id=operation.correlation_id,
            )


def _creating(operation: Operation) -> bool:
    return fold(dig(operation.body, "properties", "provisioningState")) == "creating"

"""What Resource Graph's change records tell: values before and after, and deletions, for fourteen days.

Create and delete rows carry no values; `changeType` tells the kind of change, `operation` does not (Azure Resource
Graph documentation, "Get resource configuration changes").
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from bareme.evidence import Source
from bareme.reference.arm import Wire, dig, dig_text, fold, instant, resource_type
from bareme.text.message import say
from bareme.timeline.operation import Operation, Outcome
from bareme.timeline.proof import Proof
from bareme.timeline.snapshot import LONG_AGO, RecordKind, Snapshot

_JUST_BEFORE = timedelta(microseconds=1)
_INDEX = re.compile(r"\[(?:\"|')?([^\]\"']*)(?:\"|')?\]")


Logged = Mapping[tuple[str, str], datetime]
"""When the log says that a resource was written, by resource id and correlation id."""


class Change(NamedTuple):
    """One row, read once; `kind` is `create`, `update` or `delete`."""

    row: Wire
    kind: str
    resource_id: str
    correlation_id: str
    time: datetime | None

    @property
    def id(self) -> str:
        """The record's own id."""
        return dig_text(self.row, "id") or ""


def read_change(row: Wire) -> Change:
    """A change record as Resource Graph answers it."""
    told = _object(row, "properties")
    attributes = _object(told, "changeAttributes")
    return Change(
        row=row,
        kind=fold(told.get("changeType")),
        resource_id=fold(told.get("targetResourceId")),
        correlation_id=fold(attributes.get("correlationId")),
        time=instant(attributes.get("timestamp")),
    )


def _object(wire: Wire, name: str) -> Wire:
    found = wire.get(name)
    return found if isinstance(found, dict) else {}


def snapshots(changes: Iterable[Change], logged: Logged) -> Iterator[Snapshot]:
    """Two snapshots for each update, the values just before and just after it; one, empty, for a creation.

    A change is recorded some seconds after the operation that made it; the log's own time is taken where it has one,
    so that "before" does not come after the log's "after".
    """
    for change in changes:
        moment = logged.get((change.resource_id, change.correlation_id)) or change.time
        if change.kind == "create":
            yield _snapshot(change, {}, moment)
        elif change.kind == "update":
            yield _snapshot(change, _model(change.row, "previousValue"), moment and moment - _JUST_BEFORE)
            yield _snapshot(change, _model(change.row, "newValue"), moment)


def deletions(changes: Iterable[Change]) -> Iterator[Operation]:
    """The deletions among the changes, as operations that succeeded."""
    for change in changes:
        if change.kind == "delete":
            moment = change.time or LONG_AGO
            yield Operation(
                name=f"{resource_type(change.resource_id)}/delete",
                resource_id=change.resource_id,
                outcome=Outcome.DONE,
                time=moment,
                ended=moment,
                correlation_id=change.correlation_id,
                event=change.id,
                category="resource-changes",
            )


def _snapshot(change: Change, model: Wire, moment: datetime | None) -> Snapshot:
    client = dig_text(change.row, "properties", "changeAttributes", "clientType") or "?"
    detail = say("recorded change by {client}", client=client)
    proof = Proof(Source.RESOURCE_CHANGES, change.resource_id, moment, detail, change.id)
    return Snapshot(
        change.resource_id, model, RecordKind.CHANGE, proof, whole=False, correlation_id=change.correlation_id
    )


def _model(row: Wire, side: str) -> Wire:
    changes = dig(row, "properties", "changes")
    model: dict[str, Any] = {}
    for path, change in changes.items() if isinstance(changes, dict) else ():
        value = dig(change, side)
        if value is not None:
            _set(model, _steps(path), value)
    return {key: _as_lists(value) for key, value in model.items()}


def _steps(path: str) -> list[str]:
    return [step for step in _INDEX.sub(r".\1", path).split(".") if step]


def _set(model: dict[str, Any], steps: list[str], value: Any) -> None:
    for step in steps[:-1]:
        inner = model.setdefault(step, {})
        if not isinstance(inner, dict):
            return
        model = inner
    model[steps[-1]] = value


def _as_lists(model: Any) -> Any:
    """Objects whose keys are all indexes become lists again: `dataDisks[0].lun`."""
    if not isinstance(model, dict):
        return model
    inner = {key: _as_lists(value) for key, value in model.items()}
    return list(inner.values()) if inner and all(key.isdigit() for key in inner) else inner

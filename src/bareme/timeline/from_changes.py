"""What Resource Graph's change records tell: values before and after, and deletions, for fourteen days.

Create and delete rows carry no values; `changeType` tells the kind of change, `operation` does not (Azure Resource
Graph documentation, "Get resource configuration changes").
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from functools import partial
from typing import Any

import msgspec

from bareme.evidence import Source
from bareme.evidence.items import NoObject, decoded
from bareme.reference.arm import Wire, dig, fold, instant, resource_type
from bareme.text.message import say
from bareme.timeline.operation import Operation, Outcome
from bareme.timeline.proof import Proof
from bareme.timeline.snapshot import LONG_AGO, RecordKind, Snapshot

_JUST_BEFORE = timedelta(microseconds=1)
_INDEX = re.compile(r"\[(?:\"|')?([^\]\"']*)(?:\"|')?\]")


Logged = Mapping[tuple[str, str], datetime]
"""When the log says that a resource was written, by resource id and correlation id."""


class Attributes(msgspec.Struct, frozen=True, rename="camel"):
    """When, by what and in which action a change was made."""

    correlation_id: Any = None
    timestamp: Any = None
    client_type: Any = None


class Properties(msgspec.Struct, frozen=True, rename="camel"):
    """What was changed, and how."""

    change_type: Any = None
    target_resource_id: Any = None
    change_attributes: Attributes | NoObject = None
    changes: Any = None


class Row(msgspec.Struct, frozen=True):
    """A change record as Resource Graph answers it."""

    id: Any = None
    properties: Properties | NoObject = None


class Change(msgspec.Struct, frozen=True):
    """A row, read once; what has another shape there says nothing. `kind` is `create`, `update` or `delete`."""

    id: str
    kind: str
    resource_id: str
    correlation_id: str
    time: datetime | None
    client: str
    values: Wire
    """Before and after, by path."""


def rows(items: Sequence[Wire]) -> list[Row]:
    """The rows of a reading."""
    return decoded(items, _ROWS, partial(msgspec.convert, type=Row))


def read_change(row: Row) -> Change:
    """A row as it is compared: what is folded, folded."""
    told = row.properties if isinstance(row.properties, Properties) else _NOTHING
    how = told.change_attributes if isinstance(told.change_attributes, Attributes) else _NOBODY
    return Change(
        id=row.id if isinstance(row.id, str) else "",
        kind=fold(told.change_type),
        resource_id=fold(told.target_resource_id),
        correlation_id=fold(how.correlation_id),
        time=instant(how.timestamp),
        client=how.client_type if isinstance(how.client_type, str) else "",
        values=told.changes if isinstance(told.changes, dict) else {},
    )


_ROWS = msgspec.json.Decoder(list[Row])
_NOBODY = Attributes()
_NOTHING = Properties()


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
            yield _snapshot(change, _model(change.values, "previousValue"), moment and moment - _JUST_BEFORE)
            yield _snapshot(change, _model(change.values, "newValue"), moment)


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
    detail = say("recorded change by {client}", client=change.client or "?")
    proof = Proof(Source.RESOURCE_CHANGES, change.resource_id, moment, detail, change.id)
    return Snapshot(
        change.resource_id, model, RecordKind.CHANGE, proof, whole=False, correlation_id=change.correlation_id
    )


def _model(values: Wire, side: str) -> Wire:
    model: dict[str, Any] = {}
    for path, change in values.items():
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

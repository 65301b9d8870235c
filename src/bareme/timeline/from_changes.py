"""What Resource Graph's change records tell: values before and after, and deletions, for fourteen days.

Create and delete rows carry no values; `changeType` tells the kind of change, `operation` does not (Azure Resource
Graph documentation, "Get resource configuration changes").
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any

from bareme.evidence import Source
from bareme.message import say
from bareme.timeline.operation import Operation, Outcome
from bareme.timeline.proof import Proof
from bareme.timeline.snapshot import LONG_AGO, Kind, Snapshot
from bareme.wire import Wire, dig, dig_text, fold, instant, resource_type

_JUST_BEFORE = timedelta(microseconds=1)
_INDEX = re.compile(r"\[(?:\"|')?([^\]\"']*)(?:\"|')?\]")


Logged = Mapping[tuple[str, str], datetime]
"""When the log says that a resource was written, by resource id and correlation id."""


def snapshots(rows: Iterable[Wire], logged: Logged) -> Iterator[Snapshot]:
    """Two snapshots for each update, the values just before and just after it; one, empty, for a creation.

    A change is recorded some seconds after the operation that made it; the log's own time is taken where it has one,
    so that "before" does not come after the log's "after".
    """
    for row in rows:
        kind = fold(dig(row, "properties", "changeType"))
        moment = logged.get((_resource_id(row), _correlation(row))) or _moment(row)
        if kind == "create":
            yield _snapshot(row, {}, moment)
        elif kind == "update":
            yield _snapshot(row, _model(row, "previousValue"), moment and moment - _JUST_BEFORE)
            yield _snapshot(row, _model(row, "newValue"), moment)


def deletions(rows: Iterable[Wire]) -> Iterator[Operation]:
    """The deletions among the changes, as operations that succeeded."""
    for row in rows:
        if fold(dig(row, "properties", "changeType")) == "delete":
            moment = _moment(row) or LONG_AGO
            yield Operation(
                name=f"{resource_type(_resource_id(row))}/delete",
                resource_id=_resource_id(row),
                outcome=Outcome.DONE,
                time=moment,
                ended=moment,
                correlation_id=_correlation(row),
                event=dig_text(row, "id") or "",
                category="resource-changes",
            )


def _snapshot(row: Wire, model: Wire, moment: datetime | None) -> Snapshot:
    resource_id = _resource_id(row)
    detail = say("recorded change by {client}", client=dig_text(row, *_ATTRIBUTES, "clientType") or "?")
    proof = Proof(Source.RESOURCE_CHANGES, resource_id, moment, detail, dig_text(row, "id") or "")
    return Snapshot(resource_id, model, Kind.CHANGE, proof, whole=False, correlation_id=_correlation(row))


_ATTRIBUTES = ("properties", "changeAttributes")


def _resource_id(row: Wire) -> str:
    return fold(dig(row, "properties", "targetResourceId"))


def _moment(row: Wire) -> datetime | None:
    return instant(dig(row, *_ATTRIBUTES, "timestamp"))


def _correlation(row: Wire) -> str:
    return fold(dig(row, *_ATTRIBUTES, "correlationId"))


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

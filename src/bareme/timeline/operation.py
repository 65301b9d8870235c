"""Activity-log events joined into operations.

One long-running operation leaves several events (`Started`, `Accepted`, `Succeeded` or `Failed`) that share an
operation id: the outcome stands in the last, the resource's model in the body of the accepted one. Statuses come in
two vocabularies (REST: `Succeeded`; Log Analytics export: `Success`). Azure Monitor documentation, "Azure activity
log event schema".
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from bareme.timeline.snapshot import LONG_AGO
from bareme.wire import Wire, dig, dig_text, fold, instant

SETTLING = timedelta(hours=2)
"""An operation without a last event is taken for still running this long before the log was read."""

_DONE = {"succeeded", "success"}
_FAILED = {"failed", "failure", "canceled", "cancelled"}
_ACCEPTED = {"accepted", "accept", "in progress", "resolved", "active"}


class Outcome(StrEnum):
    """How an operation ended, as far as the log tells."""

    DONE = "done"
    FAILED = "failed"
    RUNNING = "running"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Operation:
    """Something done to a resource: `name` is Azure's operation name, folded."""

    name: str
    resource_id: str
    outcome: Outcome
    time: datetime
    ended: datetime
    body: Wire | None = None
    created: bool = False
    error: str = ""
    detail: str = ""
    """What Azure answered to a failed operation, as text to search in."""
    caller: str = ""
    app_id: str = ""
    correlation_id: str = ""
    event: str = ""
    category: str = ""
    properties: Wire = field(default_factory=dict)
    """The last event's own properties: autoscale counts, the cause of a health event."""


def operations(events: Iterable[Wire], read_at: datetime) -> tuple[Operation, ...]:
    """The operations of a log read at `read_at`, oldest first; duplicates and order of events do not matter."""
    grouped: dict[tuple[str, str, str], dict[str, Wire]] = defaultdict(dict)
    for event in events:
        grouped[_operation_key(event)][_event_key(event)] = event
    joined = (_joined(list(group.values()), read_at) for group in grouped.values())
    return tuple(sorted((one for one in joined if one), key=lambda one: (one.time, one.name, one.resource_id)))


def status(event: Wire) -> str:
    """An event's status, folded."""
    return fold(dig(event, "status", "value") or dig(event, "status"))


def operation_name(event: Wire) -> str:
    """An event's operation, folded; old records carry it only as the authorised action."""
    name = dig(event, "operationName", "value") or dig(event, "operationName")
    return fold(name) or fold(dig(event, "authorization", "action"))


def _operation_key(event: Wire) -> tuple[str, str, str]:
    joint = dig_text(event, "operationId") or dig_text(event, "correlationId") or _event_key(event)
    return fold(joint), fold(dig(event, "resourceId")), operation_name(event)


def _event_key(event: Wire) -> str:
    own = dig_text(event, "eventDataId") or dig_text(event, "id")
    return fold(own) or json.dumps(event, sort_keys=True, default=str)


def _joined(events: list[Wire], read_at: datetime) -> Operation | None:
    events = sorted(events, key=lambda one: (_time(one) or LONG_AGO, _event_key(one)))
    times = [moment for moment in map(_time, events) if moment]
    name, resource_id = operation_name(events[0]), fold(dig(events[0], "resourceId"))
    if not (times and name and resource_id):
        return None
    last = events[-1]
    return Operation(
        name=name,
        resource_id=resource_id,
        outcome=_outcome(events, read_at - times[0] < SETTLING),
        time=times[0],
        ended=times[-1],
        body=next(_bodies(events), None),
        created=any(fold(dig(event, "subStatus", "value")) == "created" for event in events),
        error=next(_error_codes(events), ""),
        detail=next((text for text in map(_status_message, events) if text), ""),
        caller=dig_text(last, "caller") or "",
        app_id=fold(dig(last, "claims", "appid")),
        correlation_id=fold(dig(last, "correlationId")),
        event=dig_text(last, "eventDataId") or dig_text(last, "id") or "",
        category=fold(dig(last, "category", "value")),
        properties=dig(last, "properties") or {},
    )


def _time(event: Wire) -> datetime | None:
    return instant(dig(event, "eventTimestamp"))


def _outcome(events: list[Wire], recent: bool) -> Outcome:  # noqa: FBT001 - private, one caller
    seen = {status(event) for event in events}
    if seen & _FAILED:
        return Outcome.FAILED
    if seen & _DONE:
        return Outcome.DONE
    if recent:
        return Outcome.RUNNING
    return Outcome.DONE if seen & _ACCEPTED else Outcome.UNKNOWN


def _bodies(events: list[Wire]) -> Iterator[Wire]:
    for event in events:
        body = _parsed(dig_text(event, "properties", "responseBody"))
        if body:
            yield body


def _parsed(text: str | None) -> Wire | None:
    try:
        found = json.loads(text) if text else None
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def _status_message(event: Wire) -> str:
    return dig_text(event, "properties", "statusMessage") or ""


def _error_codes(events: list[Wire]) -> Iterator[str]:
    for event in events:
        message = _parsed(_status_message(event))
        code = dig_text(message, "error", "code") or dig_text(message, "code")
        if code:
            yield code
        elif status(event) in _FAILED and dig_text(event, "subStatus", "value"):
            yield str(dig_text(event, "subStatus", "value"))

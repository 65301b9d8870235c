"""Activity-log events joined into operations.

One long-running operation leaves several events (`Started`, `Accepted`, `Succeeded` or `Failed`) that share an
operation id: the outcome stands in the last, the resource's model in the body of the accepted one. Statuses come in
two vocabularies (REST: `Succeeded`; Log Analytics export: `Success`). Azure Monitor documentation, "Azure activity
log event schema".
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from functools import cached_property

from bareme.evidence import Source
from bareme.files.json import parsed
from bareme.reference.arm import Wire, dig, dig_text, fold
from bareme.text.message import say
from bareme.timeline.event import Event, read_event
from bareme.timeline.proof import Proof
from bareme.timeline.snapshot import LONG_AGO

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


@dataclass(frozen=True)
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
    object_id: str = ""
    """Of the caller, in the directory: the same as `caller` where an application calls."""
    app_id: str = ""
    correlation_id: str = ""
    event: str = ""
    category: str = ""
    properties: Wire = field(default_factory=dict)
    """The last event's own properties: autoscale counts, the cause of a health event."""

    @cached_property
    def proof(self) -> Proof:
        """The operation as proof: its name, how it ended, and the event's id."""
        if self.error:
            detail = say("{operation}: refused by Azure ({code})", operation=self.name, code=self.error)
        else:
            detail = say("{operation}: {outcome}", operation=self.name, outcome=_OUTCOMES[self.outcome])
        return Proof(Source.ACTIVITY_LOG, self.resource_id, self.time, detail, self.event)


_OUTCOMES = {
    Outcome.DONE: say("succeeded"),
    Outcome.FAILED: say("failed"),
    Outcome.RUNNING: say("still running when the log was read"),
    Outcome.UNKNOWN: say("outcome not in the log"),
}


def operations(events: Iterable[Wire], read_at: datetime) -> tuple[Operation, ...]:
    """The operations of a log read at `read_at`, oldest first; duplicates and order of events do not matter."""
    joint: dict[tuple[str, str, str], dict[str, Event]] = defaultdict(dict)
    for event in map(read_event, events):
        joint[event.joint or event.key, event.resource_id, event.operation][event.key] = event
    joined = (_joined(list(group.values()), read_at) for group in joint.values())
    return tuple(sorted((one for one in joined if one), key=lambda one: (one.time, one.name, one.resource_id)))


def _joined(events: list[Event], read_at: datetime) -> Operation | None:
    if len(events) > 1:
        events.sort(key=lambda one: (one.time or LONG_AGO, one.key))
    times = [one.time for one in events if one.time]
    first, last = events[0], events[-1]
    if not (times and first.operation and first.resource_id):
        return None
    outcome = _outcome({one.status for one in events}, read_at - times[0] < SETTLING)
    refused = events if outcome is Outcome.FAILED else ()
    return Operation(
        name=first.operation,
        resource_id=first.resource_id,
        outcome=outcome,
        time=times[0],
        ended=times[-1],
        body=next(_bodies(events), None),
        created=any(fold(one.sub_status) == "created" for one in events),
        error=next(_error_codes(refused), ""),
        detail=next((one.message for one in refused if one.message), ""),
        caller=dig_text(last.wire, "caller") or "",
        object_id=dig_text(last.wire, "claims", "oid") or "",
        app_id=fold(dig(last.wire, "claims", "appid")),
        correlation_id=fold(last.wire.get("correlationId")),
        event=last.id,
        category=fold(dig(last.wire, "category", "value")),
        properties=last.properties,
    )


def _outcome(seen: set[str], recent: bool) -> Outcome:  # noqa: FBT001 - private, one caller
    if seen & _FAILED:
        return Outcome.FAILED
    if seen & _DONE:
        return Outcome.DONE
    if recent:
        return Outcome.RUNNING
    return Outcome.DONE if seen & _ACCEPTED else Outcome.UNKNOWN


def _bodies(events: Iterable[Event]) -> Iterator[Wire]:
    for event in events:
        body = _object(event.properties.get("responseBody"))
        if body:
            yield body


def _object(text: object) -> Wire | None:
    try:
        found = parsed(text) if isinstance(text, str) else None
    except ValueError:
        return None
    return found if isinstance(found, dict) else None


def _error_codes(events: Iterable[Event]) -> Iterator[str]:
    for event in events:
        message = _object(event.message)
        code = message and (dig_text(message, "error", "code") or dig_text(message, "code"))
        if code:
            yield code
        elif event.status in _FAILED and event.sub_status:
            yield event.sub_status

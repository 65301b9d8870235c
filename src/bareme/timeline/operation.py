"""Activity-log events joined into operations.

One long-running operation leaves several events (`Started`, `Accepted`, `Succeeded` or `Failed`) that share their
correlation id, resource and operation name, but not always their operation id (so the recorded events). The last event
that ends it decides; the model stands in the body of the accepted one, what was asked for in that of the first. A
`Started` after an end begins another attempt. Statuses come in two vocabularies (REST: `Succeeded`; Log Analytics
export: `Success`). Azure Monitor documentation, "Azure activity log event schema".
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from enum import StrEnum
from functools import cached_property
from itertools import pairwise
from typing import Any, NamedTuple

import msgspec

from bareme.evidence import Source
from bareme.files.json import parsed
from bareme.reference.arm import Wire, fold
from bareme.text.message import say
from bareme.timeline.event import Event
from bareme.timeline.proof import Proof
from bareme.timeline.refusal import Reason, reasons
from bareme.timeline.snapshot import LONG_AGO

SETTLING = timedelta(hours=2)
"""An operation without a last event is taken for still running this long before the log was read."""

_DONE = {"succeeded", "success"}
_FAILED = {"failed", "failure", "canceled", "cancelled"}
_ENDS = _DONE | _FAILED
_STARTED = {"started", "start"}
_ACCEPTED = {"accepted", "accept", "in progress", "resolved", "active"}


class Outcome(StrEnum):
    """How an operation ended, as far as the log tells."""

    DONE = "done"
    FAILED = "failed"
    RUNNING = "running"
    UNKNOWN = "unknown"


class Operation(msgspec.Struct, frozen=True, dict=True):
    """Something done to a resource: `name` is Azure's operation name, folded."""

    name: str
    resource_id: str
    outcome: Outcome
    time: datetime
    ended: datetime
    body: Wire | None = None
    """The resource as Azure answered it, without what the log masks."""
    request: Wire | None = None
    """The resource as it was asked for, where the log keeps that."""
    is_whole: bool = False
    """Whether the body is all of the answer: nothing of it was masked."""
    created: bool = False
    error: str = ""
    """The innermost code of a refusal."""
    detail: str = ""
    """What Azure answered to a failed operation, as text to search in."""
    reasons: tuple[Reason, ...] = ()
    """All that it says of why it refused."""
    caller: str = ""
    object_id: str = ""
    """Of the caller, in the directory: the same as `caller` where an application calls."""
    app_id: str = ""
    correlation_id: str = ""
    event: str = ""
    category: str = ""
    properties: Wire = msgspec.field(default_factory=dict)
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


class Step(NamedTuple):
    """An event in its place among those of one action: by time, what ends it last."""

    time: datetime
    is_end: bool
    key: str
    status: str
    event: Event


def operations(events: Iterable[Event], read_at: datetime) -> tuple[Operation, ...]:
    """The operations of a log read at `read_at`, oldest first; duplicates and order of events do not matter."""
    joint: dict[tuple[str, str, str], list[Step]] = defaultdict(list)
    for key, event in {one.key: one for one in events}.items():
        status = event.status
        step = Step(event.time or LONG_AGO, status in _ENDS, key, status, event)
        joint[event.joint or key, event.resource, event.operation].append(step)
    attempts = (
        _joined(attempt, name, resource_id, read_at)
        for (_, resource_id, name), steps in joint.items()
        if name and resource_id
        for attempt in _attempts(sorted(steps))
    )
    return tuple(sorted((one for one in attempts if one), key=lambda one: (one.time, one.name, one.resource_id)))


def _attempts(steps: list[Step]) -> Iterator[list[Step]]:
    """The events of one action, parted where a new start follows an end."""
    begun = 0
    for number, (before, after) in enumerate(pairwise(steps), 1):
        if before.is_end and after.status in _STARTED:
            yield steps[begun:number]
            begun = number
    yield steps[begun:] if begun else steps


def _joined(steps: list[Step], name: str, resource_id: str, read_at: datetime) -> Operation | None:
    times = [one.time for one in steps if one.time is not LONG_AGO]
    if not times:
        return None
    events, last = [one.event for one in steps], steps[-1].event
    outcome = _outcome(steps, read_at - times[0] < SETTLING)
    refused = [one.event for one in reversed(steps) if one.status in _FAILED] if outcome is Outcome.FAILED else []
    why = next((found for one in refused if (found := reasons(one.message))), ())
    told = [properties for one in events if (properties := one.properties)]
    body, is_whole = _content(reversed(told), "responseBody")
    request, _ = _content(told, "requestbody", "requestBody")
    return Operation(
        name=name,
        resource_id=resource_id,
        outcome=outcome,
        time=times[0],
        ended=times[-1],
        body=body,
        request=request,
        is_whole=is_whole,
        created=any(one.reason.casefold() == "created" for one in events),
        error=why[0].code if why else next((one.reason for one in refused if one.reason), ""),
        detail=next((one.message for one in refused if one.message), ""),
        reasons=why,
        caller=last.caller or "",
        object_id=last.object_id,
        app_id=last.app_id,
        correlation_id=fold(last.correlation_id),
        event=last.id,
        category=last.kind,
        properties=last.properties,
    )


def _outcome(steps: list[Step], recent: bool) -> Outcome:  # noqa: FBT001 - private, one caller
    """The last event that ends an operation decides; a creation may also end as accepted, with nothing after it."""
    last = next((one.status for one in reversed(steps) if one.is_end), None)
    if last is not None:
        return Outcome.FAILED if last in _FAILED else Outcome.DONE
    if recent:
        return Outcome.RUNNING
    return Outcome.DONE if any(one.status in _ACCEPTED for one in steps) else Outcome.UNKNOWN


def _content(properties: Iterable[Wire], *names: str) -> tuple[Wire | None, bool]:
    """The first object that stands under one of these names, and whether nothing of it was masked."""
    for own in properties:
        for name in names:
            text = own.get(name)
            found = _object(text) if text else None
            if found:
                told = _told(found) if _MASK in str(text) else found
                return told, told == found
    return None, True


_MASK = "**"
"""What stands in every value that the log masks: where a text has none, nothing of it need be looked through."""


def _object(text: object) -> Wire | None:
    """A JSON object, which events carry as text."""
    if isinstance(text, dict):
        return text
    try:
        found = parsed(text) if isinstance(text, str) else None
    except ValueError:
        return None
    return found if isinstance(found, dict) else None


def _told(value: Any) -> Any:
    """What the log tells: a value it masks (`"******"`) is none."""
    if isinstance(value, dict):
        return {name: _told(one) for name, one in value.items() if not _is_masked(one)}
    if isinstance(value, list):
        return [_told(one) for one in value if not _is_masked(one)]
    return value


def _is_masked(value: Any) -> bool:
    return isinstance(value, str) and len(value) > 2 and not value.strip("*")

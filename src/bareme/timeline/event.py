"""One event of the activity log, read once: a log has hundreds, and joining them asks for the same things again."""

import json
from datetime import datetime
from typing import NamedTuple

from bareme.reference.arm import Wire, dig, dig_text, fold, instant


class Event(NamedTuple):
    """What joining needs of an event; `joint` is what the events of one action share. Text is folded.

    That is the correlation id: the event that ends a long-running operation has an operation id of its own.
    """

    wire: Wire
    id: str
    key: str
    """What tells it from other events, and the same event told twice from two."""
    joint: str
    resource_id: str
    operation: str
    status: str
    time: datetime | None

    @property
    def sub_status(self) -> str:
        """The resource provider's own word, as written: `Created` tells a creation from a change."""
        told = self.wire.get("subStatus")
        value = told.get("value") if isinstance(told, dict) else None
        return value if isinstance(value, str) else ""

    @property
    def properties(self) -> Wire:
        """What the resource provider added; empty where there is nothing of that shape."""
        told = self.wire.get("properties")
        return told if isinstance(told, dict) else {}

    @property
    def message(self) -> str:
        """What Azure answered, where it refused."""
        return dig_text(self.properties, "statusMessage") or ""


def read_event(wire: Wire) -> Event:
    """An event of a log as Azure sent it, or as another tool exported it."""
    own = _text(wire, "eventDataId") or _text(wire, "id")
    return Event(
        wire=wire,
        id=own,
        key=own.casefold() or json.dumps(wire, sort_keys=True, default=str),
        joint=(_text(wire, "correlationId") or _text(wire, "operationId") or own).casefold(),
        resource_id=fold(wire.get("resourceId")),
        operation=operation_name(wire),
        status=_value(wire.get("status")),
        time=instant(wire.get("eventTimestamp")),
    )


def operation_name(event: Wire) -> str:
    """An event's operation, folded; old records carry it only as the authorised action."""
    return _value(event.get("operationName")) or fold(dig(event, "authorization", "action"))


def _text(event: Wire, name: str) -> str:
    told = event.get(name)
    return told if isinstance(told, str) else ""


def _value(told: object) -> str:
    """REST says `{"value": …}`, a Log Analytics export the bare text; folded."""
    return fold(told.get("value") if isinstance(told, dict) else told)

"""One event of the activity log, read once: a log has hundreds, and joining them asks for the same things again."""

import json
from dataclasses import dataclass
from datetime import datetime

from bareme.wire import Wire, dig, dig_text, fold, instant


@dataclass(frozen=True, slots=True)
class Event:
    """What joining needs of an event; `joint` is what the events of one operation share. Text is folded."""

    wire: Wire
    id: str
    joint: str
    resource_id: str
    operation: str
    status: str
    sub_status: str
    time: datetime | None
    properties: Wire

    @property
    def key(self) -> str:
        """What tells it from other events, and the same event told twice from two."""
        return fold(self.id) or json.dumps(self.wire, sort_keys=True, default=str)

    @property
    def message(self) -> str:
        """What Azure answered, where it refused."""
        return dig_text(self.properties, "statusMessage") or ""


def read_event(wire: Wire) -> Event:
    """An event of a log as Azure sent it, or as another tool exported it."""
    own = dig_text(wire, "eventDataId") or dig_text(wire, "id") or ""
    properties = wire.get("properties")
    return Event(
        wire=wire,
        id=own,
        joint=fold(dig_text(wire, "operationId") or dig_text(wire, "correlationId") or own),
        resource_id=fold(wire.get("resourceId")),
        operation=operation_name(wire),
        status=fold(_value(wire, "status")),
        sub_status=dig_text(wire, "subStatus", "value") or "",
        time=instant(wire.get("eventTimestamp")),
        properties=properties if isinstance(properties, dict) else {},
    )


def operation_name(event: Wire) -> str:
    """An event's operation, folded; old records carry it only as the authorised action."""
    return fold(_value(event, "operationName")) or fold(dig(event, "authorization", "action"))


def _value(event: Wire, name: str) -> object:
    """REST says `{"value": …}`, a Log Analytics export the bare text."""
    told = event.get(name)
    return dig(told, "value") or told

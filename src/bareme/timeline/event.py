"""One event of the activity log, of which only what joining needs is read: a log has hundreds."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

import msgspec

from bareme.evidence.items import NoObject, decoded
from bareme.reference.arm import Wire, dig_text, fold, instant


class Told(msgspec.Struct, frozen=True):
    """A word of Azure's as REST sends it; an export of Log Analytics has the bare text instead."""

    value: Any = None


Word = Told | NoObject


class Claims(msgspec.Struct, frozen=True):
    """What is kept of the token that an operation was called with."""

    appid: Any = None
    oid: Any = None


class Authorization(msgspec.Struct, frozen=True):
    """What was allowed: old records carry their operation's name only here."""

    action: Any = None


class Event(msgspec.Struct, frozen=True, rename="camel"):
    """An event, its fields as Azure sent them; the properties below are what is compared."""

    event_data_id: str | None = None
    id_: str | None = msgspec.field(default=None, name="id")
    correlation_id: str | None = None
    operation_id: str | None = None
    resource_id: str | None = None
    operation_name: Word = None
    authorization: Authorization | NoObject = None
    status_: Word = msgspec.field(default=None, name="status")
    sub_status: Word = None
    event_timestamp: str | None = None
    submission_timestamp: str | None = None
    caller: str | None = None
    claims: Claims | NoObject = None
    category: Word = None
    properties_: Any = msgspec.field(default=None, name="properties")

    @property
    def id(self) -> str:
        """Azure's own id of the event."""
        return self.event_data_id or self.id_ or ""

    @property
    def key(self) -> str:
        """What tells it from other events, and the same event told twice from two."""
        return self.id.casefold() or msgspec.json.encode(self, order="sorted").decode()

    @property
    def joint(self) -> str:
        """What the events of one action share, folded.

        That is the correlation id: the event that ends a long-running operation has an operation id of its own.
        """
        return (self.correlation_id or self.operation_id or self.id).casefold()

    @property
    def resource(self) -> str:
        """The folded id of what it was done to."""
        return (self.resource_id or "").casefold()

    @property
    def operation(self) -> str:
        """Azure's operation name, folded."""
        return _word(self.operation_name) or self._authorized

    @property
    def _authorized(self) -> str:
        return fold(self.authorization.action) if isinstance(self.authorization, Authorization) else ""

    @property
    def token(self) -> Claims:
        """What is known of the token; nothing, where the event tells of none."""
        return self.claims if isinstance(self.claims, Claims) else _NOBODY

    @property
    def object_id(self) -> str:
        """Of the caller, in the directory."""
        return _text(self.token.oid)

    @property
    def app_id(self) -> str:
        """The folded id of the application that called."""
        return fold(self.token.appid)

    @property
    def status(self) -> str:
        """How far the operation is: `started`, `accepted`, `succeeded` or `failed`."""
        return _word(self.status_)

    @property
    def reason(self) -> str:
        """The resource provider's own word, as written: `Created` tells a creation from a change."""
        return _text(self.sub_status.value) if isinstance(self.sub_status, Told) else ""

    @property
    def time(self) -> datetime | None:
        """When it happened."""
        return instant(self.event_timestamp)

    @property
    def submitted(self) -> datetime | None:
        """When Azure Monitor had it."""
        return instant(self.submission_timestamp)

    @property
    def kind(self) -> str:
        """Which log it is of: `administrative`, `resourcehealth`, `policy` and others."""
        return _word(self.category)

    @property
    def properties(self) -> Wire:
        """What the resource provider added; empty where there is nothing of that shape."""
        return self.properties_ if isinstance(self.properties_, dict) else {}

    @property
    def message(self) -> str:
        """What Azure answered, where it refused."""
        return dig_text(self.properties, "statusMessage") or ""


_NOBODY = Claims()
_LOG = msgspec.json.Decoder(list[Event])


def read_events(items: Sequence[Wire]) -> list[Event]:
    """The events of a log."""
    return decoded(items, _LOG, read_event)


def read_event(wire: Wire) -> Event:
    """An event of a log as Azure sent it, or as another tool exported it; what has another shape says nothing."""
    try:
        return msgspec.convert(wire, Event)
    except msgspec.ValidationError:
        return msgspec.convert(dict(_of_shape(wire)), Event)


def _of_shape(wire: Wire) -> Iterator[tuple[str, Any]]:
    for name, value in wire.items():
        try:
            msgspec.convert({name: value}, Event)
        except msgspec.ValidationError:
            continue
        yield name, value


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _word(word: Word) -> str:
    return fold(word.value if isinstance(word, Told) else word)

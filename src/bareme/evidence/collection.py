"""One collection: the values of an evidence file."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import Any

import msgspec

from bareme.evidence.absence import is_proved
from bareme.evidence.items import Items
from bareme.evidence.sources import Source
from bareme.reference.arm import Wire, dig_list, instant

SCHEMA = "bareme/evidence/v1"


class Status(StrEnum):
    """How the reading of one source went."""

    OK = "ok"
    DENIED = "denied"
    """Azure refused: 401 or 403."""
    ABSENT = "absent"
    """Read, and empty, with proof: `evidence.absence` tells what is one. Never a log, nor a list at the top."""
    THROTTLED = "throttled"
    """Azure asked to wait longer than we may: 429."""
    FAILED = "failed"
    """Anything else: 5xx, time-outs, broken answers."""

    @property
    def was_read(self) -> bool:
        """Whether "nothing there" may be concluded from it."""
        return self in {Status.OK, Status.ABSENT}


class Origin(StrEnum):
    """Who ran the collection: decides how far it is trusted, and the report says so.

    In a class it is decided by how the file came (`evidence.vouchers`), not by what it says of itself.
    """

    COLLECTED = "collected"
    EXPORTED_BY_STUDENT = "exported-by-student"


@dataclass(frozen=True, slots=True)
class Part:
    """How a part of a source was read: a table of Resource Graph, a resource type that a rubric declares."""

    status: Status
    error: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """One source as it was read.

    `items` are wire objects as Azure sent them; a reading that is not `ok` may still hold what came before the
    failure (two resource groups of three): it proves what it shows and nothing else.
    """

    status: Status
    items: Sequence[Wire] = ()
    since: datetime | None = None
    """Start of the period covered, for the sources that are records of the past."""
    error: str = ""
    """Azure's error code, or a few words of ours: never a token, never an address of a person."""
    parts: Mapping[str, Part] = field(default_factory=dict)
    """How each part was read, by table or folded type; what is not named here was not asked for."""

    def of_part(self, name: str) -> "Reading":
        """One part of it: as failed where that part, or all of it, could not be read; not read where nobody asked."""
        part = self.parts.get(name)
        if part is None or not self.status.was_read:
            return replace(self, status=self.status if not self.status.was_read else Status.FAILED,
                           error=self.error or "NotAsked")  # fmt: skip
        return replace(self, status=part.status, error=part.error)


@dataclass(frozen=True, slots=True)
class Collection:
    """Everything read from one scope at one moment."""

    subscription_id: str
    collected_at: datetime
    sources: Mapping[Source, Reading]
    resource_group: str | None = None
    stage: str | None = None
    """A label the collector gave: `built`, `captured`, `set`, `cleaned` …"""
    origin: Origin = Origin.COLLECTED
    tool: str = ""
    attested: tuple[Wire, ...] = ()
    """Documents that Azure signed of machines as they were handed in; once taken in, the facts that were verified."""
    previous: str | None = None
    """Hash of the collection before it in the same folder."""
    sha256: str = field(default="", compare=False)
    signed_by: str = field(default="", compare=False)
    """The key whose signature the file bears; empty where it bears none, or a wrong one."""
    as_written: bool = field(default=False, compare=False)
    """Whether the file is, to the byte, as bareme writes one: made by hand, it seldom is."""

    def __post_init__(self) -> None:
        """Believe an absence only where there can be one: whoever made the collection, and whenever."""
        believed = {source: self._believed(source, reading) for source, reading in self.sources.items()}
        object.__setattr__(self, "sources", believed)

    def _believed(self, source: Source, reading: Reading) -> Reading:
        in_group = bool(self.resource_group)
        if reading.status is not Status.ABSENT or is_proved(source, reading.error, in_group=in_group):
            return reading
        return replace(reading, status=Status.FAILED)

    def items(self, source: Source) -> Sequence[Wire]:
        """What was read of a source; nothing where it was not."""
        reading = self.sources.get(source)
        return reading.items if reading else ()

    @property
    def unread(self) -> Iterator[tuple[str, Status, str]]:
        """What could not be read: a source, or a part of one that was read otherwise, with its status and error."""
        for source, reading in self.sources.items():
            if not reading.status.was_read:
                yield source.value, reading.status, reading.error
                continue
            for name, part in reading.parts.items():
                if not part.status.was_read:
                    yield f"{source.value} {name}", part.status, part.error

    @property
    def readable(self) -> bool:
        """Whether anything at all could be read.

        Resource Graph does not count: to somebody without rights it answers with an empty table, not with a refusal.
        Nor does what a rubric declares: where it declares nothing, nothing was asked.
        """
        own = (reading for source, reading in self.sources.items() if source not in _SAYS_NOTHING)
        return any(reading.status is Status.OK for reading in own)


_SAYS_NOTHING = frozenset({Source.RESOURCE_CHANGES, Source.RESOURCE_GRAPH, Source.DECLARED})


def to_wire(collection: Collection) -> dict[str, Any]:
    """The JSON object of the file, without its hash."""
    return {
        "schema": SCHEMA,
        "tool": collection.tool,
        "subscription_id": collection.subscription_id,
        "resource_group": collection.resource_group,
        "collected_at": collection.collected_at.isoformat(),
        "stage": collection.stage,
        "origin": collection.origin.value,
        "previous": collection.previous,
        **({"attested": list(collection.attested)} if collection.attested else {}),
        "sources": {source.value: _reading_to_wire(reading) for source, reading in collection.sources.items()},
    }


def from_wire(wire: Wire) -> Collection:
    """The collection of a file's JSON object.

    Raises:
        KeyError, ValueError, TypeError, AttributeError: the object is not of this schema.
    """
    known = {source.value: source for source in Source}
    return Collection(
        subscription_id=str(wire["subscription_id"]),
        resource_group=_text(wire.get("resource_group")),
        collected_at=_moment(wire["collected_at"]),
        stage=_text(wire.get("stage")),
        origin=Origin(wire.get("origin", Origin.COLLECTED)),
        tool=str(wire.get("tool", "")),
        attested=tuple(one for one in dig_list(wire, "attested") if isinstance(one, dict)),
        previous=_text(wire.get("previous")),
        sources={known[n]: _reading_from_wire(reading) for n, reading in wire["sources"].items() if n in known},
        sha256=str(wire["sha256"]),
    )


def _reading_to_wire(reading: Reading) -> dict[str, Any]:
    return {
        "status": reading.status.value,
        "since": reading.since.isoformat() if reading.since else None,
        "error": reading.error,
        "items": list(reading.items),
        **({"parts": {name: _part_to_wire(one) for name, one in reading.parts.items()}} if reading.parts else {}),
    }


def _part_to_wire(part: Part) -> dict[str, str]:
    return {"status": part.status.value, "error": part.error}


def _text(value: Any) -> str | None:
    if value is not None and not isinstance(value, str):
        raise TypeError(f"a text is expected, not {type(value).__name__}")
    return value


def _moment(value: Any) -> datetime:
    moment = instant(value)
    if moment is None:
        raise ValueError("a moment cannot be read")
    return moment


def _reading_from_wire(wire: Wire) -> Reading:
    since = wire.get("since")
    return Reading(
        status=Status(wire["status"]),
        items=_items(wire.get("items", ())),
        since=_moment(since) if since else None,
        error=str(wire.get("error", "")),
        parts={
            str(name): Part(Status(one["status"]), str(one.get("error", "")))
            for name, one in (wire.get("parts") or {}).items()
        },
    )


def _items(told: Any) -> Sequence[Wire]:
    if not isinstance(told, msgspec.Raw):
        return tuple(item for item in told if isinstance(item, dict))
    text = bytes(told)
    if not text.startswith(b"["):
        raise TypeError("a list is expected")
    return Items(text)

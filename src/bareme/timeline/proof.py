"""Facts and the proof each of them rests on."""

from datetime import datetime
from typing import Any, Generic, TypeVar

import msgspec

from bareme.evidence import Source
from bareme.reference.arm import stamp
from bareme.text.message import Message

T_co = TypeVar("T_co", covariant=True)


class Proof(msgspec.Struct, frozen=True):
    """Where a fact was read: the source, the resource, the moment, and the record's own id."""

    source: Source
    resource: str
    time: datetime | None
    detail: Message
    event: str = ""
    """Id of the log event, deployment or collection, so that anybody can look it up again."""

    def to_wire(self) -> dict[str, Any]:
        """As kept in `results.json`; the sentence is told by the report."""
        return {
            "source": self.source.value,
            "resource": self.resource,
            "time": stamp(self.time) if self.time else None,
            "event": self.event,
            "message": self.detail.to_wire(),
        }


class Fact(msgspec.Struct, Generic[T_co], frozen=True):
    """A value and its proof."""

    value: T_co
    proof: Proof

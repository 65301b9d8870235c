"""A resource as one source showed it at one moment."""

from datetime import UTC, datetime
from enum import IntEnum

import msgspec

from bareme.reference.arm import Wire
from bareme.timeline.proof import Proof


class RecordKind(IntEnum):
    """Which kind of record a snapshot is, in the order of trust for facts of the past.

    Log bodies are written by Azure and cannot be changed; a checkpoint may have been made by the student.
    """

    STATE = 0
    LOG = 1
    CHANGE = 2
    DEPLOYMENT = 3
    LEFT_OVER = 4
    CHECKPOINT = 5


class Snapshot(msgspec.Struct, frozen=True):
    """A model, whole or partial, in the shape Azure Resource Manager gives the resource."""

    resource_id: str
    model: Wire
    kind: RecordKind
    proof: Proof
    whole: bool = True
    """Whether what is not in the model is not in the resource either."""
    at_creation: bool = False
    """Whether it shows the resource as it was asked for at its creation."""
    correlation_id: str = ""

    @property
    def time(self) -> datetime | None:
        """When the resource was so."""
        return self.proof.time

    @property
    def order(self) -> tuple[bool, datetime, int]:
        """Sorts a life: creation first, then by time, the more trusted first at the same moment."""
        return (not self.at_creation, self.time or LONG_AGO, self.kind)


LONG_AGO = datetime(1, 1, 1, tzinfo=UTC)

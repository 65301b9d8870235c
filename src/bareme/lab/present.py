"""A resource as it stands now: for questions about the present only."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from bareme.evidence import Source
from bareme.evidence.words import not_read
from bareme.reference.arm import Wire, dig_text, fold, instant, region, resource_group
from bareme.timeline import History, Proof
from bareme.timeline.from_state import state_proof
from bareme.timeline.missing import Missing


@dataclass(frozen=True)
class Resource:
    """One item of a list, as the last collection read it."""

    wire: Wire
    proof: Proof

    @cached_property
    def id(self) -> str:
        """The resource id, folded."""
        return fold(self.wire.get("id"))

    @property
    def name(self) -> str:
        """Its name."""
        return dig_text(self.wire, "name") or self.id

    @property
    def location(self) -> str:
        """Its region, in wire form."""
        return region(self.wire.get("location"))

    @property
    def resource_group(self) -> str:
        """The resource group's name, folded."""
        return resource_group(self.id)

    def time(self, *path: str) -> datetime | None:
        """A moment in its model."""
        return instant(dig_text(self.wire, *path))


def listed(history: History, source: Source) -> tuple[Resource, ...]:
    """What the last collection lists, as far as it is in the scope.

    Raises:
        Missing: the list could not be read.
    """
    reading = history.reading(source)
    if reading is None or not reading.status.was_read:
        raise Missing(not_read(source, reading))
    seen = ((item, fold(item.get("id"))) for item in reading.items)
    return tuple(Resource(item, state_proof(history.last, source, id_)) for item, id_ in seen if history.counts(id_))

"""A resource as it stands now: for questions about the present only."""

from dataclasses import dataclass
from datetime import datetime

from bareme.timeline import Proof
from bareme.wire import Wire, dig_text, fold, instant, region, resource_group


@dataclass(frozen=True, slots=True)
class Resource:
    """One item of a list, as the last collection read it."""

    wire: Wire
    proof: Proof

    @property
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

"""A managed disk."""

from dataclasses import dataclass
from functools import cached_property

from bareme.lab import model
from bareme.lab.noun import Noun
from bareme.message import say
from bareme.timeline import Fact
from bareme.wire import dig, dig_text

TYPE = "microsoft.compute/disks"


@dataclass(frozen=True)
class Disk(Noun):
    """A managed disk, of a system or of data; its type may be changed, so that what was seen last counts."""

    @cached_property
    def sku(self) -> Fact[str]:
        """Its type and redundancy: `StandardSSD_LRS`."""
        return self.latest(say("disk type"), lambda one: dig_text(one.model, "sku", "name"))

    @cached_property
    def size_gb(self) -> Fact[int]:
        """Its size in GiB."""
        return self.latest(say("disk size"), lambda one: _count(dig(one.model, "properties", "diskSizeGB")))

    @cached_property
    def zones(self) -> Fact[tuple[str, ...]]:
        """Its zones; a zone-redundant disk has none."""
        return self.agreed(say("zone"), lambda one: model.zones(one.model, whole=one.whole))

    @cached_property
    def has_system(self) -> bool:
        """Whether a machine starts from it."""
        return any(self.facts(lambda one: dig_text(one.model, "properties", "osType")))


def _count(value: object) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) else None

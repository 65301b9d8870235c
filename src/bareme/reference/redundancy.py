"""How many copies of what is stored there are, and where."""

from dataclasses import dataclass
from decimal import Decimal

from bareme.reference.tables import table


@dataclass(frozen=True, slots=True)
class Redundancy:
    """LRS, ZRS, GRS, GZRS, and RA- for those whose second region may be read."""

    name: str
    nines: int
    """Durability of an object over a year: 11 nines are 99.999999999 %."""
    zones: int
    regions: int

    @property
    def durability(self) -> Decimal:
        """In per cent: `99.999999999`."""
        return Decimal(f"99.{'9' * (self.nines - 2)}")


def redundancy(sku: str) -> Redundancy | None:
    """What the SKU of a disk or storage account (`Standard_LRS`) promises; `None` where that is not known."""
    name = sku.rpartition("_")[2].upper().replace("-", "")
    row = table("storage")["redundancy"].get(name)
    return Redundancy(name, row["nines"], row["zones"], row["regions"]) if row else None

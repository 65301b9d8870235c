"""Types of managed disks."""

from dataclasses import dataclass
from datetime import date

from bareme.reference.arm import fold
from bareme.reference.tables import table


@dataclass(frozen=True, slots=True)
class DiskType:
    """What a type of disk can do at most; a system can only start from some of them."""

    name: str
    system: bool
    iops: int
    throughput_mb: int
    largest_gb: int
    system_until: date | None = None


def disk_type(sku: str) -> DiskType | None:
    """The type behind a disk's SKU (`StandardSSD_LRS`); `None` where nobody knows it."""
    kind = fold(sku.partition("_")[0])
    row = next((row for name, row in table("storage")["disk"].items() if fold(name) == kind), None)
    return DiskType(**row) if row else None

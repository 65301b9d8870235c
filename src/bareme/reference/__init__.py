"""Dated facts about Azure that no subscription tells: what sizes are for, how storage is copied, what things cost.

Every table names its source and its day (`data/*.toml`): a price or a retirement date changes there and nowhere else.
"""

from bareme.reference.disks import DiskType, disk_type
from bareme.reference.images import supported_until
from bareme.reference.prices import Price, disk_price, network_price, size_price
from bareme.reference.redundancy import Redundancy, redundancy
from bareme.reference.regions import codes, fault_domains
from bareme.reference.series import SizeKind, SizeSeries, documented_power, series
from bareme.reference.tables import dated, table

__all__ = [
    "DiskType",
    "Price",
    "Redundancy",
    "SizeKind",
    "SizeSeries",
    "codes",
    "dated",
    "disk_price",
    "disk_type",
    "documented_power",
    "fault_domains",
    "network_price",
    "redundancy",
    "series",
    "size_price",
    "supported_until",
    "table",
]

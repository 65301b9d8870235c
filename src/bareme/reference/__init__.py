"""Dated facts about Azure that no subscription tells: what sizes are for, how storage is copied, what things cost.

Every table names its source and its day (`data/*.toml`): a price or a retirement date changes there and nowhere else.
"""

from bareme.reference.disks import DiskType, disk_type
from bareme.reference.images import supported_until
from bareme.reference.prices import Price, PriceList, bundled_prices
from bareme.reference.redundancy import Redundancy, redundancy
from bareme.reference.regions import codes, fault_domains
from bareme.reference.series import SizeKind, SizeSeries, documented_power, series
from bareme.reference.tables import dated, table

__all__ = [
    "DiskType",
    "Price",
    "PriceList",
    "Redundancy",
    "SizeKind",
    "SizeSeries",
    "bundled_prices",
    "codes",
    "dated",
    "disk_type",
    "documented_power",
    "fault_domains",
    "redundancy",
    "series",
    "supported_until",
    "table",
]

"""What things cost in one region, as an estimate; `None` where that is not known, never 0."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from bareme.reference.arm import fold
from bareme.reference.tables import dated, table
from bareme.text.message import Message

Price = Decimal
"""Per month, in the currency of its list."""

HOURS_PER_MONTH = 730
"""As Azure's own price calculator counts."""

ZONE_REDUNDANT = Decimal("1.5")
"""What copies in three zones (ZRS) cost, in copies in one (LRS)."""


@dataclass(frozen=True)
class PriceList:
    """Pay-as-you-go list prices: taxes, credits and offers differ."""

    currency: str
    source: Message
    """Whose prices, where and of which day."""
    sizes: Mapping[str, tuple[Decimal, ...]]
    """An hour of a machine, for Linux and, where it is known, for Windows."""
    disks: Mapping[str, Mapping[int, Decimal]]
    """A month of a locally redundant disk, by its kind (`StandardSSD`) and the size in GiB up to which a tier goes."""
    network: Mapping[str, Decimal]
    """An hour of a network resource, by its folded type (`natgateways`)."""

    def size(self, size: str, system: str) -> Price | None:
        """A machine that is on all month: `size("Standard_B1s", "windows")`."""
        hourly = self.size_an_hour(size, system)
        return hourly * HOURS_PER_MONTH if hourly is not None else None

    def size_an_hour(self, size: str, system: str) -> Decimal | None:
        """The same for an hour."""
        prices = next((row for name, row in self.sizes.items() if fold(name) == fold(size)), ())
        number = 1 if fold(system) == "windows" else 0
        return prices[number] if len(prices) > number else None

    def disk(self, sku: str, size_gb: int) -> Price | None:
        """A managed disk, whole tiers being billed."""
        kind, _, copies = fold(sku).partition("_")
        tiers: Mapping[int, Decimal] = next((row for name, row in self.disks.items() if fold(name) == kind), {})
        fitting = sorted((limit, price) for limit, price in tiers.items() if limit >= size_gb)
        factor = {"lrs": Decimal(1), "zrs": ZONE_REDUNDANT}.get(copies)
        return fitting[0][1] * factor if fitting and factor else None

    def network_resource(self, kind: str) -> Price | None:
        """A network resource that is billed by the hour, by its folded type: `network_resource("natgateways")`."""
        hourly = self.network.get(kind)
        return hourly * HOURS_PER_MONTH if hourly is not None else None


@cache
def bundled_prices() -> PriceList:
    """Those of `data/prices.toml`, for a lab whose rubric brings none of its own region."""
    own = table("prices")
    return PriceList(
        own["currency"],
        dated("prices"),
        {size: tuple(row) for size, row in own["size"].items()},
        {kind: {int(limit): price for limit, price in row.items()} for kind, row in own["disk"].items()},
        own["network"],
    )

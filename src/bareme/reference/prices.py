"""What things cost in a month, as an estimate; `None` where that is not known, never 0."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from bareme.reference.arm import fold
from bareme.reference.tables import table

Price = Decimal
"""Per month, in the currency of the table."""


def currency() -> str:
    """Of the table: `USD`."""
    return str(_prices()["currency"])


def size_price(size: str, system: str) -> Price | None:
    """A machine that is on all month: `size_price("Standard_B1s", "windows")`."""
    prices = next((row for name, row in _prices()["size"].items() if fold(name) == fold(size)), ())
    number = 1 if fold(system) == "windows" else 0
    return _monthly(prices[number]) if len(prices) > number else None


def hourly_size_price(size: str, system: str) -> Decimal | None:
    """The same for an hour."""
    monthly = size_price(size, system)
    return monthly / int(_prices()["hours_per_month"]) if monthly is not None else None


def disk_price(sku: str, size_gb: int) -> Price | None:
    """A managed disk, whole tiers being billed."""
    kind, _, copies = fold(sku).partition("_")
    tiers: Mapping[str, Decimal] = next((row for name, row in _prices()["disk"].items() if fold(name) == kind), {})
    fitting = sorted((int(limit), price) for limit, price in tiers.items() if int(limit) >= size_gb)
    factor = {"lrs": Decimal(1), "zrs": _prices()["zone_redundant"]}.get(copies)
    return Price(fitting[0][1]) * factor if fitting and factor else None


def network_price(kind: str) -> Price | None:
    """Network resources that are billed by the hour, by its folded type: `network_price("natgateways")`."""
    hourly = _prices()["network"].get(kind)
    return _monthly(hourly) if hourly is not None else None


def _monthly(hourly: Decimal) -> Price:
    return Price(hourly) * int(_prices()["hours_per_month"])


def _prices() -> Mapping[str, Any]:
    return table("prices")

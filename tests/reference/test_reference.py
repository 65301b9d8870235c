"""Dated tables, and the arithmetic of availability."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal

import pytest

from bareme.reference import (
    bundled_prices,
    codes,
    disk_type,
    documented_power,
    fault_domains,
    redundancy,
    series,
    supported_until,
    table,
)
from bareme.reference.sla import downtime, in_parallel, in_series

PRICES = bundled_prices()


@pytest.mark.parametrize("name", ["sizes", "storage", "availability", "regions", "prices", "images"])
def test_every_table_tells_its_day_and_its_source(name: str) -> None:
    own = table(name)
    assert isinstance(own["as_of"], date)
    told = own["source"].values() if isinstance(own["source"], dict) else [own["source"]]
    assert all(len(text) > 10 for text in told)


@pytest.mark.parametrize(
    ("size", "kind", "retires"),
    [
        ("Standard_B1s", "general", date(2028, 11, 15)),
        ("standard_b2ats_v2", "general", None),
        ("Standard_D2s_v5", "general", None),
        ("Standard_DS2_v2", "general", date(2028, 5, 1)),
        ("Standard_DS12_v2", "memory", date(2028, 5, 1)),
        ("Standard_F2s_v2", "compute", date(2028, 11, 15)),
        ("Standard_E2s_v3", "memory", None),
        ("Standard_M128s", "memory", None),
        ("Standard_L8s_v3", "storage", None),
        ("Standard_NC4as_T4_v3", "gpu", None),
        ("Standard_NC6s_v3", "gpu", date(2025, 9, 30)),
        ("Standard_HB120rs_v3", "hpc", None),
    ],
)
def test_the_lectures_table_of_sizes(size: str, kind: str, retires: date | None) -> None:
    own = series(size)
    assert own is not None
    assert (own.kind, own.retires) == (kind, retires)


@pytest.mark.parametrize(
    ("size", "power"), [("standard_b1ls", (1, 0.5)), ("Standard_DS1_v2", (1, 3.5)), ("Standard_X", None)]
)
def test_documented_power(size: str, power: tuple[float, float] | None) -> None:
    assert documented_power(size) == power


@pytest.mark.parametrize("size", ["", "B1s", "Standard_", "Standard_X9", "<script>", "Standard_B" * 500])
def test_a_size_nobody_knows_is_unknown(size: str) -> None:
    assert series(size) is None


@pytest.mark.parametrize(
    ("sku", "nines", "zones", "regions"),
    [
        ("Standard_LRS", 11, 1, 1),
        ("Standard_ZRS", 12, 3, 1),
        ("Standard_GRS", 16, 1, 2),
        ("Standard_RAGRS", 16, 1, 2),
        ("Standard_GZRS", 16, 3, 2),
        ("Standard_RAGZRS", 16, 3, 2),
    ],
)
def test_the_lectures_redundancies(sku: str, nines: int, zones: int, regions: int) -> None:
    own = redundancy(sku)
    assert own is not None
    assert (own.nines, own.zones, own.regions) == (nines, zones, regions)
    assert str(own.durability).count("9") == nines


@pytest.mark.parametrize(
    ("sku", "system"),
    [
        ("Standard_LRS", True),
        ("StandardSSD_ZRS", True),
        ("Premium_LRS", True),
        ("PremiumV2_LRS", False),
        ("UltraSSD_LRS", False),
    ],
)
def test_which_disks_hold_a_system(sku: str, system: bool) -> None:
    own = disk_type(sku)
    assert own is not None
    assert own.system is system


@pytest.mark.parametrize(
    ("price", "of", "expected"),
    [
        (PRICES.size, ("standard_b1s", "Linux"), "7.592"),
        (PRICES.size, ("Standard_B2s", "windows"), "36.208"),
        (PRICES.size, ("Standard_B2ats_v2", "windows"), None),
        (PRICES.size, ("Standard_X", "linux"), None),
        (PRICES.disk, ("StandardSSD_LRS", 127), "9.60"),
        (PRICES.disk, ("StandardSSD_ZRS", 127), "14.40"),
        (PRICES.disk, ("StandardSSD_LRS", 128), "9.60"),
        (PRICES.disk, ("StandardSSD_LRS", 129), "19.20"),
        (PRICES.disk, ("Premium_LRS", 9000), None),
        (PRICES.disk, ("UltraSSD_LRS", 4), None),
        (PRICES.network_resource, ("natgateways",), "32.85"),
        (PRICES.network_resource, ("firewalls",), None),
    ],
)
def test_prices_are_known_or_unknown_and_never_nothing(
    price: Callable[..., Decimal | None], of: tuple[object, ...], expected: str | None
) -> None:
    assert price(*of) == (Decimal(expected) if expected else None)


@pytest.mark.parametrize(("place", "domains"), [("France Central", 3), ("francesouth", 2), ("somewhere", 3)])
def test_fault_domains_by_region(place: str, domains: int) -> None:
    assert fault_domains(place) == domains


def test_short_forms_of_regions() -> None:
    assert "eus" in codes("East US")
    assert codes("newregion") == {"newregion"}


def test_support_ends() -> None:
    assert supported_until("2016-datacenter-gensecond") == date(2027, 1, 12)
    assert supported_until("22_04-lts-gen2") is None


@pytest.mark.parametrize(
    ("percent", "hours_a_year", "minutes_a_month", "minutes_a_week"),
    [("99.9", 8.76, 43.8, 10.08), ("99.95", 4.38, 21.9, 5.04), ("99.99", 0.876, 4.38, 1.008), ("99", 87.6, 438, 100.8)],
)
def test_the_lectures_downtime(
    percent: str, hours_a_year: float, minutes_a_month: float, minutes_a_week: float
) -> None:
    down = downtime(Decimal(percent))
    assert down.year / timedelta(hours=1) == pytest.approx(hours_a_year)
    assert down.month / timedelta(minutes=1) == pytest.approx(minutes_a_month)
    assert down.week / timedelta(minutes=1) == pytest.approx(minutes_a_week)


def test_parts_in_series_and_in_parallel() -> None:
    assert in_series([Decimal("99.9"), Decimal("99.9")]) == Decimal("99.8001")
    assert in_parallel([Decimal(99), Decimal(99)]) == Decimal("99.99")
    assert in_series([]) == 100

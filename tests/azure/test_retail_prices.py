"""`bareme rubric prices`: what a region's price list says, read from a server that answers as the public one does."""

import re
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web

from bareme.__main__ import main
from bareme.checking.catalogue import Catalogue
from bareme.content import rubric_path
from bareme.lab import Lab
from bareme.rubric import load_rubric
from bareme.rubric.load import lint_rubric
from bareme.simulator import Subscription
from tests.azure.arm_server import ArmServer, refuse, text

PRICES = "/api/retail/prices"
REGION = "francecentral"


def item(product: str, sku: str, price: float, unit: str = "1 Hour", **other: Any) -> dict[str, Any]:
    """A price as the public list writes it."""
    return {
        "currencyCode": "EUR", "tierMinimumUnits": 0.0, "retailPrice": price, "unitPrice": price,
        "armRegionName": REGION, "location": "FR Central", "effectiveStartDate": "2025-10-01T00:00:00Z",
        "meterName": sku, "productName": product, "skuName": sku, "unitOfMeasure": unit, "type": "Consumption",
        "isPrimaryMeterRegion": True, "armSkuName": "", **other,
    }  # fmt: skip


B1S = {"armSkuName": "Standard_B1s", "meterName": "B1s"}
SSD = "Standard SSD Managed Disks"
LISTED = [
    item("Virtual Machines BS Series", "B1s", 0.0107, **B1S),
    item("Virtual Machines BS Series", "B1s", 0.0099, effectiveStartDate="2020-08-01T00:00:00Z", **B1S),
    item("Virtual Machines BS Series Windows", "B1s", 0.0150, **B1S),
    item("Virtual Machines BS Series", "B1s Spot", 0.0021, armSkuName="Standard_B1s", meterName="B1s Spot"),
    item("Virtual Machines BS Series", "B1s Low Priority", 0.0022, armSkuName="Standard_B1s"),
    item("BS Series Cloud Services", "B1s", 0.0023, **B1S),
    item("Virtual Machines BS Series", "B1s", 0.0024, type="DevTestConsumption", **B1S),
    item("Virtual Machines BS Series", "B1s", 0.0025, armRegionName="westeurope", **B1S),
    item("Virtual Machines BS Series", "B2s", 0.0428, armSkuName="Standard_B2s"),
    item("Virtual Machines BS Series", "B2ms", 0.0, armSkuName="Standard_B2ms"),
    item(SSD, "E10 LRS", 9.9, "1/Month", meterName="E10 LRS Disk"),
    item(SSD, "E10 LRS", 4.1, "1/Month", meterName="E10 LRS Disk Mount"),
    item(SSD, "E10 ZRS", 14.8, "1/Month", meterName="E10 ZRS Disk"),
    item(SSD, "E10 LRS", 0.002, "10K", meterName="E10 LRS Disk Operations"),
    item("IP Addresses", "Standard", 0.0046, meterName="Standard IPv4 Static Public IP"),
    item("IP Addresses", "Standard", 0.0099, meterName="Standard IPv4 Static Public IP", armRegionName="Global"),
    item("NAT Gateway", "Standard", 0.0414, meterName="Standard Gateway", armRegionName="Global"),
]  # fmt: skip


async def price_list(request: web.Request) -> web.StreamResponse:
    """Two of what the condition asks for a page."""
    asked = re.sub(r"(\w+) eq '([^']*)'", r'(one["\1"] == "\2")', request.query["$filter"]).replace("priceType", "type")
    assert re.fullmatch(r"[\w\s()\[\]\"=./]+", asked)
    found = [one for one in LISTED if eval(asked, {"one": one})]
    begin = int(request.query.get("$skip", 0))
    more = str(request.url.update_query({"$skip": begin + 2})) if begin + 2 < len(found) else None
    return web.json_response({"BillingCurrency": "EUR", "Items": found[begin : begin + 2], "NextPageLink": more})


@pytest.fixture
def listed(bare_server: ArmServer, monkeypatch: pytest.MonkeyPatch) -> ArmServer:
    bare_server.fail(PRICES, price_list)
    monkeypatch.setenv("BAREME_PRICES_ENDPOINT", bare_server.url)
    return bare_server


@pytest.fixture
def rubric(tmp_path: Path) -> Path:
    file = tmp_path / "lab.yaml"
    file.write_bytes(rubric_path("chapter2-compliance").read_bytes())
    return file


def run(*words: str | Path) -> int:
    return main(["rubric", "prices", *map(str, words), "--lang", "en"])


def test_the_costs_of_a_lab_are_those_of_its_region(listed: ArmServer, rubric: Path, checks: Catalogue) -> None:
    listed.fail(PRICES, refuse(503, "ServiceUnavailable"), times=1)
    assert run(rubric, "France Central", "--currency", "eur") == 0
    prices = load_rubric(rubric, checks).price_list
    assert prices.currency == "EUR"
    assert (
        str(prices.source) == f"Azure public list prices, pay as you go, in francecentral, {datetime.now(UTC).date()}"
    )
    assert prices.sizes == {
        "Standard_B1s": (Decimal("0.0107"), Decimal("0.015")),
        "Standard_B2s": (Decimal("0.0428"),),
    }
    assert prices.disks == {"StandardSSD": {128: Decimal("9.9")}}
    assert prices.network == {"publicipaddresses": Decimal("0.0046"), "natgateways": Decimal("0.0414")}
    azure = Subscription("6f1d0000-0000-0000-0000-000000000001")
    azure.cli_create_vm("vm1", size="Standard_B1s", storage="StandardSSD_LRS")
    lab = Lab.of([azure.collect()], prices=prices)
    assert " EUR a month" in str(checks["spending.estimate"].run(lab, {}).found)
    assert not any(one.authorization for one in listed.asked), "nobody signs in to read a price"


def test_everything_else_in_the_file_stays(listed: ArmServer, rubric: Path, checks: Catalogue) -> None:
    before = rubric.read_text("utf-8")
    run(rubric, REGION)
    once = rubric.read_text("utf-8")
    assert once.startswith(before.rstrip("\n"))
    rubric.write_text(once + "\n# the end\n", "utf-8")
    run(rubric, REGION, "--currency", "EUR")
    twice = rubric.read_text("utf-8")
    assert (twice.count("\nprices:"), twice.endswith("# the end\n")) == (1, True)
    assert not lint_rubric(rubric, checks)


@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("{region}", "No machine is listed for “atlantis”"),
        ("refused", "could not be read: HTTP 403"),
        ("page", "could not be read: it is no price list"),
        ("rubric", "a rubric is a mapping"),
    ],
)
def test_where_there_are_no_prices_the_rubric_stays_as_it_was(
    listed: ArmServer, rubric: Path, capsys: pytest.CaptureFixture[str], path: str, told: str
) -> None:
    if path == "refused":
        listed.fail(PRICES, refuse(403, "Forbidden"))
    if path == "page":
        listed.fail(PRICES, text("<html>a captive portal</html>"))
    if path == "rubric":
        rubric.write_text("- a list\n", "utf-8")
    before = rubric.read_bytes()
    code = run(rubric, "atlantis" if path == "{region}" else REGION)
    assert told in re.sub(r"\s+", " ", capsys.readouterr().err)
    assert (code, rubric.read_bytes()) == (2 if path == "rubric" else 3, before)


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("{region: france central 1!, currency: EUR, as_of: 2026-11-27}", ""),
        ("{region: '?', currency: EUR, as_of: 2026-11-27}", "“?” is no region such as francecentral"),
        ("{region: francecentral, currency: euros, as_of: 2026-11-27}", "“euros” is no currency such as EUR"),
        ("{region: francecentral, currency: EUR, as_of: soon}", "“as_of” must be a day such as"),
        ("{region: francecentral, currency: EUR, as_of: 2026-11-27, size: {Standard_B1s: [cheap]}}", "number"),
        ("{region: francecentral, currency: EUR, as_of: 2026-11-27, sizes: {}}", "Did you mean “size”?"),
        ("{region: francecentral, currency: EUR, as_of: 2026-11-27, disk: {StandardSSD: {small: 1}}}", "number"),
    ],
)
def test_prices_that_are_none_are_told_with_their_place(
    rubric: Path, checks: Catalogue, written: str, told: str
) -> None:
    rubric.write_text(f"{rubric.read_text('utf-8')}\nprices: {written}\n", "utf-8")
    problems = [str(one.message) for one in lint_rubric(rubric, checks) if one.level == "error"]
    assert bool(problems) is bool(told)
    assert all(told in one for one in problems), problems

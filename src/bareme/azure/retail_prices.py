"""Today's list prices of a region, from the public Azure Retail Prices API, which asks for no sign-in.

Facts (“Azure Retail Prices overview”): `GET /api/retail/prices?currencyCode='EUR'&$filter=…` answers with `Items` and
`NextPageLink`. Machines are priced by the hour and told apart by `productName` (“… Windows”) and `skuName` (“B1s
Spot”); disks by the month and tier (“E10 LRS Disk”). Some network meters have one price everywhere, under `Global`.
"""

import asyncio
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

import aiohttp
from azure.core import AsyncPipelineClient
from azure.core.exceptions import AzureError, HttpResponseError
from azure.core.pipeline.policies import AsyncRetryPolicy, HeadersPolicy
from azure.core.pipeline.transport import AioHttpTransport
from azure.core.rest import AsyncHttpResponse, HttpRequest

from bareme.azure.collection.process_state import quiet_sdk
from bareme.azure.http.endpoint import Endpoint, endpoint
from bareme.azure.http.pipeline import HEADERS
from bareme.azure.tls import tls
from bareme.errors import AccessError
from bareme.files.json import parsed
from bareme.reference.arm import Wire, dig, dig_text, fold
from bareme.reference.prices import bundled_prices
from bareme.text.message import Message, say

PUBLIC = "https://prices.azure.com"
SECONDS = 60.0
"""For all of it: some ten requests."""
MOST_PAGES = 50
TIERS = {"1": 4, "2": 8, "3": 16, "4": 32, "6": 64, "10": 128, "15": 256, "20": 512, "30": 1024}
"""GiB up to which a tier goes, by its number (“Select a disk type for Azure IaaS VMs”)."""
DISKS = {
    "Standard HDD Managed Disks": ("Standard", "S"),
    "Standard SSD Managed Disks": ("StandardSSD", "E"),
    "Premium SSD Managed Disks": ("Premium", "P"),
}
"""Kind and first letter of the tiers, by product."""
NETWORK = {
    "publicipaddresses": ("IP Addresses", "Standard IPv4 Static Public IP"),
    "loadbalancers": ("Load Balancer", "Standard Included LB Rules and Outbound Rules"),
    "natgateways": ("NAT Gateway", "Standard Gateway"),
    "bastionhosts": ("Azure Bastion", "Basic Gateway"),
    "applicationgateways": ("Application Gateway Standard v2", "Standard Fixed Cost"),
    "virtualnetworkgateways": ("VPN Gateway", "VpnGw1"),
}
"""Product and meter, by the type they are billed for."""
_OTHER_OFFERS = ("spot", "low priority", "cloud services", "cloudservices")


def retail_prices(region: str, currency: str, day: date, address: str | None = None) -> Wire:
    """The `prices` of a rubric: of the sizes, disks and network resources that bareme knows, those that are listed.

    Raises:
        AccessError: the price list cannot be read, or holds nothing of this region.
        UsageError: the address is none.
    """
    place = endpoint(address or PUBLIC)
    try:
        with quiet_sdk():
            machines, disks, network = asyncio.run(_read(place, region, currency))
    except TimeoutError as error:
        raise AccessError(_unread(place, say("no answer in time"))) from error
    except ValueError as error:
        raise AccessError(_unread(place, say("it is no price list"))) from error
    except HttpResponseError as error:
        raise AccessError(_unread(place, say("HTTP {code}", code=error.status_code or 0))) from error
    except AzureError as error:
        told = say("It is reached without a sign-in; a proxy is told by HTTPS_PROXY.")
        raise AccessError(_unread(place, say("no connection")), told) from error
    sizes = {size: row for size in bundled_prices().sizes if (row := _size(size, machines))}
    if not sizes:
        told = say("No machine is listed for “{region}” in {currency}.", region=region, currency=currency)
        raise AccessError(told, say("Give a region as Azure writes it, such as francecentral, and a currency as EUR."))
    kinds = {kind: own for product, (kind, letter) in DISKS.items() if (own := _tiers(disks, product, letter))}
    by_the_hour = {kind: price for kind in NETWORK if (price := _network(kind, region, network)) is not None}
    return {
        "region": region, "currency": currency, "as_of": day.isoformat(),
        "size": sizes, "disk": kinds, "network": by_the_hour,
    }  # fmt: skip


async def _read(place: Endpoint, region: str, currency: str) -> tuple[list[Wire], list[Wire], list[Wire]]:
    session = aiohttp.ClientSession(
        connector=aiohttp.TCPConnector(ssl=tls() if place.encrypted else True), trust_env=not place.loopback
    )
    transport = AioHttpTransport(session=session, session_owner=False)
    policies = [HeadersPolicy(HEADERS), AsyncRetryPolicy(retry_total=3)]
    async with asyncio.timeout(SECONDS), session:
        client: AsyncPipelineClient[HttpRequest, AsyncHttpResponse] = AsyncPipelineClient(
            place.base, policies=policies, transport=transport
        )
        here = f"armRegionName eq '{region}'"
        machines = await _items(client, place, currency, f"{here} and {_either('armSkuName', bundled_prices().sizes)}")
        disks = await _items(client, place, currency, f"{here} and {_either('productName', DISKS)}")
        meters = (f"(productName eq '{product}' and meterName eq '{meter}')" for product, meter in NETWORK.values())
        anywhere = _either("armRegionName", (region, "Global"))
        network = await _items(client, place, currency, f"{anywhere} and ({' or '.join(meters)})")
    return machines, disks, network


async def _items(client: Any, place: Endpoint, currency: str, condition: str) -> list[Wire]:
    """Every page of what is sold as one goes, to this condition."""
    query = {"currencyCode": f"'{currency}'", "$filter": f"priceType eq 'Consumption' and {condition}"}
    path: str | None = f"/api/retail/prices?{urlencode(query)}"
    found: list[Wire] = []
    for _ in range(MOST_PAGES):
        if path is None:
            break
        response = await client.send_request(HttpRequest("GET", place.base + path))
        response.raise_for_status()
        await response.read()
        body = parsed(response.content)
        items = dig(body, "Items")
        found += [one for one in items if isinstance(one, dict)] if isinstance(items, list) else []
        path = place.path_of(dig_text(body, "NextPageLink") or "https://")
    return found


def _either(field: str, values: Iterable[str]) -> str:
    choices = " or ".join(f"{field} eq '{value}'" for value in values)
    return f"({choices})"


def _size(size: str, items: Sequence[Wire]) -> list[Decimal]:
    """An hour with Linux, then with Windows; nothing where the first is not known."""
    own = [one for one in items if fold(one.get("armSkuName")) == fold(size) and _is_plain(one, "1hour")]
    linux = _price([one for one in own if not _is_windows(one)])
    windows = _price([one for one in own if _is_windows(one)])
    return [] if linux is None else [linux] if windows is None else [linux, windows]


def _tiers(items: Sequence[Wire], product: str, letter: str) -> dict[str, Decimal]:
    """A month by the size in GiB up to which a tier goes."""
    own = [one for one in items if one.get("productName") == product and _is_plain(one, "1month")]
    found = {
        str(limit): _price([one for one in own if one.get("meterName") == f"{letter}{tier} LRS Disk"])
        for tier, limit in TIERS.items()
    }
    return {limit: price for limit, price in found.items() if price is not None}


def _network(kind: str, region: str, items: Sequence[Wire]) -> Decimal | None:
    """An hour in the region, or what it costs everywhere."""
    product, meter = NETWORK[kind]
    own = [
        one
        for one in items
        if (one.get("productName"), one.get("meterName")) == (product, meter) and _is_plain(one, "1hour")
    ]
    here = _price([one for one in own if fold(one.get("armRegionName")) == fold(region)])
    return here if here is not None else _price(own)


def _price(items: Sequence[Wire]) -> Decimal | None:
    """The one that holds now: the last to come into force."""
    last = max(items, key=lambda one: str(one.get("effectiveStartDate")), default=None)
    return Decimal(str(last["retailPrice"])) if last else None


def _is_plain(item: Wire, unit: str) -> bool:
    """Whether it is what anybody pays for the first unit, as he goes."""
    words = fold(f"{item.get('productName')} {item.get('skuName')} {item.get('meterName')}")
    price = item.get("retailPrice")
    return (
        not any(one in words for one in _OTHER_OFFERS)
        and "".join(filter(str.isalnum, fold(item.get("unitOfMeasure")))) == unit
        and item.get("type", "Consumption") == "Consumption"
        and not item.get("tierMinimumUnits")
        and not item.get("effectiveEndDate")
        and isinstance(price, int | float)
        and price > 0
    )


def _is_windows(item: Wire) -> bool:
    return fold(item.get("productName")).endswith("windows")


def _unread(place: Endpoint, reason: Message) -> Message:
    return say("The price list at {address} could not be read: {reason}", address=place.base, reason=reason)

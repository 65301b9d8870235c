"""What Azure offers this subscription: sizes and availability sets of the regions concerned."""

from collections.abc import Iterable

from bareme.azure.draft import Draft
from bareme.azure.readers.desk import Desk, all_of
from bareme.azure.routes import SKUS, subscription_path, with_query
from bareme.evidence import Source
from bareme.wire import Wire, dig_text, fold, region

_REGIONS = 4
_PLACES = (Source.VIRTUAL_MACHINES, Source.SCALE_SETS, Source.AVAILABILITY_SETS)


async def skus(desk: Desk, draft: Draft) -> None:
    """`Resource Skus - List`, one region at a time: a region has hundreds of sizes, few are kept."""
    found = [item for source in _PLACES for item in await desk.known(source)]
    sizes = {fold(size) for size in (*desk.settings.sizes, *_sizes(found)) if size}
    places = dict.fromkeys([*map(region, desk.settings.regions), *(region(item.get("location")) for item in found)])

    def concerned(sku: Wire) -> bool:
        return _concerned(sku, sizes)

    base = f"{subscription_path(desk.target)}/providers/Microsoft.Compute/skus"
    paths = [with_query(base, SKUS, filter=f"location eq '{place}'") for place in places if place.isalnum()]
    await all_of([desk.fill(draft, path, keep=concerned) for path in paths[:_REGIONS]])


def _sizes(found: Iterable[Wire]) -> list[str | None]:
    return [
        size
        for item in found
        for size in (dig_text(item, "properties", "hardwareProfile", "vmSize"), dig_text(item, "sku", "name"))
    ]


def _concerned(sku: Wire, sizes: set[str]) -> bool:
    kind, name = fold(sku.get("resourceType")), fold(sku.get("name"))
    if kind == "availabilitysets":
        return name == "aligned"
    return kind == "virtualmachines" and (name in sizes or name.startswith("standard_b"))

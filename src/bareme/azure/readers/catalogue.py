"""What Azure offers this subscription: sizes and availability sets of the regions concerned."""

from collections.abc import Iterable

from bareme.azure.readers.partial_reading import PartialReading
from bareme.azure.readers.routes import SKUS, subscription_path, with_query
from bareme.azure.readers.student_sources import StudentSources
from bareme.evidence import Source
from bareme.reference.arm import Wire, dig, fold, region

_REGIONS = 4
_PLACES = (Source.VIRTUAL_MACHINES, Source.SCALE_SETS, Source.AVAILABILITY_SETS)


async def skus(student: StudentSources, partial: PartialReading) -> None:
    """`Resource Skus - List`, one region at a time: a region has hundreds of sizes, few are kept."""
    found = [item for source in _PLACES for item in await student.known(source)]
    sizes = {*map(fold, student.settings.sizes), *sizes_of(found)}
    places = dict.fromkeys([*map(region, student.settings.regions), *(region(item.get("location")) for item in found)])

    def concerned(sku: Wire) -> bool:
        return is_concerned(sku, sizes)

    base = f"{subscription_path(student.target)}/providers/Microsoft.Compute/skus"
    paths = [with_query(base, SKUS, filter=f"location eq '{place}'") for place in places if place.isalnum()]
    await student.all_of(partial, [student.fill_same(partial, path, concerned) for path in paths[:_REGIONS]])


def sizes_of(found: Iterable[Wire]) -> set[str]:
    """The folded sizes of machines and scale sets."""
    paths = (("properties", "hardwareProfile", "vmSize"), ("sku", "name"))
    return {fold(dig(item, *path)) for item in found for path in paths} - {""}


def is_concerned(sku: Wire, sizes: set[str]) -> bool:
    """Whether a line of the catalogue is kept."""
    kind, name = fold(sku.get("resourceType")), fold(sku.get("name"))
    if kind == "availabilitysets":
        return name == "aligned"
    return kind == "virtualmachines" and (name in sizes or name.startswith("standard_b"))

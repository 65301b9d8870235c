"""Regions: how names shorten them, and how many fault domains they have."""

from bareme.reference.arm import region
from bareme.reference.tables import table


def codes(place: str) -> frozenset[str]:
    """The short forms of a region in names of resources, its full name among them."""
    wire = region(place)
    return frozenset({wire, *table("regions")["codes"].get(wire, ())})


def fault_domains(place: str) -> int:
    """How many fault domains an availability set may have there, for want of the list of SKUs."""
    known = table("availability")["fault_domains"]
    found = known.get(region(place), known["other"])
    return int(found)

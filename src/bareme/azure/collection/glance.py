"""A look at whether something changed: three requests, in the place of a whole collection."""

from bareme.evidence import Collection, Source

LOOKED_AT = frozenset({Source.RESOURCES, Source.VM_STATUSES})
"""What is read for it (`Settings.only`): what is there, and how the machines stand."""

Look = tuple[str, ...]


def look_of(found: Collection) -> Look:
    """What it saw, to be compared with what another one did."""
    return tuple(sorted(repr(item) for reading in found.sources.values() for item in reading.items))

"""A look at whether something changed: one or two requests, in the place of a whole collection."""

from datetime import timedelta

from bareme.evidence import Collection, Source
from bareme.reference.arm import Wire, dig_text

LOOKED_AT = frozenset({Source.RESOURCES, Source.VM_STATUSES})
"""What is read of one student (`Settings.only`): what is there, and how the machines stand."""
LOOKED_AT_IN_A_CLASS = frozenset({Source.RESOURCE_GRAPH, Source.VM_STATUSES})
"""The same of many: one query of Resource Graph tells what is there in a hundred subscriptions."""
LOG_LOOKED_AT = frozenset({Source.ACTIVITY_LOG})
"""What Azure refused changes nothing that is there: the log alone tells."""
LOG_LOOKED_BACK = timedelta(hours=1)
"""What of the log is looked at: it runs behind, and a lab goes on for hours."""

Look = tuple[str, ...]


def look_of(found: Collection) -> Look:
    """What it saw, to be compared with what another one did."""
    return tuple(sorted(repr(_lasting(item)) for reading in found.sources.values() for item in reading.items))


def events_of(found: Collection) -> frozenset[str]:
    """The ids of the log's events, in a look or in a whole collection."""
    reading = found.sources.get(Source.ACTIVITY_LOG)
    return frozenset(dig_text(one, "eventDataId") or repr(one) for one in (reading.items if reading else ()))


def _lasting(item: Wire) -> dict[str, object]:
    """An item without the moment at which it was read."""
    return {name: value for name, value in item.items() if name != "read_at"}

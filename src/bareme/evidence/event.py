"""One event of the activity log, reduced to what a grade may rest on: logs are most of a class's evidence.

Azure says nearly everything twice (`value` and `localizedValue`, `resourceId` and `entity`); half of the time a class
takes would go into reading the second copy (Azure Monitor documentation, "Azure activity log event schema").
"""

from typing import Any

from bareme.reference.arm import Wire, dig, fold

FIELDS = (
    "caller",
    "category",
    "claims",
    "correlationId",
    "eventDataId",
    "eventTimestamp",
    "id",
    "operationId",
    "operationName",
    "properties",
    "resourceId",
    "status",
    "subStatus",
    "submissionTimestamp",
)
"""Asked for by `$select` and kept: no `httpRequest`, no `authorization`, no `tenantId`."""

_REPEATED = {"entity", "eventCategory", "hierarchy"}


def essential(event: Wire) -> dict[str, Any]:
    """The fields kept of an event, each said once."""
    kept = {name: _once(event[name]) for name in FIELDS if name in event}
    if kept.get("eventDataId"):
        kept.pop("id", None)
    if isinstance(kept.get("properties"), dict):
        kept["properties"] = _properties(kept["properties"], fold(dig(event, "operationName", "value")))
    return kept


def _once(value: Any) -> Any:
    if isinstance(value, dict) and "localizedValue" in value and "value" in value:
        return {name: inner for name, inner in value.items() if name != "localizedValue"}
    return value


def _properties(properties: Wire, operation: str) -> dict[str, Any]:
    kept = {name: value for name, value in properties.items() if name not in _REPEATED}
    if fold(kept.get("message")) == operation:
        kept.pop("message", None)
    return kept

"""One event of the activity log, reduced to what a grade may rest on."""

from typing import Any

from bareme.azure.scrub import scrub
from bareme.wire import Wire, dig_text

FIELDS = (
    "caller",
    "category",
    "claims",
    "correlationId",
    "eventDataId",
    "eventName",
    "eventTimestamp",
    "id",
    "level",
    "operationId",
    "operationName",
    "properties",
    "resourceGroupName",
    "resourceId",
    "resourceProviderName",
    "resourceType",
    "status",
    "subStatus",
    "submissionTimestamp",
    "subscriptionId",
)
"""Asked for by `$select` and kept: no `httpRequest`, no `authorization`, no `tenantId`."""

_OBJECT_ID = "http://schemas.microsoft.com/identity/claims/objectidentifier"


def reduced(event: Wire) -> dict[str, Any]:
    """An event as it may be kept.

    Of the claims of the caller's token two stay: the application, which tells the portal from the command line,
    and the object id, a number that only the directory can turn into a name.
    """
    kept = scrub({name: event[name] for name in FIELDS if name in event and name != "claims"})
    claims = {"appid": dig_text(event, "claims", "appid"), "oid": dig_text(event, "claims", _OBJECT_ID)}
    return kept | {"claims": {name: value for name, value in claims.items() if value}}

"""One event of the activity log as it may be kept: the essential fields, without secrets and people."""

from typing import Any

from bareme.evidence.event import essential
from bareme.evidence.scrub import scrub
from bareme.reference.arm import Wire, dig_text

_OBJECT_ID = "http://schemas.microsoft.com/identity/claims/objectidentifier"


def reduced(event: Wire) -> dict[str, Any]:
    """An event as it may be kept.

    Of the claims of the caller's token two stay: the application, which tells the portal from the command line,
    and the object id, a number that only the directory can turn into a name.
    """
    kept = essential(event)
    kept.pop("claims", None)
    claims = {"appid": dig_text(event, "claims", "appid"), "oid": dig_text(event, "claims", _OBJECT_ID)}
    return scrub(kept) | {"claims": {name: value for name, value in claims.items() if value}}

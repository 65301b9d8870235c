"""The script for a student whose Azure the teacher cannot read: run in Cloud Shell, it packs what it read.

`az rest` only: GET, and the one POST of Resource Graph's query. The lists and versions are those of `routes`.
"""

from pathlib import Path

from bareme.azure.readers import routes
from bareme.azure.readers.history import LOG_DAYS
from bareme.azure.readers.routes import LISTINGS
from bareme.evidence.event import FIELDS

_TEMPLATE = Path(__file__).with_name("collect.sh")
_ATTEST = Path(__file__).with_name("attest.sh")
_WINDOW = "eventTimestamp%20ge%20'$SINCE'%20and%20eventTimestamp%20le%20'$NOW'"
_GROUP = "${GROUP:+%20and%20resourceGroupName%20eq%20'$GROUP'}"
_REGION = "location%20eq%20'francecentral'"


def script() -> str:
    """The whole script."""
    text = _TEMPLATE.read_text(encoding="utf-8")
    values = {
        "ATTEST": _ATTEST.read_text(encoding="utf-8").rstrip(),
        "LISTS": "\n".join(_lists()),
        "DAYS": str(LOG_DAYS),
        "SUBSCRIPTIONS": routes.SUBSCRIPTIONS,
        "COMPUTE": routes.COMPUTE,
        "GALLERIES": routes.GALLERIES,
        "RULES": routes.COLLECTION_RULES,
        "RESOURCES": routes.RESOURCES,
        "GRAPH": routes.GRAPH_PATH,
    }
    for name, value in values.items():
        text = text.replace(f"@{name}@", value)
    return text


def _lists() -> list[str]:
    compute = "providers/Microsoft.Compute"
    log = "providers/Microsoft.Insights/eventtypes/management/values"
    return [
        _list("subscription", "$HOME_PATH", routes.SUBSCRIPTIONS),
        _list("resource-groups", "$HOME_PATH/resourcegroups${GROUP:+/$GROUP}", routes.RESOURCES),
        *(_list(source.value, f"$SCOPE/providers/{one.kind}", one.version) for source, one in LISTINGS.items()),
        _list("skus", f"$HOME_PATH/{compute}/skus", routes.SKUS, rf"\$filter={_REGION}"),
        _list("activity-log", f"$HOME_PATH/{log}", routes.ACTIVITY_LOG, rf"\$filter={_WINDOW}{_GROUP}", _select()),
    ]


def _select() -> str:
    return rf"\$select={','.join(FIELDS)}"


def _list(source: str, path: str, version: str, *options: str) -> str:
    return f'list {source} "{path}?{"&".join((f"api-version={version}", *options))}"'

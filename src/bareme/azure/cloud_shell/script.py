"""The script for a student whose Azure the teacher cannot read: run in Cloud Shell, it packs what it read.

`az rest` only: GET, and the one POST of Resource Graph's query. The lists and versions are those of `routes`.
"""

from collections.abc import Container, Iterator, Mapping
from pathlib import Path

from bareme.azure.readers import routes
from bareme.azure.readers.declared import READ_ANYHOW
from bareme.azure.readers.graph import COLUMNS
from bareme.azure.readers.routes import LISTINGS
from bareme.azure.readers.versions import VERSIONS
from bareme.azure.settings import LOG_WINDOW
from bareme.evidence.declared import GROUP, NOTHING_DECLARED, SUBSCRIPTION, ChildList, Declared
from bareme.evidence.event import FIELDS
from bareme.reference.resource_types import ALWAYS, OPENED_BY, canonical

_TEMPLATE = Path(__file__).with_name("collect.sh")
_ATTEST = Path(__file__).with_name("attest.sh")
_WINDOW = "eventTimestamp%20ge%20'$SINCE'%20and%20eventTimestamp%20le%20'$NOW'"
_GROUP = "${GROUP:+%20and%20resourceGroupName%20eq%20'$GROUP'}"
_REGION = "location%20eq%20'francecentral'"


def script(declared: Declared = NOTHING_DECLARED) -> str:
    """The whole script, with what a rubric declares beyond the lists."""
    text = _TEMPLATE.read_text(encoding="utf-8")
    values = {
        "ATTEST": _ATTEST.read_text(encoding="utf-8").rstrip(),
        "TYPES": ", ".join(f'"{one}"' for one in declared_types(declared)),
        "DECLARED": "\n".join(_declared(declared)),
        "TABLES": " ".join(ALWAYS),
        "OPENED": "\n".join(_opened()),
        "COLUMNS": COLUMNS,
        "LISTS": "\n".join(_lists()),
        "DAYS": str(LOG_WINDOW.days),
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
        _list("resources", "$SCOPE/resources", routes.RESOURCES, r"\$expand=createdTime,changedTime"),
        *(_list(source.value, f"$SCOPE/providers/{one.kind}", one.version) for source, one in LISTINGS.items()),
        _list("skus", f"$HOME_PATH/{compute}/skus", routes.SKUS, rf"\$filter={_REGION}"),
        _list("activity-log", f"$HOME_PATH/{log}", routes.ACTIVITY_LOG, rf"\$filter={_WINDOW}{_GROUP}", _select()),
    ]


def _opened() -> Iterator[str]:
    """The side tables, where what opens them is among the resources."""
    for table, openers in OPENED_BY.items():
        yield f"if {' || '.join(f'opened {one}' for one in openers)}; then table {table}; fi"


def declared_types(declared: Declared) -> tuple[str, ...]:
    """The types that a rubric declares, in the order of their pages: `declared-0`, `declared-1` …."""
    own = [one for one in declared.types if one not in READ_ANYHOW]
    return tuple(dict.fromkeys([*own, *(one.type for one in declared.lists)]))


def _declared(declared: Declared) -> Iterator[str]:
    places = {type_: f"declared-{number}" for number, type_ in enumerate(declared_types(declared))}
    for type_ in declared.types:
        if type_ in READ_ANYHOW:
            continue
        if type_ in VERSIONS:
            yield f"each {places[type_]} '{type_}' 'resources~*.json' '?api-version={VERSIONS[type_]}'"
        else:
            yield f"echo Unversioned > {places[type_]}~0.err"
    for one in declared.lists:
        yield _under(one, places, {other.type for other in declared.lists})


def _under(one: ChildList, places: Mapping[str, str], listed: Container[str]) -> str:
    """One declared list; what it hangs under may be a declared list itself."""
    after, own = f"/{one.path}?api-version={one.api}", canonical(one.under)
    if one.under == SUBSCRIPTION:
        return f'list {places[one.type]} "$HOME_PATH{after}"'
    if one.under == GROUP:
        return f"under {places[one.type]} 'resource-groups~*.json' '{after}'"
    pages = f"{places[own]}~*.json" if own in listed else "resources~*.json"
    return f"each {places[one.type]} '{own}' '{pages}' '{after}'"


def _select() -> str:
    return rf"\$select={','.join(FIELDS)}"


def _list(source: str, path: str, version: str, *options: str) -> str:
    return f'list {source} "{path}?{"&".join((f"api-version={version}", *options))}"'

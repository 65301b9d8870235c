"""What an example shows of resources of any type, as conditions to be pruned by their author."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from bareme.lab import Lab
from bareme.lab.noun import Noun
from bareme.reference.arm import fold
from bareme.reference.resource_types import is_listed, type_of
from bareme.timeline import Life
from bareme.timeline.from_state import LISTED
from bareme.timeline.missing import Missing

MOST = 30
"""Resources that are drafted."""
_VALUES = 6
"""Values of one resource's properties."""
_NETWORK = frozenset(
    {
        "microsoft.network/virtualnetworks",
        "microsoft.network/networksecuritygroups",
        "microsoft.network/loadbalancers",
        "microsoft.network/natgateways",
        "microsoft.network/bastionhosts",
        "microsoft.storage/storageaccounts",
    }
)
"""Types that have lists of their own and are yet a lab of their own where there is no machine."""
_AZURES = re.compile(
    r"provisioningstate|.*(id|uri|url|urls|endpoint|endpoints|hostname|hostnames|guid|time|date|status|state)$"
)
"""Keys whose values Azure makes, not the student."""
_DECIDED = re.compile(r"[A-Za-z0-9][\w./ -]{0,40}")


def of_anything(lab: Lab) -> Iterator[Mapping[str, Any]]:
    """The parameters of `check: resource` for each resource, in the order they were made."""
    types = sorted({type_of(one) for one in lab.history.ids})
    wanted = [
        one for one in types if is_listed(one) and (one not in LISTED.values() or (one in _NETWORK and not lab.vms))
    ]
    lives = [life for type_ in wanted for life in lab.history.lives(type_)]
    for life in sorted(lives, key=_made)[:MOST]:
        yield _asked(life, lab)


def _made(life: Life) -> str:
    return str(Noun(life).created.value)


def _asked(life: Life, lab: Lab) -> Mapping[str, Any]:
    shown = [one for one in lab.history.records(life) if one.whole]
    model = shown[-1].model if shown else {}
    written = [str(one.model["type"]) for one in lab.history.records(life) if "type" in one.model]
    type_ = next((one for one in written if one != fold(one)), type_of(life.resource_id))
    where = [{"path": path, "eq": value} for path, value in _values(model)]
    return {
        "type": type_,
        "name": Noun(life).name,
        **({"where": where} if where else {}),
        **({"moment": "gone"} if _is_gone(life) else {}),
    }


def _is_gone(life: Life) -> bool:
    try:
        return Noun(life).deleted is not None
    except Missing:
        return False


def _values(model: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    for path in ("location", "kind"):
        if isinstance(model.get(path), str):
            yield path, model[path]
    sku = model.get("sku")
    if isinstance(sku, dict) and isinstance(sku.get("name"), str):
        yield "sku.name", sku["name"]
    properties = model.get("properties")
    own = ((key, value) for key, value in properties.items()) if isinstance(properties, dict) else ()
    decided = [(f"properties.{key}", value) for key, value in own if _is_decided(key, value)]
    yield from decided[:_VALUES]


def _is_decided(key: str, value: Any) -> bool:
    """Whether a value looks like a decision of the student's: a truth, a number, a short word."""
    if not key.isidentifier() or _AZURES.fullmatch(fold(key)):
        return False
    return isinstance(value, bool | int) or (isinstance(value, str) and _DECIDED.fullmatch(value) is not None)

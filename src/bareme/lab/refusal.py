"""What a refused operation asked for: the size and the place stand seldom in Azure's answer.

They stand in the operation's own body or request, or in the parameters of the deployment it belongs to.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from bareme.lab import model
from bareme.reference.arm import Wire, dig, dig_text, fold, region
from bareme.timeline import Operation

_SIZE = re.compile(r"(?:standard|basic)_[a-z]+\d\w*", re.IGNORECASE)
"""`Standard_B1s`; a disk's type (`Standard_LRS`) has no number."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Folded sizes and regions in wire form; empty where nothing tells them."""

    sizes: frozenset[str]
    places: frozenset[str]


def asked_for(operation: Operation, deployments: Iterable[Wire]) -> Asked:
    """What an operation asked for, from all that tells it."""
    models = [one for one in (operation.body, operation.request) if one]
    parameters = [dig(one, "properties", "parameters") for one in deployments if _belongs(operation, one)]
    sizes = {size for one in models for size in _sizes(one)}
    sizes |= {fold(size) for one in parameters for text in _texts(one) for size in _SIZE.findall(text)}
    places = {place for one in models if (place := model.location(one))}
    return Asked(frozenset(sizes), frozenset(places or {place for one in parameters for place in _places(one)}))


def named_sizes(text: str) -> frozenset[str]:
    """The sizes that a text names, folded."""
    return frozenset(map(fold, _SIZE.findall(text)))


def _belongs(operation: Operation, deployment: Wire) -> bool:
    if fold(deployment.get("id")) == operation.resource_id:
        return True
    own = fold(dig(deployment, "properties", "correlationId"))
    return bool(own) and own == operation.correlation_id


def _sizes(wire: Wire) -> Iterator[str]:
    """A machine's size, or that of a scale set's machines."""
    for size in (model.size(wire), dig_text(wire, "sku", "name")):
        if size and _SIZE.fullmatch(size):
            yield fold(size)


def _places(parameters: Any) -> Iterator[str]:
    for name, value in parameters.items() if isinstance(parameters, dict) else ():
        if "location" in fold(name) or "region" in fold(name):
            yield from (region(text) for text in _texts(dig(value, "value")) if text)


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from _texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _texts(inner)

"""Changing evidence everywhere at once: a world in which one thing is otherwise, and every record agrees on it.

A fact stands in many places: the lists of resources, the bodies of log events, deployments, change records. A mutation
that forgot one would make sources contradict each other, and prove nothing.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from bareme.evidence import Collection, Reading, Source
from bareme.prove.example import Example
from bareme.reference.arm import dig, dig_text, fold, resource_type

Model = dict[str, Any]

_BODIES = ("responseBody", "requestbody", "requestBody")
_RECORDS = {Source.ACTIVITY_LOG, Source.RESOURCE_CHANGES, Source.DEPLOYMENTS, Source.SKUS}
"""Sources whose items are no resources of the lab themselves."""


def strings(example: Example, change: Callable[[str, str], str]) -> Example:
    """Every text in the evidence, given with its key, put through `change`; also inside the bodies of events."""

    def deep(key: str, value: Any) -> Any:
        if isinstance(value, dict):
            return {name: deep(name, inner) for name, inner in value.items()}
        if isinstance(value, list):
            return [deep(key, inner) for inner in value]
        if not isinstance(value, str):
            return value
        if key == "responseBody" and value.startswith("{"):
            return json.dumps(deep("", json.loads(value)))
        return change(key, value)

    return items(example, lambda _, item: deep("", item))


def items(example: Example, change: Callable[[Source, Model], Model | None]) -> Example:
    """Every item of every source, copied and put through `change`; `None` takes it out."""
    return collections(example, lambda source, reading: _changed(source, reading, change))


def collections(example: Example, change: Callable[[Source, Reading], Reading]) -> Example:
    """Every reading put through `change`."""
    return replace(example, collections=tuple(_with(one, change) for one in example.collections))


def models(example: Example, change: Callable[[str, Model], None]) -> Example:
    """Every model of a resource, in lists and in the bodies of events, changed in place; given with its folded id."""

    def one(source: Source, item: Model) -> Model:
        if source is Source.ACTIVITY_LOG:
            for name in _BODIES:
                body = body_of(item, name)
                if body is not None:
                    change(fold(dig(item, "resourceId")), body)
                    item["properties"][name] = json.dumps(body)
        elif source not in _RECORDS:
            change(fold(dig(item, "id")), item)
        return item

    return items(example, one)


def without(example: Example, drop: Callable[[str, str], bool]) -> Example:
    """Take out all that is told of some resources: `drop` gets a folded id and, for records, a folded operation.

    The operation is empty for the lists of what there is, and for what a deployment made.
    """

    def one(source: Source, item: Model) -> Model | None:
        identifier, operation = about(source, item)
        if drop(identifier, operation):
            return None
        if source is Source.DEPLOYMENTS:
            made = item.get("properties", {}).get("outputResources")
            if made:
                item["properties"]["outputResources"] = [to for to in made if not drop(fold(dig(to, "id")), "")]
        return item

    return items(example, one)


def about(source: Source, item: Mapping[str, Any]) -> tuple[str, str]:
    """The resource an item is about, and the operation it records; both folded."""
    if source is Source.ACTIVITY_LOG:
        return fold(dig(item, "resourceId")), fold(dig(item, "operationName", "value"))
    if source is Source.RESOURCE_CHANGES:
        kind = fold(dig(item, "properties", "changeType"))
        operation = fold(dig(item, "properties", "changeAttributes", "operation"))
        return fold(dig(item, "properties", "targetResourceId")), operation or kind
    return fold(dig(item, "id")), ""


def body_of(event: Mapping[str, Any], name: str = "responseBody") -> Model | None:
    """The model in an event: what Azure answered, or what it was asked."""
    text = dig_text(event, "properties", name)
    found = json.loads(text) if text and text.startswith("{") else None
    return found if isinstance(found, dict) else None


def shown(example: Example, kind: str) -> Iterator[tuple[str, Model]]:
    """Every model of resources of one folded type, with its folded id: as logged, in order, then as listed."""
    found = [one for collection in example.collections for one in shown_in(collection)]
    logged = sorted((one for one in found if one[0]), key=lambda one: one[0])
    listed = (one for one in found if not one[0])
    yield from ((identifier, model) for _, identifier, model in (*logged, *listed) if resource_type(identifier) == kind)


def shown_in(collection: Collection) -> Iterator[tuple[str, str, Model]]:
    """Models with their moment (empty for those that are listed) and id."""
    for source, reading in collection.sources.items():
        for item in reading.items:
            body = body_of(item) if source is Source.ACTIVITY_LOG else None
            if body is not None:
                yield str(dig(item, "eventTimestamp")), fold(dig(item, "resourceId")), body
            elif source not in _RECORDS:
                yield "", fold(dig(item, "id")), dict(item)


def _with(collection: Collection, change: Callable[[Source, Reading], Reading]) -> Collection:
    return replace(collection, sources={source: change(source, one) for source, one in collection.sources.items()})


def _changed(source: Source, reading: Reading, change: Callable[[Source, Model], Model | None]) -> Reading:
    copies: list[Model] = json.loads(json.dumps(list(reading.items)))
    found = (change(source, copy) for copy in copies)
    return replace(reading, items=tuple(one for one in found if one is not None))

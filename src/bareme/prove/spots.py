"""Where a mutation changes a student's work, and where a criterion looks: a resource type and a place in it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import Any

from bareme.conditions.model import Condition, Selection
from bareme.conditions.path import Path
from bareme.conditions.verdict import query_of
from bareme.evidence import Source
from bareme.grading.assess import Task
from bareme.prove.example import Example
from bareme.prove.rewrite import about, shown_in
from bareme.reference.arm import fold
from bareme.reference.resource_types import GROUP, canonical, is_setting, type_of
from bareme.timeline.from_state import LISTED

OPERATIONS, DEPLOYMENTS = "operations", "deployments"
"""What is done, and how things are deployed: places of their own beside resource types."""
ANY = "*"
"""Whatever type it is."""
CONDITIONS = frozenset({"resource", "operation", "deployment"})
"""The checks whose parameters say where they look."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A folded type and the folded keys of a place in it; no keys stand for the whole of it."""

    type: str
    keys: tuple[str, ...] = ()

    @classmethod
    def at(cls, text: str) -> "Spot":
        """The place that a check or a mutation names: a resource type or `*`, and after a colon a path in it."""
        kind, _, path = text.partition(":")
        return cls(canonical(kind) if "/" in kind else kind, tuple(fold(key) for key in path.split(".") if key))

    def meets(self, other: "Spot") -> bool:
        """Whether this change may be seen in the other: a child stands inside its parent, all inside their group.

        A setting (a lock, a diagnostic setting) goes with what it is laid on, which may be anything.
        """
        if self == Spot(GROUP) or (not self.keys and is_setting(other.type)):
            return True
        if ANY in {self.type, other.type}:
            return all(one == two for one, two in zip(self.keys, other.keys, strict=False))
        longer, shorter = sorted((self.type, other.type), key=len, reverse=True)
        if longer != shorter:
            return longer.startswith(f"{shorter}/")
        return all(one == two for one, two in zip(self.keys, other.keys, strict=False))


def of_task(task: Task) -> frozenset[Spot] | None:
    """Where a criterion looks: as its conditions say, or its check; `None` where neither does."""
    name = task.check.name if task.check else ""
    if name not in CONDITIONS:
        said = task.check.looks_at if task.check else ()
        return frozenset(map(Spot.at, said)) or None
    if task.unknown:
        return None
    if name == "operation":
        on = task.values.get("on")
        own = {Spot(on.folded)} if isinstance(on, Selection) else _acted_on(str(task.values["name"]))
        return frozenset({Spot(OPERATIONS), *own})
    if name == "deployment":
        makes = str(task.values.get("makes") or "")
        return frozenset({Spot(DEPLOYMENTS), *({Spot(canonical(makes))} if makes else ())})
    query = query_of(**task.values)
    kind = query.selection.folded
    leaves = [leaf for one in (*query.where, *query.half) for leaf in one.leaves]
    targets = [leaf.ref.folded for leaf in leaves if isinstance(leaf, Condition) and leaf.ref]
    places = {Spot(kind, keys_of(leaf.place)) for leaf in leaves} | ({Spot(kind, query.changed.place.keys)}
                                                                    if query.changed else set())  # fmt: skip
    is_whole = {Spot(kind, ("@there",))}
    return frozenset(places | is_whole | {Spot(one) for one in targets})


def _acted_on(name: str) -> set[Spot]:
    """The type in an operation's name, as far as no glob stands in it."""
    parts = name.removesuffix("/action").split("/")[:-1]
    told = list(takewhile(lambda part: not {"*", "?"} & set(part), parts))
    return {Spot(canonical("/".join(told)))} if told else set()


def keys_of(path: Path) -> tuple[str, ...]:
    """The folded keys of a path."""
    return path.keys


def of_reads(task: Task) -> frozenset[str]:
    """The resource types that a check's sources list, and those it declares."""
    if task.check is None:
        return frozenset()
    listed = {LISTED[source] for source in task.check.reads if source in LISTED}
    declared = task.check.types(task.values).types if task.check.types else ()
    return frozenset({*listed, *map(canonical, declared)})


def changed(before: Example, after: Example) -> frozenset[Spot]:
    """What differs between two students' work."""
    spots: set[Spot] = set()
    for one, other in zip(before.collections, after.collections, strict=False):
        for source in Source:
            if one.items(source) != other.items(source):
                spots |= _of_source(source, one.items(source), other.items(source))
        own, its = (_models(example) for example in (one, other))
        for identifier in own.keys() | its.keys():
            spots |= set(_between(type_of(identifier), own.get(identifier, []), its.get(identifier, [])))
    return frozenset(spots)


def _of_source(source: Source, before: Sequence[Any], after: Sequence[Any]) -> set[Spot]:
    if source is Source.DEPLOYMENTS:
        return {Spot(DEPLOYMENTS)}
    if source is not Source.ACTIVITY_LOG:
        return set()
    lost = {about(source, item) for item in before} ^ {about(source, item) for item in after}
    return {Spot(OPERATIONS)} if lost else set()


def _models(collection: Any) -> dict[str, list[Mapping[str, Any]]]:
    found: dict[str, list[Mapping[str, Any]]] = {}
    for _, identifier, model in shown_in(collection):
        found.setdefault(fold(identifier), []).append(model)
    return found


def _between(kind: str, before: list[Mapping[str, Any]], after: list[Mapping[str, Any]]) -> Iterator[Spot]:
    if len(before) != len(after):
        yield Spot(kind, ("@there",))
    for one, other in zip(before, after, strict=False):
        yield from (Spot(kind, keys) for keys in _differences(one, other, ()))


def _differences(one: Any, other: Any, keys: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    if one == other:
        return
    if isinstance(one, dict) and isinstance(other, dict):
        for key in one.keys() | other.keys():
            yield from _differences(one.get(key), other.get(key), (*keys, fold(key)))
    elif isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        for left, right in zip(one, other, strict=True):
            yield from _differences(left, right, keys)
    else:
        yield keys

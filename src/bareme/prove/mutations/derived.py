"""Mutations made of a rubric's own conditions: each value that is asked for spoilt, in every record that tells it."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from copy import deepcopy
from dataclasses import replace
from functools import partial
from typing import Any

from bareme.conditions.compare import like
from bareme.conditions.done import Done
from bareme.conditions.judge import is_chosen
from bareme.conditions.model import Changed, Plain, Selection
from bareme.conditions.path import Each, Filter, Key, Path, Step
from bareme.conditions.verdict import Query, query_of
from bareme.evidence import Collection, Source
from bareme.grading.assess import Task
from bareme.prove.example import Example
from bareme.prove.mutation import Mutation
from bareme.prove.mutations.life import GROUP_DELETE
from bareme.prove.rewrite import Model, about, items, models, shown, without
from bareme.prove.spots import CONDITIONS, DEPLOYMENTS, OPERATIONS, Spot
from bareme.reference.arm import dig, fold
from bareme.reference.resource_types import RESOURCES, table_of, type_of
from bareme.text.message import Message, say
from bareme.timeline.from_left_overs import machine_of_disk
from bareme.timeline.from_state import LISTED
from bareme.timeline.inside import children

Change = Callable[[Model], None]
_OTHER = "zz-other"
_TELL_OPERATIONS = frozenset({Source.ACTIVITY_LOG, Source.RESOURCE_CHANGES})
_LISTED_BY = {type_: source for source, type_ in LISTED.items()}


def derived(tasks: Iterable[Task]) -> Iterator[Mutation]:
    """The mutations of every criterion of conditions."""
    for task in tasks:
        name = task.check.name if task.check else ""
        if name in CONDITIONS and not task.unknown:
            yield from _MAKERS[name](task)


def _of_resources(task: Task) -> Iterator[Mutation]:
    query, owner = query_of(**task.values), task.criterion.id
    kind = query.selection
    if query.count.max == 0:
        yield _made(owner, "left", say("{type} left behind", type=kind.type), partial(one_left, query=query),
                    {Spot(kind.folded)})  # fmt: skip
        return
    yield _made(owner, "none", say("no {type} of that name", type=kind.type), partial(none_of, selection=kind),
                {Spot(kind.folded)})  # fmt: skip
    if query.moment == "gone":
        told = say("{type} never deleted", type=kind.type)
        yield _made(owner, "kept", told, partial(kept, selection=kind), {Spot(kind.folded)})
    for number, condition in enumerate(query.where, 1):
        leaves = condition.leaves
        places = {Spot(kind.folded, one.place.keys) for one in leaves}
        told = say("{type}: otherwise at {paths}", type=kind.type, paths=tuple(one.path or "" for one in leaves))
        yield _made(owner, f"other-{number}", told, partial(spoilt, selection=kind, condition=condition), places)
    if query.changed:
        told = say("{type}: {path} never changed", type=kind.type, path=query.changed.path)
        spots = {Spot(kind.folded, query.changed.place.keys)}
        yield _made(owner, "never", told, partial(never_changed, selection=kind, changed=query.changed), spots)


def _of_operations(task: Task) -> Iterator[Mutation]:
    name = str(task.values["name"])
    told = say("{operation} never done", operation=name)
    yield _made(task.criterion.id, "undone", told, partial(undone, name=name), {Spot(OPERATIONS)})
    after = task.values.get("after")
    if isinstance(after, Done):
        told = say("{operation} never done", operation=after.name)
        yield _made(task.criterion.id, "not-before", told, partial(undone, name=after.name), {Spot(OPERATIONS)})


def _of_deployments(task: Task) -> Iterator[Mutation]:
    yield _made(task.criterion.id, "undeployed", say("nothing deployed"), undeployed, {Spot(DEPLOYMENTS)})
    for name in task.values.get("parameters") or {}:
        told = say("the deployment parameter {name} otherwise", name=name)
        spots = {Spot(DEPLOYMENTS)}
        yield _made(task.criterion.id, f"parameter-{name}", told, partial(other_parameter, name=name), spots)


_MAKERS: dict[str, Callable[[Task], Iterator[Mutation]]] = {
    "resource": _of_resources, "operation": _of_operations, "deployment": _of_deployments,
}  # fmt: skip


def _made(owner: str, name: str, told: Message, apply: Callable[[Example], Example], spots: set[Spot]) -> Mutation:
    return Mutation(f"{owner}:{name}", told, apply, spots=frozenset(spots), owner=owner)


def none_of(example: Example, selection: Selection) -> Example:
    """Nothing of what is meant, nor anything inside of it."""
    bare = _inside(example, selection, lambda home, one: home.remove(one))
    bare = items(models(bare, lambda _, model: _let_go(model, selection)), partial(_unnamed, selection=selection))
    return without(bare, lambda one, _: _is_meant(one, selection) or _hangs_under(one, selection))


def _let_go(model: Model, selection: Selection) -> None:
    """A disk's or an interface's word for its machine, which shows the machine too."""
    if _is_meant(machine_of_disk(model), selection):
        model.pop("managedBy", None)
        (model.get("properties") or {}).pop("osType", None)
    if _is_meant(fold(dig(model, "properties", "virtualMachine", "id")), selection):
        del model["properties"]["virtualMachine"]


def _unnamed(source: Source, item: Model, selection: Selection) -> Model:
    """What a deployment was told of machines, where machines are meant."""
    if source is Source.DEPLOYMENTS and _LISTED_BY.get(selection.folded) is Source.VIRTUAL_MACHINES:
        item.get("properties", {}).pop("parameters", None)
    return item


def kept(example: Example, selection: Selection) -> Example:
    """What is meant still there at the end, as it was last seen."""

    def deletes(identifier: str, operation: str) -> bool:
        is_own = _is_meant(identifier, selection) and operation.endswith("delete")
        return is_own or operation == GROUP_DELETE

    alive = without(example, deletes)
    last = {one: model for one, model in shown(example, selection.folded) if is_chosen(one, selection)}
    return _with_listed(alive, selection.folded, last.values())


def one_left(example: Example, query: Query) -> Example:
    """One of what must not be there, there at the end: one that was, else one made up."""
    seen = [model for one, model in shown(example, query.selection.folded) if is_chosen(one, query.selection)]
    model = deepcopy(dict(seen[-1])) if seen else _made_up(example, query.selection)
    for leaf in (leaf for one in query.where for leaf in one.leaves):
        _put(model, leaf.place, _fitting(leaf))
    return _with_listed(example, query.selection.folded, [model])


def spoilt(example: Example, selection: Selection, condition: Plain) -> Example:
    """What a condition asks for otherwise, in every record that tells it."""
    changes = list(_spoilers(condition, negated=False))

    def change(model: Model) -> None:
        for place, spoil in changes:
            if not place.changed(model, spoil):
                _put(model, place, spoil(None))

    return _everywhere(example, selection, change, [place for place, _ in changes])


def never_changed(example: Example, selection: Selection, changed: Changed) -> Example:
    """A value as it ended, from the beginning."""
    place = changed.place
    last: dict[str, Any] = {}
    for identifier, model in shown(example, selection.folded):
        for value in place.values(model)[:1]:
            last[identifier] = value
    ended = next(reversed(last.values()), None)

    def change(model: Model) -> None:
        place.changed(model, lambda _: ended)

    return _everywhere(example, selection, change, [place])


def undone(example: Example, name: str) -> Example:
    """An operation that the log does not show."""

    def one(source: Source, item: Model) -> Model | None:
        is_it = source in _TELL_OPERATIONS and like(about(source, item)[1], name)
        return None if is_it else item

    return items(example, one)


def undeployed(example: Example) -> Example:
    """No deployment in any record."""

    def one(source: Source, item: Model) -> Model | None:
        identifier, operation = about(source, item)
        is_log = source is Source.ACTIVITY_LOG and operation == "microsoft.resources/deployments/write"
        del identifier
        return None if source is Source.DEPLOYMENTS or is_log else item

    return items(example, one)


def other_parameter(example: Example, name: str) -> Example:
    """A parameter of every deployment with another value."""

    def one(source: Source, item: Model) -> Model:
        parameters = dig(item, "properties", "parameters") if source is Source.DEPLOYMENTS else None
        for key, value in (parameters or {}).items():
            if fold(key) == fold(name) and isinstance(value, dict):
                value["value"] = _OTHER
        return item

    return items(example, one)


def _everywhere(example: Example, selection: Selection, change: Change, places: Sequence[Path]) -> Example:
    """Every record of what is meant changed: lists, bodies of events, change rows, parameters of machines."""

    def own(identifier: str, model: Model) -> None:
        if _is_meant(identifier, selection):
            change(model)
        elif selection.folded.startswith(f"{type_of(identifier)}/"):
            for child in list(children(model.get("properties"), f"{identifier}/")):
                if _is_meant(fold(child["id"]), selection):
                    change(child)

    def record(source: Source, item: Model) -> Model:
        changes = dig(item, "properties", "changes")
        if source is Source.RESOURCE_CHANGES and isinstance(changes, dict):
            target = fold(dig(item, "properties", "targetResourceId"))
            if _is_meant(target, selection):
                item["properties"]["changes"] = {
                    name: one for name, one in changes.items() if not any(_is_below(name, place) for place in places)
                }
        return _unnamed(source, item, selection)

    return items(models(example, own), record)


def _is_below(name: str, place: Path) -> bool:
    keys = tuple(fold(one.partition("[")[0]) for one in name.split("."))
    return all(one == two for one, two in zip(keys, place.keys, strict=False))


def _is_meant(identifier: str, selection: Selection) -> bool:
    return type_of(identifier) == selection.folded and is_chosen(identifier, selection)


def _hangs_under(identifier: str, selection: Selection) -> bool:
    """Whether a resource is inside one that is meant."""
    parts = identifier.split("/")
    above = ("/".join(parts[:length]) for length in range(len(parts) - 2, 4, -2))
    return any(_is_meant(one, selection) for one in above)


def _inside(example: Example, selection: Selection, drop: Callable[[list[Any], Any], None]) -> Example:
    """Children taken out of their parents' records."""

    def own(identifier: str, model: Model) -> None:
        if selection.folded.startswith(f"{type_of(identifier)}/"):
            _prune(model.get("properties"), selection, drop)

    return models(example, own)


def _prune(value: Any, selection: Selection, drop: Callable[[list[Any], Any], None]) -> None:
    if isinstance(value, dict):
        for one in value.values():
            _prune(one, selection, drop)
    elif isinstance(value, list):
        for one in list(value):
            if isinstance(one, dict) and _is_meant(fold(one.get("id")), selection):
                drop(value, one)
            else:
                _prune(one, selection, drop)


def _spoilers(condition: Plain, *, negated: bool) -> Iterator[tuple[Path, Callable[[Any], Any]]]:
    """What to put in the place of what stands at each path, so that the condition no longer holds."""
    if condition.any_ is not None:
        for one in condition.any_:
            yield from _spoilers(one, negated=negated)
    elif condition.not_ is not None:
        yield from _spoilers(condition.not_, negated=not negated)
    elif negated:
        fitting = _fitting(condition)
        yield condition.place, lambda _, fitting=fitting: fitting  # type: ignore[misc]
    else:
        yield condition.place, partial(_other, condition)


def _other(condition: Plain, value: Any) -> Any:  # noqa: PLR0911 - one line a kind of value
    """Another value of the same kind; nothing, where something is asked for."""
    if condition.exists is True or condition.length is not None:
        return None
    if condition.exists is False:
        return _OTHER
    if isinstance(value, bool):
        return not value
    if isinstance(value, int | float):
        return -1 if condition.min is not None or condition.between else 987_654
    if isinstance(value, list):
        return []
    if isinstance(value, dict):
        return {}
    if value is None and isinstance(condition.eq, bool):
        return not condition.eq
    return _OTHER


def _fitting(condition: Plain) -> Any:
    """A value for which a condition holds, as well as can be told."""
    for wanted in (condition.eq, condition.in_, condition.has):
        if wanted is not None:
            return wanted[0] if isinstance(wanted, tuple) else wanted
    if condition.like is not None:
        return condition.like.replace("*", "x").replace("?", "x")
    low, high = condition.between or (condition.min, condition.max)
    number = low if low is not None else high
    return None if condition.exists is False else number if number is not None else _OTHER


def _put(model: Model, place: Path, value: Any) -> None:
    """A value at a path, whatever was there; what is missing on the way is made, as a filter asks for it."""
    home: Any = model
    for step, after in zip(place.steps, (*place.steps[1:], None), strict=True):
        if home is None:
            return
        home = _into(home, step, after, value)


def _into(home: Any, step: Step, after: Step | None, value: Any) -> Any:
    """What stands below one step; the value itself is put in at the last one."""
    if isinstance(step, Key) and isinstance(home, dict):
        own = next((key for key in home if fold(key) == step.folded), step.name)
        if after is None:
            home.pop(own, None)
            home |= {own: value} if value is not None else {}
            return None
        return home.setdefault(own, {} if isinstance(after, Key) else [])
    if isinstance(step, Each | Filter) and isinstance(home, list):
        element: dict[str, Any] = {}
        for steps, is_equal, wanted in step.terms if isinstance(step, Filter) else ():
            _put(element, Path("", steps), wanted if is_equal else _OTHER)
        home.append(element)
        return element
    return None


def _with_listed(example: Example, kind: str, found: Iterable[Any]) -> Example:
    """The last collection with more in the lists that show resources of a type."""
    final = example.collections[-1]
    sources = dict(final.sources)
    for source in _lists_of(final, kind):
        own = {fold(one.get("id")) for one in sources[source].items}
        more = tuple(dict(model) for model in found if fold(model.get("id")) not in own)
        sources[source] = replace(sources[source], items=(*sources[source].items, *more))
    return replace(example, collections=(*example.collections[:-1], replace(final, sources=sources)))


def _lists_of(final: Collection, kind: str) -> list[Source]:
    listed = _LISTED_BY.get(kind)
    if listed is not None and listed in final.sources:
        return [listed]
    ways = [Source.RESOURCES] if table_of(kind) == RESOURCES else []
    ways += [Source.RESOURCE_GRAPH] if table_of(kind) else []
    declared = final.sources.get(Source.DECLARED)
    ways += [Source.DECLARED] if declared and kind in declared.parts else []
    return [one for one in ways if one in final.sources]


def _made_up(example: Example, selection: Selection) -> Model:
    final = example.collections[-1]
    group = selection.group.strip("*") or final.resource_group or "rg-left"
    name = selection.name.replace("*", "x") or "left"
    names = selection.type.partition("/")[2].split("/")
    tail = "/".join(f"{one}/{name}" for one in names)
    provider = selection.type.partition("/")[0]
    return {
        "id": f"/subscriptions/{final.subscription_id}/resourceGroups/{group}/providers/{provider}/{tail}",
        "name": name,
        "type": selection.type,
        "properties": {},
    }

"""What only a look at the whole rubric tells of conditions: values that are never kept, types that nothing lists."""

from collections.abc import Iterator, Mapping
from typing import Any

from bareme.conditions.path import path as compiled
from bareme.evidence.declared import ChildList
from bareme.evidence.scrub_patterns import SecretKind, kind_of
from bareme.files.located_yaml import Tree
from bareme.files.problem import Path, with_nearest
from bareme.reference.arm import dig, dig_list, fold
from bareme.reference.resource_types import canonical, table_of
from bareme.text.message import say
from bareme.timeline.from_state import LISTED
from bareme.timeline.inside import is_inside

_OF_LISTS = frozenset(LISTED.values())
_STAGE = "stage:"


def check_conditions(tree: Tree, place: Path, values: Mapping[str, Any]) -> None:
    """Note what no evidence could ever tell."""
    _check_stage(tree, place, values)
    for where, type_ in _types(values, place):
        _check_type(tree, where, type_)
    for where, text in _paths(values, place):
        _check_path(tree, where, text)


def _check_stage(tree: Tree, place: Path, values: Mapping[str, Any]) -> None:
    moment = values.get("moment")
    if not isinstance(moment, str) or not moment.startswith(_STAGE):
        return
    name = moment.removeprefix(_STAGE).strip()
    known = [str(dig(one, "id")) for one in dig_list(tree.data, "stages")]
    if fold(name) not in map(fold, known):
        told = say("there is no stage “{id}”; stages stand under “stages”.", id=name)
        tree.problem((*place, "moment"), with_nearest(told, name, known))


def _check_type(tree: Tree, place: Path, text: str) -> None:
    """A child that stands in no list is read only where the rubric declares it."""
    type_ = canonical(text)
    if "${" in text or "/" not in type_:
        return
    if table_of(type_) or type_ in _OF_LISTS or is_inside(type_) or type_ in _declared(tree):
        return
    parent, _, child = text.rpartition("/")
    told = say(
        'nothing lists “{type}”: declare it, as in collect: [{{under: {parent}, list: {child}, api: "…"}}].',
        type=text, parent=parent, child=child,
    )  # fmt: skip
    tree.warning(place, told)


def _declared(tree: Tree) -> set[str]:
    found = set()
    for one in dig_list(tree.data, "collect"):
        if isinstance(one, dict) and isinstance(one.get("under"), str) and isinstance(one.get("list"), str):
            found.add(ChildList(one["under"], one["list"], "").type)
    return found


def _check_path(tree: Tree, place: Path, text: str) -> None:
    try:
        keys = compiled(text).keys
    except ValueError:
        return  # told already, as a value that does not fit
    secret = next((key for key in keys if kind_of(key) is SecretKind.SECRET), None)
    if secret is not None:
        told = say("“{key}” looks like a secret, and is never kept: no condition can see it.", key=secret)
        tree.warning(place, told)


def _types(value: Any, place: Path) -> Iterator[tuple[Path, str]]:
    yield from ((where, text) for where, key, text in _texts(value, place) if key == "type")


def _paths(value: Any, place: Path) -> Iterator[tuple[Path, str]]:
    yield from ((where, text) for where, key, text in _texts(value, place) if key == "path")


def _texts(value: Any, place: Path) -> Iterator[tuple[Path, str, str]]:
    """Every text in a mapping, with its key."""
    if isinstance(value, Mapping):
        for key, inner in value.items():
            if isinstance(inner, str):
                yield (*place, key), str(key), inner
            else:
                yield from _texts(inner, (*place, key))
    elif isinstance(value, list | tuple):
        for number, inner in enumerate(value):
            yield from _texts(inner, (*place, number))

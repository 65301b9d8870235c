"""For a teacher's own checks: every single value of the types they read, spoilt one at a time.

Such a check says what it reads and not where it looks; it is proven by falling for one value, not only for everything
being gone.
"""

from collections.abc import Iterable, Iterator
from functools import partial
from typing import Any

from bareme.checking.catalogue import load_checks
from bareme.content import root
from bareme.grading.assess import Task
from bareme.prove.example import Example
from bareme.prove.mutation import Mutation
from bareme.prove.rewrite import Model, models, shown
from bareme.prove.spots import Spot, of_reads
from bareme.reference.arm import fold
from bareme.reference.resource_types import type_of
from bareme.text.message import say

MOST = 60
"""Values of one type that are tried."""
_IDENTITY = frozenset({"id", "name", "type", "etag", "vmid", "uniqueid", "resourceguid", "timecreated", "createdtime"})
_OTHER = "zz-other"

Keys = tuple[str, ...]


def leaves_of(tasks: Iterable[Task], good: Example) -> Iterator[Mutation]:
    """The mutations for checks that are nobody's but their author's."""
    shipped = load_checks(root() / "checks")
    own = [one for one in tasks if one.check and one.check.name not in shipped]
    for kind in sorted({type_ for task in own for type_ in of_reads(task)}):
        seen = dict.fromkeys(keys for _, model in shown(good, kind) for keys in _leaves(model, ()))
        for keys in list(seen)[:MOST]:
            told = say("{type}: otherwise at {paths}", type=kind, paths=(".".join(keys),))
            spots = frozenset({Spot(kind, tuple(map(fold, keys)))})
            apply = partial(other_value, kind=kind, keys=keys)
            yield Mutation(f"{kind}:{'.'.join(keys)}", told, apply, spots=spots)


def other_value(example: Example, kind: str, keys: Keys) -> Example:
    """Another value at a place in every record of a type."""

    def change(identifier: str, model: Model) -> None:
        if type_of(identifier) == kind:
            _spoil(model, keys)

    return models(example, change)


def _leaves(value: Any, keys: Keys) -> Iterator[Keys]:
    if isinstance(value, dict):
        for key, inner in value.items():
            if fold(key) not in _IDENTITY:
                yield from _leaves(inner, (*keys, key))
    elif isinstance(value, list) and value and isinstance(value[0], dict):
        for one in value:
            yield from _leaves(one, keys)
    elif keys:
        yield keys


def _spoil(value: Any, keys: Keys) -> None:
    if isinstance(value, list):
        for one in value:
            _spoil(one, keys)
    elif isinstance(value, dict) and keys[0] in value:
        if len(keys) == 1:
            value[keys[0]] = _other(value[keys[0]])
        else:
            _spoil(value[keys[0]], keys[1:])


def _other(value: Any) -> Any:
    if isinstance(value, bool):
        return not value
    if isinstance(value, int | float):
        return 987_654
    return [] if isinstance(value, list) else _OTHER

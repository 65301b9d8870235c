"""Where a value stands in a resource: the part of JMESPath that names a place, so that `az … --query` can be pasted.

Keys, dots, `[*]`, `[]`, `[0]` and `[?name=='x']`; no function, no pipe, nothing that computes. Keys are compared as
Azure compares them: without case.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

from bareme.conditions.compare import same
from bareme.reference.arm import fold
from bareme.text.message import say

LONGEST = 300
MOST_STEPS = 24
MOST_VALUES = 2000
"""Values that one path is followed to; a record of Azure's has a few dozen."""


@dataclass(frozen=True, slots=True)
class Key:
    """A key of an object."""

    name: str
    folded: str


@dataclass(frozen=True, slots=True)
class Index:
    """One element of a list, counted from the end where it is negative."""

    number: int


@dataclass(frozen=True, slots=True)
class Each:
    """Every element of a list."""


@dataclass(frozen=True, slots=True)
class Filter:
    """The elements of a list for which all of these hold: a place in the element, whether equal, and the value."""

    terms: tuple[tuple[tuple["Step", ...], bool, Any], ...]


Step = Key | Index | Each | Filter


@dataclass(frozen=True)
class Path:
    """A place, ready to be followed."""

    text: str
    steps: tuple[Step, ...]

    @cached_property
    def keys(self) -> tuple[str, ...]:
        """The folded keys on the way."""
        return tuple(step.folded for step in self.steps if isinstance(step, Key))

    @cached_property
    def last(self) -> str:
        """The last folded key; empty for the resource itself."""
        return next(reversed(self.keys), "")

    @cached_property
    def shown(self) -> str:
        """As people read it: `subnets[web].priority` for `properties.subnets[?name=='web'].properties.priority`.

        Azure's envelope `properties` says nothing to a reader, nor does `[*]`; a filter is told by what it asks for.
        """
        parts = (_shown(step) for step in self.steps)
        return "".join(parts).removeprefix(".") or self.text

    def values(self, model: Any) -> list[Any]:
        """What stands there: nothing where a step is missing, several where the path goes through a list."""
        for number, step in enumerate(self.steps):
            if step.__class__ is not Key:
                return _followed(self.steps[number:], model)
            model = _under(model, step.name, step.folded)
            if model is None:
                return []
        return [model]

    def changed(self, model: Any, change: Any) -> bool:
        """Put `change(value)` in the place of everything that stands there; whether anything did."""
        *before, last = self.steps
        homes = [model]
        for step in before:
            homes = [one for value in homes for one in _next(step, value)]
        return bool(sum(_replaced(last, home, change) for home in homes))


@cache
def path(text: str) -> Path:
    """The path that a text says.

    Raises:
        ValueError: it is no JMESPath, or more than a place.
    """
    import jmespath  # noqa: PLC0415 - only where a rubric has conditions
    from jmespath.exceptions import JMESPathError  # noqa: PLC0415 - the same

    if len(text) > LONGEST:
        raise ValueError(say("“{path}…” is longer than a path can be.", path=text[:40]))
    try:
        tree = jmespath.compile(text).parsed
    except (JMESPathError, RecursionError) as error:
        reason = str(error).partition("\n")[0]
        raise ValueError(
            say("“{path}” is no path: {reason}. Write properties.sku.name, or [?name=='x'] in a list.",
                path=text, reason=reason)
        ) from error  # fmt: skip
    steps = tuple(_steps(tree, text))
    if len(steps) > MOST_STEPS:
        raise ValueError(say("“{path}…” is longer than a path can be.", path=text[:40]))
    return Path(text, steps)


def _steps(node: Mapping[str, Any], text: str) -> Iterator[Step]:
    match node["type"], node["children"]:
        case "field", _:
            yield Key(node["value"], fold(node["value"]))
        case (("identity" | "current"), _):
            return
        case (("subexpression" | "index_expression"), children):
            for child in children:
                yield from _steps(child, text)
        case "index", _:
            yield Index(node["value"])
        case "projection", [under, inner]:
            yield from _steps(under, text)
            if under["type"] != "flatten":
                yield Each()
            yield from _steps(inner, text)
        case "flatten", [under]:
            yield from _steps(under, text)
            yield Each()
        case "filter_projection", [under, inner, condition]:
            yield from _steps(under, text)
            yield Filter(tuple(_terms(condition, text)))
            yield from _steps(inner, text)
        case _:
            raise _no_place(text)


def _terms(node: Mapping[str, Any], text: str) -> Iterator[tuple[tuple[Step, ...], bool, Any]]:
    match node["type"], node["children"]:
        case "and_expression", children:
            for child in children:
                yield from _terms(child, text)
        case "comparator", [place, {"type": "literal", "value": value}] if node["value"] in {"eq", "ne"}:
            yield tuple(_steps(place, text)), node["value"] == "eq", value
        case _:
            raise _no_place(text)


def _shown(step: Step) -> str:
    match step:
        case Key(_, "properties") | Each():
            return ""
        case Key(name, _):
            return f".{name}"
        case Index(number):
            return f"[{number}]"
        case Filter(terms):
            return f"[{', '.join(_shown_term(*one) for one in terms)}]"


def _shown_term(steps: tuple[Step, ...], is_equal: bool, wanted: Any) -> str:  # noqa: FBT001 - a term's own parts
    place = "".join(map(_shown, steps)).removeprefix(".")
    if is_equal and place == "name":
        return str(wanted)
    return f"{place}{'=' if is_equal else '≠'}{wanted}"


def _no_place(text: str) -> ValueError:
    return ValueError(
        say(
            "“{path}” is more than a place: keys, dots, [*], [0] and [?name=='x'] are what a path is made of.",
            path=text,
        )
    )


def _followed(steps: tuple[Step, ...], model: Any) -> list[Any]:
    found = [model]
    for step in steps:
        found = [one for value in found for one in _next(step, value)]
    return [one for one in found[:MOST_VALUES] if one is not None]


def _next(step: Step, value: Any) -> Iterable[Any]:
    if isinstance(step, Key):
        inner = _under(value, step.name, step.folded)
        return () if inner is None else (inner,)
    if not isinstance(value, list):
        return ()
    if isinstance(step, Each):
        return value
    if isinstance(step, Filter):
        return [one for one in value if _fits(step.terms, one)]
    return (value[step.number],) if -len(value) <= step.number < len(value) else ()


def _under(value: Any, name: str, folded: str) -> Any:
    if value.__class__ is not dict:
        return None
    inner = value.get(name)
    if inner is not None:
        return inner
    for key in value:
        if key.casefold() == folded:
            return value[key]
    return None


def _fits(terms: tuple[tuple[tuple["Step", ...], bool, Any], ...], element: Any) -> bool:
    """Whether an element of a list is one that a filter asks for."""
    for steps, is_equal, wanted in terms:
        value = element
        try:
            for step in steps:
                value = value[step.name]  # type: ignore[union-attr] # what is no key has no name, and is followed below
        except (KeyError, TypeError, AttributeError):
            is_so = any(same(one, wanted) for one in _followed(steps, element))
        else:
            is_so = same(value, wanted)
        if is_so != is_equal:
            return False
    return True


def _replaced(step: Step, home: Any, change: Any) -> bool:
    if isinstance(step, Key) and isinstance(home, dict):
        key = step.name if step.name in home else next((one for one in home if fold(one) == step.folded), None)
        if key is None:
            return False
        home[key] = change(home[key])
        if home[key] is None:
            del home[key]
        return True
    if not isinstance(home, list):
        return False
    chosen = {id(one) for one in _next(step, home)}
    places = [number for number, one in enumerate(home) if id(one) in chosen]
    for number in reversed(places):
        home[number] = change(home[number])
        if home[number] is None:
            del home[number]
    return bool(places)

"""Do the values of a check's parameters fit, and are they words that Azure knows?"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from functools import cache
from typing import Any, Union, get_args, get_origin, get_type_hints

from pydantic import ConfigDict, TypeAdapter, ValidationError

from bareme.checking.check import Check
from bareme.files.located_yaml import KEY, Tree
from bareme.files.problem import Path, with_nearest
from bareme.reference.arm import dig, dig_list
from bareme.reference.name_pattern import Form
from bareme.reference.vocabulary import Vocabulary
from bareme.rubric.parameters import filled, is_known, overridden, referable, references, whole_reference
from bareme.rubric.wording import wrong_value
from bareme.text.message import say

_GLOB = re.compile(r"(?<!\\)(?:\\-|[A-Za-z0-9_-])\*")
"""A star after a letter: in a regular expression it repeats the letter, which no name of a resource needs."""


@dataclass(frozen=True, slots=True)
class _Given:
    """A rubric's parameters as they are, or with one substitute, and where their values stand."""

    parameters: Mapping[str, Any]
    substituted: str = ""
    place: Path = ()

    def home(self, tree: Tree, path: Path) -> Path:
        """Where the value at a path is written: a `${name}` on the way leads to the parameter."""
        value = tree.data
        for done, step in enumerate((*path, None)):
            name = whole_reference(value)
            if name is not None:
                return (*self._written(name), *path[done:])
            try:
                value = value[step]
            except (KeyError, IndexError, TypeError):
                break
        return path

    def _written(self, name: str) -> Path:
        own, asked = self.substituted.split("."), name.split(".")
        if self.substituted and asked[: len(own)] == own:
            return (*self.place, *asked[len(own) :])
        return ("parameters", *asked)


def check_values(tree: Tree, path: Path, check: Check, values: Mapping[str, Any]) -> None:
    """Note what does not fit or is no known word, with the parameters as they are and with each substitute."""
    plain, annotated = get_type_hints(check.function), get_type_hints(check.function, include_extras=True)
    for given in _every(tree):
        for key, value in _filled(values, given.parameters).items():
            if key in check.parameters and key in plain:
                _check(tree, (*path, key), given, adapter(check, key), value)
                _check_keys(tree, given.home(tree, (*path, key)), plain[key], value)
                for where, word, hint in words(annotated[key], value, ()):
                    _look_up(tree, given.home(tree, (*path, key, *where)), word, hint)


def _check_keys(tree: Tree, path: Path, hint: Any, value: Any) -> None:
    """Pydantic takes no offence at a key that a dataclass does not have."""
    if is_dataclass(hint) and isinstance(value, dict):
        known = [field.name for field in fields(hint)]
        for key in set(value) - set(known):
            tree.problem((*path, key, KEY), with_nearest(say("there is no key “{key}” here.", key=key), key, known))


@cache
def adapter(check: Check, key: str) -> TypeAdapter[Any]:
    """What turns a rubric's value into the parameter that the check's signature asks for."""
    hint = get_type_hints(check.function, include_extras=True)[key]
    config = None if _has_own_config(hint) else ConfigDict(extra="forbid")
    return TypeAdapter(hint, config=config)


def words(hint: Any, value: Any, path: Path) -> Iterator[tuple[Path, str, Any]]:
    """The texts of a value that are of a known kind (a vocabulary, a regular expression), and where they stand."""
    kind = next((one for one in getattr(hint, "__metadata__", ()) if isinstance(one, Vocabulary)), None)
    if isinstance(value, str):
        if value and (kind or hint is Form or get_origin(hint) is re.Pattern):
            yield path, value, kind
        yield from (one for inner in _choices(hint) for one in words(inner, value, path))
    elif is_dataclass(hint) and isinstance(value, dict):
        hints = get_type_hints(hint, include_extras=True)
        for field in fields(hint):
            yield from words(hints[field.name], value.get(field.name), (*path, field.name))
    elif isinstance(value, list | tuple) and get_origin(hint) in {tuple, list}:
        inner = get_args(hint)[0] if get_args(hint) else Any
        for number, one in enumerate(value):
            yield from words(inner, one, (*path, number))


def _choices(hint: Any) -> tuple[Any, ...]:
    origin = get_origin(hint)
    return get_args(hint) if origin is Union or getattr(origin, "__name__", "") == "UnionType" else ()


def _look_up(tree: Tree, path: Path, word: str, kind: Vocabulary | None) -> None:
    if kind is None:
        if _GLOB.search(word):
            meant = _GLOB.sub(lambda found: found[0][:-1] + ".*", word)
            told = say("“{pattern}” is read as a regular expression, where * repeats the letter before it; “{meant}”"
                       " stands for any ending.", pattern=word, meant=meant)  # fmt: skip
            tree.warning(path, told)
    elif not kind.has(word):
        known = list(kind.known())
        near = next((f"{prefix}{word}" for prefix in kind.prefixes if kind.has(f"{prefix}{word}")), word)
        if kind.may_be(word):
            tree.warning(path, with_nearest(say(kind.unknown.text, word=word), near, known))
        else:
            tree.problem(path, with_nearest(say(kind.impossible.text, word=word), near, known))


def _check(tree: Tree, path: Path, given: _Given, fitting: TypeAdapter[Any], value: Any) -> None:
    try:
        fitting.validate_python(value)
    except ValidationError as error:
        for detail in error.errors():
            inner = tuple(detail["loc"])
            own = given.home(tree, (*path, *inner))
            told = wrong_value((path[-1], *inner), detail)
            tree.problem(own, told)


def _has_own_config(hint: Any) -> bool:
    return hasattr(hint, "__dataclass_fields__") or hasattr(hint, "__pydantic_config__")


def _every(tree: Tree) -> Iterator[_Given]:
    """The parameters as they are, and with each substitute: a substitute must fit the checks too."""
    parameters = referable(tree.data)
    yield _Given(parameters)
    for number, substitute in enumerate(dig_list(tree.data, "substitutes")):
        name = dig(substitute, "parameter")
        if isinstance(name, str) and is_known(parameters, name):
            changed = overridden(parameters, name, dig(substitute, "value"))
            yield _Given(changed, name, ("substitutes", number, "value"))


def _filled(values: Mapping[str, Any], parameters: Mapping[str, Any]) -> dict[str, Any]:
    known = {
        key: value for key, value in values.items() if all(is_known(parameters, n) for _, n in references(value, ()))
    }
    return {key: filled(value, parameters) for key, value in known.items()}

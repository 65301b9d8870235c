"""`${name}` in a rubric: a parameter's value, whole or inside a text; dots go into mappings."""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from bareme.files.problem import Path
from bareme.reference.arm import dig
from bareme.rubric import of_lab
from bareme.rubric.of_student import ROOT, SAMPLE

_REFERENCE = re.compile(r"\$\{([^}]*)\}")


def references(value: Any, path: Path) -> Iterator[tuple[Path, str]]:
    """Every `${name}` in a value, with the path where it stands."""
    if isinstance(value, str):
        yield from ((path, name.strip()) for name in _REFERENCE.findall(value))
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            yield from references(inner, (*path, key))
    elif isinstance(value, list | tuple):
        for number, inner in enumerate(value):
            yield from references(inner, (*path, number))


def filled(value: Any, parameters: Mapping[str, Any]) -> Any:
    """The value with every reference replaced; a reference alone keeps the parameter's type.

    Raises:
        KeyError: a reference names no parameter (`lint` finds these beforehand).
    """
    if isinstance(value, str):
        return _filled_text(value, lambda name: looked_up(parameters, name))
    if isinstance(value, Mapping):
        return {key: filled(inner, parameters) for key, inner in value.items()}
    return [filled(inner, parameters) for inner in value] if isinstance(value, list | tuple) else value


def looked_up(parameters: Mapping[str, Any], name: str) -> Any:
    """The parameter of a dotted name.

    Raises:
        KeyError: there is none.
    """
    value: Any = parameters
    for step in name.split("."):
        if not isinstance(value, Mapping) or step not in value:
            raise KeyError(name)
        value = value[step]
    return value


def is_known(parameters: Mapping[str, Any], name: str) -> bool:
    """Whether there is a parameter of this dotted name."""
    try:
        looked_up(parameters, name)
    except KeyError:
        return False
    return True


def of_rubric(data: Any) -> Mapping[str, Any]:
    """The parameters of a rubric as it was read, none where they are no mapping."""
    found = dig(data, "parameters")
    return found if isinstance(found, dict) else {}


def referable(data: Any) -> Mapping[str, Any]:
    """What a rubric as it was read may refer to: its parameters, and what is each student's own."""
    return {ROOT: SAMPLE, **of_rubric(data)}


def referable_in_commands(data: Any) -> Mapping[str, Any]:
    """What a command may refer to besides: the student's own things, as they are called when it is shown."""
    return {**referable(data), of_lab.ROOT: AS_WRITTEN}


AS_WRITTEN: Mapping[str, str] = {name: f"${{{of_lab.ROOT}.{name}}}" for name in of_lab.FIELDS}
"""References to the student's own things, to be completed when a command is shown."""


def whole_reference(value: Any) -> str | None:
    """The parameter that a value is, where it is nothing else."""
    found = _REFERENCE.fullmatch(value) if isinstance(value, str) else None
    return found[1].strip() if found else None


def overridden(parameters: Mapping[str, Any], name: str, value: Any) -> dict[str, Any]:
    """The parameters with the one of a dotted name replaced."""
    head, _, rest = name.partition(".")
    inner = parameters.get(head)
    return {**parameters, head: overridden(inner if isinstance(inner, Mapping) else {}, rest, value) if rest else value}


def _filled_text(text: str, look_up: Callable[[str], Any]) -> Any:
    whole = _REFERENCE.fullmatch(text)
    if whole:
        return look_up(whole[1].strip())
    return _REFERENCE.sub(lambda match: str(look_up(match[1].strip())), text)

"""The catalogue of checks as a page: every check, what it reads, its parameters and where their meaning stands."""

import inspect
import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from textwrap import wrap
from typing import Any, get_args, get_type_hints

from pydantic import BaseModel

from bareme.checking.catalogue import Catalogue
from bareme.checking.check import Check
from bareme.text.language import Speech
from bareme.text.message import say

_MODULE = re.compile(r"\b(?:\w+\.)+(?=[A-Z])")
"""Where a type is defined: nothing that an author of rubrics needs."""


def checks_page(catalogue: Catalogue, speech: Speech) -> str:
    """Markdown for `docs/LANGUAGE/reference/checks.md`; the tests hold them against the code."""
    head = (
        say("Written by “make docs” from the code; do not edit."),
        say(
            "A rubric names a check and gives its parameters under “with”. Where a source that a check reads could not"
            " be read, anything short of *met* becomes *could not be verified*."
        ),
    )
    title = say("Checks")
    lines = [f"# {speech.tell(title)}", ""]
    for sentence in head:
        lines += [*wrap(speech.tell(sentence), 120), ""]
    for check in catalogue.values():
        lines += _lines(check, speech)
    return "\n".join(lines)


def _lines(check: Check, speech: Speech) -> Iterator[str]:
    yield from (f"## {check.name}", "", speech.tell(check.expected), "")
    read = tuple(source.value for source in check.reads)
    told = say("Reads: {sources}.", sources=read) if read else say("Reads nothing of Azure: only what was handed in.")
    if check.types is not None and not read:
        told = say("Reads: the resource types that its parameters name, and the activity log.")
    yield from (speech.tell(told), "")
    if check.parameters:
        names = (say("parameter"), say("type"), say("default"))
        yield from (f"| {' | '.join(map(speech.tell, names))} |", "| --- | --- | --- |")
        hints = get_type_hints(check.function)
        for name, parameter in check.parameters.items():
            yield f"| `{name}` | {_type(hints[name])} | {_default(parameter, speech)} |"
        yield ""


def _type(hint: Any) -> str:
    if is_dataclass(hint) and not hasattr(hint, "__get_pydantic_core_schema__"):
        keys = ", ".join(f"`{field.name}`" for field in fields(hint))
        return f"`{getattr(hint, '__name__', hint)}`: {keys}"
    model = next((one for one in _inside(hint) if isinstance(one, type) and issubclass(one, BaseModel)), None)
    if model is not None:
        keys = ", ".join(f"`{field.alias or key}`" for key, field in model.model_fields.items())
        return f"`{_MODULE.sub('', str(hint) if get_args(hint) else hint.__name__)}`: {keys}".replace("|", "or")
    name = str(hint) if get_args(hint) else getattr(hint, "__name__", str(hint))
    return f"`{_MODULE.sub('', name)}`".replace("|", "or")


def _inside(hint: Any) -> Iterator[Any]:
    """A type, and what it is made of."""
    yield hint
    for one in get_args(hint):
        yield from _inside(one)


def _default(parameter: inspect.Parameter, speech: Speech) -> str:
    return speech.tell(say("required")) if parameter.default is parameter.empty else f"`{parameter.default}`"

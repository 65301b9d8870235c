"""The catalogue of checks as a page: every check, what it reads, its parameters and where their meaning stands."""

import inspect
from collections.abc import Iterator
from textwrap import wrap
from typing import Any, get_args, get_type_hints

from bareme.checking.catalogue import Catalogue
from bareme.checking.check import Check
from bareme.reference.vocabulary import Vocabulary
from bareme.rubric.shapes import Shapes
from bareme.rubric.values import adapter
from bareme.text.language import Speech
from bareme.text.message import Message, say


def checks_page(catalogue: Catalogue, speech: Speech) -> str:
    """Markdown for `docs/LANGUAGE/reference/checks.md`; the tests hold them against the code."""
    lead = say(
        "A rubric names a check and gives its parameters under “with”. Where a source that a check reads could not"
        " be read, anything short of *met* becomes *could not be verified*."
    )
    title = say("Checks")
    lines = [f"# {speech.tell(title)}", "", *wrap(speech.tell(lead), 120), ""]
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
        hints = get_type_hints(check.function, include_extras=True)
        for name, parameter in check.parameters.items():
            kind = speech.tell(_type(check, name, hints[name]))
            yield f"| `{name}` | {kind} | {_default(parameter, speech)} |"
        yield ""


def _type(check: Check, name: str, hint: Any) -> Message:
    """What the parameter takes; of words of Azure, the first that are known."""
    told = Shapes(page="rubric-schema.md").told({**adapter(check, name).json_schema(), "default": None})
    own = next((one for one in _inside(hint) if isinstance(one, Vocabulary)), None)
    return say("{kind}, such as {words}", kind=told, words=own.known()[:3]) if own else told


def _inside(hint: Any) -> Iterator[Any]:
    """A type, and what it is made of."""
    yield hint
    for one in (*get_args(hint), *getattr(hint, "__metadata__", ())):
        yield from _inside(one)


def _default(parameter: inspect.Parameter, speech: Speech) -> str:
    if parameter.default is parameter.empty:
        return speech.tell(say("required"))
    return _value(parameter.default, speech)


def _value(value: Any, speech: Speech) -> str:
    """As it would be written in a rubric; nothing where nothing stands for it."""
    match value:
        case None | () | "":
            return ""
        case tuple() | list():
            return ", ".join(_value(one, speech) for one in value)
        case bool():
            return f"`{str(value).lower()}`"
        case _:
            return f"`{value}`"

"""The catalogue of checks as a page: every check, what it reads, its parameters and where their meaning stands."""

import inspect
import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any, get_args, get_type_hints

from bareme.checking.catalogue import Catalogue
from bareme.checking.check import Check

_MODULE = re.compile(r"\b(?:\w+\.)+(?=[A-Z])")
"""Where a type is defined: nothing that an author of rubrics needs."""


def checks_page(catalogue: Catalogue) -> str:
    """Markdown for `docs/checks.md`; the tests hold it against the code."""
    lines = [
        "# Checks",
        "",
        "Written by `make docs` from the code; do not edit.",
        "",
        "A rubric names a check and gives its parameters under `with`. Where a source that a check reads could not be",
        "read, anything short of *met* becomes *unverifiable*.",
        "",
    ]
    for check in catalogue.values():
        lines += _lines(check)
    return "\n".join(lines)


def _lines(check: Check) -> Iterator[str]:
    yield from (f"## {check.name}", "", check.summary, "")
    yield from (f"Reads: {', '.join(source.value for source in check.reads)}.", "")
    if check.parameters:
        yield from ("| parameter | type | default |", "| --- | --- | --- |")
        hints = get_type_hints(check.function)
        for name, parameter in check.parameters.items():
            yield f"| `{name}` | {_type(hints[name])} | {_default(parameter)} |"
        yield ""


def _type(hint: Any) -> str:
    if is_dataclass(hint) and not hasattr(hint, "__get_pydantic_core_schema__"):
        keys = ", ".join(f"`{field.name}`" for field in fields(hint))
        return f"`{getattr(hint, '__name__', hint)}`: {keys}"
    name = str(hint) if get_args(hint) else getattr(hint, "__name__", str(hint))
    return f"`{_MODULE.sub('', name)}`".replace("|", "or")


def _default(parameter: inspect.Parameter) -> str:
    return "required" if parameter.default is parameter.empty else f"`{parameter.default}`"

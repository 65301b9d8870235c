"""A form that a rubric asks names to have: a regular expression that cannot keep anybody waiting.

Python's own `re` may take longer than the universe lasts over `(a+)+$` and forty letters. RE2 takes a time that grows
with the name and no more, and no memory worth mentioning; it knows neither lookaround nor back-references.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from bareme.text.message import say

LONGEST = 500


@dataclass(frozen=True, slots=True)
class Form:
    """A regular expression that a whole name must match; in a rubric it is a text."""

    pattern: str

    def groups(self, name: str) -> Mapping[str, str | None] | None:
        """The named groups of a name that has this form, `None` for one that has not."""
        found = _compiled(self.pattern).fullmatch(name)
        return None if found is None else found.groupdict()

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: Any) -> Any:
        """How a rubric's text becomes a form (pydantic, "Custom types")."""
        from pydantic_core import core_schema  # noqa: PLC0415 - a check is imported before any rubric is read

        del source, handler
        return core_schema.no_info_after_validator_function(_form, core_schema.str_schema(max_length=LONGEST))


def _form(text: str) -> Form:
    _compiled(text)
    return Form(text)


@cache
def _compiled(pattern: str) -> Any:
    import re2  # noqa: PLC0415 - only where a rubric asks for a form

    quiet = re2.Options()
    quiet.log_errors = False
    try:
        return re2.compile(pattern, quiet)
    except re2.error as error:
        raise ValueError(say("“{pattern}” is no regular expression of RE2.", pattern=pattern)) from error

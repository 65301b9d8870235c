"""Pydantic's findings in our words: what a value must be, in both languages, with the nearest allowed word."""

import re
from typing import Any

from pydantic_core import ErrorDetails

from bareme.files.problem import Path, with_nearest
from bareme.text.message import Message, say


def wrong_value(path: Path, detail: ErrorDetails) -> Message:
    """What is wrong with the value at a path."""
    key = str(next((step for step in reversed(path) if isinstance(step, str) and step != "[key]"), "?"))
    kind, context = detail["type"], detail.get("ctx") or {}
    if path and path[-1] == "[key]" and "expected" in context:
        return say("there is no language “{key}” here; texts are in {limit}.", key=key, limit=_words(context))
    if key == "docs" and kind == "string_pattern_mismatch":
        return say("“{key}” must be an address that begins with https://.", key=key)
    if kind in {"value_error", "pattern_regex"}:
        return say("“{key}”: {reason}", key=key, reason=_reason(context, detail))
    told = _KINDS.get(kind, say("has a value that does not fit here."))
    message = say("“{key}” {problem}", key=key, problem=say(told.text, limit=_limit(context)))
    return with_nearest(message, str(detail["input"]), list(_words(context))) if "expected" in context else message


def _reason(context: dict[str, Any], detail: ErrorDetails) -> Message:
    error = context.get("error")
    own = error.args[0] if isinstance(error, ValueError) and error.args else None
    if isinstance(own, Message):
        return own
    if detail["type"] == "pattern_regex":
        pattern = str(detail["input"])
        return say("“{pattern}” is no regular expression; “.*” stands for any text.", pattern=pattern)
    return say("{reason}", reason=str(own))


def _words(context: dict[str, Any]) -> tuple[str, ...]:
    """The words of pydantic's `'a', 'b' or 'c'`."""
    return tuple(re.findall(r"'([^']*)'", str(context.get("expected", ""))))


def _limit(context: dict[str, Any]) -> str | tuple[str, ...]:
    if "expected" in context:
        return _words(context)
    names = ("ge", "gt", "le", "lt", "decimal_places", "max_length", "min_length")
    return str(next((context[name] for name in names if name in context), ""))


_KINDS = {
    "string_type": say("must be text; put it in quotes."),
    "string_too_long": say("must have {limit} letters at most."),
    "int_type": say("must be a whole number."),
    "int_parsing": say("must be a whole number."),
    "int_from_float": say("must be a whole number."),
    "decimal_type": say("must be a number."),
    "decimal_parsing": say("must be a number."),
    "float_type": say("must be a number."),
    "float_parsing": say("must be a number."),
    "dict_type": say("must be a mapping (keys and values)."),
    "mapping_type": say("must be a mapping (keys and values)."),
    "model_type": say("must be a mapping (keys and values)."),
    "dataclass_type": say("must be a mapping (keys and values)."),
    "tuple_type": say("must be a list."),
    "list_type": say("must be a list."),
    "bool_type": say("must be true or false."),
    "bool_parsing": say("must be true or false."),
    "greater_than_equal": say("must not be below {limit}."),
    "greater_than": say("must be greater than {limit}."),
    "less_than_equal": say("must not be above {limit}."),
    "less_than": say("must be below {limit}."),
    "finite_number": say("must be a number."),
    "decimal_max_places": say("must have {limit} decimals at most."),
    "date_parsing": say("must be a day such as 2026-11-16."),
    "date_from_datetime_parsing": say("must be a day such as 2026-11-16."),
    "date_type": say("must be a day such as 2026-11-16."),
    "enum": say("must be one of: {limit}."),
    "literal_error": say("must be one of: {limit}."),
    "too_short": say("must not be empty."),
    "missing": say("is missing."),
    "missing_argument": say("is missing."),
    "pattern_type": say("must be text; put it in quotes."),
    "unexpected_keyword_argument": say("is no key that belongs here."),
    "extra_forbidden": say("is no key that belongs here."),
    "string_pattern_mismatch": say("must begin with a letter and hold only letters, digits, - and _."),
}

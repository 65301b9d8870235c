"""JSON texts read strictly and written compactly."""

import json
from math import isfinite
from typing import Any, NoReturn

import msgspec


def parsed(text: str | bytes) -> Any:
    """The value of a JSON text, and of nothing that is almost one: no `NaN`, no number beyond measure (RFC 8259, §6).

    Raises:
        ValueError: it is not JSON, or nested further than Python reads.
    """
    try:
        return msgspec.json.decode(text)
    except (ValueError, RecursionError):
        return _slowly(text)


def _slowly(text: str | bytes) -> Any:
    """The same: tells what is wrong in words, and reads UTF-16 and lone surrogates too."""
    try:
        return _STRICT.decode(text if isinstance(text, str) else text.decode(json.detect_encoding(text)))
    except RecursionError as error:
        raise ValueError("nested too deeply") from error


def json_text(value: Any) -> str:
    """JSON without blanks. Half a character, which a hostile file may hold and no file can, stays escaped."""
    try:
        return msgspec.json.encode(value).decode()
    except UnicodeEncodeError:
        return json.dumps(value, separators=(",", ":"))


def _no_number(text: str) -> NoReturn:
    raise ValueError(f"{text} is no number")


def _finite(text: str) -> float:
    number = float(text)
    return number if isfinite(number) else _no_number(text[:40])


_STRICT = json.JSONDecoder(parse_constant=_no_number, parse_float=_finite)

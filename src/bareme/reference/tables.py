"""The tables as they stand in `data/`."""

import tomllib
from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Any

from bareme.text.message import Message, Texts, say


@cache
def table(name: str) -> Mapping[str, Any]:
    """The table of this name; numbers with a point are exact (`Decimal`)."""
    text = files("bareme.reference").joinpath("data", f"{name}.toml").read_text(encoding="utf-8")
    return tomllib.loads(text, parse_float=Decimal)


def dated(name: str) -> Message:
    """Where the figures of a table come from, and of which day they are."""
    own = table(name)
    source = Texts(tuple(own["source"].items())) if isinstance(own["source"], dict) else own["source"]
    return say("{source}, {day}", source=source, day=own["as_of"].isoformat())

"""What tables of Resource Graph hold, as one query or several brought it."""

from dataclasses import dataclass, field
from typing import Any

from bareme.evidence import Part


@dataclass(slots=True)
class Tables:
    """What a query over some tables brought: rows as Azure sent them, and how each table was read."""

    rows: list[dict[str, Any]] = field(default_factory=list)
    parts: dict[str, Part] = field(default_factory=dict)

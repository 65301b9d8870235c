"""Series of sizes: what they are made for, and until when Azure sells them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any, Literal, cast

from bareme.reference.arm import fold
from bareme.reference.tables import table

SizeKind = Literal["general", "compute", "memory", "storage", "gpu", "hpc"]

_NAME = re.compile(r"(?:standard|basic)_(?P<rest>(?P<letters>[a-z]+)\d.*)", re.IGNORECASE)
_LONGEST = 60


@dataclass(frozen=True, slots=True)
class SizeSeries:
    """A series of sizes; `retires` is the day from which Azure no longer runs it, where one was announced."""

    name: str
    kind: SizeKind
    retires: date | None = None


@cache
def series(size: str) -> SizeSeries | None:
    """The series of a size (`Standard_B1s`), or `None` for a size that nobody knows."""
    found = _NAME.fullmatch(size[:_LONGEST])
    if found is None:
        return None
    return _listed(found["rest"]) or _lettered(found["letters"])


def _listed(rest: str) -> SizeSeries | None:
    rows: list[Mapping[str, Any]] = table("sizes")["series"]
    row = next((one for one in rows if re.fullmatch(one["sizes"], rest, re.IGNORECASE)), None)
    return SizeSeries(row["name"], row["kind"], row["retires"]) if row else None


def _lettered(letters: str) -> SizeSeries | None:
    """The letters before the first digit tell the kind."""
    for kind, known in table("sizes")["kinds"].items():
        if re.fullmatch(known, letters, re.IGNORECASE):
            return SizeSeries(letters.upper(), cast("SizeKind", kind))
    return None


def documented_power(size: str) -> tuple[float, float] | None:
    """VCPUs and memory in GiB of a size, as its page says; for want of the subscription's own list."""
    found = next((row for name, row in table("sizes")["power"].items() if fold(name) == fold(size)), None)
    return (float(found[0]), float(found[1])) if found else None

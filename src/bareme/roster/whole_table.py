"""Where a table begins, and columns that hold several things."""

import re
from collections.abc import Iterable, Iterator
from itertools import chain, islice

from bareme.roster.cells import folded
from bareme.roster.headers import ALIASES

LOOKED_AT = 20
"""Rows in which the header may stand, below titles and dates."""
_KNOWN = frozenset(alias for aliases in ALIASES.values() for alias in aliases)
_WITHIN = re.compile(r"\s*[,;/|]\s*")

Cells = tuple[str, ...]


def score(cells: Iterable[str]) -> int:
    """How many of these are headers we know."""
    return sum(len(_parted(cell)) or folded(cell) in _KNOWN for cell in cells)


def begin(rows: Iterable[tuple[int, Cells]]) -> Iterator[tuple[int, Cells]]:
    """The rows from the header on: the first with two known headers, else the first with one, else the first."""
    waiting = iter(rows)
    first = list(islice(waiting, LOOKED_AT))
    scores = [score(cells) for _, cells in first]
    start = next((place for least in (2, 1) for place, one in enumerate(scores) if one >= least), 0)
    return chain(first[start:], waiting)


def unfolded(header: Cells) -> list[int]:
    """How many fields each column holds: `Nom, prénom, groupe` holds three."""
    return [len(_parted(cell)) or 1 for cell in header]


def parted(cells: Cells, widths: list[int]) -> Cells:
    """The cells of a row, those of a column that holds several fields taken apart."""
    if all(width == 1 for width in widths):
        return cells
    found: list[str] = []
    for place, cell in enumerate(cells):
        width = widths[place] if place < len(widths) else 1
        steps = _WITHIN.split(cell.strip(), width - 1) if width > 1 else [cell]
        found += [*steps, *[""] * (width - len(steps))]
    return tuple(found)


def _parted(cell: str) -> list[str]:
    """The headers in a header of several; none where it is one."""
    steps = _WITHIN.split(cell.strip())
    return (
        steps if len(steps) > 1 and folded(cell) not in _KNOWN and all(folded(one) in _KNOWN for one in steps) else []
    )

"""A roster as rows of cells, whatever it was written in."""

import csv
import io
import re
from collections.abc import Iterable, Iterator
from itertools import starmap
from typing import NamedTuple

from bareme.roster.problem import Problem
from bareme.roster.whole_table import LOOKED_AT, begin, parted, score, unfolded
from bareme.text.message import say

MAX_CELL = 1000
_SEPARATORS = ";,\t|"
_BEGINNING = 20_000
"""Characters among which the header is."""
_ANNOUNCED = re.compile(r"sep=(.)\r?\n?", re.IGNORECASE)


class Row(NamedTuple):
    """One record and the line it begins in."""

    line: int
    cells: tuple[str, ...]


class Table(NamedTuple):
    """The header, the rows that are neither empty nor misshapen, and what could not be read.

    Rows are read as they are asked for; the problems are all there once the last one was.
    """

    header: Row
    rows: Iterator[Row]
    problems: list[Problem]


def parse(text: str) -> Table | None:
    """The table in a text, `None` where there is none."""
    announced = _ANNOUNCED.match(text)
    body = text[announced.end() :] if announced else text
    separator = announced[1] if announced else _separator(body)
    problems: list[Problem] = []
    return tabled(_records(body, separator, 1 if announced else 0, problems), problems)


def tabled(records: Iterable[Row], problems: list[Problem]) -> Table | None:
    """Header and rows of these records, empty ones and titles above the header left out."""
    filled = starmap(Row, begin(row for row in records if any(cell.strip() for cell in row.cells)))
    header = next(filled, None)
    if header is None:
        return None
    widths = unfolded(header.cells)
    rows = (Row(line, parted(cells, widths)) for line, cells in filled)
    whole = Row(header.line, parted(header.cells, widths))
    return Table(whole, _well_shaped(rows, len(whole.cells), problems), problems)


def _well_shaped(rows: Iterable[Row], width: int, problems: list[Problem]) -> Iterator[Row]:
    for row in rows:
        if problem := _misshapen(row, width):
            problems.append(problem)
        else:
            yield row


def _records(text: str, separator: str, offset: int, problems: list[Problem]) -> Iterator[Row]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    line = offset
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            reason = say("cannot be read from here on ({reason}). Is a quotation mark missing?", reason=str(error))
            problems.append(Problem(line + 1, reason))
            return
        yield Row(line + 1, tuple(cells))
        line = offset + reader.line_num


def _separator(text: str) -> str:
    """The one that parts most headers we know, else the most frequent one of the first line."""
    lines = text[:_BEGINNING].lstrip("\r\n").splitlines()[:LOOKED_AT]
    header = lines[0] if lines else ""

    def fits(one: str) -> tuple[int, int]:
        return max((score(cell.strip('" ') for cell in line.split(one)) for line in lines), default=0), header.count(
            one
        )

    return max(_SEPARATORS, key=fits) if any(one in line for one in _SEPARATORS for line in lines) else ","


def _misshapen(row: Row, width: int) -> Problem | None:
    longest = max(map(len, row.cells))
    if longest > MAX_CELL:
        message = say("a cell of {count} characters. Is a quotation mark missing?", count=longest)
        return Problem(row.line, message)
    if any(cell.strip() for cell in row.cells[width:]):
        message = say(
            "{count} cells, but the header has {width}. Is there a separator inside a name?",
            count=len(row.cells),
            width=width,
        )
        return Problem(row.line, message)
    return None

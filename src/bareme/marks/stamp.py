"""The stamp of a row of `marks.csv`: whose it is, and what stood in its cells when the row was written.

It makes the file speak for itself. A cell counts as typed where it no longer is what its own row was written with: in a
copy of last week as well, and whatever a spreadsheet did to the ids. It begins with a letter and holds a hyphen, so
that no spreadsheet takes it for a number.
"""

import hashlib
import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

_FORM = re.compile(r"b([0-9a-f]{12})-([0-9a-f]{6})([0-9a-f]{6})([0-9a-f]{8})-(\d{1,9})")


@dataclass(frozen=True, slots=True)
class Cells:
    """What a person may type into a row."""

    points: str = ""
    comment: str = ""
    again: str = ""
    """Not empty where the mark is to be judged again; whoever empties it has done so."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """A stamp taken apart."""

    basis: str
    student: str
    criterion: str
    cells: str
    count: int
    """How many decisions there had been on this row."""

    def __str__(self) -> str:
        return f"b{self.basis}-{self.student}{self.criterion}{self.cells}-{self.count}"


def stamp(basis: str, student: str, criterion: str, cells: Cells, count: int) -> Stamp:
    """The stamp of a row that is written now."""
    return Stamp(basis, short_hash(student), short_hash(criterion.casefold()), seal(cells), count)


def parsed_stamp(text: str) -> Stamp | None:
    """The stamp in a cell; none where it is of another kind, or was typed over."""
    found = _FORM.fullmatch(text)
    return Stamp(found[1], found[2], found[3], found[4], int(found[5])) if found else None


def short_hash(text: str) -> str:
    """Enough to tell apart what stands in one class."""
    return hashlib.sha256(text.encode("utf-8", "backslashreplace")).hexdigest()[:6]


def seal(cells: Cells) -> str:
    """The same for all cells that a spreadsheet may have made of the same ones."""
    told = (_number(cells.points), folded(cells.comment), "again" if cells.again.strip() else "")
    return hashlib.sha256("\0".join(told).encode("ascii")).hexdigest()[:8]


def folded(text: str) -> str:
    """A text as an old code page keeps it: Excel saves “CSV” in one, and puts `?` for what it does not have."""
    kept = " ".join(text.split()).encode("cp1252", "replace").decode("cp1252")
    return kept.encode("ascii", "backslashreplace").decode("ascii")


def _number(text: str) -> str:
    plain = text.strip().replace(",", ".").replace("\u202f", "").replace("\xa0", "")
    try:
        number = Decimal(plain)
    except InvalidOperation:
        return folded(plain.casefold())
    return str(number.normalize() + 0) if number.is_finite() else plain.casefold()

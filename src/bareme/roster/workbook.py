"""Excel workbooks, for those who installed what it takes to read them: the sheet that is a list, as it is shown."""

import importlib
import io
import zipfile
from itertools import islice
from pathlib import Path
from typing import Any

from bareme.errors import RosterError
from bareme.roster.shown import shown
from bareme.roster.table import Row, Table, tabled
from bareme.roster.whole_table import LOOKED_AT, score
from bareme.text.message import say

ZIP = b"PK\x03\x04"
OLD_EXCEL = b"\xd0\xcf\x11\xe0"
MAX_ROWS = 200_000
MAX_COLUMNS = 200
MAX_UNPACKED = 128 * 2**20


def read_workbook(file: Path, content: bytes) -> Table | None:
    """The sheet of a workbook that has the headers of a list; the first one where none has.

    Raises:
        RosterError: the library is missing, or the file is no workbook.
    """
    openpyxl = _library(file)
    try:
        _measure(file, content)
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        sheet = max(book.worksheets, key=_score)
        rows = [tuple(map(_text, cells)) for cells in islice(sheet.iter_rows(max_col=MAX_COLUMNS), MAX_ROWS)]
    except RosterError:
        raise
    except Exception as error:  # the library lets through whatever XML, zlib and its own classes raise
        raise RosterError(
            say("{file} is not an Excel workbook: {reason}", file=str(file), reason=str(error))
        ) from error
    return tabled((Row(line, cells) for line, cells in enumerate(rows, 1)), [])


def _score(sheet: Any) -> int:
    """How many headers of a list its best row has."""
    rows = islice(sheet.iter_rows(max_col=MAX_COLUMNS, max_row=LOOKED_AT), LOOKED_AT)
    return max((score(map(_text, cells)) for cells in rows), default=0)


def _measure(file: Path, content: bytes) -> None:
    """Refuse what unpacks to more than a class: nothing beyond what the directory says is ever unpacked."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        size = sum(entry.file_size for entry in archive.infolist())
    if size > MAX_UNPACKED:
        raise RosterError(say("{file} is larger than a roster can be", file=str(file)))


def _library(file: Path) -> Any:
    try:
        return importlib.import_module("openpyxl")
    except ModuleNotFoundError as error:
        raise RosterError(
            say("{file} is an Excel workbook, and openpyxl, which reads them, is not installed", file=str(file)),
            say("Save the roster as “CSV UTF-8”, or install it: pip install 'bareme[xlsx]'"),
        ) from error


def _text(cell: Any) -> str:
    return shown(cell.value, cell.number_format or "General") if cell.value is not None else ""

"""Excel workbooks, for those who installed what it takes to read them."""

import importlib
import io
import zipfile
from itertools import islice
from pathlib import Path
from typing import Any

from bareme.errors import RosterError
from bareme.roster.table import Row, Table, tabled
from bareme.text.message import say

ZIP = b"PK\x03\x04"
OLD_EXCEL = b"\xd0\xcf\x11\xe0"
MAX_ROWS = 200_000
MAX_COLUMNS = 200
MAX_UNPACKED = 128 * 2**20


def read_workbook(file: Path, content: bytes) -> Table | None:
    """The first sheet of a workbook.

    Raises:
        RosterError: the library is missing, or the file is no workbook.
    """
    openpyxl = _library(file)
    try:
        _measure(file, content)
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        sheet = book.worksheets[0]
        values = list(islice(sheet.iter_rows(values_only=True, max_col=MAX_COLUMNS), MAX_ROWS))
    except RosterError:
        raise
    except Exception as error:  # the library lets through whatever XML, zlib and its own classes raise
        raise RosterError(
            say("{file} is not an Excel workbook: {reason}", file=str(file), reason=str(error))
        ) from error
    return tabled((Row(line, tuple(map(_text, cells))) for line, cells in enumerate(values, 1)), [])


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


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        # Excel keeps fifteen digits: what is longer comes back rounded, and shows itself as eaten.
        return str(int(value)) if abs(value) < 10**15 else f"{value:.2E}"
    return str(value)

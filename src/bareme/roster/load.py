"""Reading a roster: everything that is wrong is told at once, with its line."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from bareme.errors import RosterError
from bareme.files.bounded import content_of
from bareme.roster.decode import decoded
from bareme.roster.headers import columns
from bareme.roster.model import Student
from bareme.roster.options import AS_WRITTEN, RosterOptions
from bareme.roster.problem import Problem, refusal
from bareme.roster.rows import LeftOut, Reader
from bareme.roster.rules import conflicts
from bareme.roster.slug import Slugs
from bareme.roster.students import Roster, Students
from bareme.roster.table import Table, parse
from bareme.roster.told import told
from bareme.roster.workbook import OLD_EXCEL, ZIP, read_workbook
from bareme.text.message import Message, say

MAX_BYTES = 64 * 2**20
"""A hundred thousand students take about twenty."""


def load_roster(path: Path, options: RosterOptions = AS_WRITTEN) -> Roster:
    """The class in a CSV file or Excel workbook, in the order of the file.

    Raises:
        RosterError: the file cannot be used; the message lists every problem as `file:line: what is wrong`.
        UsageError: one of the options cannot be used.
    """
    options.check()
    table, warnings = _table(path)
    found = columns(table.header.cells)
    if isinstance(found, Message):
        raise refusal(path, [Problem(table.header.line, found)])
    left_out: list[LeftOut] = []
    students = Students(_students(table, Reader(found, options), left_out))
    if not students and not table.problems:
        raise RosterError(say("{file} has a line of headers and no student", file=str(path)))
    problems = [*table.problems]
    problems += conflicts(students, allow_shared=options.allow_shared or not options.needs_scope)
    if problems:
        raise refusal(path, problems)
    return Roster(path, students, (*warnings, *found.warnings, *told(students, left_out)))


def _table(path: Path) -> tuple[Table, tuple[Message, ...]]:
    content = _content(path)
    warnings: tuple[Message, ...] = ()
    if content.startswith(ZIP):
        table = read_workbook(path, content)
    else:
        text, warnings = decoded(path, content)
        table = parse(text)
    if table is None:
        raise RosterError(say("{file} is empty", file=str(path)), say("Its first line names the columns."))
    return table, warnings


def _content(path: Path) -> bytes:
    too_large = say("{file} is larger than a roster can be", file=str(path))
    content = content_of(path, MAX_BYTES, RosterError, too_large)
    if content.startswith(OLD_EXCEL):
        raise RosterError(
            say("{file} is a workbook of Excel 2003 or older", file=str(path)),
            say("Save it as “CSV UTF-8” or as .xlsx and try again."),
        )
    return content


def _students(table: Table, reader: Reader, left_out: list[LeftOut]) -> Iterator[Student]:
    """The students of a table; what is wrong with a row joins the table's own problems."""
    slugs = Slugs()
    for row in table.rows:
        read = reader.student(row)
        if isinstance(read, Student):
            yield replace(read, slug=slugs.of(read.id))
        elif isinstance(read, LeftOut):
            left_out.append(read)
        else:
            table.problems.extend(read)

"""Reads a marks file: every error at once, with its line."""

import csv
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from pathlib import Path

from bareme.errors import MarksError, RosterError
from bareme.files.bounded import content_of
from bareme.files.problem import with_nearest
from bareme.grading.grade import Decisions, Mark, Waiver
from bareme.marks.columns import WAIVED, places
from bareme.roster.decode import decoded
from bareme.rubric import Criterion, Rubric
from bareme.text.message import Message, lines, say
from bareme.text.sanitize import clipped

MAX_BYTES = 64 * 2**20

_LONGEST_NUMBER = 40
"""Characters; a spreadsheet writes seventeen digits."""

Row = tuple[int, Mapping[str, str]]
"""A line number and its cells by our names."""


def read_marks(file: Path, rubric: Rubric) -> dict[str, Decisions]:
    """The decisions in a file, by student id; rows without points decide nothing.

    Raises:
        MarksError: some rows cannot be used; each is told with its line.
    """
    criteria = {criterion.id.casefold(): criterion for criterion in rubric.criteria}
    marks: dict[str, dict[str, Mark]] = defaultdict(dict)
    waivers: dict[str, dict[str, Waiver]] = defaultdict(dict)
    problems: list[tuple[int, Message]] = []
    for line, row in _rows(file):
        if not row["points"]:
            continue
        decided = _decided(row, criteria)
        if isinstance(decided, Message):
            problems.append((line, decided))
        elif isinstance(decided[1], Waiver):
            waivers[row["student"]][decided[0].id] = decided[1]
        else:
            marks[row["student"]][decided[0].id] = decided[1]
    if problems:
        told = [say("{place}: {problem}", place=f"{file}:{line}", problem=problem) for line, problem in problems]
        raise MarksError(lines(told), say("Correct the marks file and run the same command again; nothing was lost."))
    return {student: Decisions(marks[student], waivers[student]) for student in {*marks, *waivers}}


def _decided(row: Mapping[str, str], criteria: Mapping[str, Criterion]) -> tuple[Criterion, Mark | Waiver] | Message:
    criterion = criteria.get(row["criterion"].casefold())
    if criterion is None:
        known = [one.id for one in criteria.values()]
        name = clipped(row["criterion"])
        return with_nearest(say("there is no criterion “{id}”.", id=name), name, known)
    if row["points"].casefold() in WAIVED:
        if not row["comment"]:
            return say("a waiver needs its reason in the comment column.")
        return criterion, Waiver(say("{reason}", reason=row["comment"]))
    points = _number(row["points"])
    if points is None:
        return say("“{text}” is not a number of points.", text=clipped(row["points"]))
    if not 0 <= points <= criterion.points:
        return say("{points} is not between 0 and {most}.", points=clipped(row["points"]), most=criterion.points)
    return criterion, Mark(points, row["comment"], row["basis"])


def _number(text: str) -> Decimal | None:
    if len(text) > _LONGEST_NUMBER:
        return None
    try:
        number = Decimal(text.replace(",", ".").replace("\u202f", "").replace("\xa0", ""))
    except InvalidOperation:
        return None
    return number if number.is_finite() and abs(number.adjusted()) < _LONGEST_NUMBER else None


def _rows(file: Path) -> Iterator[Row]:
    text = _text(file)
    first = text.partition("\n")[0]
    separator = max(";,\t", key=first.count)
    reader = csv.reader(text.splitlines(keepends=True), delimiter=separator)
    try:
        where = places(next(reader, []))
    except csv.Error as error:
        raise _unreadable(file, 1, error) from error
    lacking = [name for name in ("student", "criterion", "points") if name not in where]
    if lacking:
        raise MarksError(
            say("{place}: these columns are missing: {names}", place=f"{file}:1", names=tuple(lacking)),
            say("Start from the marks.csv that “bareme grade” writes."),
        )
    try:
        for cells in reader:
            if any(cells):
                yield reader.line_num, {name: _cell(cells, where.get(name)) for name in _USED}
    except csv.Error as error:
        raise _unreadable(file, reader.line_num, error) from error


def _unreadable(file: Path, line: int, error: csv.Error) -> MarksError:
    problem = say("cannot be read from here on ({reason}). Is a quotation mark missing?", reason=str(error))
    return MarksError(say("{place}: {problem}", place=f"{file}:{line}", problem=problem))


_USED = ("student", "criterion", "points", "comment", "basis")


def _cell(cells: Sequence[str], place: int | None) -> str:
    text = cells[place].strip() if place is not None and place < len(cells) else ""
    return text[1:] if text[:2] in {"'=", "'+", "'-", "'@"} else text


def _text(file: Path) -> str:
    content = content_of(file, MAX_BYTES, MarksError, say("{file} is too large to be read", file=str(file)))
    try:
        return decoded(file, content)[0]
    except RosterError as error:
        raise MarksError(error.message, say("Save the marks file as “CSV UTF-8” and try again.")) from error

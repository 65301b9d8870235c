"""Reads a marks file: every error at once, with its line."""

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from pathlib import Path

from bareme.errors import MarksError, RosterError
from bareme.files.bounded import content_of
from bareme.files.problem import with_nearest
from bareme.files.spreadsheet import unguarded
from bareme.marks.columns import WAIVED, places
from bareme.marks.decision import Decision, Kind
from bareme.marks.stamp import Cells, Stamp, parsed_stamp, seal, short_hash
from bareme.roster.decode import decoded
from bareme.roster.workbook import ZIP, read_workbook
from bareme.rubric import Criterion, Rubric
from bareme.text.message import Message, lines, say
from bareme.text.sanitize import clipped

MAX_BYTES = 64 * 2**20

_OLDER_BASIS = re.compile(r"[0-9a-f]{12}")
"""What stood there before rows had stamps."""

_LONGEST_NUMBER = 40
"""Characters; a spreadsheet writes seventeen digits."""

Row = Mapping[str, str]
"""The cells of a line by our names."""


@dataclass(frozen=True, slots=True)
class TypedRow:
    """A row into which somebody typed."""

    line: int
    place: tuple[str, str]
    """What tells which row it is."""
    cells: str
    """What stands in it, as a short text that changes with it."""
    decision: Decision


NOTHING_SEEN: Mapping[tuple[str, str], str] = {}


@dataclass(frozen=True, slots=True)
class Reading:
    """What a file holds that was typed, and what cannot be used, each with its line."""

    rows: tuple[TypedRow, ...]
    problems: tuple[Message, ...]

    def check(self) -> None:
        """Find out whether everything can be used.

        Raises:
            MarksError: some rows cannot be.
        """
        if self.problems:
            advice = say("Correct the marks file and run the same command again; nothing was lost.")
            raise MarksError(lines(self.problems), advice)


def read_marks(file: Path, rubric: Rubric) -> tuple[TypedRow, ...]:
    """The rows of a marks file into which somebody typed.

    Raises:
        MarksError: some rows cannot be used; each is told with its line.
    """
    reading = typed(file, rubric)
    reading.check()
    return reading.rows


def typed(file: Path, rubric: Rubric, seen: Mapping[tuple[str, str], str] = NOTHING_SEEN) -> Reading:
    """The same, with what cannot be used beside it; `seen` is what was read there before, by student and criterion.

    Raises:
        MarksError: the file itself cannot be used.
    """
    criteria = Criteria(rubric)
    rows: list[TypedRow] = []
    problems: list[Message] = []
    for line, row in _rows(file):
        written = parsed_stamp(row["basis"])
        place, state = _place(row, written), _state(row)
        if not _is_typed(row, written, state, seen.get(place, "")):
            continue
        decision = _decided(row, written, criteria, file.name)
        if isinstance(decision, Message):
            problems.append(say("{place}: {problem}", place=f"{file}:{line}", problem=decision))
        else:
            rows.append(TypedRow(line, place, state, decision))
    return Reading(tuple(rows), tuple(problems))


class Criteria:
    """The criteria of a rubric, by whatever may tell which is meant."""

    def __init__(self, rubric: Rubric) -> None:
        self._by_id = {one.id.casefold(): one for one in rubric.criteria}
        self._by_hash = {short_hash(name): one for name, one in self._by_id.items()}

    def named(self, cell: str, stamp: Stamp | None) -> Criterion | None:
        """The criterion of a row; `None` where the rubric does not have it."""
        return (self._by_hash.get(stamp.criterion) if stamp else None) or self._by_id.get(cell.casefold())

    @property
    def ids(self) -> list[str]:
        """Their ids."""
        return [one.id for one in self._by_id.values()]


def _cells(row: Row) -> Cells:
    return Cells(row["points"], row["comment"], row["again"])


def _place(row: Row, written: Stamp | None) -> tuple[str, str]:
    """Which row it is: its stamp tells, whatever a spreadsheet makes of the ids; else what stands there."""
    return (written.student, written.criterion) if written else (row["student"], row["criterion"])


def _state(row: Row) -> str:
    """What stands in a row: what it was written as, and what its cells are now."""
    return f"{short_hash(row['basis'])}:{seal(_cells(row))}"


def _is_typed(row: Row, written: Stamp | None, state: str, before: str) -> bool:
    """Whether it is not what it was when it was read before, or else written.

    A row of another hand counts where it says anything.
    """
    cells = _cells(row)
    if before and before.partition(":")[0] == state.partition(":")[0]:
        return state != before and bool(written or cells.points or cells.comment)
    if written is None:
        return bool(cells.points or cells.comment)
    if seal(cells) == written.cells:
        return False
    return bool(cells.points) or seal(replace(cells, again="again")) != written.cells


def _decided(row: Row, written: Stamp | None, criteria: Criteria, who: str) -> Decision | Message:
    criterion = criteria.named(row["criterion"], written)
    is_ours = written is not None or _OLDER_BASIS.fullmatch(row["basis"]) is not None
    if criterion is None and not is_ours:
        name = clipped(row["criterion"])
        return with_nearest(say("there is no criterion “{id}”.", id=name), name, criteria.ids)
    decision = Decision(
        student=row["student"],
        criterion=criterion.id if criterion else row["criterion"],
        kind=Kind.OPEN,
        comment=row["comment"],
        basis=written.basis if written else row["basis"] if is_ours else "",
        name=row["name"],
        stamp=row["basis"] if written else "",
        who=who,
    )
    return _with_points(decision, row, _most(row, written, criterion))


def _most(row: Row, written: Stamp | None, criterion: Criterion | None) -> Decimal | None:
    """What the criterion is worth: what the row says, since that is what its reader saw."""
    own = _number(row["max"]) if written or criterion is None else None
    return own if own is not None and own >= 0 else criterion.points if criterion else None


def _with_points(decision: Decision, row: Row, most: Decimal | None) -> Decision | Message:
    if not row["points"]:
        return decision
    if row["points"].casefold() in WAIVED:
        if not row["comment"]:
            return say("a waiver needs its reason in the comment column.")
        return replace(decision, kind=Kind.WAIVER)
    points = _number(row["points"])
    if points is None:
        return say("“{text}” is not a number of points.", text=clipped(row["points"]))
    if points < 0 or (most is not None and points > most):
        return say("{points} is not between 0 and {most}.", points=clipped(row["points"]), most=most or 0)
    return replace(decision, kind=Kind.MARK, points=points, most=most)


def _number(text: str) -> Decimal | None:
    if len(text) > _LONGEST_NUMBER:
        return None
    try:
        number = Decimal(text.replace(",", ".").replace("\u202f", "").replace("\xa0", ""))
    except InvalidOperation:
        return None
    return number if number.is_finite() and abs(number.adjusted()) < _LONGEST_NUMBER else None


def _rows(file: Path) -> Iterator[tuple[int, Row]]:
    lines = _lines(file)
    _, header = next(lines, (1, ()))
    where = places(list(header))
    lacking = [name for name in ("student", "criterion", "points") if name not in where]
    if lacking:
        raise MarksError(
            say("{place}: these columns are missing: {names}", place=f"{file}:1", names=tuple(lacking)),
            say("Start from the marks.csv that “bareme grade” writes."),
        )
    for line, cells in lines:
        if any(cells):
            yield line, {name: _cell(cells, where.get(name)) for name in _USED}


def _lines(file: Path) -> Iterator[tuple[int, Sequence[str]]]:
    """The lines of a CSV file, or of a workbook that somebody saved it as."""
    content = content_of(file, MAX_BYTES, MarksError, say("{file} is too large to be read", file=str(file)))
    if content.startswith(ZIP):
        yield from _sheet(file, content)
        return
    text = _text(file, content)
    separator = max(";,\t", key=text.partition("\n")[0].count)
    reader = csv.reader(text.splitlines(keepends=True), delimiter=separator)
    try:
        for cells in reader:
            yield reader.line_num, cells
    except csv.Error as error:
        raise _unreadable(file, reader.line_num or 1, error) from error


def _sheet(file: Path, content: bytes) -> Iterator[tuple[int, Sequence[str]]]:
    try:
        table = read_workbook(file, content)
    except RosterError as error:
        raise MarksError(error.message, say("Save the marks file as “CSV UTF-8” and try again.")) from error
    if table is not None:
        yield table.header.line, table.header.cells
        yield from ((row.line, row.cells) for row in table.rows)


def _unreadable(file: Path, line: int, error: csv.Error) -> MarksError:
    problem = say("cannot be read from here on ({reason}). Is a quotation mark missing?", reason=str(error))
    return MarksError(say("{place}: {problem}", place=f"{file}:{line}", problem=problem))


_USED = ("student", "name", "criterion", "max", "points", "comment", "again", "basis")


def _cell(cells: Sequence[str], place: int | None) -> str:
    text = cells[place].strip() if place is not None and place < len(cells) else ""
    return unguarded(text)


def _text(file: Path, content: bytes) -> str:
    try:
        return decoded(file, content)[0]
    except RosterError as error:
        raise MarksError(error.message, say("Save the marks file as “CSV UTF-8” and try again.")) from error

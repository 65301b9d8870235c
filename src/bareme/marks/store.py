"""Where decisions are kept: `marks.sqlite` beside the run. Decisions are added; only `forget` takes any away."""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from bareme.files.sqlite import read_only, selected, telling, writable
from bareme.marks.decision import Decision, Kind
from bareme.marks.stamp import short_hash

NAME = "marks.sqlite"

_TABLES = """
create table if not exists decisions (
    number integer primary key, student text not null, criterion text not null, kind text not null, points text,
    most text, comment text not null, basis text not null, name text not null, stamp text not null, who text not null,
    made text not null, unique (student, criterion, made, who)
);
create table if not exists seen (
    file text, student text, criterion text, cells text not null, primary key (file, student, criterion)
) without rowid;
create table if not exists judged (
    student text, criterion text, basis text, shown text not null, primary key (student, criterion, basis)
) without rowid;
create table if not exists flags (
    number integer primary key, student text not null, criterion text not null, kind text not null, up integer not null,
    who text not null, made text not null
);
create table if not exists remarks (
    number integer primary key, id text not null, criterion text not null, said text not null, points text,
    who text not null, made text not null
);
"""
_FIELDS = "student, criterion, kind, points, most, comment, basis, name, stamp, who, made"

_TICK = timedelta(microseconds=1)

Seen = tuple[str, str, str]
"""A file, and what tells which row of it is meant."""
ShownRow = tuple[str, str, str, str]
"""Student, criterion and basis, and what was shown, as text."""


class MarkStore:
    """The decisions of one run's folder, in the order in which they were made."""

    def __init__(self, folder: Path, *, to_read: bool = False) -> None:
        """`to_read` leaves no trace. There is no file before there is a decision."""
        self.path = folder / NAME
        self._to_read = to_read
        self._base = self._opened() if self.path.is_file() else None

    def _opened(self) -> sqlite3.Connection:
        if self._to_read:
            return read_only(self.path)
        base = writable(self.path)
        try:
            with telling(self.path):
                base.execute("pragma synchronous=full")
                base.executescript(_TABLES)
        except BaseException:
            base.close()
            raise
        return base

    def close(self) -> None:
        """Close the file."""
        if self._base is not None:
            self._base.close()

    @property
    def version(self) -> tuple[int, bool]:
        """Changes when somebody else wrote into the file."""
        return next(self.read("pragma data_version"), (0,))[0], self._base is not None

    def append(
        self, decisions: Iterable[Decision], seen: Iterable[tuple[Seen, str]] = (), shown: Iterable[ShownRow] = ()
    ) -> None:
        """Keep decisions that are made now for good, all or none, each later than any before, whatever the clock says.

        `seen` is what was read in a file just now: the same cells there are not read again. `shown` is what stood on
        the page that was decided upon (`bareme.marks.judged`).
        """
        last = self._last()
        made = [replace(one, when=max(one.when, last + number * _TICK)) for number, one in enumerate(decisions, 1)]
        self._add(made, list(seen), list(shown))

    def adopt(self, decisions: Iterable[Decision]) -> None:
        """Keep decisions of another run, as they were made; what is here already is not kept twice."""
        self._add(list(decisions), [], [])

    def _add(self, made: Sequence[Decision], read: Sequence[tuple[Seen, str]], shown: Sequence[ShownRow]) -> None:
        if not made and not read:
            return
        with self.writing() as base:
            base.executemany(
                f"insert or ignore into decisions ({_FIELDS}) values ({', '.join('?' * 11)})",  # noqa: S608 - ours
                map(_row, made),
            )
            base.executemany("insert or replace into seen values (?, ?, ?, ?)", ((*row, cells) for row, cells in read))
            base.executemany("insert or replace into judged values (?, ?, ?, ?)", shown)

    def _last(self) -> datetime:
        found = next(self.read("select max(made) from decisions"), (None,))[0]
        return datetime.fromisoformat(found) if found else datetime.min.replace(tzinfo=UTC)

    def history(self) -> Iterator[Decision]:
        """Every decision ever made, in the order in which they were made."""
        rows = self.read(f"select {_FIELDS} from decisions order by made, number")  # noqa: S608 - ours
        return (_decision(*row) for row in rows)

    def seen(self, file: str) -> dict[tuple[str, str], str]:
        """What was last read in a file, by student and criterion as they stand there."""
        rows = self.read("select student, criterion, cells from seen where file = ?", file)
        return {(student, criterion): cells for student, criterion, cells in rows}

    def forget(self, student: str, alike: Iterable[str] = ()) -> int:
        """Take a student out so that no byte of him stays; `alike` are his id as spreadsheets spoilt it.

        Returns:
            How many decisions went.
        """
        if self._base is None:
            return 0
        ids = [(one,) for one in dict.fromkeys((student, short_hash(student), *alike))]
        with telling(self.path):
            self._base.execute("pragma secure_delete=on")
            with self._base as base:
                gone = base.executemany("delete from decisions where student = ?", ids).rowcount
                for table in ("seen", "judged", "flags"):
                    base.executemany(f"delete from {table} where student = ?", ids)  # noqa: S608 - ours
            self._base.execute("vacuum")
        return gone

    def read(self, wanted: str, *values: str) -> Iterator[tuple[Any, ...]]:
        """The rows of a query; none where there is no file yet."""
        if self._base is None and self.path.is_file():
            self._base = self._opened()
        if self._base is not None:
            with telling(self.path):
                yield from selected(self._base, wanted, values)

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """The file, all of what is written in the block kept or nothing."""
        self._base = self._base or self._opened()
        with telling(self.path), self._base as base:
            yield base


def _row(one: Decision) -> tuple[str | None, ...]:
    made = one.when.astimezone(UTC).isoformat(timespec="microseconds")
    points, most = (None if value is None else str(value) for value in (one.points, one.most))
    own = (one.student, one.criterion, one.kind.value, points, most, one.comment, one.basis, one.name, one.stamp)
    return (
        *(text if text is None else _whole(text) for text in own),
        _whole(one.who),
        made,
    )


def _whole(text: str) -> str:
    """A text as a database holds it: half a character stands as its escape."""
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


def _decision(  # noqa: PLR0913, PLR0917 - a row
    student: str, criterion: str, kind: str, points: str | None, most: str | None, comment: str, basis: str, name: str,
    stamp: str, who: str, made: str,
) -> Decision:  # fmt: skip
    return Decision(
        student=student,
        criterion=criterion,
        kind=Kind(kind),
        points=None if points is None else Decimal(points),
        most=None if most is None else Decimal(most),
        comment=comment,
        basis=basis,
        name=name,
        stamp=stamp,
        who=who,
        when=datetime.fromisoformat(made),
    )

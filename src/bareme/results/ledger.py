"""The run's ledger: every record is committed as it comes, so that a killed run loses only the students in flight.

SQLite in write-ahead mode. A record is kept with the key it was graded under; the same key again need not be graded
again. Everything a run writes — results, grades, reports — is written from here.
"""

import json
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from bareme.errors import UsageError
from bareme.files.json import parsed
from bareme.files.sqlite import read_only, selected, telling, writable
from bareme.grading.record import Record
from bareme.results.damaged_record import SEAL, damaged_record, is_whole, sealed_key
from bareme.results.ledger_entry import Entry
from bareme.suspicion import NO_TRACES, Traces
from bareme.text.message import say

NAME = "ledger.sqlite"
UNFINISHED = "unfinished"
"""The fact of a run whose files are being written, or were when it was killed."""

_TABLES = """
create table if not exists facts (name text primary key, value text not null) without rowid;
create table if not exists students (
    id text primary key, position integer not null, slug text not null, key text, record text
) without rowid;
create table if not exists traces (id text primary key, traces text not null) without rowid;
create index if not exists by_position on students (position);
"""


_RECORDS = "select id, slug, key, record from students where record is not null"

_LEFT = -1
"""The position of a student until the roster turns out to have him still."""


class LedgerRow(NamedTuple):
    """A student as the ledger holds him: his place in the roster (from 0), and his record as JSON text, if any."""

    id: str
    position: int
    slug: str
    key: str | None = None
    record: str | None = None
    traces: str | None = None
    """What is worth a teacher's look, and what the student is compared with others by: JSON text."""

    def moved(self, places: int) -> "LedgerRow":
        """The same student further down."""
        return self._replace(position=self.position + places)


class Ledger:
    """The ledger of one run folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._base = writable(folder / NAME)
        try:
            with telling(folder / NAME):
                self._base.execute("pragma journal_mode=wal")
                self._base.execute("pragma synchronous=normal")
                self._base.executescript(_TABLES)
        except BaseException:
            self._base.close()
            raise

    @classmethod
    def opened(cls, folder: Path) -> "Ledger":
        """The ledger of a run that took place.

        Raises:
            UsageError: the folder holds no run.
        """
        cls.check(folder)
        return cls(folder)

    @classmethod
    def to_read(cls, folder: Path) -> "Ledger":
        """The same for whoever only reads: nothing is written, so that a run of somebody else, or on a disc, will do.

        Raises:
            UsageError: the folder holds no run.
        """
        cls.check(folder)
        ledger = cls.__new__(cls)
        ledger.folder = folder
        ledger._base = read_only(folder / NAME)  # noqa: SLF001 - our own
        return ledger

    @staticmethod
    def is_there(folder: Path) -> bool:
        """Whether a run took place in a folder."""
        return (folder / NAME).is_file()

    @staticmethod
    def check(folder: Path) -> None:
        """Find out whether a run took place.

        Raises:
            UsageError: the folder holds none.
        """
        if not Ledger.is_there(folder):
            raise UsageError(
                say("{folder} holds no graded run.", folder=str(folder)),
                say("Give the folder of “bareme grade --out”."),
            )

    def close(self) -> None:
        """Close the file."""
        self._base.close()

    @property
    def evidence(self) -> Path:
        """Where the run found its evidence, as long as it is still there; else the usual place in its folder."""
        told = self.fact("evidence")
        return Path(told) if told and Path(told).is_dir() else self.folder / "evidence"

    def enrol(self, students: Iterable[LedgerRow]) -> None:
        """Set the class; records of students who left it are dropped, those of the others stay."""
        with self._writing() as base:
            base.execute("update students set position = ?", (_LEFT,))
            base.executemany(
                "insert into students (id, position, slug) values (?, ?, ?)"
                " on conflict (id) do update set position = excluded.position, slug = excluded.slug",
                (row[:3] for row in students),
            )
            base.execute("delete from students where position = ?", (_LEFT,))
            base.execute("delete from traces where id not in (select id from students)")

    def forget(self, student_id: str) -> LedgerRow | None:
        """Take one student out so that no byte of him stays in the file; who he was, `None` where he was not there."""
        found = next((row for row in self.rows() if row.id == student_id), None)
        with telling(self.folder / NAME):
            self._base.execute("pragma secure_delete=on")
            with self._base as base:
                base.execute("delete from students where id = ?", (student_id,))
                base.execute("delete from traces where id = ?", (student_id,))
            self._base.execute("pragma wal_checkpoint(truncate)")
            self._base.execute("vacuum")
            self._base.execute("pragma wal_checkpoint(truncate)")
        return found

    def admit(self, student_id: str, slug: str) -> None:
        """Let one student be in the class: in his place, or after everybody."""
        with self._writing() as base:
            base.execute(
                "insert into students (id, position, slug) values (?, ?, ?)"
                " on conflict (id) do update set slug = excluded.slug",
                (student_id, self.size(), slug),
            )

    def adopt(self, rows: Iterable[LedgerRow]) -> None:
        """Take over the students of other ledgers, records and all, in the place of whatever this one held."""
        with self._writing() as base:
            base.execute("delete from students")
            base.execute("delete from traces")
            for row in rows:
                base.execute("insert into students (id, position, slug, key, record) values (?, ?, ?, ?, ?)", row[:5])
                if row.traces:
                    base.execute("insert into traces values (?, ?)", (row.id, row.traces))

    def rows(self) -> Iterator[LedgerRow]:
        """Everybody, in roster order."""
        wanted = (
            "select id, position, slug, key, record, traces from students left join traces using (id) order by position"
        )
        yield from map(LedgerRow._make, self._read(wanted))

    def keep(self, graded: Entry, key: str) -> None:
        """Commit one student's record and traces."""
        with self._writing() as base:
            sealed = sealed_key(key, graded.record)
            base.execute("update students set key = ?, record = ? where id = ?", (sealed, graded.record, graded.id))
            base.execute("insert or replace into traces values (?, ?)", (graded.id, graded.traces))

    def key(self, student: str) -> str | None:
        """The key a student was last graded under; none where he has to be, as one whose record is damaged."""
        wanted = "select key, record from students join traces using (id) where id = ? and record is not null"
        row = next(self._read(wanted, student), None)
        return str(row[0]).partition(SEAL)[0] if row and is_whole(*row) else None

    def graded(self) -> Iterator[tuple[str, str, Traces]]:
        """Every graded student's id, the name of his files, and his traces, in roster order."""
        wanted = (
            "select id, slug, traces from students left join traces using (id)"
            " where record is not null order by position"
        )
        for student, slug, text in self._read(wanted):
            yield student, slug, parsed(text or "null") or NO_TRACES

    def traced(self) -> Iterator[tuple[str, Traces]]:
        """Every graded student's id and traces, in roster order."""
        return ((student, traces) for student, _, traces in self.graded())

    def records(self, first: int = 0, last: int = 2**31) -> Iterator[Record]:
        """The records in roster order, one at a time; those at some places of the roster where they are given."""
        wanted = f"{_RECORDS} and position between ? and ? order by position"
        yield from map(self._record, self._read(wanted, first, last))

    def some(self, students: Iterable[str]) -> Iterator[Record]:
        """The records of these students, in the order asked for."""
        for student in students:
            yield from map(self._record, self._read(f"{_RECORDS} and id = ?", student))

    def ids(self) -> list[str]:
        """Everybody's id, in roster order."""
        return [student for (student,) in self._read("select id from students order by position")]

    def size(self) -> int:
        """How many places the roster has, as far as it is known here: one more than the last student's position."""
        ((last,),) = self._read("select max(position) from students")
        return 0 if last is None else int(last) + 1

    def count(self) -> int:
        """How many students are enrolled."""
        ((count,),) = self._read("select count(*) from students")
        return int(count)

    def judged(self) -> int:
        """How many students have a record."""
        ((count,),) = self._read("select count(*) from students where record is not null")
        return int(count)

    def keys(self) -> dict[str, str]:
        """What everybody who has a record was graded under, in roster order; it changes with the record."""
        wanted = "select id, key from students where record is not null order by position"
        return {student: key or "" for student, key in self._read(wanted)}

    @property
    def version(self) -> int:
        """Changes when another process wrote into the file."""
        ((number,),) = self._read("pragma data_version")
        return int(number)

    def set_facts(self, facts: dict[str, Any]) -> None:
        """Note what the run was made with: rubric, language, roster."""
        rows: Iterable[tuple[str, str]] = ((name, json.dumps(value)) for name, value in facts.items())
        with self._writing() as base:
            base.executemany("insert or replace into facts values (?, ?)", rows)

    def fact(self, name: str) -> Any:
        """One of these, or `None`."""
        row = next(self._read("select value from facts where name = ?", name), None)
        return json.loads(row[0]) if row else None

    def _read(self, wanted: str, *values: object) -> Iterator[tuple[Any, ...]]:
        with telling(self.folder / NAME):
            yield from selected(self._base, wanted, values)

    def _record(self, row: tuple[str, str, str | None, str]) -> Record:
        """A record as it was kept; a damaged one is the trouble of its student alone.

        Raises:
            UsageError: it is of a version that kept other things.
        """
        student, slug, key, text = row
        try:
            found = parsed(text) if is_whole(key, text) else None
        except (ValueError, RecursionError):
            found = None
        if not isinstance(found, dict):
            return damaged_record(student, slug, self.fact("rubric") or {})
        lacking = Record.__required_keys__ - set(found)
        if lacking:
            place = str(self.folder / NAME)
            raise UsageError(
                say("{file} was written by another version of bareme: no {name}", file=place, name=min(lacking)),
                say("Grade the class again: whoever lacks something is graded anew; marks are kept."),
            )
        record: Record = found  # type: ignore[assignment] # as far as anybody can tell
        return record

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        with telling(self.folder / NAME), self._base as base:
            yield base

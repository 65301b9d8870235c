"""The run's ledger: every record is committed as it comes, so that a killed run loses only the students in flight.

SQLite in write-ahead mode. A record is kept with the key it was graded under; the same key again need not be graded
again. Everything a run writes — results, grades, reports — is written from here.
"""

import json
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any, NamedTuple

from bareme.errors import UsageError
from bareme.files.json import parsed
from bareme.grading.record import Record
from bareme.results.ledger_entry import Entry
from bareme.suspicion import NO_TRACES, Traces
from bareme.text.message import say

NAME = "ledger.sqlite"

_TABLES = """
create table if not exists facts (name text primary key, value text not null) without rowid;
create table if not exists students (
    id text primary key, position integer not null, slug text not null, key text, record text
) without rowid;
create table if not exists traces (id text primary key, traces text not null) without rowid;
create index if not exists by_position on students (position);
"""


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
        folder.mkdir(parents=True, exist_ok=True)
        self.folder = folder
        self._base = sqlite3.connect(folder / NAME, timeout=30)
        try:
            self._base.execute("pragma journal_mode=wal")
            self._base.execute("pragma synchronous=normal")
            self._base.executescript(_TABLES)
        except sqlite3.DatabaseError as error:
            self._base.close()
            raise _unusable(folder, str(error)) from error

    @classmethod
    def opened(cls, folder: Path) -> "Ledger":
        """The ledger of a run that took place.

        Raises:
            UsageError: the folder holds no run.
        """
        if not (folder / NAME).is_file():
            raise UsageError(
                say("{folder} holds no graded run.", folder=str(folder)),
                say("Give the folder of “bareme grade --out”."),
            )
        return cls(folder)

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
        with self._base as base:
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
        self._base.execute("pragma secure_delete=on")
        with self._base as base:
            base.execute("delete from students where id = ?", (student_id,))
            base.execute("delete from traces where id = ?", (student_id,))
        self._base.execute("pragma wal_checkpoint(truncate)")
        self._base.execute("vacuum")
        self._base.execute("pragma wal_checkpoint(truncate)")
        return found

    def adopt(self, rows: Iterable[LedgerRow]) -> None:
        """Take over the students of other ledgers, records and all, in the place of whatever this one held."""
        with self._base as base:
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
        with closing(self._base.execute(wanted)) as rows:
            for row in rows:
                yield LedgerRow(*row)

    def keep(self, graded: Entry, key: str) -> None:
        """Commit one student's record and traces."""
        with self._base as base:
            base.execute("update students set key = ?, record = ? where id = ?", (key, graded.record, graded.id))
            base.execute("insert or replace into traces values (?, ?)", (graded.id, graded.traces))

    def key(self, student: str) -> str | None:
        """The key a student was last graded under; none where he has to be, as one whose traces are not known."""
        wanted = "select key from students join traces using (id) where id = ? and record is not null"
        row = self._base.execute(wanted, (student,)).fetchone()
        return row and str(row[0])

    def graded(self) -> Iterator[tuple[str, str, Traces]]:
        """Every graded student's id, the name of his files, and his traces, in roster order."""
        wanted = (
            "select id, slug, traces from students left join traces using (id)"
            " where record is not null order by position"
        )
        with closing(self._base.execute(wanted)) as rows:
            for student, slug, text in rows:
                yield student, slug, parsed(text or "null") or NO_TRACES

    def traced(self) -> Iterator[tuple[str, Traces]]:
        """Every graded student's id and traces, in roster order."""
        return ((student, traces) for student, _, traces in self.graded())

    def records(self, first: int = 0, last: int = 2**31) -> Iterator[Record]:
        """The records in roster order, one at a time; those at some places of the roster where they are given."""
        wanted = "select record from students where record is not null and position between ? and ? order by position"
        with closing(self._base.execute(wanted, (first, last))) as rows:
            for (text,) in rows:
                yield _record(self.folder, text)

    def some(self, students: Iterable[str]) -> Iterator[Record]:
        """The records of these students, in the order asked for."""
        for student in students:
            found = self._base.execute("select record from students where id = ? and record is not null", (student,))
            for (text,) in found.fetchall():
                yield _record(self.folder, text)

    def size(self) -> int:
        """How many places the roster has, as far as it is known here: one more than the last student's position."""
        (last,) = self._base.execute("select max(position) from students").fetchone()
        return 0 if last is None else int(last) + 1

    def count(self) -> int:
        """How many students are enrolled."""
        (count,) = self._base.execute("select count(*) from students").fetchone()
        return int(count)

    def judged(self) -> int:
        """How many students have a record."""
        (count,) = self._base.execute("select count(*) from students where record is not null").fetchone()
        return int(count)

    def set_facts(self, facts: dict[str, Any]) -> None:
        """Note what the run was made with: rubric, language, roster."""
        rows: Iterable[tuple[str, str]] = ((name, json.dumps(value)) for name, value in facts.items())
        with self._base as base:
            base.executemany("insert or replace into facts values (?, ?)", rows)

    def fact(self, name: str) -> Any:
        """One of these, or `None`."""
        row = self._base.execute("select value from facts where name = ?", (name,)).fetchone()
        return json.loads(row[0]) if row else None


def _record(folder: Path, text: str) -> Record:
    """A record as it was kept.

    Raises:
        UsageError: it is damaged, or of a version that kept other things.
    """
    try:
        record: Record = parsed(text)
    except (ValueError, RecursionError) as error:
        raise _unusable(folder, str(error)) from error
    lacking = Record.__required_keys__ - set(record if isinstance(record, dict) else ())
    if lacking:
        raise _unusable(folder, f"no {min(lacking)}")
    return record


def _unusable(folder: Path, reason: str) -> UsageError:
    return UsageError(
        say("{file} is damaged, or of another version of bareme: {reason}", file=str(folder / NAME), reason=reason),
        say("Put it away and grade again: everything is written anew from roster, rubric, evidence and marks."),
    )

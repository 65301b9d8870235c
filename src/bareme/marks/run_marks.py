"""The marks of one run's folder: `marks.sqlite` holds what was decided, `marks.csv` shows it and is typed into."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path

from bareme.errors import MarksError
from bareme.files.bounded import file_hash
from bareme.grading.record import Record
from bareme.marks.decision import Decision
from bareme.marks.read import Criteria, TypedRow, typed
from bareme.marks.standing import Places, Standing, standing
from bareme.marks.store import MarkStore
from bareme.marks.students import People
from bareme.marks.write import marks_file
from bareme.results.rendering import Teller
from bareme.results.results_json import Sink
from bareme.rubric import Rubric

TABLE = "marks.csv"
_PATIENCE = 20
"""How often the table is written anew because somebody saved it meanwhile."""


class RunMarks:
    """Reads what was typed, keeps it, and writes the table anew without ever losing a cell."""

    def __init__(self, folder: Path, people: People, rubric: Rubric) -> None:
        self.table = folder / TABLE
        self._rubric = rubric
        self._places = Places(people, Criteria(rubric))
        self._store = MarkStore(folder)
        self.problem: MarksError | None = None
        """What was typed meanwhile and cannot be used: the table is left as it is then."""

    @property
    def store(self) -> MarkStore:
        """Where everything is kept."""
        return self._store

    def close(self) -> None:
        """Close the file."""
        self._store.close()

    def placed(self, one: Decision) -> tuple[Decision, bool]:
        """A decision under the ids of this class and this rubric; and whether it is about them at all."""
        return self._places.placed(one)

    def standing(self) -> Standing:
        """What is decided now."""
        return standing(self._store.history(), self._places)

    def take(self, file: Path | None = None) -> int:
        """Keep what was typed into a file, by default the run's own table, if there is one; how many decisions.

        Raises:
            MarksError: something in it cannot be used; nothing is kept then, and the file stays as it is.
        """
        if file is None and not self.table.is_file():
            return 0
        source = TABLE if file is None else str(file.resolve())
        reading = typed(file or self.table, self._rubric, self._store.seen(source))
        reading.check()
        return self._keep(reading.rows, source)

    def take_now(self) -> int:
        """The same while a class is on its way, where nothing may stop it: what is wrong is told at the end."""
        try:
            count = self.take()
        except MarksError as error:
            self.problem = error
            return 0
        self.problem = None
        return count

    def keep_shares(self) -> int:
        """Let marks that were given for another maximum keep their share of it, for good; how many."""
        made = list(self.standing().outgrown(self._rubric))
        self._store.append(made)
        return len(made)

    def adopt(self, folder: Path) -> None:
        """Keep what was decided in another run's folder too, which is left as it is.

        Raises:
            MarksError: something in its table cannot be used.
        """
        with closing(MarkStore(folder, to_read=True)) as other:
            self._store.adopt(other.history())
        if (folder / TABLE).is_file():
            self.take(folder / TABLE)

    def forget(self, student: str) -> int:
        """Take a student's decisions out, also those under what a spreadsheet made of his id; how many."""
        alike = {one.student for one in self._store.history() if self._places.placed(one)[0].student == student}
        return self._store.forget(student, alike)

    def _keep(self, rows: Sequence[TypedRow], source: str) -> int:
        if not rows:
            return 0
        now = self.standing()
        placed = (self._places.placed(row.decision)[0] for row in rows)
        new = [one for one in placed if not _is_known(one, now)]
        self._store.append(new, (((source, *row.place), row.cells) for row in rows))
        return len(new)

    @contextmanager
    def view(self, teller: Teller, records: Callable[[], Iterable[Record]]) -> Iterator[Sink]:
        """The table, for one record after the other; read again just before it is replaced.

        `records` are the same once more, for the case that somebody saved the table meanwhile.
        """
        before = self._taken()
        if self.problem:
            yield lambda record: record
            return
        try:
            with marks_file(self.table, teller, self.standing()) as add:
                yield add
                self._check(before)
        except _SavedMeanwhileError:
            self._write_again(teller, records)

    def _write_again(self, teller: Teller, records: Callable[[], Iterable[Record]]) -> None:
        for _ in range(_PATIENCE):
            before = self._taken()
            if self.problem:
                return
            try:
                with marks_file(self.table, teller, self.standing()) as add:
                    for record in records():
                        add(record)
                    self._check(before)
            except _SavedMeanwhileError:
                continue
            return

    def _taken(self) -> str:
        """Keep what was typed, and tell what the file was then."""
        before = self._state()
        self.take_now()
        return before

    def _check(self, before: str) -> None:
        if self._state() != before:
            raise _SavedMeanwhileError

    def _state(self) -> str:
        return file_hash(self.table) if self.table.is_file() else ""


def _is_known(one: Decision, now: Standing) -> bool:
    """Whether it is what holds already; a row of another hand does not say what it was judged on."""
    before = now.of(one.student, one.criterion)
    if before is not None and not one.basis:
        before = replace(before, basis="")
    return one.says_the_same(before)


class _SavedMeanwhileError(Exception):
    """Somebody saved the table while it was being written."""

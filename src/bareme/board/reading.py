"""The rounds of the board: a cheap look at everybody, and the whole of those in whose Azure something changed.

A look is three requests a student. A whole collection is about thirty-five, so that only so many are made in a round;
whoever changed waits for the next at most. What a set of machines shows while it runs can never be proved later: when
one is complete, the collection is kept among the evidence, as the stage `live`.
"""

import threading
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

from bareme.azure import Settings, Target, collect_many
from bareme.azure.collection.advice import told_unread, was_read
from bareme.azure.collection.glance import LOOKED_AT, Look, look_of
from bareme.azure.collection.targets import target_of
from bareme.board.row import Row, row_of, unknown
from bareme.errors import BaremeError
from bareme.evidence import Collection, write_collection
from bareme.evidence.files import evidence_paths
from bareme.grading.assess import Task
from bareme.grading.evaluate import LOG_LAG, Evaluator, Job
from bareme.grading.next_steps import coaching
from bareme.grading.own_exports import assess_handin
from bareme.keys.collection_key import CollectionKey
from bareme.lab import Lab, VirtualMachine
from bareme.roster import Student
from bareme.text.message import Message, say
from bareme.timeline.missing import told

STAGE = "live"
WHOLE_A_ROUND = 40
SET_SIZE = 3
"""Machines that run in one availability set: it is complete, and shows its domains."""

_NO_SCOPE = say("The roster names no subscription: he can export his own with the script of “bareme collect --script”.")


@dataclass(frozen=True, slots=True)
class State:
    """The board between two rounds; a new one takes its place."""

    rows: tuple[Row, ...]
    at: datetime
    rounds: int = 0
    requests: int = 0
    """Of the last round."""
    waiting: int = 0
    """Students in whose Azure something changed that is read in the next round."""
    problem: Message | None = None
    """Why the last round failed as a whole."""


@dataclass
class Reading:
    """A class that is read in rounds, until somebody ends it."""

    evaluator: Evaluator
    students: Sequence[Student]
    evidence: Path
    scratch: Path
    settings: Settings
    key: CollectionKey | None = None
    state: State = field(init=False)
    _looks: dict[str, Look] = field(default_factory=dict)
    _due: dict[str, None] = field(default_factory=dict)
    """Whose whole is to be read, in the order in which they changed."""
    _kept: dict[str, set[frozenset[str]]] = field(default_factory=dict)
    """The sets of which a collection is kept, by their machines."""
    _over: threading.Event = field(default_factory=threading.Event)

    def __post_init__(self) -> None:
        rows = tuple(
            unknown(one.id, one.name, one.group, None if one.scope.subscription_id else _NO_SCOPE)
            for one in self.students
        )
        self.state = State(rows, datetime.now(UTC))
        self._by_slug = {one.slug: one for one in self.students}
        self._rows = {one.slug: row for one, row in zip(self.students, rows, strict=True)}

    def run(self, every: float) -> None:
        """Make rounds, so many seconds apart; for a thread of its own."""
        while not self._over.is_set():
            began = time.monotonic()
            self.round()
            self._over.wait(max(every - (time.monotonic() - began), 1.0))

    def end(self) -> None:
        """Make no further round."""
        self._over.set()

    def round(self) -> None:
        """Look at everybody, read some, and show it."""
        requests, problem = 0, None
        try:
            requests += self._look()
            requests += self._read()
        except BaremeError as error:
            problem = error.message
        rows = tuple(self._rows[one.slug] for one in self.students)
        self.state = State(rows, datetime.now(UTC), self.state.rounds + 1, requests, len(self._due), problem)

    def _look(self) -> int:
        """Find out in whose Azure something changed; how many requests that took."""

        def seen(target: Target, found: Collection) -> None:
            if not was_read(found):
                self._rows[target.key] = replace(self._rows[target.key], problem=told_unread(found))
                return
            look = look_of(found)
            if self._looks.get(target.key) != look:
                self._looks[target.key] = look
                self._due[target.key] = None

        return collect_many(self._targets(self._by_slug), replace(self.settings, only=LOOKED_AT), seen).requests

    def _read(self) -> int:
        """Read the whole of some of them; how many requests that took."""
        now = list(self._due)[:WHOLE_A_ROUND]

        def keep(target: Target, found: Collection) -> None:
            if self._over.is_set():
                return
            self._due.pop(target.key, None)
            self._rows[target.key] = self._judged(self._by_slug[target.key], found)

        return collect_many(self._targets(now), self.settings, keep).requests

    def _targets(self, slugs: Iterable[str]) -> list[Target]:
        return [target_of(self._by_slug[slug]) for slug in slugs if self._by_slug[slug].scope.subscription_id]

    def _judged(self, student: Student, found: Collection) -> Row:
        """The row of a student, from what was just read and what is kept; one who fails stops nobody."""
        if not found.readable:
            return unknown(student.id, student.name, student.group, told_unread(found))
        own = self.scratch / student.slug
        for old in evidence_paths(own):
            old.unlink()
        folder = self.evidence / student.slug
        if self._is_complete(student, found):
            write_collection(folder, replace(found, stage=STAGE), self.key)
        else:
            write_collection(own, found)
        try:
            return self._row(Job(student, folder, checkpoints=own, lag=LOG_LAG))
        except BaremeError as error:
            return unknown(student.id, student.name, student.group, error.message)

    def _row(self, job: Job) -> Row:
        started = time.perf_counter()
        handin = self.evaluator.read(job)
        if handin.lab is None:
            student = job.student
            return unknown(student.id, student.name, student.group, say("no evidence was collected for this student"))
        work: tuple[Task, ...] = self.evaluator.tasks_for(job.student)
        record = self.evaluator.judged(job, handin, assess_handin(work, handin.lab, handin), started)
        coach = coaching(record, self.evaluator.rubric, self.evaluator.catalogue, handin.lab)
        return row_of(record, coach, handin.lab)

    def _is_complete(self, student: Student, found: Collection) -> bool:
        """Whether a set shows all its machines, and no kept collection of this student has shown these yet."""
        complete = {frozenset(one) for one in _running_sets(Lab.of((found,)))}
        if not complete:
            return False
        before = self._kept.setdefault(student.slug, set())
        is_new = not complete <= before
        before |= complete
        return is_new


def _is_running(vm: VirtualMachine) -> bool:
    return [one.value for one in told([vm], lambda machine: machine.power_state)] == ["running"]


def _running_sets(lab: Lab) -> Iterator[tuple[str, ...]]:
    """The members of availability sets of which enough run now."""
    for one in lab.availability_sets:
        running = tuple(vm.id for vm in one.members if vm.present and _is_running(vm))
        if len(running) >= SET_SIZE:
            yield running

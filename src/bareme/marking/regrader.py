"""Grades again whoever was decided upon, in a process of its own: his page at once, the class page a moment later.

It reads what to do from a pipe. When the server that holds the other end is gone, however it went, what was decided is
graded to the end; a grade run that holds the folder meanwhile is waited for.
"""

import os
import signal
import time
from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass, field, replace
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path

from bareme.checking.catalogue import catalogue
from bareme.classrun.grade_class import key_of
from bareme.classrun.handin_folders import handin_folders
from bareme.classrun.outputs import marks_of, rewrite_class, teller_of
from bareme.classrun.sources import sources_of
from bareme.errors import BaremeError
from bareme.files.environment import fault_of
from bareme.files.lock import locked
from bareme.grading.evaluate import Evaluator, Job
from bareme.grading.grade import NO_DECISIONS
from bareme.marks import People, RunMarks
from bareme.report.student_files import write_students
from bareme.results.ledger import UNFINISHED, Ledger
from bareme.results.ledger_entry import entry
from bareme.results.rendering import Teller
from bareme.text.language import Language, Speech
from bareme.text.message import Message

QUIET_SECONDS = 1.0
"""So long nothing is decided before the class page is written anew."""
LATEST_SECONDS = 15.0
"""So long it may wait for that, where decisions come without a pause."""
_POLL_SECONDS = 0.3
EVERYBODY = "everybody"


class Regrader:
    """The process, seen from the server."""

    def __init__(self, folder: Path, language: Language) -> None:
        self._order = (folder, language)
        self._start()
        self.problem: Message | None = None
        """Why grades and pages stay as they are, where something stands in the way."""

    def _start(self) -> None:
        context = get_context("spawn")
        own, other = context.Pipe()
        self._pipe: Connection = own
        self._process = context.Process(target=work_on, args=(*self._order, other), daemon=False)
        self._process.start()
        other.close()
        self.waiting = 0
        """How many orders are not carried out yet."""

    def grade(self, students: Iterable[str] | str) -> None:
        """Have these students graded again, where what they are graded upon has changed."""
        wanted = students if isinstance(students, str) else list(students)
        if not wanted:
            return
        try:
            self._pipe.send(wanted)
        except OSError:
            self._begin_again()
            self._pipe.send(EVERYBODY)
        self.waiting += 1

    def listen(self) -> None:
        """Take in what it told meanwhile."""
        try:
            while self._pipe.poll():
                told = self._pipe.recv()
                if isinstance(told, int):
                    self.waiting -= told
                else:
                    self.problem = Message.from_wire(told) if told else None
        except (EOFError, OSError):
            self._begin_again()
            self.grade(EVERYBODY)

    def _begin_again(self) -> None:
        """The process is gone, whatever ended it: another one takes up what it left."""
        self._pipe.close()
        self._process.join()
        self._start()

    @property
    def is_busy(self) -> bool:
        """Whether it still has something to do."""
        self.listen()
        return self.waiting > 0

    def close(self) -> None:
        """Let it finish what was decided, and end."""
        self._pipe.close()
        self._process.join()


@dataclass
class Work:
    """What is to be done."""

    pipe: Connection
    students: set[str] = field(default_factory=set)
    everybody: bool = False
    orders: int = 0
    """How many were taken and not carried out."""
    class_due: float | None = None
    """When the class page is written at the latest."""
    is_last: bool = False
    """Whether nobody gives orders any more."""
    failures: int = 0

    @property
    def is_waiting(self) -> bool:
        return self.everybody or bool(self.students)

    def take(self) -> bool:
        """Take the orders that are there; wait for the first where there is nothing else to do; whether any came."""
        patience = None if not self.is_waiting and self.class_due is None else self._patience()
        came = False
        try:
            while self.pipe.poll(patience):
                order = self.pipe.recv()
                self.everybody |= order == EVERYBODY
                self.students |= set() if isinstance(order, str) else set(order)
                self.orders += 1
                came, patience = True, 0
        except (EOFError, OSError):
            self.is_last = True
        return came

    def is_due(self, *, came: bool) -> bool:
        """Whether to grade now, or to write the class page: once nothing has come for a while."""
        if self.is_waiting:
            return True
        return self.class_due is not None and (not came or time.monotonic() >= self.class_due)

    def _patience(self) -> float:
        if self.is_waiting:
            return 0 if not self.failures else _POLL_SECONDS
        due = (self.class_due or 0) - time.monotonic()
        return max(min(QUIET_SECONDS, due), 0)

    def tell(self, told: object) -> None:
        """Say something to the server, if it still is there."""
        try:
            self.pipe.send(told)
        except OSError:
            self.is_last = True


def work_on(folder: Path, language: Language, pipe: Connection) -> None:
    """Until nobody gives orders any more and all is written."""
    for name in ("SIGINT", "SIGHUP"):
        if number := getattr(signal, name, None):
            signal.signal(number, signal.SIG_IGN)
    if hasattr(os, "nice"):
        os.nice(10)  # whoever marks goes first
    work = Work(pipe)
    while not (work.is_last and not work.is_waiting and work.class_due is None):
        came = False if work.is_last else work.take()
        if not work.is_due(came=came):
            continue
        try:
            with locked(folder):
                step(folder, Speech(language), work)
        except BaremeError as error:
            _failed(work, error.message)
        except OSError as error:
            _failed(work, fault_of(error).message)
        if work.is_last and work.failures > _LAST_TRIES:
            return


_LAST_TRIES = 200
"""Times `_POLL_SECONDS`: how long a grade run may hold the folder when the server has ended already."""


def _failed(work: Work, why: Message) -> None:
    work.failures += 1
    work.tell(why.to_wire())
    time.sleep(_POLL_SECONDS)


def step(folder: Path, speech: Speech, work: Work) -> None:
    """Grade who waits; else write the class page."""
    with closing(Ledger.opened(folder)) as ledger:
        desk = _Grading.of(ledger, speech)
        with closing(desk.marks):
            if work.is_waiting:
                if desk.grade(work) and work.class_due is None:
                    work.class_due = time.monotonic() + LATEST_SECONDS
                if work.class_due is None:
                    _done(work)
            else:
                rewrite_class(folder, ledger, desk.teller, marks_of(desk.marks))
                work.class_due = None
                _done(work)


def _done(work: Work) -> None:
    if work.failures:
        work.tell({})
    work.tell(work.orders)
    work.orders = work.failures = 0


@dataclass
class _Grading:
    """A run opened to be graded."""

    ledger: Ledger
    teller: Teller
    jobs: list[tuple[Path | None, list[Job]]]
    """With the folder of own checks that each part of the class is graded by."""
    marks: RunMarks

    @classmethod
    def of(cls, ledger: Ledger, speech: Speech) -> "_Grading":
        teller = teller_of(ledger, speech)
        jobs = [(one.content, list(one.jobs())) for one in sources_of(ledger)]
        people = People((job.student.id, job.student.name) for _, part in jobs for job in part)
        return cls(ledger, teller, jobs, RunMarks(ledger.folder, people, teller.rubric))

    def grade(self, work: Work) -> int:
        """Grade who waits and is not graded as he is now; how many."""
        known, count = set(self.ledger.ids()), 0
        wanted = known if work.everybody else work.students & known
        decided = self.marks.standing().decisions()
        for content, jobs in self.jobs:
            evaluator = Evaluator(self.teller.rubric, catalogue(content))
            for job in jobs:
                if job.student.id in wanted:
                    own = replace(job, decisions=decided.get(job.student.id, NO_DECISIONS))
                    count += self._grade_one(own, evaluator)
        work.students, work.everybody = set(), False
        return count

    def _grade_one(self, job: Job, evaluator: Evaluator) -> bool:
        key = key_of(job, evaluator)
        if self.ledger.key(job.student.id) == key:
            return False
        self.ledger.set_facts({UNFINISHED: True})
        record = evaluator.evaluate(job)
        self.ledger.keep(entry(record), key)
        write_students(self.ledger.folder, [record], self.teller, handin_folders(self.ledger))
        return True

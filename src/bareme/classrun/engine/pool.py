"""Worker processes on this machine: one student's crash, hang or hunger touches only that student."""

from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from time import monotonic

from bareme.classrun.engine.chunks import Chunks
from bareme.classrun.engine.processes import context
from bareme.classrun.engine.worker import Order, work
from bareme.errors import EngineError
from bareme.grading.evaluate import Evaluator, Job
from bareme.results.ledger_entry import Entry, entry
from bareme.text.message import Message, say

POLL_SECONDS = 0.5


@dataclass(frozen=True, slots=True)
class Limits:
    """What one student may use."""

    seconds: float = 60.0
    memory_bytes: int | None = 4 * 2**30
    start_seconds: float = 60.0
    """What a worker may take to come up, or to begin with the next student."""


@dataclass
class Worker:
    """A process, the line to it, and what it is at."""

    process: BaseProcess
    line: Connection
    jobs: deque[Job] = field(default_factory=deque)
    student: str | None = None
    since: float = field(default_factory=monotonic)
    """When it was last heard of."""
    ready: bool = False


@dataclass
class Pool:
    """A class on its way through worker processes."""

    order: Order
    evaluator: Evaluator
    size: int
    on_record: Callable[[Entry], None]
    limits: Limits = field(default_factory=Limits)
    _chunks: Chunks = field(init=False)
    _workers: list[Worker] = field(default_factory=list)
    _tried: set[str] = field(default_factory=set)
    _barren: int = 0
    """Workers that died in a row with no student begun: no student is to blame."""

    def run(self, jobs: Iterable[Job]) -> None:
        """Grade every job; returns when each has its record.

        Raises:
            EngineError: workers die before they begin.
            OSError: the machine does not let one of them go on; the others would meet the same.
        """
        self._chunks = Chunks(jobs, self.size)
        try:
            for _ in range(min(self.size, self._chunks.takers())):
                self._hire()
            while self._workers:
                self._step()
        finally:
            for worker in self._workers:
                worker.process.kill()

    def _step(self) -> None:
        by_line = {worker.line: worker for worker in self._workers}
        for line in wait(list(by_line), POLL_SECONDS):
            worker = by_line[line]  # type: ignore[index] # lines are the only things waited for
            try:
                self._hear(worker, worker.line.recv())
            except (EOFError, OSError):
                self._bury(worker, say("the grading of this student crashed"))
        for worker in list(filter(self._is_late, self._workers)):
            worker.process.kill()
            seconds = round(self.limits.seconds)
            self._bury(worker, say("the grading of this student took longer than {seconds} s", seconds=seconds))

    def _is_late(self, worker: Worker) -> bool:
        """Whether a student, or the way to him, takes too long; what was said meanwhile was only not heard yet."""
        most = self.limits.start_seconds if worker.student is None else self.limits.seconds
        return monotonic() - worker.since > most and not worker.line.poll()

    def _hear(self, worker: Worker, told: tuple[str, object]) -> None:
        what, value = told
        worker.since = monotonic()
        if what == "started":
            worker.student, self._barren = str(value), 0
        elif what == "graded":
            self._keep(worker, value)
        elif isinstance(value, OSError):
            raise value
        elif chunk := self._chunks.take():
            self._send(worker, chunk)
        else:
            self._dismiss(worker)

    def _keep(self, worker: Worker, value: object) -> None:
        graded: Entry = value  # type: ignore[assignment] # the worker's own words
        worker.jobs = deque(job for job in worker.jobs if job.student.id != graded.id)
        worker.student = None
        self.on_record(graded)

    def _send(self, worker: Worker, chunk: list[Job]) -> None:
        worker.jobs, worker.student = deque(chunk), None
        worker.line.send(chunk)

    def _hire(self) -> None:
        starting = context()
        ours, theirs = starting.Pipe()
        process = starting.Process(target=work, args=(self.order, theirs), daemon=True)
        process.start()
        theirs.close()
        self._workers.append(Worker(process, ours))

    def _dismiss(self, worker: Worker) -> None:
        worker.line.close()
        worker.process.join()
        self._workers.remove(worker)

    def _bury(self, worker: Worker, why: Message) -> None:
        """Replace a dead worker; the student in hand is tried once more, alone, the others go on."""
        self._workers.remove(worker)
        worker.line.close()
        worker.process.join()
        self._count_barren(worker)
        left = [job for job in worker.jobs if job.student.id != worker.student]
        victim = next((job for job in worker.jobs if job.student.id == worker.student), None)
        if left:
            self._chunks.give_back(left)
        if victim is not None:
            self._give_up_or_retry(victim, why)
        if self._chunks.takers():
            self._hire()

    def _count_barren(self, worker: Worker) -> None:
        self._barren += worker.student is None
        if self._barren > 2 * self.size:
            raise EngineError(
                say(
                    "The processes that grade end before they begin (exit code {code}).",
                    code=str(worker.process.exitcode),
                ),
                say("Grade in one process with --workers 0: what is wrong is told then. What was graded is kept."),
            )

    def _give_up_or_retry(self, job: Job, why: Message) -> None:
        if job.student.id in self._tried:
            self.on_record(entry(self.evaluator.failed(job, why)))
        else:
            self._tried.add(job.student.id)
            self._chunks.give_back([job])

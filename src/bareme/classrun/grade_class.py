"""A class from jobs to ledger: only what changed is graded, every record is committed as it comes."""

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from bareme.classrun.jobs import Jobs
from bareme.evidence.files import evidence_paths
from bareme.files.bounded import file_hash
from bareme.files.environment import reason_of
from bareme.grading.evaluate import Evaluator, Job
from bareme.results.ledger import Ledger, LedgerRow
from bareme.results.ledger_entry import Entry
from bareme.roster.term import term_start
from bareme.submission import load_submission
from bareme.version import __version__

Engine = Callable[[Iterable[Job], Callable[[Entry], None]], None]
"""Takes jobs as it gets to them, grades them in any order and hands each record over."""


@dataclass(frozen=True, slots=True)
class ClassOutcome:
    """What a class run did."""

    graded: int
    kept: int


def grade_class(
    jobs: Jobs, evaluator: Evaluator, ledger: Ledger, engine: Engine, on_graded: Callable[[Entry], None]
) -> ClassOutcome:
    """Grade what the ledger does not hold yet under today's rubric, evidence and decisions."""
    if jobs.only:
        for _, student in jobs.students():
            ledger.admit(student.id, student.slug)
    else:
        ledger.enrol(LedgerRow(student.id, position, student.slug) for position, student in jobs.students())
    in_flight: dict[str, str] = {}
    graded = 0

    def due() -> Iterator[Job]:
        for job in jobs:
            key = key_of(job, evaluator)
            if ledger.key(job.student.id) != key:
                in_flight[job.student.id] = key
                yield job

    def keep(entry: Entry) -> None:
        nonlocal graded
        ledger.keep(entry, in_flight.pop(entry.id))
        graded += 1
        on_graded(entry)

    engine(due(), keep)
    return ClassOutcome(graded, kept=len(jobs) - graded)


def key_of(job: Job, evaluator: Evaluator) -> str:
    """What a grade depends on, hashed: rubric, evidence, decisions, the student's line and scope, this version."""
    student = job.student
    digest = hashlib.sha256()
    for part in (
        __version__,
        evaluator.rubric.sha256,
        *(student.id, student.name, student.group, student.slug, str(student.scope)),
        repr(job.decisions),
        repr((evaluator.rubric.substitutes, evaluator.rubric.waivers)),
        repr(job.handed_in),
        job.vouchers.digest if job.vouchers else "",
        str(term_start(student) or ""),
        *_file_hashes(evidence_paths(job.evidence)),
        repr(load_submission(job.repo, job.answers, evaluator.rubric.questions)),
    ):
        digest.update(part.encode("utf-8", "backslashreplace") + b"\0")
    return digest.hexdigest()


def _file_hashes(paths: Iterable[Path]) -> Iterable[str]:
    for path in paths:
        yield f"{path.name}:{_file_hash(path)}"


def _file_hash(path: Path) -> str:
    """The hash of a file; what is none, or cannot be read, is told when it is graded."""
    try:
        return file_hash(path) if path.is_file() else ""
    except OSError as error:
        return reason_of(error)

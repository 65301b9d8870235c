"""A class from jobs to ledger: only what changed is graded, every record is committed as it comes."""

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from bareme.bounded import file_hash
from bareme.entry import Entry
from bareme.evaluate import Evaluator, Job
from bareme.evidence.files import evidence_paths
from bareme.grade import NO_DECISIONS, Decisions
from bareme.ledger import Ledger, Row
from bareme.roster import Roster, Student
from bareme.shard import WHOLE, Shard
from bareme.submission import load_submission
from bareme.version import __version__

Engine = Callable[[Sequence[Job], Callable[[Entry], None]], None]
"""Grades jobs in any order and hands each record over."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a class run did."""

    graded: int
    kept: int


def jobs_of(
    roster: Roster,
    evidence: Path,
    decisions: Mapping[str, Decisions] | None = None,
    repos: Path | None = None,
    part: Shard = WHOLE,
) -> list[Job]:
    """One job per student of the roster, or of a part of it."""
    decided = decisions or {}
    return [
        Job(
            student,
            evidence_folder(evidence, student),
            decided.get(student.id, NO_DECISIONS),
            repo_folder(repos, student) or evidence_folder(evidence, student),
            position=position,
        )
        for position, student in enumerate(roster.students)
        if part.holds(position)
    ]


def repo_folder(repos: Path | None, student: Student) -> Path | None:
    """A student's lab repository among a class's: by id, by GitHub name."""
    names = (student.slug, student.github) if repos else ()
    return next((repos / name for name in names if repos and _is_name(name) and (repos / name).is_dir()), None)


def _is_name(text: str) -> bool:
    return bool(text) and text not in {".", ".."} and "/" not in text and "\\" not in text


def evidence_folder(evidence: Path, student: Student) -> Path:
    """A student's folder of evidence."""
    return evidence / student.slug


def grade_class(
    jobs: Sequence[Job], evaluator: Evaluator, ledger: Ledger, engine: Engine, on_graded: Callable[[Entry], None]
) -> Outcome:
    """Grade what the ledger does not hold yet under today's rubric, evidence and decisions."""
    ledger.enrol([Row(job.student.id, job.position, job.student.slug) for job in jobs])
    known = ledger.keys()
    keys = {job.student.id: key_of(job, evaluator) for job in jobs}
    due = [job for job in jobs if known.get(job.student.id) != keys[job.student.id]]

    def keep(graded: Entry) -> None:
        ledger.keep(graded, keys[graded.id])
        on_graded(graded)

    engine(due, keep)
    return Outcome(graded=len(due), kept=len(jobs) - len(due))


def key_of(job: Job, evaluator: Evaluator) -> str:
    """What a grade depends on, hashed: rubric, evidence, decisions, the student's own line, this version."""
    student = job.student
    digest = hashlib.sha256()
    for part in (
        __version__,
        evaluator.rubric.sha256,
        *(student.id, student.name, student.group, student.slug),
        repr(job.decisions),
        *_file_hashes(evidence_paths(job.evidence)),
        repr(load_submission(job.repo, job.answers)),
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
        return str(error.errno)

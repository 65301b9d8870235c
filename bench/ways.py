"""The ways to judge a class that `grade.py` compares: each takes the class's folder and gives its processor time."""

import contextlib
import gzip
import io
import os
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import msgspec
import pytest

from bareme.checking.catalogue import catalogue
from bareme.classrun.jobs import Jobs
from bareme.content import rubric_path
from bareme.evidence import Collection, load_chain
from bareme.evidence.files import evidence_paths
from bareme.files.garbage import relax_collector
from bareme.grading.assess import assess
from bareme.grading.evaluate import Evaluator, Job
from bareme.grading.record import Record
from bareme.grading.student_lab import oneself, student_labs
from bareme.lab import Lab
from bareme.plugin import guarded_run as run
from bareme.plugin.guarded_run import run_class
from bareme.plugin.settings import SETTINGS, Settings
from bareme.roster import Scope, load_roster
from bareme.rubric import load_rubric
from bareme.suspicion import HandIn
from bareme.text.language import Language, Speech
from bareme.text.message import say

EMPTY = """\
import pytest

@pytest.mark.parametrize("number", range({count}))
def test_empty(number):
    pass
"""
QUIET = ["-q", "--no-header", "--no-summary", "--tb=no", "--disable-plugin-autoload", "-p", "no:cacheprovider"]


class Guest:
    """Brings the settings of a run in."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings

    @pytest.hookimpl(tryfirst=True)
    def pytest_configure(self, config: pytest.Config) -> None:
        config.stash[SETTINGS] = self.settings


@dataclass(frozen=True)
class Ready(Evaluator):
    """With every lab at hand: what is left is judging, and pytest."""

    handins: Mapping[str, HandIn]

    def read(self, job: Job) -> HandIn:
        return self.handins[job.student.id]


@dataclass(frozen=True)
class Idle(Evaluator):
    """Judges nothing: what is left is pytest, and what the class run adds to it."""

    record: Record

    def evaluate(self, _job: Job) -> Record:
        return self.record


@dataclass(frozen=True)
class Judging(Idle):
    """Judges, as one item per criterion does, and makes no grade, story, comparison or record of it."""

    handins: Mapping[str, HandIn]

    def evaluate(self, job: Job) -> Record:
        lab = self.handins[job.student.id].lab
        assert lab is not None
        assess(self.tasks_for(job.student), lab)
        return self.record


def evaluator() -> Evaluator:
    """The lab's rubric, ready."""
    checks = catalogue()
    return Evaluator(load_rubric(rubric_path("tp2-vm"), checks), checks)


def class_jobs(folder: Path) -> list[Job]:
    return list(Jobs(load_roster(folder / "roster.csv"), folder / "evidence", {}))


def criteria(folder: Path) -> int:
    """Criteria of the whole class."""
    return len(class_jobs(folder)) * len(evaluator().rubric.criteria)


def timed(work: Callable[[], object]) -> float:
    """Seconds of processor time, pytest loaded and the garbage collector set as a worker sets it."""
    with contextlib.redirect_stdout(io.StringIO()):
        pytest.main(["--version", *QUIET])
    relax_collector()
    started = time.process_time()
    with contextlib.redirect_stdout(io.StringIO()):
        work()
    return time.process_time() - started


def empty_items(folder: Path) -> float:
    file = folder / "test_empty.py"
    file.write_text(EMPTY.format(count=criteria(folder)), encoding="utf-8")
    return timed(lambda: pytest.main([str(file), "--rootdir", str(folder), "-c", os.devnull, *QUIET]))


def criterion_items(folder: Path) -> float:
    ready = evaluator()
    return _by_criterion(Settings(Speech(Language.ENGLISH), folder / "evidence", ready=ready))


def criterion_items_ready(folder: Path) -> float:
    ready = evaluator()
    found = list(student_labs(ready, Job(oneself(Scope("")), folder / "evidence")))
    for student in found:
        assess(student.tasks, student.lab)
    return _by_criterion(Settings(Speech(Language.ENGLISH), labs=found, ready=ready))


def _by_criterion(settings: Settings) -> float:
    rubric = settings.ready.rubric.file if settings.ready else ""
    words = [rubric, "--rootdir", str(Path(rubric).parent), "-c", os.devnull, *run.QUIET, "-p", "bareme.plugin"]
    return timed(lambda: pytest.main(words, plugins=[Guest(settings)]))


def student_items(folder: Path) -> float:
    return _by_student(evaluator(), class_jobs(folder))


def student_items_ready(folder: Path) -> float:
    plain, jobs = evaluator(), class_jobs(folder)
    ready = Ready(plain.rubric, plain.catalogue, {job.student.id: plain.read(job) for job in jobs})
    for job in jobs:
        ready.evaluate(job)
    return _by_student(ready, jobs)


def student_items_idle(folder: Path) -> float:
    plain, jobs = evaluator(), class_jobs(folder)
    return _by_student(Idle(plain.rubric, plain.catalogue, _any_record(plain, jobs)), jobs)


def student_items_judged(folder: Path) -> float:
    plain, jobs = evaluator(), class_jobs(folder)
    handins = {job.student.id: plain.read(job) for job in jobs}
    ready = Judging(plain.rubric, plain.catalogue, _any_record(plain, jobs), handins)
    for job in jobs:
        ready.evaluate(job)
    return _by_student(ready, jobs)


def _any_record(plain: Evaluator, jobs: list[Job]) -> Record:
    return plain.failed(jobs[0], say("not judged"))


def _by_student(ready: Evaluator, jobs: list[Job]) -> float:
    graded: list[str] = []
    settings = Settings(Speech(Language.ENGLISH), jobs=jobs, ready=ready)
    seconds = timed(lambda: run_class(Path(ready.rubric.file), settings, lambda one: graded.append(one["status"])))
    assert len(graded) == len(jobs)
    return seconds


def collections(folder: Path) -> list[tuple[Collection, ...]]:
    return [tuple(load_chain(evidence_paths(job.evidence))) for job in class_jobs(folder)]


def assess_built(folder: Path) -> float:
    tasks, chains = evaluator().tasks_for(oneself(Scope(""))), collections(folder)
    return timed(lambda: [assess(tasks, Lab.of(chain)) for chain in chains])


def assess_only(folder: Path) -> float:
    tasks, labs = evaluator().tasks_for(oneself(Scope(""))), [Lab.of(chain) for chain in collections(folder)]
    for lab in labs:
        assess(tasks, lab)
    return timed(lambda: [assess(tasks, lab) for lab in labs])


def unpacking(folder: Path) -> float:
    """The least that reading the same bytes can take: decompressed and parsed, and nothing looked at."""
    files = [path.read_bytes() for job in class_jobs(folder) for path in evidence_paths(job.evidence)]
    return timed(lambda: [msgspec.json.decode(gzip.decompress(one)) for one in files])


def to_verdicts(folder: Path) -> float:
    """From the files to the findings: read, put together, judged."""
    tasks, jobs = evaluator().tasks_for(oneself(Scope(""))), class_jobs(folder)
    return timed(lambda: [assess(tasks, Lab.of(load_chain(evidence_paths(job.evidence)))) for job in jobs])


def reading(folder: Path) -> float:
    return timed(lambda: collections(folder))


WAYS: Mapping[str, Callable[[Path], float]] = {
    "(b) one item per criterion, labs ready": criterion_items_ready,
    "(b) with the evidence read from disk": criterion_items,
    "(c) one item per student, nothing judged": student_items_idle,
    "(c) judged, labs ready: what (b) does": student_items_judged,
    "(c) judged, graded, compared, recorded, labs ready": student_items_ready,
    "(c) with the evidence read from disk": student_items,
    "    decompressing and parsing the same bytes": unpacking,
    "    read, put together and judged": to_verdicts,
    "    of which reading and checking the files": reading,
    "    assess with the labs built from memory": assess_built,
    "(d) assess alone, labs ready": assess_only,
}

"""The ways to judge a class that `grade.py` compares: each takes the class's folder and gives its processor time."""

import contextlib
import io
import os
import time
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from bareme.assess import assess
from bareme.batch import jobs_of
from bareme.content import catalogue, rubric_path
from bareme.engine.worker import relax_collector
from bareme.evaluate import Evaluator, Job
from bareme.evidence import Collection, load_chain
from bareme.evidence.files import evidence_paths
from bareme.lab import Lab
from bareme.language import Language, Speech
from bareme.record import Record
from bareme.roster import load_roster
from bareme.rubric import load_rubric
from bareme.run import run_class
from bareme.settings import SETTINGS, Settings

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


def evaluator() -> Evaluator:
    """The lab's rubric, ready."""
    checks = catalogue()
    return Evaluator(load_rubric(rubric_path("tp2-vm"), checks), checks)


def class_jobs(folder: Path) -> list[Job]:
    return jobs_of(load_roster(folder / "roster.csv"), folder / "evidence")


def criteria(folder: Path) -> int:
    """Criteria of the whole class."""
    return len(class_jobs(folder)) * len(evaluator().rubric.criteria)


def timed(work: Callable[[], object]) -> float:
    """Seconds of processor time, the garbage collector set as a worker sets it."""
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
    settings = Settings(Speech(Language.ENGLISH), folder / "evidence", ready=ready)
    rubric = ready.rubric.file
    words = [rubric, "--rootdir", str(Path(rubric).parent), "-c", os.devnull, *QUIET, "-p", "bareme.plugin"]
    return timed(lambda: pytest.main(words, plugins=[Guest(settings)]))


def student_items(folder: Path) -> float:
    ready, jobs = evaluator(), class_jobs(folder)
    records: list[Record] = []
    settings = Settings(Speech(Language.ENGLISH), jobs=jobs, ready=ready)
    seconds = timed(lambda: run_class(Path(ready.rubric.file), settings, records.append))
    assert len(records) == len(jobs)
    return seconds


def collections(folder: Path) -> list[tuple[Collection, ...]]:
    return [tuple(load_chain(evidence_paths(job.evidence))) for job in class_jobs(folder)]


def assess_built(folder: Path) -> float:
    tasks, chains = evaluator().tasks_for(""), collections(folder)
    return timed(lambda: [assess(tasks, Lab.of(chain)) for chain in chains])


def assess_only(folder: Path) -> float:
    tasks, labs = evaluator().tasks_for(""), [Lab.of(chain) for chain in collections(folder)]
    for lab in labs:
        assess(tasks, lab)
    return timed(lambda: [assess(tasks, lab) for lab in labs])


def reading(folder: Path) -> float:
    return timed(lambda: collections(folder))


WAYS: Mapping[str, Callable[[Path], float]] = {
    "(b) one item per criterion, evidence from disk": criterion_items,
    "(c) one item per student, evidence from disk": student_items,
    "    of which reading and checking the files": reading,
    "    assess with the labs built from memory": assess_built,
    "(d) assess alone, labs ready": assess_only,
}

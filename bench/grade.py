"""What grading costs, everything in one run on the same criteria and evidence.

    python bench/grade.py [--students 100]

(a) one empty parametrized pytest test per criterion: the floor of doing it the usual way
(b) bareme, one pytest item per criterion
(c) bareme, the class run: one item per student, criteria inside, evidence read from disk
(d) the pure core: `assess` on labs already built, and the same with the lab built from collections in memory

Each line gives criteria per second of processor time, and its ratio to (a).
"""

import argparse
import contextlib
import io
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from class_of import write_class

from bareme.assess import assess
from bareme.batch import jobs_of
from bareme.cases import cases
from bareme.content import catalogue, rubric_path
from bareme.evaluate import Evaluator, Job
from bareme.evidence import load_chain
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


@contextlib.contextmanager
def silent() -> Iterator[None]:
    with contextlib.redirect_stdout(io.StringIO()):
        yield


def timed(work: Callable[[], object]) -> float:
    started = time.process_time()
    with silent():
        work()
    return time.process_time() - started


def empty_items(folder: Path, count: int) -> None:
    file = folder / "test_empty.py"
    file.write_text(EMPTY.format(count=count), encoding="utf-8")
    pytest.main([str(file), "--rootdir", str(folder), "-c", os.devnull, *QUIET])


def criterion_items(evaluator: Evaluator, evidence: Path) -> None:
    settings = Settings(Speech(Language.ENGLISH), evidence, ready=evaluator)
    rubric = evaluator.rubric.file
    words = [rubric, "--rootdir", str(Path(rubric).parent), "-c", os.devnull, *QUIET, "-p", "bareme.plugin"]
    pytest.main(words, plugins=[Guest(settings)])


def student_items(evaluator: Evaluator, jobs: list[Job]) -> None:
    records: list[Record] = []
    settings = Settings(Speech(Language.ENGLISH), jobs=jobs, ready=evaluator)
    run_class(Path(evaluator.rubric.file), settings, records.append)
    assert len(records) == len(jobs)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--students", type=int, default=100)
    size = parser.parse_args().students
    checks = catalogue()
    evaluator = Evaluator(load_rubric(rubric_path("tp2-vm"), checks), checks)
    count = size * len(evaluator.rubric.criteria)
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        jobs = jobs_of(load_roster(write_class(size, folder)), folder / "evidence")
        collections = [load_chain(evidence_paths(job.evidence)) for job in jobs]
        labs = [Lab.of(one) for one in collections]
        tasks = evaluator.tasks_for("")
        warm = [assess(tasks, lab) for lab in labs[:1]]
        first = replace(next(iter(cases(jobs[0].evidence, evaluator.rubric))))
        assert warm
        assert first
        floor = timed(lambda: empty_items(folder, count))
        told = [
            ("(a) empty pytest item per criterion", floor),
            (
                "(b) one item per criterion, evidence from disk",
                timed(lambda: criterion_items(evaluator, folder / "evidence")),
            ),
            ("(c) one item per student, evidence from disk", timed(lambda: student_items(evaluator, jobs))),
            ("(d) assess, lab built from memory", timed(lambda: [assess(tasks, Lab.of(one)) for one in collections])),
            ("    assess alone, labs ready", timed(lambda: [assess(tasks, lab) for lab in labs])),
        ]
    print(f"{size} students × {len(evaluator.rubric.criteria)} criteria, Python {sys.version.split()[0]}")
    for name, seconds in told:
        print(f"{name:50} {seconds:8.2f} s  {count / seconds:10.0f} criteria/s   {seconds / floor:6.3f} × (a)")


if __name__ == "__main__":
    main()

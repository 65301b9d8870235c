"""In this process, in one pytest session per chunk of students."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from itertools import islice
from pathlib import Path

from bareme.grading.evaluate import Job
from bareme.plugin.guarded_run import run_class
from bareme.plugin.settings import Settings
from bareme.results.ledger_entry import Entry, entry

CHUNK = 200
"""Students per pytest session: large enough that its start costs nothing, small enough that memory stays flat."""


def in_process(settings: Settings, jobs: Iterable[Job], on_record: Callable[[Entry], None]) -> None:
    """Grade the jobs here."""
    evaluator = settings.ready
    if evaluator is None:
        raise ValueError("a class run brings its evaluator")
    coming = iter(jobs)
    while chunk := list(islice(coming, CHUNK)):
        run_class(Path(evaluator.rubric.file), replace(settings, jobs=chunk), lambda record: on_record(entry(record)))

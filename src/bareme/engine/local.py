"""In this process, in one pytest session per chunk of students."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from itertools import islice
from pathlib import Path

from bareme.entry import Entry, entry
from bareme.evaluate import Job
from bareme.run import run_class
from bareme.settings import Settings

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

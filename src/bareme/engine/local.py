"""In this process, in one pytest session per chunk of students."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from bareme.entry import Entry, entry
from bareme.evaluate import Job
from bareme.run import run_class
from bareme.settings import Settings

CHUNK = 200
"""Students per pytest session: large enough that its start costs nothing, small enough that memory stays flat."""


def in_process(settings: Settings, jobs: Sequence[Job], on_record: Callable[[Entry], None]) -> None:
    """Grade the jobs here."""
    evaluator = settings.ready
    if evaluator is None:
        raise ValueError("a class run brings its evaluator")
    for start in range(0, len(jobs), CHUNK):
        chunk = replace(settings, jobs=jobs[start : start + CHUNK])
        run_class(Path(evaluator.rubric.file), chunk, lambda record: on_record(entry(record)))

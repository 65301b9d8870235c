"""A worker process: grades the chunks it is sent, one pytest session each, and tells of every student."""

import os
import signal
from collections.abc import Sequence
from dataclasses import dataclass, replace
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Literal

from bareme.checking.catalogue import catalogue
from bareme.files.garbage import relax_collector
from bareme.grading.evaluate import Evaluator, Job
from bareme.plugin.guarded_run import run_class
from bareme.plugin.settings import Settings
from bareme.results.ledger_entry import Entry, entry
from bareme.rubric import load_rubric
from bareme.text.language import Speech

Told = (
    tuple[Literal["started"], str]
    | tuple[Literal["graded"], Entry]
    | tuple[Literal["ready"], None]
    | tuple[Literal["stopped"], OSError]
)
"""What a worker says: a student begun, a student graded, a chunk done, the machine does not let it go on."""


@dataclass(frozen=True, slots=True)
class Order:
    """What a worker needs to know once: everything in it can be sent to another process."""

    rubric: Path
    content: Path | None
    speech: Speech
    memory_bytes: int | None
    exceptions: Path | None = None


def work(order: Order, line: Connection) -> None:
    """Grade chunks until the line closes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    relax_collector()
    _limit_memory(order.memory_bytes)
    checks = catalogue(order.content)
    evaluator = Evaluator(load_rubric(order.rubric, checks, order.exceptions), checks)
    settings = Settings(order.speech, content=order.content, ready=evaluator)
    _tell(line, ("ready", None))
    while (chunk := _next(line)) is not None:
        _grade(order.rubric, replace(settings, jobs=chunk), line)
        _tell(line, ("ready", None))


def _grade(rubric: Path, settings: Settings, line: Connection) -> None:
    try:
        run_class(
            rubric,
            settings,
            on_record=lambda record: _tell(line, ("graded", entry(record))),
            on_start=lambda student: _tell(line, ("started", student)),
        )
    except MemoryError:
        os._exit(1)  # nothing in this process can be trusted any more; the student in hand is retried alone
    except OSError as error:
        _tell(line, ("stopped", error))


def _tell(line: Connection, told: Told) -> None:
    """Say it; once nobody listens, the run itself was killed, and there is nothing left to do here."""
    try:
        line.send(told)
    except OSError:
        os._exit(0)


def _next(line: Connection) -> Sequence[Job] | None:
    """The next chunk; `None` once there is none, or the run itself was killed, which resets the line."""
    try:
        chunk: Sequence[Job] | None = line.recv()
    except (EOFError, OSError):
        return None
    return chunk


def _limit_memory(limit: int | None) -> None:
    """Where the system can: a student whose evidence eats memory takes only this process with him."""
    try:
        import resource  # noqa: PLC0415 - POSIX only
    except ImportError:
        return
    if limit is not None:
        allowed = [one for one in resource.getrlimit(resource.RLIMIT_AS) if one != resource.RLIM_INFINITY]
        smallest = min([limit, *allowed])
        resource.setrlimit(resource.RLIMIT_AS, (smallest, smallest))

"""Progress of whatever goes through a class: a bar on a terminal, a line now and then in a log, else nothing."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click
from rich.progress import BarColumn, MofNCompleteColumn, Progress, ProgressColumn, Task, TimeRemainingColumn
from rich.text import Text

from bareme.cli.output import console
from bareme.results.ledger_entry import Entry
from bareme.text.language import Speech
from bareme.text.message import Message, say

_EVERY_SECONDS = 10.0

Advance = Callable[[int], None]
"""Takes how many are done."""


class State(ProgressColumn):
    """A sentence, fresh at every redraw: who hangs is seen although nothing happens."""

    def __init__(self, state: Callable[[], Message], speech: Speech) -> None:
        super().__init__()
        self._state = state
        self._speech = speech

    def render(self, task: Task) -> Text:
        del task
        return Text(self._speech.tell(self._state()))


class _Rate(ProgressColumn):
    """Students a second, or a minute where they are slow."""

    def render(self, task: Task) -> Text:
        """`12/s`, `40/min`, or nothing yet."""
        speed = task.finished_speed or task.speed
        if not speed:
            return Text("")
        return Text(f"{speed:.0f}/s" if speed >= 1 else f"{speed * 60:.0f}/min", style="progress.data.speed")


@contextmanager
def progress(state: Callable[[], Message], total: int, speech: Speech, *, quiet: bool) -> Iterator[Advance]:
    """Show how far a class is; `state` says it in words whenever it is asked."""
    out = console(error=True)
    if quiet:
        yield lambda _: None
    elif not out.is_terminal:
        with ticking(state, speech, _EVERY_SECONDS):
            yield lambda _: None
    else:
        columns = (State(state, speech), BarColumn(), MofNCompleteColumn(), _Rate(), TimeRemainingColumn())
        with Progress(*columns, console=out, transient=True) as bar:
            task = bar.add_task("", total=total)
            yield lambda done: bar.update(task, completed=done)


@contextmanager
def counting(total: int, speech: Speech, *, quiet: bool) -> Iterator[Callable[[Entry], None]]:
    """Hand out what is to be called with everybody who is graded."""
    done = troubles = 0

    def state() -> Message:
        return say("grading; not gradable: {n}", n=troubles) if troubles else say("grading")

    with progress(state, total, speech, quiet=quiet) as advance:

        def count(graded: Entry) -> None:
            nonlocal done, troubles
            done += 1
            troubles += graded.status == "unreadable"
            advance(done)

        yield count


@contextmanager
def papers(total: int, speech: Speech, *, quiet: bool) -> Iterator[Advance]:
    """Hand out what is to be called with how many PDF files were written since."""
    done = 0

    def state() -> Message:
        return say("writing PDF files: {n} of {total}", n=done, total=total)

    with progress(state, total, speech, quiet=quiet) as advance:

        def count(more: int) -> None:
            nonlocal done
            done += more
            advance(done)

        yield count


@contextmanager
def ticking(state: Callable[[], Message], speech: Speech, first: float) -> Iterator[None]:
    """Print where it is after so many seconds and then every ten, also while nothing happens."""
    over = threading.Event()

    def tick() -> None:
        seconds = first
        while not over.wait(seconds):
            click.echo(speech.tell(state()), err=True)
            seconds = _EVERY_SECONDS

    thread = threading.Thread(target=tick, daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()

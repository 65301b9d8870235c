"""Progress of a class run: a bar with rate and time left on a terminal, nothing elsewhere."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    Task,
    TextColumn,
    TimeRemainingColumn,
)
from rich.text import Text

from bareme.cli.output import console
from bareme.results.ledger_entry import Entry
from bareme.text.language import Speech
from bareme.text.message import say


class Rate(ProgressColumn):
    """Students a second, or a minute where they are slow."""

    def render(self, task: Task) -> Text:
        """`12/s`, `40/min`, or nothing yet."""
        speed = task.finished_speed or task.speed
        if not speed:
            return Text("")
        return Text(f"{speed:.0f}/s" if speed >= 1 else f"{speed * 60:.0f}/min", style="progress.data.speed")


@contextmanager
def counting(total: int, speech: Speech, *, quiet: bool) -> Iterator[Callable[[Entry], None]]:
    """Hand out what is to be called with everybody who is graded."""
    out = console(error=True)
    if quiet or not out.is_terminal:
        yield lambda _: None
        return
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), Rate(), TimeRemainingColumn())
    with Progress(*columns, TextColumn("[magenta]{task.fields[trouble]}"), console=out, transient=True) as progress:
        task = progress.add_task(speech.tell(say("grading")), total=total, trouble="")
        troubles = 0

        def count(graded: Entry) -> None:
            nonlocal troubles
            troubles += graded.status == "unreadable"
            told = speech.tell(say("not gradable: {n}", n=troubles)) if troubles else ""
            progress.update(task, advance=1, trouble=told)

        yield count

"""What a person sees on the terminal while a class is collected; plain lines where there is no terminal."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, Progress, ProgressColumn, Task, TimeElapsedColumn
from rich.text import Text

from bareme.azure.observer import Watch
from bareme.azure.settings import Target
from bareme.evidence import Collection
from bareme.text.language import Speech
from bareme.text.message import Message, say

_SLOW_SECONDS = 5.0
_EVERY_SECONDS = 10.0


class _Counting(Watch):
    """Counts, and knows who has been waited for longest."""

    def __init__(self, total: int) -> None:
        self.total = total
        self.done = self.requests = self.throttled = 0
        self._since: dict[str, float] = {}

    def started(self, target: Target) -> None:
        self._since[target.key] = time.monotonic()

    def answered(self, status: int) -> None:
        self.requests += 1
        self.throttled += status == 429
        self.show()

    def finished(self, target: Target, collection: Collection) -> None:
        del collection
        self.done += 1
        self._since.pop(target.key, None)
        self.show()

    def state(self) -> Message:
        """Where the class is."""
        counts = say(
            "{done} of {total} students, {requests} requests, {throttled} throttled",
            done=self.done,
            total=self.total,
            requests=self.requests,
            throttled=self.throttled,
        )
        key, since = min(self._since.items(), key=lambda one: one[1], default=("", time.monotonic()))
        seconds = int(time.monotonic() - since)
        if seconds < _SLOW_SECONDS:
            return counts
        return say("{counts}; slowest: {student}, {seconds} s", counts=counts, student=key, seconds=seconds)

    def show(self) -> None:
        """Nothing by itself."""


class _Lines(_Counting):
    """A line now and then, for logs."""

    def __init__(self, total: int, speech: Speech) -> None:
        super().__init__(total)
        self._speech = speech
        self._next = time.monotonic() + _EVERY_SECONDS

    def show(self) -> None:
        if time.monotonic() >= self._next:
            self._next = time.monotonic() + _EVERY_SECONDS
            print(self._speech.tell(self.state()), file=sys.stderr, flush=True)  # noqa: T201 - progress is printed


class _Bar(_Counting):
    """A bar that stays in one place."""

    def __init__(self, total: int, bar: Progress) -> None:
        super().__init__(total)
        self._bar = bar
        self._task = bar.add_task("", total=total)

    def show(self) -> None:
        self._bar.update(self._task, completed=self.done)


class _State(ProgressColumn):
    """The counts, fresh at every redraw: who hangs is seen although nothing happens."""

    def __init__(self, speech: Speech) -> None:
        super().__init__()
        self.counting = _Counting(0)
        self._speech = speech

    def render(self, task: Task) -> Text:
        del task
        return Text(self._speech.tell(self.counting.state()))


@contextmanager
def progress(total: int, speech: Speech, *, quiet: bool) -> Iterator[Watch]:
    """The watch for this terminal, this log or this silence."""
    console = Console(stderr=True)
    if quiet:
        yield Watch()
    elif not console.is_terminal:
        yield _Lines(total, speech)
    else:
        state = _State(speech)
        with Progress(state, BarColumn(), TimeElapsedColumn(), console=console, transient=True) as bar:
            state.counting = watch = _Bar(total, bar)
            yield watch

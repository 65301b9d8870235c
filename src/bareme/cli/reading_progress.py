"""What a person sees while his own subscription is read: that something happens, and whom he waits for."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

from rich.progress import Progress, SpinnerColumn

from bareme.azure.observer import Observer
from bareme.azure.settings import RequestLimits
from bareme.cli.output import console, tell
from bareme.cli.progress import State, ticking
from bareme.text.language import Speech
from bareme.text.message import Message, say

PATIENCE = RequestLimits(deadline_seconds=75.0, longest_wait=45.0)
"""One waits for a check in front of it: whatever Azure does, it ends within a minute and a half."""
_FIRST_SECONDS = 1.5


class Reading(Observer):
    """Counts the answers of one subscription, and the waits that Azure asked for."""

    def __init__(self) -> None:
        self.answers = self.throttled = 0
        self._is_signed_in = False
        self._since = time.monotonic()

    def signed_in(self, credential: str) -> None:
        del credential
        self._is_signed_in = True

    def answered(self, status: int) -> None:
        self.answers += 1
        self.throttled += status == 429

    @property
    def seconds(self) -> int:
        """How long it takes already."""
        return int(time.monotonic() - self._since)

    def state(self) -> Message:
        """What happens now."""
        if self.throttled:
            return say(
                "Azure limits the requests to this subscription and asks to wait: {seconds} s so far, at most {most} s",
                seconds=self.seconds, most=int(PATIENCE.deadline_seconds),
            )  # fmt: skip
        if not self._is_signed_in:
            return say("Signing in to Azure: “az” or another way gives no answer yet, {n} s", n=self.seconds)
        if not self.answers:
            return say("Reading Azure: no answer yet, {seconds} s", seconds=self.seconds)
        return say("Reading Azure: {answers} answers, {seconds} s", answers=self.answers, seconds=self.seconds)


@contextmanager
def reading_progress(speech: Speech, *, quiet: bool) -> Iterator[Observer]:
    """The observer of one reading; what Azure's waits cost is told at the end."""
    reading, out = Reading(), console(error=True)
    if quiet:
        yield reading
        return
    if out.is_terminal:
        with Progress(SpinnerColumn(), State(reading.state, speech), console=out, transient=True) as shown:
            shown.add_task("", total=None)
            yield reading
    else:
        with ticking(reading.state, speech, _FIRST_SECONDS):
            yield reading
    if reading.throttled and reading.seconds:
        tell(out, speech, say("Azure limited the requests to this subscription: waited {n} s.", n=reading.seconds))

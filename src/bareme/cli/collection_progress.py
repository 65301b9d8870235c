"""What a person sees while a class is collected: how many students, requests and waits, and who is slowest."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

from bareme.azure.observer import Observer
from bareme.azure.settings import Target
from bareme.cli.progress import Advance, progress
from bareme.evidence import Collection
from bareme.text.language import Speech
from bareme.text.message import Message, say

_SLOW_SECONDS = 5.0


class Counting(Observer):
    """Counts, and knows who has been waited for longest."""

    def __init__(self, total: int) -> None:
        self.total = total
        self.done = self.requests = self.throttled = 0
        self.advance: Advance = lambda _: None
        self._since: dict[str, float] = {}

    def started(self, target: Target) -> None:
        self._since[target.key] = time.monotonic()

    def answered(self, status: int) -> None:
        self.requests += 1
        self.throttled += status == 429
        self.advance(self.done)

    def finished(self, target: Target, collection: Collection) -> None:
        del collection
        self.done += 1
        self._since.pop(target.key, None)
        self.advance(self.done)

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


@contextmanager
def collection_progress(total: int, speech: Speech, *, quiet: bool) -> Iterator[Observer]:
    """The observer for this terminal, this log or this silence."""
    observer = Counting(total)
    with progress(observer.state, total, speech, quiet=quiet) as observer.advance:
        yield observer

"""A stream of jobs, dealt out in chunks: large while there are many, smaller towards the end, so that all end together.

Only the next few chunks are ever held, whatever the class.
"""

from collections import deque
from collections.abc import Iterable
from itertools import islice

from bareme.grading.evaluate import Job

MOST = 50
"""Students of one chunk: one pytest session."""
LEAST = 4
"""A session takes as long to start as one or two students take."""
SHARES = 2
"""The part of what is in sight that one worker gets: half of its own."""


class Chunks:
    """Jobs on their way to this many workers."""

    def __init__(self, jobs: Iterable[Job], workers: int) -> None:
        self._coming = iter(jobs)
        self._shares = SHARES * max(workers, 1)
        self._near: deque[Job] = deque()
        self._returned: deque[list[Job]] = deque()

    def take(self) -> list[Job]:
        """The next chunk; empty where nothing is left."""
        self._look_ahead()
        if not self._near and self._returned:
            return self._returned.popleft()
        size = max(LEAST, -(-len(self._near) // self._shares))
        return [self._near.popleft() for _ in range(min(size, len(self._near)))]

    def give_back(self, jobs: list[Job]) -> None:
        """Let these be a chunk again, after all others."""
        self._returned.append(jobs)

    def takers(self) -> int:
        """How many workers would find something to do now."""
        self._look_ahead()
        return len(self._returned) + -(-len(self._near) // LEAST)

    def _look_ahead(self) -> None:
        self._near.extend(islice(self._coming, MOST * self._shares - len(self._near)))

"""Who is told of a class's collection while it runs."""

from dataclasses import dataclass
from datetime import timedelta

from bareme.azure.http.clock import AzureClock
from bareme.azure.settings import Target
from bareme.evidence import Collection


@dataclass(frozen=True, slots=True)
class Summary:
    """What a collection of a class came to."""

    students: int = 0
    requests: int = 0
    throttled: int = 0
    """Answers by which Azure asked to wait."""
    clock: timedelta | None = None
    """How far Azure's clock is ahead of this computer's, where that must be told."""
    credential: str = ""
    """Which of `DefaultAzureCredential`'s credentials gave the token."""


class Observer:
    """Told what happens; this one keeps quiet. All calls come from the thread of the event loop."""

    def signed_in(self, credential: str) -> None:
        """A token was obtained."""

    def started(self, target: Target) -> None:
        """The first request of a student is about to be sent."""

    def answered(self, status: int) -> None:
        """A response came, or 0 for none."""

    def finished(self, target: Target, collection: Collection) -> None:
        """A student's collection is complete and handed over."""


class Tally(Observer):
    """Counts, and tells another observer."""

    def __init__(self, inner: Observer, clock: AzureClock) -> None:
        self.inner = inner
        self.clock = clock
        self.students = self.requests = self.throttled = 0
        self.credential = ""

    def signed_in(self, credential: str) -> None:
        self.credential = credential
        self.inner.signed_in(credential)

    def started(self, target: Target) -> None:
        self.inner.started(target)

    def answered(self, status: int) -> None:
        self.requests += 1
        self.throttled += status == 429
        self.inner.answered(status)

    def finished(self, target: Target, collection: Collection) -> None:
        self.students += 1
        self.inner.finished(target, collection)

    def summary(self) -> Summary:
        """The counts as they are now."""
        clock = self.clock.ahead if self.clock.is_apart else None
        return Summary(self.students, self.requests, self.throttled, clock, self.credential)

"""A reading while it is made: what came before a failure is kept, whatever the failure is."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from bareme.azure.http.errors import Unread
from bareme.evidence import Part, Reading, Source, Status
from bareme.reference.arm import Wire


@dataclass(slots=True)
class PartialReading:
    """One source of one student, filled page by page."""

    source: Source
    items: list[Wire] = field(default_factory=list)
    since: datetime | None = None
    status: Status = Status.FAILED
    parts: dict[str, Part] = field(default_factory=dict)
    error: str = "Deadline"
    """What is told when nothing else was: the student's time was over first."""

    def add(self, items: Iterable[Wire]) -> None:
        """Keep some items."""
        self.items.extend(items)

    def complete(self) -> None:
        """Everything was read."""
        self.status, self.error = Status.OK, ""

    def stop(self, unread: Unread) -> None:
        """No more can be read. What vanished half-way is not absent: some of it was there."""
        vanished = unread.status is Status.ABSENT and self.items
        self.status, self.error = Status.FAILED if vanished else unread.status, unread.code

    def reading(self) -> Reading:
        """The reading as it now stands."""
        return Reading(self.status, tuple(self.items), self.since, self.error, dict(self.parts))

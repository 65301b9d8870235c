"""One student while the board watches him: what was seen last, and what is kept."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

from bareme.azure.collection.glance import Look, events_of, look_of
from bareme.board.row import Row
from bareme.evidence import Collection
from bareme.evidence.files import evidence_paths, read_collection
from bareme.grading.evaluate import LOG_LAG
from bareme.lab import Lab, VirtualMachine
from bareme.roster import Student
from bareme.timeline.missing import told

STAGE = "live"
SET_SIZE = 3
"""Machines that run in one availability set: it is complete, and shows its domains."""
LOG_AFTER_CHANGE = timedelta(minutes=3)
"""What has just been done stands in the log a little later."""
LOG_EVERY = timedelta(minutes=5)


@dataclass(slots=True)
class Watched:
    """What is known of a student between two rounds."""

    student: Student
    row: Row
    look: Look | None = None
    events: frozenset[str] = frozenset()
    """Of the log, as it was read last."""
    log_due: float = 0.0
    """When the log is looked at next, on the monotonic clock."""
    settles_at: float | None = None
    """When all that he did stands in the log, on the same clock; `None` where that was read already."""
    kept: set[frozenset[str]] | None = field(default=None)
    """The sets of which a collection is kept, by their machines; `None` until the folder was looked at."""

    @property
    def is_readable(self) -> bool:
        """Whether the roster says where."""
        return bool(self.student.scope.subscription_id)

    def has_moved(self, found: Collection) -> bool:
        """Whether a look shows something else than the last one."""
        before, self.look = self.look, look_of(found)
        return before != self.look

    def has_news(self, found: Collection, now: float) -> bool:
        """Whether a look at the log shows an event that is not known."""
        self.log_due = now + LOG_EVERY.total_seconds()
        return not events_of(found) <= self.events

    def was_read(self, found: Collection, now: float) -> None:
        """Remember what a whole collection showed: it is read once more when the log tells all of it."""
        is_last = self.settles_at is not None and now >= self.settles_at
        self.settles_at = None if is_last else now + LOG_LAG.total_seconds()
        self.events = events_of(found)
        self.log_due = now + LOG_AFTER_CHANGE.total_seconds()

    def has_settled(self, now: float) -> bool:
        """Whether the log tells by now what was still open when he was read."""
        return self.settles_at is not None and now >= self.settles_at

    def is_set_complete(self, found: Collection, folder: Path) -> bool:
        """Whether a set shows all its machines, and no kept collection of this student has shown these yet.

        Raises:
            EvidenceError: a file that is kept cannot be used.
        """
        complete = set(running_sets(found))
        if not complete:
            return False
        if self.kept is None:
            self.kept = {one for file in evidence_paths(folder) for one in _kept_sets(file)}
        is_new = not complete <= self.kept
        self.kept |= complete
        return is_new


def running_sets(found: Collection) -> Iterator[frozenset[str]]:
    """The members of availability sets of which enough run at a collection, by their ids."""
    for one in Lab.of((found,)).availability_sets:
        running = frozenset(vm.id for vm in one.members if vm.present and _is_running(vm))
        if len(running) >= SET_SIZE:
            yield running


def _kept_sets(file: Path) -> Iterator[frozenset[str]]:
    found = read_collection(file)
    if found.stage == STAGE:
        yield from running_sets(found)


def _is_running(vm: VirtualMachine) -> bool:
    return [one.value for one in told([vm], lambda machine: machine.power_state)] == ["running"]

"""All that is known of one scope: every collection joined into lives, and what could not be read."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from bareme.evidence import Collection, Reading, Source, Status
from bareme.reference.arm import Wire, fold, resource_group
from bareme.text.message import Message, say
from bareme.timeline import from_changes, from_deployments, from_left_overs, from_log, from_state
from bareme.timeline.from_changes import Change, read_change
from bareme.timeline.life import Life, grouped
from bareme.timeline.lives import Lives
from bareme.timeline.operation import Operation, Outcome, operations
from bareme.timeline.snapshot import RecordKind, Snapshot

_GRADED = (
    "microsoft.compute/virtualmachines",
    "microsoft.compute/images",
    "microsoft.compute/galleries/images/versions",
    "microsoft.compute/availabilitysets",
    "microsoft.compute/virtualmachinescalesets",
)
"""The types whose models a grade rests on."""


@dataclass(frozen=True)
class History:
    """The collections of one scope, oldest first, with everything they tell together.

    `began` is when the lab began, where the rubric says so: a log that does not reach back to it proves nothing
    by its silence.
    """

    collections: Sequence[Collection]
    began: datetime | None = None

    @property
    def last(self) -> Collection:
        """The collection that tells the present."""
        return self.collections[-1]

    @cached_property
    def scope(self) -> str:
        """The only resource group that counts, folded; empty where the whole subscription does."""
        return fold(self.last.resource_group)

    @cached_property
    def operations(self) -> tuple[Operation, ...]:
        """Everything done in the scope, oldest first, from the log and the change records."""
        events = self._all(Source.ACTIVITY_LOG)
        logged = operations(events, self.last.collected_at)
        changed = from_changes.deletions(self._changes)
        known = {(one.resource_id, one.name) for one in logged if one.outcome is Outcome.DONE}
        extra = [one for one in changed if (one.resource_id, one.name) not in known]
        return tuple(one for one in (*logged, *extra) if self.counts(one.resource_id))

    @cached_property
    def _changes(self) -> tuple[Change, ...]:
        return tuple(map(read_change, self._all(Source.RESOURCE_CHANGES)))

    @cached_property
    def actions(self) -> dict[str, list[Operation]]:
        """The operations by correlation id: what one action of the portal or one command did."""
        return grouped(self.operations, lambda one: one.correlation_id)

    def lives(self, type_: str) -> tuple[Life, ...]:
        """Every life of a resource type (folded, `microsoft.compute/disks`) that any source tells of."""
        return self._lives.of(type_)

    @cached_property
    def _lives(self) -> Lives:
        return Lives(self._snapshots(), self.operations, self.last)

    def reading(self, source: Source) -> Reading | None:
        """How a source was read in the last collection."""
        return self.last.sources.get(source)

    def unread(self, sources: Iterable[Source]) -> Iterator[Message]:
        """Why the silence of each of these sources proves nothing, for those of which that is so."""
        for source in sources:
            reason = self._unread(source)
            if reason:
                yield reason

    def _unread(self, source: Source) -> Message | None:
        reading = self.reading(source)
        if reading is None:
            return say("{source}: not collected", source=source.value)
        if not reading.status.was_read:
            return say("{source}: {status}", source=source.value, status=status_text(reading))
        if source is not Source.ACTIVITY_LOG:
            return None
        return self._unsettled() or self._too_short() or self._emptied

    def _unsettled(self) -> Message | None:
        running = next((one for one in self.operations if one.outcome is Outcome.RUNNING), None)
        if running is None:
            return None
        return say("activity-log: {name} was still running when it was read; collect again", name=running.name)

    @cached_property
    def _emptied(self) -> Message | None:
        """Azure keeps a write's content as best it can; a write without it may have been anything."""
        lives = (life for type_ in _GRADED for life in self.lives(type_))
        writes = sum(len(life.gaps) for life in lives)
        return say("activity-log: it kept no content of {n} writes", n=writes) if writes else None

    def _too_short(self) -> Message | None:
        since = self._log_since()
        if since is None or self.began is None or since <= self.began:
            return None
        return say(
            "activity-log: it reaches back to {since} only, the lab began {began}", since=since, began=self.began
        )

    def _log_since(self) -> datetime | None:
        """How far back the logs of all collections reach without a gap."""
        since: datetime | None = None
        for collection in reversed(self.collections):
            reading = collection.sources.get(Source.ACTIVITY_LOG)
            if reading and reading.status is Status.OK and (since is None or collection.collected_at >= since):
                since = min(reading.since, since) if reading.since and since else reading.since
        return since

    def _snapshots(self) -> Iterator[Snapshot]:
        for snapshot in self._told():
            if snapshot.resource_id and self.counts(snapshot.resource_id):
                yield snapshot

    def _told(self) -> Iterator[Snapshot]:
        for collection in self.collections:
            kind = RecordKind.STATE if collection is self.last else RecordKind.CHECKPOINT
            yield from from_state.snapshots(collection, kind)
            yield from from_left_overs.snapshots(collection)
        yield from from_log.snapshots(self.operations)
        yield from from_deployments.snapshots(self._all(Source.DEPLOYMENTS))
        logged = {(one.resource_id, one.correlation_id): one.time for one in self.operations if one.body}
        yield from from_changes.snapshots(self._changes, logged)

    def _all(self, source: Source) -> list[Wire]:
        """What every collection holds of a record of the past; what two of them tell in the same words, once."""
        readings = (collection.sources.get(source) for collection in self.collections)
        told: dict[str, list[Wire]] = {}
        for item in (item for reading in readings if reading for item in reading.items):
            same = told.setdefault(str(item.get("eventDataId") or item.get("id")), [])
            if item not in same:
                same.append(item)
        return [item for same in told.values() for item in same]

    def counts(self, resource_id: str) -> bool:
        """Whether a resource (folded id) is in the scope; what belongs to the whole subscription is."""
        return not self.scope or resource_group(resource_id) in {self.scope, ""}


def status_text(reading: Reading) -> Message:
    """Why a source could not be read, for people."""
    words = {
        Status.DENIED: say("access denied"),
        Status.THROTTLED: say("Azure asked to wait too long"),
        Status.FAILED: say("the reading failed"),
    }
    said = words.get(reading.status, say("not read"))
    return say("{said} ({code})", said=said, code=reading.error) if reading.error else said

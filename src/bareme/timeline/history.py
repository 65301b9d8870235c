"""All that is known of one scope: every collection joined into lives, and what could not be read."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cached_property
from typing import TypeVar

from bareme.evidence import Collection, Reading, Source, Status
from bareme.evidence.absence import GROUP_GONE
from bareme.evidence.words import not_read
from bareme.reference.arm import Wire, dig, fold, group_of, instant, resource_group, resource_type
from bareme.reference.azure_made import is_azure_made
from bareme.reference.resource_types import ancestors, type_of
from bareme.text.message import Message, say
from bareme.timeline import from_any, from_changes, from_deployments, from_left_overs, from_log, from_state
from bareme.timeline.event import read_events
from bareme.timeline.from_changes import Change, read_change
from bareme.timeline.from_state import STATE_SOURCES
from bareme.timeline.inside import inside
from bareme.timeline.life import Life, grouped
from bareme.timeline.lives import Lives
from bareme.timeline.operation import Operation, Outcome, operations
from bareme.timeline.record import Record, in_order
from bareme.timeline.snapshot import RecordKind, Snapshot

Told = TypeVar("Told")

GROUP = STATE_SOURCES[Source.RESOURCE_GROUPS]
_EVERYTHING = ("microsoft.resources/deployments", GROUP)
"""What is done to these may concern any resource."""


@dataclass(frozen=True)
class History:
    """The collections of one scope, oldest first, with everything they tell together.

    `began` is when the lab began, where the rubric says so: a log that does not reach back to it proves nothing
    by its silence. `lag` is how far the log may run behind Azure: what is not in a log that was read so soon after the
    last change may still come.
    """

    collections: Sequence[Collection]
    began: datetime | None = None
    lag: timedelta = timedelta()

    @property
    def last(self) -> Collection:
        """The collection that tells the present."""
        return self.collections[-1]

    @cached_property
    def scope(self) -> str:
        """The only resource group that counts, folded; empty where the whole subscription does."""
        return fold(self.last.resource_group)

    @cached_property
    def groups(self) -> frozenset[str]:
        """The folded names of all resource groups that any record of any collection shows, the scope aside."""
        readings = (reading for one in self.collections for reading in one.sources.values())
        return frozenset(group for reading in readings for item in reading.items if (group := group_of(item)))

    @cached_property
    def is_scope_seen(self) -> bool:
        """Whether anything shows that the resource group ever was; a whole subscription needs no showing."""
        if not self.scope or any(resource_group(one.resource_id) == self.scope for one in self.operations):
            return True
        return self.scope in self.groups

    @cached_property
    def operations(self) -> tuple[Operation, ...]:
        """Everything done in the scope, oldest first, from the log and the change records."""
        events = (event for one in self.collections for event in read_events(one.items(Source.ACTIVITY_LOG)))
        logged = operations(events, self.last.collected_at)
        changed = from_changes.deletions(self._changes)
        known = {(one.resource_id, one.name) for one in logged if one.outcome is Outcome.DONE}
        extra = [one for one in changed if (one.resource_id, one.name) not in known]
        return tuple(one for one in (*logged, *extra) if self.counts(one.resource_id))

    @cached_property
    def deployments(self) -> tuple[Wire, ...]:
        """Every deployment in the scope that any collection tells of, also those that failed."""
        told = (item for one in self.collections for item in one.items(Source.DEPLOYMENTS))
        return tuple(one for one in _once(told, lambda one: str(one.get("id"))) if self.counts(fold(one.get("id"))))

    @cached_property
    def _changes(self) -> tuple[Change, ...]:
        told = (row for one in self.collections for row in from_changes.rows(one.items(Source.RESOURCE_CHANGES)))
        return tuple(read_change(one) for one in _once(told, lambda row: str(row.id)))

    @cached_property
    def actions(self) -> dict[str, list[Operation]]:
        """The operations by correlation id: what one action of the portal or one command did."""
        return grouped(self.operations, lambda one: one.correlation_id)

    @cached_property
    def ids(self) -> frozenset[str]:
        """The folded ids of all resources that any record shows."""
        return frozenset(one.resource_id for one in self._snapshots)

    def lives(self, type_: str) -> tuple[Life, ...]:
        """Every life of a resource type (folded, `microsoft.compute/disks`) that any source tells of."""
        return self._lives.of(type_)

    @cached_property
    def _lives(self) -> Lives:
        return Lives(self._snapshots, self.operations, self.last)

    def records(self, life: Life) -> tuple[Record, ...]:
        """What a resource was like at each moment that is told of, oldest first; put together once a life."""
        known = self._records.get(id(life))
        if known is None:
            known = self._records[id(life)] = (life, tuple(in_order(life)))
        return known[1]

    @cached_property
    def _records(self) -> dict[int, tuple[Life, tuple[Record, ...]]]:
        return {}

    def at_stage(self, stage: str) -> Callable[[str], Sequence[Snapshot]] | None:
        """What the last collection of a stage shows of a resource, by folded id; `None` where there is none of it."""
        labelled = [one for one in self.collections if fold(one.stage) == fold(stage)]
        return self._shown_in(labelled[-1]) if labelled else None

    @cached_property
    def _shown_in(self) -> Callable[[Collection], Callable[[str], Sequence[Snapshot]]]:
        def shown(collection: Collection) -> Callable[[str], Sequence[Snapshot]]:
            if id(collection) not in known:
                listed = [
                    *from_state.snapshots(collection, RecordKind.CHECKPOINT),
                    *from_any.snapshots(collection, RecordKind.CHECKPOINT),
                ]
                known[id(collection)] = grouped(listed, lambda one: one.resource_id)
            groups = known[id(collection)]
            return lambda resource_id: groups.get(resource_id) or _inside(groups, resource_id)

        known: dict[int, dict[str, list[Snapshot]]] = {}
        return shown

    def reading(self, source: Source) -> Reading | None:
        """How a source was read in the last collection; a group that nobody ever saw was not: it is a wrong name."""
        reading = self.last.sources.get(source)
        if reading and reading.status is Status.ABSENT and fold(reading.error) == GROUP_GONE and not self.is_scope_seen:
            return replace(reading, status=Status.FAILED)
        return reading

    def unread(self, sources: Iterable[Source]) -> Iterator[Message]:
        """Why the silence of each of these sources proves nothing, for those of which that is so."""
        asked = tuple(sources)
        types = frozenset(STATE_SOURCES[one] for one in asked if one in STATE_SOURCES)
        for source in asked:
            reason = self._unread(source, types)
            if reason:
                yield reason

    def unread_types(self, types: Iterable[str], *, whole: bool, past: bool) -> Iterator[Message]:
        """Why silence about each of these folded types proves nothing, for those of which that is so.

        `whole` is whether what the resources are like is asked for too, not only whether they are there, `past` whether
        the log may hold what the present does not show.
        """
        asked = frozenset(types)
        for type_ in sorted(asked):
            yield from self._unread_type(type_, from_any.reading_of(self.last, type_))
            if whole and any(life.present for life in self.lives(type_)):
                yield from self._unread_type(type_, from_any.bodies_of(self.last, type_))
        reason = self._unread(Source.ACTIVITY_LOG, asked) if asked and past else None
        if reason:
            yield reason

    def _unread_type(self, type_: str, found: tuple[Source, Reading] | None) -> Iterator[Message]:
        if found is None:
            yield say("{type}: nothing that was collected lists it", type=type_)
            return
        source, _ = found
        reading = self.reading(source)
        refused = found[1] if reading is None or reading.status.was_read else reading
        if not refused.status.was_read:
            yield say("{type}, {problem}", type=type_, problem=not_read(source, refused))

    def _unread(self, source: Source, types: frozenset[str]) -> Message | None:
        reading = self.reading(source)
        if reading is None or not reading.status.was_read:
            return not_read(source, reading)
        if source is not Source.ACTIVITY_LOG:
            return None
        return self._unsettled(types) or self._too_short or self._emptied(types) or self.late

    def _unsettled(self, types: frozenset[str]) -> Message | None:
        concerned = {*types, *_EVERYTHING}
        unfinished = (one for one in self.operations if one.outcome is Outcome.RUNNING)
        running = next((one for one in unfinished if _type_of(one) in concerned or not types), None)
        if running is None:
            return None
        return say("activity-log: {name} was still running when it was read; collect again", name=running.name)

    def _emptied(self, types: frozenset[str]) -> Message | None:
        """Azure keeps a write's content as best it can; a write without it may have been anything."""
        writes = sum(len(life.gaps) for type_ in types for life in self.lives(type_))
        return say("activity-log: it kept no content of {n} writes", n=writes) if writes else None

    @cached_property
    def _too_short(self) -> Message | None:
        """Silence proves nothing of the time before the log begins, if the lab reaches back to it."""
        since = self._log_since()
        if since is None:
            return None
        if self.began is not None:
            return _reach(since, self.began) if since > self.began else None
        earlier = min((one for one in self._dated() if one < since), default=None)
        if earlier is None:
            return None
        return say(
            "activity-log: it reaches back to {since} only, and something here is of {earlier}",
            since=since,
            earlier=earlier,
        )

    def _dated(self) -> Iterator[datetime]:
        """What the evidence dates by itself, apart from the log: creations, deployments, left-overs."""
        for one in self._snapshots:
            made = instant(dig(one.model, "properties", "timeCreated"))
            if one.kind in {RecordKind.DEPLOYMENT, RecordKind.LEFT_OVER} and one.time:
                yield min(one.time, made or one.time)
            elif made:
                yield made

    @cached_property
    def late(self) -> Message | None:
        """A log that was read right after the last change does not hold all of it yet."""
        changed = max((one.ended for one in self.operations if one.ended <= self.last.collected_at), default=None)
        if changed is None or self.last.collected_at - changed >= self.lag:
            return None
        return say(
            "activity-log: it may run {minutes} minutes behind, and the last change was at {changed}; what was done"
            " since may come: check again after {due}",
            minutes=int(self.lag.total_seconds() // 60),
            changed=changed,
            due=changed + self.lag,
        )

    def _log_since(self) -> datetime | None:
        """How far back the logs of all collections reach without a gap."""
        since: datetime | None = None
        for collection in reversed(self.collections):
            reading = collection.sources.get(Source.ACTIVITY_LOG)
            if reading and reading.status is Status.OK and (since is None or collection.collected_at >= since):
                since = min(reading.since, since) if reading.since and since else reading.since
        return since

    @cached_property
    def _snapshots(self) -> tuple[Snapshot, ...]:
        """Asked for by the lives and by how far the evidence reaches back: put together once."""
        return tuple(one for one in self._told() if one.resource_id and self.counts(one.resource_id))

    def _told(self) -> Iterator[Snapshot]:
        done = [one for one in self.operations if one.outcome is Outcome.DONE and one.name.endswith("/write")]
        written = {one.resource_id: one.time for one in reversed(done)}
        for collection in self.collections:
            kind = RecordKind.STATE if collection is self.last else RecordKind.CHECKPOINT
            yield from from_state.snapshots(collection, kind)
            yield from from_any.snapshots(collection, kind)
            yield from from_left_overs.snapshots(collection, written)
        yield from from_log.snapshots(self.operations)
        yield from from_deployments.snapshots(self.deployments)
        logged = {(one.resource_id, one.correlation_id): one.time for one in self.operations if one.body}
        yield from from_changes.snapshots(self._changes, logged)

    def counts(self, resource_id: str) -> bool:
        """Whether a resource (folded id) is in the scope and not Azure's own; what is the whole subscription's is."""
        known = self._counted.get(resource_id)
        if known is None:
            known = self._counted[resource_id] = self._counts(resource_id)
        return known

    @cached_property
    def _counted(self) -> dict[str, bool]:
        return {}

    def _counts(self, resource_id: str) -> bool:
        if self.scope and resource_group(resource_id) not in {self.scope, ""}:
            return False
        is_elsewhere = resource_id.startswith("/subscriptions/") and not f"{resource_id}/".startswith(self._home)
        return not is_elsewhere and not is_azure_made(resource_id)

    @cached_property
    def _home(self) -> str:
        return f"/subscriptions/{fold(self.last.subscription_id)}/"


def _once(told: Iterable[Told], name: Callable[[Told], str]) -> Iterator[Told]:
    """What several collections hold of a record of the past; what two of them tell in the same words, once."""
    known: dict[str, list[Told]] = {}
    for one in told:
        same = known.setdefault(name(one), [])
        if one not in same:
            same.append(one)
    return (one for same in known.values() for one in same)


def _inside(groups: Mapping[str, list[Snapshot]], resource_id: str) -> list[Snapshot]:
    """What the record of a parent holds of a child."""
    parent = next((one for one in ancestors(resource_id) if one in groups), None)
    if parent is None:
        return []
    return [one for one in inside(groups[parent], type_of(resource_id)) if one.resource_id == resource_id]


def _reach(since: datetime, began: datetime) -> Message:
    return say("activity-log: it reaches back to {since} only, the lab began {began}", since=since, began=began)


def _type_of(operation: Operation) -> str:
    """The folded type of what an operation was done to; a resource group's id has none of its own."""
    return resource_type(operation.resource_id) or GROUP

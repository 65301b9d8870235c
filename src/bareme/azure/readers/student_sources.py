"""One student's collection in progress: every source is a task, and a task may wait for another's items."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any, Protocol

from bareme.azure.http.errors import Unread
from bareme.azure.http.paging import pages
from bareme.azure.http.retry import RetryingClient
from bareme.azure.readers.graph_tables import Tables
from bareme.azure.readers.partial_reading import PartialReading
from bareme.azure.settings import Settings, Target
from bareme.evidence import Source, Status
from bareme.evidence.scrub import scrub
from bareme.reference.arm import Wire

MANY = 100
"""Machines, galleries, groups … of one student that are looked at one by one."""

Clean = Callable[[dict[str, Any]], Wire]


class SharedTables(Protocol):
    """Resource Graph's tables, read for several students at once."""

    async def of(self, student: "StudentSources") -> Tables | None:
        """What was read for this student among others; `None` where he must be asked for alone."""


class SharedLists(Protocol):
    """A subscription of several students, read once for all of them."""

    now: datetime

    def has(self, source: Source) -> bool:
        """Whether a source was read for everybody."""

    def deal(self, source: Source, group: str | None) -> PartialReading | None:
        """What a source tells of one resource group; `None` where the group must be asked for alone."""

    def tagged(self, tag: str) -> str:
        """The only group that bears a tag."""

    async def same(self, student: "StudentSources", path: str) -> list[dict[str, Any]]:
        """A list that is the same for every student."""


@dataclass
class StudentSources:
    """Where the readers of one student find his client, his other sources and the moment."""

    client: RetryingClient
    settings: Settings
    partials: dict[Source, PartialReading] = field(
        default_factory=lambda: {source: PartialReading(source) for source in Source}
    )
    tasks: dict[Source, asyncio.Task[None]] = field(default_factory=dict)
    shared_graph: "SharedTables | None" = None
    """Where Resource Graph is asked for the whole class at once."""
    shared: SharedLists | None = None
    """Where the subscription was read for several students at once."""
    windows: int = 1
    """Into how many parts the log is cut, to be read at the same time."""

    @cached_property
    def now(self) -> datetime:
        """The moment of the collection on Azure's clock, which the first answer tells; asked for after it."""
        return self.shared.now if self.shared else self.client.exchange.clock.now()

    @property
    def target(self) -> Target:
        """Whose client it is."""
        return self.client.target

    async def known(self, source: Source) -> list[Wire]:
        """What another source holds, once it is finished; it may have failed half-way."""
        if source in self.tasks:
            await asyncio.wait([self.tasks[source]])
        return self.partials[source].items

    def rest_on(self, *sources: Source) -> None:
        """Fail as the first of these sources failed: what hangs on it is not complete either."""
        for partial in (self.partials[source] for source in sources):
            if not partial.status.was_read:
                raise Unread(partial.status, partial.error)

    async def fill(
        self, partial: PartialReading, path: str, clean: Clean = scrub, keep: Callable[[Wire], bool] = bool
    ) -> None:
        """Add every page of a list."""
        async for page in pages(self.client, path):
            partial.add(clean(item) for item in page if keep(item))

    async def fill_same(self, partial: PartialReading, path: str, keep: Callable[[Wire], bool]) -> None:
        """Add every page of a list that is the same for all students of a subscription."""
        if self.shared is None:
            await self.fill(partial, path, keep=keep)
            return
        partial.add(scrub(item) for item in await self.shared.same(self, path) if keep(item))

    async def fill_each(self, partial: PartialReading, paths: list[str]) -> None:
        """Add several lists; one that is refused does not keep the others from being read."""
        await self.all_of(partial, [self.fill(partial, path) for path in paths[:MANY]])
        bounded(paths)

    async def all_of(self, partial: PartialReading, readings: Iterable[Awaitable[None]]) -> None:
        """Wait for all, then fail as the first that failed. A child that vanished meanwhile is simply not there."""
        outcomes = await asyncio.gather(*(_outcome(reading) for reading in readings))
        refused = [self.about(partial.source, unread) for unread in outcomes if unread is not None]
        lost = [unread for unread in refused if unread.status is not Status.ABSENT]
        if lost:
            raise lost[0]

    def about(self, source: Source, unread: Unread) -> Unread:
        """What a refusal means for one source of this student."""
        return unread.of(source, in_group=bool(self.target.resource_group))


def bounded(things: Iterable[object]) -> None:
    """Say so when there were more things than are looked at."""
    if sum(1 for _ in things) > MANY:
        raise Unread(Status.FAILED, "TooMany")


async def _outcome(reading: Awaitable[None]) -> Unread | None:
    try:
        await reading
    except Unread as unread:
        return unread
    return None

"""One student: a first question, then all sources at once, until they are read or his time is over."""

import asyncio
import logging
from dataclasses import replace

from bareme.azure.http.errors import GONE, Unread
from bareme.azure.http.retry import Line
from bareme.azure.readers import READERS, Desk, Reader
from bareme.azure.readers.lists import subscription
from bareme.azure.readers.tagged import tagged_group
from bareme.azure.settings import Settings
from bareme.evidence import Collection, Source, Status
from bareme.reference.arm import fold
from bareme.version import __version__

LOGGER = logging.getLogger("bareme.azure")
_HOPELESS = frozenset({"timedout", "noconnection", "notoken"}) | GONE


async def collect(line: Line, settings: Settings) -> Collection:
    """Everything that can be read in a student's scope, and what could not be."""
    desk = Desk(line, settings, settings.now())
    hopeless = await _first(desk) or await _placed(desk)
    if hopeless:
        for draft in desk.drafts.values():
            draft.stop(hopeless)
    else:
        await _rest(desk)
    return Collection(
        subscription_id=line.target.subscription_id,
        resource_group=line.target.resource_group,
        collected_at=desk.now,
        stage=settings.stage,
        tool=f"bareme {__version__}",
        sources={source: draft.reading() for source, draft in desk.drafts.items()},
    )


async def _first(desk: Desk) -> Unread | None:
    """Ask for the subscription; a refusal that every other question would meet as well is returned."""
    draft = desk.drafts[Source.SUBSCRIPTION]
    try:
        await subscription(desk, draft)
    except Unread as unread:
        draft.stop(unread)
        return unread if unread.http == 401 or fold(unread.code) in _HOPELESS else None
    draft.complete()
    return None


async def _placed(desk: Desk) -> Unread | None:
    """Find the student's resource group where a tag tells it; without it nothing that is read would be his."""
    target = desk.target
    if not target.tag or target.resource_group:
        return None
    try:
        desk.line.target = replace(target, resource_group=await tagged_group(desk.line, target.tag))
    except Unread as unread:
        return unread
    return None


async def _rest(desk: Desk) -> None:
    desk.tasks.update({source: asyncio.create_task(_read(desk, source, read)) for source, read in READERS.items()})
    tasks = list(desk.tasks.values())
    try:
        await asyncio.wait(tasks, timeout=desk.line.hangs_up - asyncio.get_running_loop().time())
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
    for source, task in desk.tasks.items():
        _own_up(desk, source, task)


async def _read(desk: Desk, source: Source, read: Reader) -> None:
    draft = desk.drafts[source]
    try:
        await read(desk, draft)
    except Unread as unread:
        draft.stop(unread)
    else:
        draft.complete()


def _own_up(desk: Desk, source: Source, task: asyncio.Task[None]) -> None:
    """A fault of ours in one source is told, and costs the student nothing but this source."""
    error = None if task.cancelled() else task.exception()
    if error is not None:
        LOGGER.error("%s of %s: %s", source, desk.target.key, error, exc_info=error)
        desk.drafts[source].stop(Unread(Status.FAILED, type(error).__name__))

"""One student: a first request, then all sources at once, until they are read or his time is over."""

import asyncio
import logging
from collections.abc import Collection as Several
from dataclasses import replace

from bareme.azure.credentials.sign_in_errors import is_sign_in
from bareme.azure.http.errors import GONE, UNTRUSTED, Unread
from bareme.azure.http.retry import RetryingClient
from bareme.azure.readers import READERS, Reader, StudentSources
from bareme.azure.readers.lists import subscription
from bareme.azure.readers.partial_reading import PartialReading
from bareme.azure.readers.shared_graph import SharedGraph
from bareme.azure.readers.shared_subscription import DEALT, IN_GROUP, DealtReading, SharedSubscription
from bareme.azure.readers.tagged import tagged_group
from bareme.azure.settings import Settings
from bareme.errors import MachineError
from bareme.evidence import Collection, Source, Status
from bareme.reference.arm import fold
from bareme.version import __version__

LOGGER = logging.getLogger("bareme.azure")
MOST_WINDOWS = 89
"""A day each: a class does most of a lab in a few afternoons, and pages of one window come one after the other."""
_HOPELESS = frozenset({"timedout", "noconnection", fold(UNTRUSTED)}) | GONE


async def collect(
    client: RetryingClient,
    settings: Settings,
    graph: SharedGraph | None = None,
    shared: SharedSubscription | None = None,
) -> Collection:
    """Everything that can be read in a student's scope, and what could not be."""
    student = StudentSources(client, settings, shared_graph=graph, shared=shared)
    is_whole = settings.only is None
    hopeless = (await _first(student) if is_whole else None) or await _placed(student)
    if hopeless:
        for partial in student.partials.values():
            partial.stop(hopeless)
    else:
        await _rest(student)
    return Collection(
        subscription_id=client.target.subscription_id,
        resource_group=client.target.resource_group,
        collected_at=student.now,
        stage=settings.stage,
        tool=f"bareme {__version__}",
        attested=settings.attested,
        sources={
            source: partial.reading()
            for source, partial in student.partials.items()
            if _is_asked(source, settings) or (hopeless and is_whole)
        },
    )


def _is_asked(source: Source, settings: Settings) -> bool:
    if settings.only is not None:
        return source in settings.only
    return source is not Source.DECLARED or bool(settings.declared)


async def _first(student: StudentSources) -> Unread | None:
    """Ask for the subscription; a refusal that every other request would meet as well is returned."""
    if dealt := student.shared and student.shared.deal(Source.SUBSCRIPTION, None):
        student.partials[Source.SUBSCRIPTION] = dealt
        return None
    partial = student.partials[Source.SUBSCRIPTION]
    try:
        await subscription(student, partial)
    except Unread as unread:
        partial.stop(student.about(Source.SUBSCRIPTION, unread))
        hopeless = unread.http == 401 or fold(unread.code) in _HOPELESS or is_sign_in(unread.code)
        return unread if hopeless else None
    partial.complete()
    return None


async def _placed(student: StudentSources) -> Unread | None:
    """Find the student's resource group where a tag tells it; without it nothing that is read would be his."""
    target = student.target
    if not target.tag or target.resource_group:
        return None
    try:
        if student.shared and student.shared.has(Source.RESOURCE_GROUPS):
            group = student.shared.tagged(target.tag)
        else:
            group = await tagged_group(student.client, target.tag)
        student.client.target = replace(target, resource_group=group)
    except Unread as unread:
        return unread
    return None


async def collect_shared(client: RetryingClient, settings: Settings, students: int) -> SharedSubscription | None:
    """What the lists of a subscription tell of all its resource groups; `None` where nothing of it can be read.

    The log is read in as many parts as there are students, which is no more than they would ask for one by one.
    """
    partials: dict[Source, PartialReading] = {source: DealtReading(source) for source in Source}
    if settings.only is not None:  # a look: by its tag a group is found in the list of all
        settings = replace(settings, only=settings.only | {Source.RESOURCE_GROUPS})
    whole = StudentSources(client, settings, partials, windows=min(students, MOST_WINDOWS))
    if await _first(whole):
        return None
    await _rest(whole, DEALT)
    return SharedSubscription({s: one for s, one in partials.items() if isinstance(one, DealtReading)}, whole.now)


async def _rest(student: StudentSources, sources: Several[Source] = READERS) -> None:
    student.tasks.update(
        {
            source: asyncio.create_task(_read(student, source, READERS[source]))
            for source in sources
            if _is_asked(source, student.settings)
        }
    )
    tasks = list(student.tasks.values())
    try:
        await asyncio.wait(tasks, timeout=student.client.hangs_up - asyncio.get_running_loop().time())
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
    for source, task in student.tasks.items():
        _own_up(student, source, task)


async def _read(student: StudentSources, source: Source, read: Reader) -> None:
    partial = student.partials[source]
    try:
        if student.shared and source in IN_GROUP:
            await _in_its_group(student)
        if dealt := student.shared and student.shared.deal(source, student.target.resource_group):
            student.partials[source] = dealt
            return
        await read(student, partial)
    except Unread as unread:
        partial.stop(student.about(source, unread))
    else:
        partial.complete()


async def _in_its_group(student: StudentSources) -> None:
    """A group that is gone holds nothing: Azure would say so to every list of it.

    Raises:
        Unread: it is gone.
    """
    await student.known(Source.RESOURCE_GROUPS)
    groups = student.partials[Source.RESOURCE_GROUPS]
    if groups.status is Status.ABSENT:
        raise Unread(groups.status, groups.error, 404)


def _own_up(student: StudentSources, source: Source, task: asyncio.Task[None]) -> None:
    """A fault of ours in one source is told, and costs the student nothing but this source.

    Raises:
        MachineError: the machine cannot go on.
    """
    error = None if task.cancelled() else task.exception()
    if isinstance(error, MachineError):
        raise error  # too many open files, no memory: the next student would meet it too
    if error is not None:
        LOGGER.error("%s of %s: %s", source, student.target.key, error, exc_info=error)
        student.partials[source].stop(Unread(Status.FAILED, type(error).__name__))

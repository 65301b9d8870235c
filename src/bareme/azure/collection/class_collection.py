"""A class: so many students at a time, each handed over as soon as he is done, memory flat whatever the size."""

import asyncio
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field, replace

from bareme.azure.collection.advice import was_read
from bareme.azure.collection.process_state import quiet_sdk
from bareme.azure.collection.student_collection import collect, collect_shared
from bareme.azure.credentials.tokens import Tokens
from bareme.azure.http.clock import AzureClock
from bareme.azure.http.endpoint import endpoint
from bareme.azure.http.errors import Unread
from bareme.azure.http.pipeline import clients
from bareme.azure.http.retry import RetryingClient
from bareme.azure.http.send import Sender
from bareme.azure.http.throttle import Throttles
from bareme.azure.observer import Observer, Summary, Tally
from bareme.azure.readers.group_names import group_names
from bareme.azure.readers.rights import read_rights
from bareme.azure.readers.shared_graph import SHARED_TABLES, SharedGraph
from bareme.azure.readers.shared_subscription import SharedSubscription
from bareme.azure.readers.subscriptions import managers, seen_subscriptions
from bareme.azure.settings import RequestLimits, Settings, Target
from bareme.evidence import Collection, Source, Status
from bareme.reference.arm import fold
from bareme.reference.resource_types import RESOURCES
from bareme.timeline import History

OnDone = Callable[[Target, Collection], None]
HandOver = Callable[[Target, Collection], Future[None]]
Place = tuple[str | None, str]
"""A tenant, and a folded subscription."""


def run(targets: Sequence[Target], settings: Settings, on_done: OnDone, observer: Observer) -> Summary:
    """Collect a class; see `bareme.azure.collect_many`."""
    tally = Tally(observer, AzureClock(settings.now))
    if not targets:
        return tally.summary()
    with quiet_sdk():
        asyncio.run(_run(targets, settings, on_done, tally))
    return tally.summary()


async def _run(targets: Sequence[Target], settings: Settings, on_done: OnDone, tally: Tally) -> None:
    place = endpoint(settings.arm_endpoint)
    async with Tokens(place.scope) as tokens:
        tally.signed_in(await tokens.sign_in())
        async with clients(place, tokens, settings.limits) as both:
            sender = Sender(both, place, tally, tally.clock)
            room = _ClassCollection(sender, settings, Throttles(settings.limits, targets), tally)
            targets = await _from_home(room, targets)
            room.graph = SharedGraph.of_class(targets, (RESOURCES,) if settings.only else SHARED_TABLES)
            room.sharing = _sharing(targets)
            with ThreadPoolExecutor(1, "on-done") as hand:
                await _work_through(room, targets, lambda target, found: hand.submit(on_done, target, found))


async def _from_home(room: "_ClassCollection", targets: Sequence[Target]) -> Sequence[Target]:
    """The targets; what is delegated is read with the credential's own tenant, whatever tenant it is of."""
    if not any(target.tenant_id for target in targets):
        return targets
    try:
        seen = await seen_subscriptions(room.line(Target("", "")))
    except Unread:
        return targets
    delegated = {fold(one.get("subscriptionId")) for one in seen if managers(one)}
    return [replace(one, tenant_id=None) if fold(one.subscription_id) in delegated else one for one in targets]


async def _work_through(room: "_ClassCollection", targets: Sequence[Target], hand_over: HandOver) -> None:
    waiting = iter(targets)
    tasks = [
        asyncio.create_task(room.work(waiting, hand_over))
        for _ in range(min(room.settings.limits.students, len(targets)))
    ]
    try:
        await asyncio.gather(*tasks)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


@dataclass(slots=True)
class _ClassCollection:
    exchange: Sender
    settings: Settings
    throttles: Throttles
    tally: Tally
    graph: SharedGraph | None = None
    """Resource Graph, asked for many students at once."""
    sharing: Counter[Place] = field(default_factory=Counter)
    """How many students have a resource group each in a subscription, where there are several."""
    shared: dict[Place, asyncio.Task[SharedSubscription | None]] = field(default_factory=dict)

    async def work(self, waiting: Iterator[Target], hand_over: HandOver) -> None:
        """Take students one after the other until none is waiting."""
        for target in waiting:
            self.tally.started(target)
            shared = await self.subscription_of(target)
            client = self.line(target)
            collection = await collect(client, self.settings, self.graph, shared)
            if self.settings.on_rights and was_read(collection):
                self.settings.on_rights(target, await read_rights(client))
            if self.settings.on_unseen and _is_unseen(collection):
                self.settings.on_unseen(target, await group_names(client))
            await asyncio.wrap_future(hand_over(target, collection))
            self.tally.finished(target, collection)

    async def subscription_of(self, target: Target) -> SharedSubscription | None:
        """What was read of the student's subscription for all who share it; the first one waits until it is."""
        place = _place(target)
        if place not in self.sharing or self.settings.peek:
            return None
        if place not in self.shared:
            self.shared[place] = asyncio.create_task(self._read_shared(target, self.sharing[place]))
        return await asyncio.shield(self.shared[place])

    async def _read_shared(self, target: Target, students: int) -> SharedSubscription | None:
        """Its students' time and room, together."""
        own = self.settings.limits
        turns = -(-students // own.students)
        limits = replace(
            own, deadline_seconds=own.deadline_seconds * turns, pages=own.pages * students,
            student_bytes=own.student_bytes * students,
        )  # fmt: skip
        client = self.line(replace(target, key="", resource_group=None, tag=None), limits)
        return await collect_shared(client, self.settings, students)

    def line(self, target: Target, limits: RequestLimits | None = None) -> RetryingClient:
        """What a student's questions go through."""
        limits = limits or self.settings.limits
        ends = asyncio.get_running_loop().time() + limits.deadline_seconds
        throttles = self.throttles
        return RetryingClient(
            self.exchange, target, limits, throttles.of(target), throttles.graph, ends, self.settings.peek
        )


def _place(target: Target) -> Place:
    return target.tenant_id, fold(target.subscription_id)


def _sharing(targets: Sequence[Target]) -> Counter[Place]:
    """The subscriptions in which several students have a resource group each, with how many they are."""
    counts = Counter(_place(one) for one in targets if one.resource_group or one.tag)
    return Counter({place: count for place, count in counts.items() if count > 1})


def _is_unseen(collection: Collection) -> bool:
    """Whether Azure knows no such resource group, and nothing else shows that there was one."""
    reading = collection.sources[Source.RESOURCE_GROUPS]
    return reading.status is Status.ABSENT and not History((collection,)).is_scope_seen

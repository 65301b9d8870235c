"""A class: so many students at a time, each handed over as soon as he is done, memory flat whatever the size."""

import asyncio
import gc
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field

from bareme.azure.endpoint import endpoint
from bareme.azure.exchange import Exchange
from bareme.azure.gate import Gate
from bareme.azure.line import Line
from bareme.azure.pipeline import clients
from bareme.azure.student import collect
from bareme.azure.target import Manners, Settings, Target
from bareme.azure.tokens import Tokens
from bareme.azure.watch import Summary, Tally, Watch
from bareme.evidence import Collection
from bareme.wire import fold

_SWEEP_AFTER = 50_000
OnDone = Callable[[Target, Collection], None]
HandOver = Callable[[Target, Collection], Future[None]]


def run(targets: Sequence[Target], settings: Settings, on_done: OnDone, watch: Watch) -> Summary:
    """Collect a class; see `bareme.azure.collect_many`."""
    tally = Tally(watch)
    if not targets:
        return tally.summary()
    with _few_sweeps():
        asyncio.run(_run(targets, settings, on_done, tally))
    return tally.summary()


@contextmanager
def _few_sweeps() -> Iterator[None]:
    """Sweep for cycles less often: answers hold none, and looking for them takes a fifth of the time."""
    before = gc.get_threshold()
    gc.set_threshold(_SWEEP_AFTER, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)


async def _run(targets: Sequence[Target], settings: Settings, on_done: OnDone, tally: Tally) -> None:
    place = endpoint(settings.arm_endpoint)
    async with Tokens(place.scope) as tokens:
        tally.signed_in(await tokens.sign_in())
        async with clients(place, tokens, settings.manners) as both:
            room = _Room(Exchange(both, place, tally), settings, _Gates(settings.manners, targets), tally)
            with ThreadPoolExecutor(1, "on-done") as hand:
                await _work_through(room, targets, lambda target, found: hand.submit(on_done, target, found))


async def _work_through(room: "_Room", targets: Sequence[Target], hand_over: HandOver) -> None:
    waiting = iter(targets)
    tasks = [
        asyncio.create_task(room.work(waiting, hand_over))
        for _ in range(min(room.settings.manners.students, len(targets)))
    ]
    try:
        await asyncio.gather(*tasks)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


@dataclass(slots=True)
class _Gates:
    """One gate a subscription, kept only where several students share one."""

    manners: Manners
    targets: Sequence[Target]
    graph: Gate = field(init=False)
    _in_flight: asyncio.Semaphore = field(init=False)
    _shared: dict[str, Gate] = field(init=False)

    def __post_init__(self) -> None:
        self._in_flight = asyncio.Semaphore(self.manners.in_flight)
        self.graph = self._gate()
        counts = Counter(fold(target.subscription_id) for target in self.targets)
        self._shared = {subscription: self._gate() for subscription, count in counts.items() if count > 1}

    def of(self, target: Target) -> Gate:
        """The gate of a student's subscription."""
        return self._shared.get(fold(target.subscription_id)) or self._gate()

    def _gate(self) -> Gate:
        return Gate(asyncio.Semaphore(self.manners.per_subscription), self._in_flight)


@dataclass(slots=True)
class _Room:
    exchange: Exchange
    settings: Settings
    gates: _Gates
    tally: Tally

    async def work(self, waiting: Iterator[Target], hand_over: HandOver) -> None:
        """Take students one after the other until none is waiting."""
        for target in waiting:
            self.tally.started(target)
            collection = await collect(self._line(target), self.settings)
            await asyncio.wrap_future(hand_over(target, collection))
            self.tally.finished(target, collection)

    def _line(self, target: Target) -> Line:
        manners = self.settings.manners
        ends = asyncio.get_running_loop().time() + manners.deadline_seconds
        gates = self.gates
        return Line(self.exchange, target, manners, gates.of(target), gates.graph, ends, self.settings.peek)

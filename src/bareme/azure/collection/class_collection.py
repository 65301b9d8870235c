"""A class: so many students at a time, each handed over as soon as he is done, memory flat whatever the size."""

import asyncio
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass

from bareme.azure.collection.advice import was_read
from bareme.azure.collection.process_state import few_sweeps, quiet_sdk
from bareme.azure.collection.student_collection import collect
from bareme.azure.credentials.tokens import Tokens
from bareme.azure.http.endpoint import endpoint
from bareme.azure.http.pipeline import clients
from bareme.azure.http.retry import Line
from bareme.azure.http.send import Exchange
from bareme.azure.http.throttle import Gates
from bareme.azure.observer import Summary, Tally, Watch
from bareme.azure.readers.rights import read_rights
from bareme.azure.settings import Settings, Target
from bareme.evidence import Collection

OnDone = Callable[[Target, Collection], None]
HandOver = Callable[[Target, Collection], Future[None]]


def run(targets: Sequence[Target], settings: Settings, on_done: OnDone, watch: Watch) -> Summary:
    """Collect a class; see `bareme.azure.collect_many`."""
    tally = Tally(watch)
    if not targets:
        return tally.summary()
    with few_sweeps(), quiet_sdk():
        asyncio.run(_run(targets, settings, on_done, tally))
    return tally.summary()


async def _run(targets: Sequence[Target], settings: Settings, on_done: OnDone, tally: Tally) -> None:
    place = endpoint(settings.arm_endpoint)
    async with Tokens(place.scope) as tokens:
        tally.signed_in(await tokens.sign_in())
        async with clients(place, tokens, settings.manners) as both:
            room = _Room(Exchange(both, place, tally), settings, Gates(settings.manners, targets), tally)
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
class _Room:
    exchange: Exchange
    settings: Settings
    gates: Gates
    tally: Tally

    async def work(self, waiting: Iterator[Target], hand_over: HandOver) -> None:
        """Take students one after the other until none is waiting."""
        for target in waiting:
            self.tally.started(target)
            line = self._line(target)
            collection = await collect(line, self.settings)
            if self.settings.on_rights and was_read(collection):
                self.settings.on_rights(target, await read_rights(line))
            await asyncio.wrap_future(hand_over(target, collection))
            self.tally.finished(target, collection)

    def _line(self, target: Target) -> Line:
        manners = self.settings.manners
        ends = asyncio.get_running_loop().time() + manners.deadline_seconds
        gates = self.gates
        return Line(self.exchange, target, manners, gates.of(target), gates.graph, ends, self.settings.peek)

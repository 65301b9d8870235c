"""The throttle: so many requests at once, and none where Azure has asked to wait."""

import asyncio
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from bareme.azure.settings import RequestLimits, Target
from bareme.reference.arm import fold


@dataclass(slots=True)
class Throttle:
    """The way to one subscription, or to Resource Graph for everybody.

    A wait that Azure asks for concerns one provider of one subscription ("Compute throttling limits"): the
    others go on.
    """

    slots: asyncio.Semaphore
    in_flight: asyncio.Semaphore
    """Shared by all throttles."""
    _closed: dict[str, float] = field(default_factory=dict)

    def close(self, provider: str, seconds: float) -> None:
        """Let nobody through to `provider` for so long."""
        until = asyncio.get_running_loop().time() + seconds
        self._closed[provider] = max(until, self._closed.get(provider, 0.0))

    async def enter(self, provider: str) -> None:
        """Pass, as soon as it is free; who waits for Azure keeps nobody else from passing."""
        while True:
            if (wait := self._wait(provider)) > 0:
                await asyncio.sleep(wait)
            await self.slots.acquire()
            try:
                await self.in_flight.acquire()
            except BaseException:
                self.slots.release()
                raise
            if self._wait(provider) <= 0:
                return
            self.leave()

    def leave(self) -> None:
        """Make room for the next."""
        self.in_flight.release()
        self.slots.release()

    def _wait(self, provider: str) -> float:
        until = self._closed.get(provider)
        return until - asyncio.get_running_loop().time() if until else 0.0


@dataclass(slots=True)
class Throttles:
    """One throttle a subscription, kept only where several students share one."""

    limits: RequestLimits
    targets: Sequence[Target]
    graph: Throttle = field(init=False)
    _in_flight: asyncio.Semaphore = field(init=False)
    _shared: dict[str, Throttle] = field(init=False)

    def __post_init__(self) -> None:
        self._in_flight = asyncio.Semaphore(self.limits.in_flight)
        self.graph = self._gate()
        counts = Counter(fold(target.subscription_id) for target in self.targets)
        self._shared = {subscription: self._gate() for subscription, count in counts.items() if count > 1}

    def of(self, target: Target) -> Throttle:
        """The throttle of a student's subscription."""
        return self._shared.get(fold(target.subscription_id)) or self._gate()

    def _gate(self) -> Throttle:
        return Throttle(asyncio.Semaphore(self.limits.per_subscription), self._in_flight)

"""Retries, honouring Retry-After: what failed in passing is asked again, until a student's time is over."""

import asyncio
import random
from collections.abc import Iterator
from dataclasses import dataclass, field

from bareme.azure.credentials.sign_in_errors import is_sign_in
from bareme.azure.http.errors import STALE_TOKEN, Unread, error_code, refusal
from bareme.azure.http.request import ArmRequest, ArmResponse
from bareme.azure.http.retry_after import TRANSIENT, breather, graph_breather, retry_after
from bareme.azure.http.send import Sender
from bareme.azure.http.throttle import Throttle
from bareme.azure.http.transport import Lost
from bareme.azure.settings import RequestLimits, Target
from bareme.evidence import Status
from bareme.reference.arm import fold

_TOLD_TIMES = 20
"""How often one request is asked again on a 429, however short the waits are."""


@dataclass(slots=True)
class RetryingClient:
    """Everything one student's questions go through."""

    exchange: Sender
    target: Target
    limits: RequestLimits
    throttle: Throttle
    graph_gate: Throttle
    """The one throttle of all students: Resource Graph counts queries by user, not by subscription."""
    hangs_up: float
    """When the student's time is over, on the loop's clock."""
    peek: bool = False
    """Whether the first page of a list is enough."""
    bytes_left: int = field(init=False, default=0)

    def __post_init__(self) -> None:
        self.bytes_left = self.limits.student_bytes

    async def ask(self, request: ArmRequest, seconds: float | None = None) -> ArmResponse:
        """The response to a request, status 200.

        Raises:
            Unread: there is none, with the status that the source takes from it.
        """
        tries = _Tries(self)
        while True:
            try:
                response = await self._once(request, seconds or self.limits.request_seconds)
            except Lost as lost:
                await asyncio.sleep(tries.after_loss(lost))
                continue
            if response.status in {200, 204}:
                return response
            wait = tries.after_refusal(response)
            if response.status == 429:
                self._throttle_of(request).close(request.provider, wait)
            else:
                await asyncio.sleep(wait)

    async def _once(self, request: ArmRequest, seconds: float) -> ArmResponse:
        if self.bytes_left <= 0:
            raise Lost("TooLarge", final=True)
        throttle = self._throttle_of(request)
        await throttle.enter(request.provider)
        try:
            response = await self.exchange.once(request, tenant=self.target.tenant_id, seconds=seconds)
        finally:
            throttle.leave()
        self.bytes_left -= response.size
        pause = graph_breather(response.headers) if request.body else breather(response.headers)
        if pause:
            throttle.close(request.provider, min(pause, self.limits.longest_wait))
        return response

    def _throttle_of(self, request: ArmRequest) -> Throttle:
        return self.graph_gate if request.body else self.throttle

    def time_for(self, wait: float) -> bool:
        """Whether a wait can be afforded at all."""
        ends = asyncio.get_running_loop().time() + wait
        return wait <= self.limits.longest_wait and ends < self.hangs_up


class _Tries:
    """What is left of the patience for one request."""

    def __init__(self, client: RetryingClient) -> None:
        self._line = client
        self._transient: Iterator[float] = iter(client.limits.backoff)
        self._throttled: Iterator[float] = iter(client.limits.throttle_backoff)
        self._slow = self._stale = 1
        self._told = _TOLD_TIMES
        self._wait_left = client.limits.longest_wait

    def after_loss(self, lost: Lost) -> float:
        """How long to wait after no answer; raises `Unread` when it was the last try."""
        self._slow -= lost.slow
        wait = None if lost.final or self._slow < 0 else next(self._transient, None)
        if wait is None or not self._line.time_for(wait):
            raise Unread(Status.DENIED if is_sign_in(lost.code) else Status.FAILED, lost.code)
        return wait * random.uniform(0.8, 1.2)  # noqa: S311 - spreads the retries of a class, guards nothing

    def after_refusal(self, response: ArmResponse) -> float:
        """How long to wait after a refusal; raises `Unread` when it is final."""
        wait = self._patience(response)
        if wait is None or not self._line.time_for(wait):
            raise refusal(response.status, response.body)
        return wait

    def _patience(self, response: ArmResponse) -> float | None:
        if response.status == 429:
            return self._throttled_wait(retry_after(response.headers))
        if response.status in TRANSIENT:
            told, mine = retry_after(response.headers), next(self._transient, None)
            return mine if told is None or mine is None else max(told, mine)
        if response.status == 401 and self._stale and fold(error_code(response.body)) in STALE_TOKEN:
            self._stale -= 1
            return 0.0
        return None

    def _throttled_wait(self, told: float | None) -> float | None:
        """All the waits that Azure asks for one request add up to the longest that is allowed."""
        self._told -= 1
        wait = next(self._throttled, None) if told is None else told
        self._wait_left -= wait or 0.0
        return wait if self._told >= 0 and self._wait_left >= 0 else None

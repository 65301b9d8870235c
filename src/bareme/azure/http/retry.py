"""A student's line to Azure: asks again what failed in passing, waits when told to, and knows when to give up."""

import asyncio
import random
from collections.abc import Iterator
from dataclasses import dataclass, field

from bareme.azure.http.errors import STALE_TOKEN, Unread, error_code, refusal
from bareme.azure.http.request import Answer, Question
from bareme.azure.http.retry_after import TRANSIENT, breather, graph_breather, retry_after
from bareme.azure.http.send import Exchange
from bareme.azure.http.throttle import Gate
from bareme.azure.http.transport import Lost
from bareme.azure.settings import Manners, Target
from bareme.evidence import Status
from bareme.reference.arm import fold

_TOLD_TIMES = 20
"""How often one question is asked again on a 429, however short the waits are."""


@dataclass(slots=True)
class Line:
    """Everything one student's questions go through."""

    exchange: Exchange
    target: Target
    manners: Manners
    gate: Gate
    graph_gate: Gate
    """The one gate of all students: Resource Graph counts queries by user, not by subscription."""
    hangs_up: float
    """When the student's time is over, on the loop's clock."""
    peek: bool = False
    """Whether the first page of a list is enough."""
    bytes_left: int = field(init=False, default=0)

    def __post_init__(self) -> None:
        self.bytes_left = self.manners.student_bytes

    async def ask(self, question: Question, seconds: float | None = None) -> Answer:
        """The answer to a question, status 200.

        Raises:
            Unread: there is none, with the status that the source takes from it.
        """
        tries = _Tries(self)
        while True:
            try:
                answer = await self._once(question, seconds or self.manners.request_seconds)
            except Lost as lost:
                await asyncio.sleep(tries.after_loss(lost))
                continue
            if answer.status in {200, 204}:
                return answer
            wait = tries.after_refusal(answer)
            if answer.status == 429:
                self._gate_of(question).close(question.provider, wait)
            else:
                await asyncio.sleep(wait)

    async def _once(self, question: Question, seconds: float) -> Answer:
        if self.bytes_left <= 0:
            raise Lost("TooLarge")
        gate = self._gate_of(question)
        await gate.enter(question.provider)
        try:
            answer = await self.exchange.once(question, tenant=self.target.tenant_id, seconds=seconds)
        finally:
            gate.leave()
        self.bytes_left -= answer.size
        pause = graph_breather(answer.headers) if question.body else breather(answer.headers)
        if pause:
            gate.close(question.provider, min(pause, self.manners.longest_wait))
        return answer

    def _gate_of(self, question: Question) -> Gate:
        return self.graph_gate if question.body else self.gate

    def time_for(self, wait: float) -> bool:
        """Whether a wait can be afforded at all."""
        ends = asyncio.get_running_loop().time() + wait
        return wait <= self.manners.longest_wait and ends < self.hangs_up


class _Tries:
    """What is left of the patience for one question."""

    def __init__(self, line: Line) -> None:
        self._line = line
        self._transient: Iterator[float] = iter(line.manners.backoff)
        self._throttled: Iterator[float] = iter(line.manners.throttle_backoff)
        self._slow = self._stale = 1
        self._told = _TOLD_TIMES
        self._wait_left = line.manners.longest_wait

    def after_loss(self, lost: Lost) -> float:
        """How long to wait after no answer; raises `Unread` when it was the last try."""
        self._slow -= lost.slow
        wait = None if lost.final or self._slow < 0 else next(self._transient, None)
        if wait is None or not self._line.time_for(wait):
            raise Unread(Status.DENIED if lost.code == "NoToken" else Status.FAILED, lost.code)
        return wait * random.uniform(0.8, 1.2)  # noqa: S311 - spreads the retries of a class, guards nothing

    def after_refusal(self, answer: Answer) -> float:
        """How long to wait after a refusal; raises `Unread` when it is final."""
        wait = self._patience(answer)
        if wait is None or not self._line.time_for(wait):
            raise refusal(answer.status, answer.body)
        return wait

    def _patience(self, answer: Answer) -> float | None:
        if answer.status == 429:
            return self._throttled_wait(retry_after(answer.headers))
        if answer.status in TRANSIENT:
            told, mine = retry_after(answer.headers), next(self._transient, None)
            return mine if told is None or mine is None else max(told, mine)
        if answer.status == 401 and self._stale and fold(error_code(answer.body)) in STALE_TOKEN:
            self._stale -= 1
            return 0.0
        return None

    def _throttled_wait(self, told: float | None) -> float | None:
        """All the waits that Azure asks for one question add up to the longest that is borne."""
        self._told -= 1
        wait = next(self._throttled, None) if told is None else told
        self._wait_left -= wait or 0.0
        return wait if self._told >= 0 and self._wait_left >= 0 else None

"""One request over the wire: bounded in time and size, every way of failing given a name."""

import asyncio
import json
import logging
from dataclasses import dataclass
from typing import Any

from aiohttp import ClientConnectorError
from azure.core.exceptions import (
    AzureError,
    ClientAuthenticationError,
    ServiceRequestTimeoutError,
    ServiceResponseTimeoutError,
)
from azure.core.rest import AsyncHttpResponse, HttpRequest

from bareme.azure.endpoint import Endpoint
from bareme.azure.pipeline import Clients
from bareme.azure.question import Answer, Question
from bareme.azure.watch import Watch

LOGGER = logging.getLogger("bareme.azure")


class Lost(Exception):  # noqa: N818 - a request without an answer; it is often asked again
    """No answer, or half of one."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code

    @property
    def slow(self) -> bool:
        """Whether the time was used up: one more try is enough."""
        return self.code == "TimedOut"

    @property
    def final(self) -> bool:
        """Whether asking again is of no use."""
        return self.code in {"NoToken", "TooLarge"}


@dataclass(frozen=True, slots=True)
class Exchange:
    """The way to Azure of a whole run."""

    clients: Clients
    endpoint: Endpoint
    watch: Watch

    async def once(self, question: Question, *, tenant: str | None, seconds: float, most: int) -> Answer:
        """Ask once.

        Raises:
            Lost: no answer came, or not to its end.
        """
        answer = None
        try:
            async with asyncio.timeout(seconds):
                answer = await self._talk(question, tenant, most)
        except (TimeoutError, ServiceRequestTimeoutError, ServiceResponseTimeoutError):
            raise Lost("TimedOut") from None
        except ClientAuthenticationError:
            raise Lost("NoToken") from None
        except AzureError as error:
            refused = isinstance(error.inner_exception, ClientConnectorError)
            raise Lost("NoConnection" if refused else "ConnectionLost") from None
        finally:
            status = answer.status if answer else 0
            LOGGER.debug("%s %s: %s", "POST" if question.body else "GET", question.path.partition("?")[0], status)
            self.watch.answered(status)
        return answer

    async def _talk(self, question: Question, tenant: str | None, most: int) -> Answer:
        url = self.endpoint.base + question.path
        request = HttpRequest("POST", url, json=question.body) if question.body else HttpRequest("GET", url)
        options: dict[str, Any] = {"tenant": tenant}
        if not self.endpoint.encrypted:
            options["enforce_https"] = False
        response = await self.clients.send(request, question.provider, **options)
        try:
            content = await _content(response, most)
        finally:
            await response.close()
        return Answer(response.status_code, response.headers, _parsed(content), len(content))


async def _content(response: AsyncHttpResponse, most: int) -> bytes:
    parts = bytearray()
    async for part in response.iter_bytes():
        parts += part
        if len(parts) > most:
            raise Lost("TooLarge")
    return bytes(parts)


def _parsed(content: bytes) -> Any:
    try:
        return json.loads(content)
    except (ValueError, RecursionError):
        return None

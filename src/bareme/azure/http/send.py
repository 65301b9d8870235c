"""One request over the wire: bounded in time and size, every way of failing given a name."""

import asyncio
import logging
from dataclasses import dataclass
from typing import Any

from azure.core.exceptions import AzureError
from azure.core.rest import HttpRequest

from bareme.azure.http.endpoint import Endpoint
from bareme.azure.http.pipeline import Clients
from bareme.azure.http.request import Answer, Question
from bareme.azure.http.transport import Lost
from bareme.azure.observer import Watch
from bareme.files.json import parsed

LOGGER = logging.getLogger("bareme.azure")


@dataclass(frozen=True, slots=True)
class Exchange:
    """The way to Azure of a whole run."""

    clients: Clients
    endpoint: Endpoint
    watch: Watch

    async def once(self, question: Question, *, tenant: str | None, seconds: float) -> Answer:
        """Ask once.

        Raises:
            Lost: no answer came, or not to its end.
        """
        status = 0
        try:
            async with asyncio.timeout(seconds):
                answer = await self._talk(question, tenant)
            status = answer.status
        except TimeoutError:
            raise Lost("TimedOut") from None
        except AzureError:
            raise Lost("NoToken") from None
        finally:
            if LOGGER.isEnabledFor(logging.DEBUG):
                LOGGER.debug("%s %s: %s", "POST" if question.body else "GET", question.path.partition("?")[0], status)
            self.watch.answered(status)
        return answer

    async def _talk(self, question: Question, tenant: str | None) -> Answer:
        url = self.endpoint.base + question.path
        request = HttpRequest("POST", url, json=question.body) if question.body else HttpRequest("GET", url)
        reply = await self.clients.send(request, question.provider, tenant)
        return Answer(reply.status_code, reply.headers, _parsed(reply.content), len(reply.content))


def _parsed(content: bytes) -> Any:
    try:
        return parsed(content)
    except ValueError:
        return None

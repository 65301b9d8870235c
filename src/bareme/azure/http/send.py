"""Sends one request: bounded in time and size, every way of failing given a name."""

import asyncio
import logging
from dataclasses import dataclass
from typing import Any

from azure.core.exceptions import AzureError
from azure.core.rest import HttpRequest

from bareme.azure.credentials.sign_in_errors import log, read_error
from bareme.azure.http.clock import AzureClock
from bareme.azure.http.endpoint import Endpoint
from bareme.azure.http.pipeline import Clients
from bareme.azure.http.request import ArmRequest, ArmResponse
from bareme.azure.http.transport import Lost
from bareme.azure.observer import Observer
from bareme.files.json import parsed

LOGGER = logging.getLogger("bareme.azure")


@dataclass(frozen=True, slots=True)
class Sender:
    """The way to Azure of a whole run."""

    clients: Clients
    endpoint: Endpoint
    observer: Observer
    clock: AzureClock

    async def once(self, request: ArmRequest, *, tenant: str | None, seconds: float) -> ArmResponse:
        """Ask once.

        Raises:
            Lost: no response came, or not to its end.
        """
        status = 0
        try:
            async with asyncio.timeout(seconds):
                response = await self._talk(request, tenant)
            status = response.status
            if response.body is not None:
                self.clock.hear(response.headers)
        except TimeoutError:
            raise Lost("TimedOut") from None
        except AzureError as error:
            refused = read_error(str(error))
            log(refused)
            raise Lost(refused.short, final=True) from None
        finally:
            if LOGGER.isEnabledFor(logging.DEBUG):
                LOGGER.debug("%s %s: %s", "POST" if request.body else "GET", request.path.partition("?")[0], status)
            self.observer.answered(status)
        return response

    async def _talk(self, request: ArmRequest, tenant: str | None) -> ArmResponse:
        url = self.endpoint.base + request.path
        sent = HttpRequest("POST", url, json=request.body) if request.body else HttpRequest("GET", url)
        reply = await self.clients.send(sent, request.provider, tenant)
        return ArmResponse(reply.status_code, reply.headers, _parsed(reply.content), len(reply.content))


def _parsed(content: bytes) -> Any:
    try:
        return parsed(content)
    except ValueError:
        return None

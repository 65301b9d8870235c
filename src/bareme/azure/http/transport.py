"""The wire under the SDK's pipeline: aiohttp, with a body that is bounded and every failure given a name.

azure-core's own transport reads whatever comes, however much, and costs as much as the request itself; its
documented base class takes another one.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

import aiohttp
from azure.core.pipeline.transport import AsyncHttpTransport
from azure.core.rest import HttpRequest
from yarl import URL

from bareme.azure.http.errors import UNTRUSTED
from bareme.files.environment import TO_WRITE, fault_of


class Lost(Exception):  # noqa: N818 - a request without a response; it is often asked again
    """No response, or half of one."""

    def __init__(self, code: str, *, final: bool = False) -> None:
        super().__init__(code)
        self.code = code
        self.final = final
        """Whether asking again is of no use."""

    @property
    def slow(self) -> bool:
        """Whether the time was used up: one more try is enough."""
        return self.code == "TimedOut"


@dataclass(slots=True)
class Reply:
    """A whole response: as much of azure-core's as the pipeline looks at."""

    status_code: int
    reason: str
    headers: Mapping[str, str]
    content: bytes

    async def read(self) -> bytes:
        """The content, which is here already."""
        return self.content


class BoundedTransport(AsyncHttpTransport[HttpRequest, Reply]):
    """Sends over a session that somebody else opens and closes."""

    def __init__(self, session: aiohttp.ClientSession, most: int) -> None:
        self._session = session
        self._most = most

    async def send(self, request: HttpRequest, **kwargs: Any) -> Reply:
        """Send, follow no redirection, and read to the end.

        Raises:
            Lost: no response came, or too much of it.
        """
        del kwargs
        body = request.content
        data = body.encode() if isinstance(body, str) else body
        url = URL(request.url, encoded=True)
        try:
            async with self._session.request(
                request.method, url, headers=request.headers, data=data, allow_redirects=False
            ) as response:
                return Reply(response.status, response.reason or "", response.headers, await self._content(response))
        except aiohttp.ClientSSLError:
            raise Lost(UNTRUSTED, final=True) from None
        except aiohttp.ClientConnectorError as error:
            if error.os_error.errno in TO_WRITE:
                raise fault_of(error.os_error) from None
            raise Lost("NoConnection") from None
        except TimeoutError:
            raise Lost("TimedOut") from None
        except (aiohttp.ClientError, OSError, ValueError):
            raise Lost("ConnectionLost") from None

    async def _content(self, response: aiohttp.ClientResponse) -> bytes:
        parts = bytearray()
        while not response.content.at_eof():
            parts += await response.content.readany()
            if len(parts) > self._most:
                raise Lost("TooLarge", final=True)
        return bytes(parts)

    async def open(self) -> None:
        """Opened by its owner."""

    async def close(self) -> None:
        """Closed by its owner."""

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *error: object) -> None:
        return

"""A small Azure Resource Manager on loopback: real sockets, pages, faults, and a record of what was asked."""

import asyncio
import contextlib
import json
import re
import ssl
import threading
import time
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, Self, TypeVar

from aiohttp import web

TOKEN = "canary-token-a1b2c3"
Reply = Callable[[web.Request], Awaitable[web.StreamResponse]]


@dataclass(frozen=True)
class Asked:
    """One request as it came in."""

    method: str
    path: str
    query: dict[str, str]
    authorization: str
    body: str


@dataclass
class Fault:
    """Answers in the place of the world, `times` times, for the paths that match."""

    pattern: str
    reply: Reply
    times: int = 10**9


@dataclass
class ArmServer:
    """Lists by folded path in `lists`, single objects in `objects`; everything else is Azure's 404."""

    lists: dict[str, list[Any]] = field(default_factory=dict)
    objects: dict[str, Any] = field(default_factory=dict)
    graph: list[dict[str, Any]] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    asked: list[Asked] = field(default_factory=list)
    token_requests: list[dict[str, str]] = field(default_factory=list)
    page_size: int = 50
    delay: float = 0.0
    headers: dict[str, str] = field(default_factory=dict)
    at_once: int = 0
    most_at_once: int = 0
    port: int = 0
    tls: ssl.SSLContext | None = None
    token: str = TOKEN

    @property
    def url(self) -> str:
        return f"{'https' if self.tls else 'http'}://127.0.0.1:{self.port}"

    @property
    def verbs(self) -> set[str]:
        return {one.method for one in self.asked}

    def paths(self, pattern: str) -> list[Asked]:
        return [one for one in self.asked if re.search(pattern, one.path, re.IGNORECASE)]

    def fail(self, pattern: str, reply: Reply, times: int = 10**9) -> None:
        self.faults.insert(0, Fault(pattern, reply, times))

    def start(self) -> Self:
        ready = threading.Event()
        self._thread = threading.Thread(target=self._serve, args=(ready,), daemon=True)
        self._thread.start()
        assert ready.wait(10)
        return self

    def stop(self) -> None:
        self._loop.call_soon_threadsafe(self._over.set)
        self._thread.join(10)

    def _serve(self, ready: threading.Event) -> None:
        asyncio.run(self._run(ready))

    async def _run(self, ready: threading.Event) -> None:
        self._loop, self._over = asyncio.get_running_loop(), asyncio.Event()
        app = web.Application(client_max_size=2**22)
        app.router.add_route("*", "/{tail:.*}", self._answer)
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.2)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", self.port, ssl_context=self.tls)
        await site.start()
        self.port = runner.addresses[0][1]
        ready.set()
        await self._over.wait()
        await runner.cleanup()

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        if request.path == "/msi/token":
            return self._token(request)
        body = await request.text()
        authorization = request.headers.get("Authorization", "")
        self.asked.append(Asked(request.method, request.path, dict(request.query), authorization, body))
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        try:
            if self.delay:
                await asyncio.sleep(self.delay)
            return await self._fault(request) or self._world(request, body)
        finally:
            self.at_once -= 1

    def _token(self, request: web.Request) -> web.Response:
        self.token_requests.append(dict(request.query))
        expires = int(time.time()) + 3600
        fields = {"access_token": self.token, "expires_on": str(expires), "expires_in": "3600", "token_type": "Bearer"}
        return web.json_response(fields | {"resource": request.query.get("resource", "")})

    async def _fault(self, request: web.Request) -> web.StreamResponse | None:
        for fault in self.faults:
            if fault.times > 0 and re.search(fault.pattern, request.path_qs, re.IGNORECASE):
                fault.times -= 1
                return await fault.reply(request)
        return None

    def _world(self, request: web.Request, body: str) -> web.Response:
        path = request.path.rstrip("/").casefold()
        if request.method == "POST" and path == "/providers/microsoft.resourcegraph/resources":
            return self._rows(json.loads(body))
        if path in self.objects:
            return web.json_response(self.objects[path], headers=self.headers)
        if path in self.lists:
            return self._page(request, self.lists[path])
        return error(404, "ResourceNotFound")

    def _page(self, request: web.Request, items: list[Any]) -> web.Response:
        start = int(request.query.get("$skiptoken", "0"))
        page: dict[str, Any] = {"value": items[start : start + self.page_size]}
        if start + self.page_size < len(items):
            query = dict(request.query) | {"$skiptoken": str(start + self.page_size)}
            page["nextLink"] = str(request.url.with_query(query))
        return web.json_response(page, headers=self.headers)

    def _rows(self, query: dict[str, Any]) -> web.Response:
        start = int(query["options"].get("$skipToken", "0"))
        rows = self.graph[start : start + self.page_size]
        answer: dict[str, Any] = {"totalRecords": len(self.graph), "count": len(rows), "data": rows}
        if start + self.page_size < len(self.graph):
            answer["$skipToken"] = str(start + self.page_size)
        return web.json_response(answer, headers=self.headers)


Server = TypeVar("Server", bound=ArmServer)


def error(status: int, code: str, message: str = "…", headers: dict[str, str] | None = None) -> web.Response:
    return web.json_response({"error": {"code": code, "message": message}}, status=status, headers=headers)


def refuse(status: int, code: str, message: str = "…", headers: dict[str, str] | None = None) -> Reply:
    async def reply(request: web.Request) -> web.StreamResponse:
        return error(status, code, message, headers)

    return reply


def text(body: str, status: int = 200, kind: str = "text/html") -> Reply:
    async def reply(request: web.Request) -> web.StreamResponse:
        return web.Response(text=body, status=status, content_type=kind)

    return reply


def page(items: list[Any], link: str | None = None) -> Reply:
    async def reply(request: web.Request) -> web.StreamResponse:
        return web.json_response({"value": items} | ({"nextLink": link} if link else {}))

    return reply


async def reset(request: web.Request) -> web.StreamResponse:
    assert request.transport is not None
    request.transport.abort()
    return web.Response()


async def cut_off(request: web.Request) -> web.StreamResponse:
    response = web.StreamResponse(headers={"Content-Length": "1000", "Content-Type": "application/json"})
    await response.prepare(request)
    await response.write(b'{"value": [')
    assert request.transport is not None
    request.transport.abort()
    return response


async def hang(request: web.Request) -> web.StreamResponse:
    await asyncio.sleep(30)
    return web.Response()


async def drip(request: web.Request) -> web.StreamResponse:
    response = web.StreamResponse()
    await response.prepare(request)
    with contextlib.suppress(ConnectionError):
        for _ in range(300):
            await response.write(b" ")
            await asyncio.sleep(0.1)
    return response


async def flood(request: web.Request) -> web.StreamResponse:
    response = web.StreamResponse()
    await response.prepare(request)
    with contextlib.suppress(ConnectionError):
        for _ in range(400):
            await response.write(b" " * 2**16)
    return response


def endless() -> Reply:
    count = iter(range(10**6))

    async def reply(request: web.Request) -> web.StreamResponse:
        link = request.url.update_query({"$skiptoken": str(next(count))})
        return web.json_response({"value": [{"name": "again"}], "nextLink": str(link)})

    return reply


@contextlib.contextmanager
def serving(server: Server) -> Iterator[Server]:
    server.start()
    try:
        yield server
    finally:
        server.stop()

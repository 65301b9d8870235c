"""Who may ask: an ASGI layer that lets nothing through but this machine's own browser, with the token it was given.

The token in the address becomes a cookie at once, so that it stands in no history and no bookmark. What changes
anything needs a second token besides, which only our own pages know, and no foreign origin.
"""

import hashlib
import hmac
import secrets
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, urlencode

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request, cookie_parser
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

TOKEN = "token"  # noqa: S105 - the name of a parameter
FIELD = "csrf_token"
HEADER = "x-csrf-token"
MAX_BODY = 2**20
"""Bytes of a form: a long comment and a class of ids."""

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self';"
    " form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",  # with none at all, browsers send a form of ours as if it were of nobody
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}
_SAFE = {"GET", "HEAD"}


@dataclass(frozen=True, slots=True)
class Secrets:
    """What only this server and the browser it was opened in know."""

    port: int
    token: str = field(default_factory=lambda: secrets.token_urlsafe(32))

    @property
    def cookie(self) -> str:
        """The cookie's name: browsers do not keep the cookies of two ports apart."""
        return f"bareme-{self.port}"

    @property
    def csrf(self) -> str:
        """The token that forms carry; the cookie cannot be told from it."""
        return hmac.new(self.token.encode(), b"csrf", hashlib.sha256).hexdigest()

    @property
    def hosts(self) -> frozenset[str]:
        """The names this machine has for itself."""
        return frozenset(f"{name}:{self.port}" for name in ("127.0.0.1", "localhost", "[::1]"))

    def is_token(self, text: str) -> bool:
        """Whether this is it."""
        return hmac.compare_digest(text.encode("utf-8", "replace"), self.token.encode())


class Guard:
    """The layer around an application."""

    def __init__(self, app: ASGIApp, own: Secrets) -> None:
        self._app = app
        self._own = own

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or refuse."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        if scope["type"] != "http":
            return
        headers = Headers(scope=scope)
        refusal = self._refused_host(headers) or self._entering(scope) or self._refused_visitor(headers)
        if refusal is None and scope["method"] not in _SAFE:
            body = await _body(Request(scope, receive))
            refusal = self._refused_change(headers, body)
            receive = _replayed(body or b"")
        answer: ASGIApp = refusal or self._app
        await answer(scope, receive, _hardened(send))

    def _refused_host(self, headers: Headers) -> Response | None:
        """A name that leads here from elsewhere is no name of this machine (DNS rebinding)."""
        known = headers.get("host", "").casefold() in self._own.hosts and len(headers.getlist("host")) == 1
        return None if known else _refusal("This address is not one of this machine.", 421)

    def _entering(self, scope: Scope) -> Response | None:
        """The token in the address becomes a cookie, and the address loses it."""
        query = parse_qsl(scope["query_string"].decode("latin-1"), keep_blank_values=True)
        given = [value for name, value in query if name == TOKEN]
        if len(given) != 1 or scope["method"] not in _SAFE or not self._own.is_token(given[0]):
            return None
        rest = urlencode([pair for pair in query if pair[0] != TOKEN])
        path = "/" + scope["path"].lstrip("/\\")
        answer = RedirectResponse(f"{path}?{rest}" if rest else path, status_code=303)
        answer.set_cookie(self._own.cookie, self._own.token, httponly=True, samesite="Strict", path="/")  # type: ignore[arg-type]  # as people write it
        return answer

    def _refused_visitor(self, headers: Headers) -> Response | None:
        cookies = cookie_parser(headers.get("cookie", ""))
        if self._own.is_token(cookies.get(self._own.cookie, "")):
            return None
        return _refusal("Open the address that bareme printed: it holds the key to this page.", 403)

    def _refused_change(self, headers: Headers, body: bytes | None) -> Response | None:
        if body is None:
            return _refusal("That is more than a form of this page can hold.", 413)
        origin = headers.get("origin")
        if origin is not None and origin.casefold() not in {f"http://{host}" for host in self._own.hosts}:
            return _refusal("Another page asked for this change.", 403)
        if headers.get("sec-fetch-site", "same-origin") not in {"same-origin", "none"}:
            return _refusal("Another page asked for this change.", 403)
        given = headers.get(HEADER) or dict(parse_qsl(body.decode("utf-8", "replace"))).get(FIELD, "")
        if not hmac.compare_digest(given.encode("utf-8", "replace"), self._own.csrf.encode()):
            return _refusal("This form is not of the page that is open: load the page again.", 403)
        return None


def _refusal(text: str, code: int) -> Response:
    return PlainTextResponse(text, code)


async def _body(request: Request) -> bytes | None:
    """What was sent; `None` where it is too much."""
    found = bytearray()
    async for chunk in request.stream():
        found += chunk
        if len(found) > MAX_BODY:
            return None
    return bytes(found)


def _replayed(body: bytes) -> Receive:
    async def receive() -> Message:
        return {"type": "http.request", "body": body, "more_body": False}

    return receive


def _hardened(send: Send) -> Send:
    """Every answer with the headers that keep a page to itself; an answer may have a stricter policy of its own."""

    async def hardened(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers.setdefault(name, value)
        await send(message)

    return hardened

"""Nothing gets through but this machine's own browser, with the token; and nothing changes without the second one."""

import asyncio
from collections.abc import Mapping

import httpx
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from bareme.web.guard import MAX_BODY, Guard, Secrets
from bareme.web.server import Door

OWN = Secrets(8000, "a-token-that-is-always-the-same")
COOKIE = {"cookie": f"{OWN.cookie}={OWN.token}"}
HERE = "http://127.0.0.1:8000"


async def told(request: Request) -> Response:
    return PlainTextResponse((await request.body()).decode() or "shown")


APP = Guard(Starlette(routes=[Route("/", told, methods=["GET", "POST"])]), OWN)


def asked(
    method: str, url: str = f"{HERE}/", headers: Mapping[str, str] | None = None, content: bytes = b""
) -> httpx.Response:
    async def once() -> httpx.Response:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app=APP)) as client:
            return await client.request(method, url, headers=headers, content=content)

    return asyncio.run(once())


@pytest.mark.parametrize(
    ("method", "url", "headers", "code"),
    [
        ("GET", f"{HERE}/", {}, 403),
        ("GET", f"{HERE}/?token=guess", {}, 403),
        ("GET", f"{HERE}/?token={OWN.token}&token={OWN.token}", {}, 403),
        ("GET", f"{HERE}/", {"cookie": f"{OWN.cookie}=guess"}, 403),
        ("GET", f"{HERE}/", {"cookie": f"bareme-1={OWN.token}"}, 403),
        ("GET", f"{HERE}/", COOKIE, 200),
        ("GET", f"{HERE}/", {**COOKIE, "host": "localhost:8000"}, 200),
        ("GET", f"{HERE}/", {**COOKIE, "host": "evil.example:8000"}, 421),
        ("GET", f"{HERE}/", {**COOKIE, "host": "127.0.0.1:8001"}, 421),
        ("GET", f"{HERE}/?token={OWN.token}", {"host": "evil.example"}, 421),
        ("POST", f"{HERE}/", COOKIE, 403),
        ("POST", f"{HERE}/?token={OWN.token}", {"x-csrf-token": OWN.csrf}, 403),
        ("POST", f"{HERE}/", {**COOKIE, "x-csrf-token": OWN.csrf}, 200),
        ("POST", f"{HERE}/", {**COOKIE, "x-csrf-token": OWN.csrf, "origin": HERE}, 200),
        ("POST", f"{HERE}/", {**COOKIE, "x-csrf-token": OWN.csrf, "origin": "http://evil.example"}, 403),
        ("POST", f"{HERE}/", {**COOKIE, "x-csrf-token": OWN.csrf, "origin": "http://127.0.0.1:8001"}, 403),
        ("POST", f"{HERE}/", {**COOKIE, "x-csrf-token": OWN.csrf, "origin": "null"}, 403),
        ("POST", f"{HERE}/", {**COOKIE, "x-csrf-token": OWN.csrf, "sec-fetch-site": "cross-site"}, 403),
        ("POST", f"{HERE}/", {**COOKIE, "x-csrf-token": OWN.token}, 403),
        ("DELETE", f"{HERE}/", {**COOKIE, "origin": "http://evil.example"}, 403),
    ],
    ids=lambda value: str(value).replace(OWN.token, "TOKEN").replace(OWN.csrf, "CSRF"),  # they are random
)
def test_who_gets_through(method: str, url: str, headers: dict[str, str], code: int) -> None:
    assert asked(method, url, headers).status_code == code


def test_the_token_in_the_address_becomes_a_cookie_that_no_script_reads() -> None:
    answer = asked("GET", f"{HERE}/?token={OWN.token}&page=2")
    assert (answer.status_code, answer.headers["location"]) == (303, "/?page=2")
    cookie = answer.headers["set-cookie"]
    assert cookie.startswith(f"{OWN.cookie}={OWN.token};")
    assert {"HttpOnly", "SameSite=Strict", "Path=/"} <= set(cookie.split("; "))


def test_no_address_leads_elsewhere_after_the_token() -> None:
    answer = asked("GET", f"{HERE}//evil.example/?token={OWN.token}")
    assert answer.headers["location"] == "/evil.example/"


def test_a_form_carries_the_second_token_and_arrives_whole() -> None:
    form = f"csrf_token={OWN.csrf}&a=b".encode()
    answer = asked("POST", headers=COOKIE, content=form)
    assert (answer.status_code, answer.content) == (200, form)


def test_more_than_a_form_can_hold_is_refused() -> None:
    headers = {**COOKIE, "x-csrf-token": OWN.csrf}
    assert asked("POST", headers=headers, content=b"a" * (MAX_BODY + 1)).status_code == 413


@pytest.mark.parametrize("headers", [{}, COOKIE])
def test_every_answer_keeps_itself_to_itself(headers: dict[str, str]) -> None:
    answer = asked("GET", headers=headers)
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["cache-control"] == "no-store"


def test_the_door_is_on_this_machine_alone_and_its_address_holds_the_token() -> None:
    door = Door.taken(0)
    try:
        host, port = door.socket.getsockname()
        assert host == "127.0.0.1"
        assert door.address() == f"http://127.0.0.1:{port}/?token={door.secrets.token}"
    finally:
        door.socket.close()

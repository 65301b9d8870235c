"""Lists, page by page: the next page is only fetched where it can be one."""

import re
from collections.abc import AsyncIterator
from typing import Any

from bareme.azure.http.errors import Unread
from bareme.azure.http.repeats import Repeats
from bareme.azure.http.request import ArmRequest
from bareme.azure.http.retry import RetryingClient
from bareme.evidence import Status
from bareme.reference.arm import dig_text, fold

_UPWARDS = re.compile(r"/(\.|%2e){1,2}(/|\?|$)", re.IGNORECASE)


async def pages(client: RetryingClient, path: str) -> AsyncIterator[list[dict[str, Any]]]:
    """The pages of a list, each as soon as it is there.

    Raises:
        Unread: a page could not be read, is no page, or brings nothing new: the list does not end.
    """
    seen: set[str] = set()
    repeats = Repeats()
    for _ in range(client.limits.pages):
        seen.add(path)
        response = await client.ask(ArmRequest(path))
        if response.status == 204:
            return
        yield repeats.new(items_of(response.body))
        link = dig_text(response.body, "nextLink") or dig_text(response.body, "@nextLink")
        if link is None or client.peek:
            return
        path = own_path(client, link)
        if path in seen:
            raise Unread(Status.FAILED, "LoopingNextLink")
        if repeats.is_stuck:
            break
    raise Unread(Status.FAILED, "TooManyPages")


def items_of(body: Any) -> list[dict[str, Any]]:
    """The objects of a page."""
    found = body.get("value") if isinstance(body, dict) else None
    if not isinstance(found, list) or not all(isinstance(item, dict) for item in found):
        raise Unread(Status.FAILED, "NotAPage")
    return found


def own_path(client: RetryingClient, link: str) -> str:
    """The path of a link or id, if it stays on the endpoint and in the student's own subscription."""
    path = client.exchange.endpoint.path_of(link)
    start = f"/subscriptions/{fold(client.target.subscription_id)}"
    if path is None or not fold(path).startswith((f"{start}/", f"{start}?")) or _UPWARDS.search(path):
        raise Unread(Status.FAILED, "ForeignLink")
    return path

"""Sources that are one list, and the subscription and its groups."""

from collections.abc import Awaitable, Callable

from bareme.azure.http.errors import Unread
from bareme.azure.http.request import Question
from bareme.azure.readers.partial_reading import Draft
from bareme.azure.readers.routes import (
    LISTINGS,
    RESOURCES,
    SUBSCRIPTIONS,
    group_path,
    listing_path,
    subscription_path,
    with_query,
)
from bareme.azure.readers.student_sources import Desk
from bareme.evidence import Source, Status
from bareme.evidence.scrub import scrub


def _listing(source: Source) -> Callable[[Desk, Draft], Awaitable[None]]:
    async def read(desk: Desk, draft: Draft) -> None:
        await desk.fill(draft, listing_path(desk.target, source))

    return read


READERS = {source: _listing(source) for source in LISTINGS}


async def subscription(desk: Desk, draft: Draft) -> None:
    """`Subscriptions - Get`, asked first: it tells a wrong id, a stale token or a dead server at once."""
    path = with_query(subscription_path(desk.target), SUBSCRIPTIONS)
    await _one(desk, draft, path, desk.line.manners.probe_seconds)


async def resource_groups(desk: Desk, draft: Draft) -> None:
    """`Resource Groups - List`, or the one of the scope."""
    group = desk.target.resource_group
    if group:
        await _one(desk, draft, with_query(group_path(desk.target, group), RESOURCES))
    else:
        await desk.fill(draft, with_query(f"{subscription_path(desk.target)}/resourcegroups", RESOURCES))


async def _one(desk: Desk, draft: Draft, path: str, seconds: float | None = None) -> None:
    answer = await desk.line.ask(Question(path), seconds)
    if not isinstance(answer.body, dict):
        raise Unread(Status.FAILED, "NotAPage")
    draft.add([scrub(answer.body)])

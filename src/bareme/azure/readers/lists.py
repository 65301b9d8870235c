"""Sources that are one list, and the subscription and its groups."""

from collections.abc import Awaitable, Callable

from bareme.azure.http.errors import Unread
from bareme.azure.http.request import ArmRequest
from bareme.azure.readers.partial_reading import PartialReading
from bareme.azure.readers.routes import (
    LISTINGS,
    RESOURCES,
    SUBSCRIPTIONS,
    group_path,
    listing_path,
    scope_path,
    subscription_path,
    with_query,
)
from bareme.azure.readers.student_sources import StudentSources
from bareme.evidence import Source, Status
from bareme.evidence.scrub import scrub


def _listing(source: Source) -> Callable[[StudentSources, PartialReading], Awaitable[None]]:
    async def read(student: StudentSources, partial: PartialReading) -> None:
        await student.fill(partial, listing_path(student.target, source))

    return read


READERS = {source: _listing(source) for source in LISTINGS}


async def subscription(student: StudentSources, partial: PartialReading) -> None:
    """`Subscriptions - Get`, asked first: it tells a wrong id, a stale token or a dead server at once."""
    path = with_query(subscription_path(student.target), SUBSCRIPTIONS)
    await _one(student, partial, path, student.client.limits.probe_seconds)


async def resource_groups(student: StudentSources, partial: PartialReading) -> None:
    """`Resource Groups - List`, or the one of the scope."""
    group = student.target.resource_group
    if group:
        await _one(student, partial, with_query(group_path(student.target, group), RESOURCES))
    else:
        await student.fill(partial, with_query(f"{subscription_path(student.target)}/resourcegroups", RESOURCES))


async def resources(student: StudentSources, partial: PartialReading) -> None:
    """`Resources - List`, or the same for a resource group: what there is, whatever its type."""
    path = with_query(f"{scope_path(student.target)}/resources", RESOURCES, expand="createdTime,changedTime")
    await student.fill(partial, path)


async def _one(student: StudentSources, partial: PartialReading, path: str, seconds: float | None = None) -> None:
    response = await student.client.ask(ArmRequest(path), seconds)
    if not isinstance(response.body, dict):
        raise Unread(Status.FAILED, "NotAPage")
    partial.add([scrub(response.body)])

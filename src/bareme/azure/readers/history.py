"""The records of the past: the activity log and Resource Graph's changes."""

from datetime import datetime, timedelta
from typing import Any

from bareme.azure.http.errors import Unread
from bareme.azure.http.repeats import Repeats
from bareme.azure.http.request import ArmRequest
from bareme.azure.readers.activity_log_event import reduced
from bareme.azure.readers.partial_reading import PartialReading
from bareme.azure.readers.routes import ACTIVITY_LOG, GRAPH_PATH, subscription_path, with_query
from bareme.azure.readers.student_sources import StudentSources
from bareme.evidence import Source, Status
from bareme.evidence.event import FIELDS
from bareme.evidence.scrub import scrub
from bareme.reference.arm import Wire, dig, dig_list, dig_text, fold

LOG_DAYS = 89
"""Azure keeps 90 and refuses a longer request."""
CHANGES_DAYS = 14
_MANAGEMENT = "providers/Microsoft.Insights/eventtypes/management/values"


async def activity_log(student: StudentSources, partial: PartialReading) -> None:
    """`Activity Logs - List`: it lives at the subscription, with a filter for one resource group."""
    partial.since = student.now - timedelta(days=LOG_DAYS)
    window = _window(partial.since, student.now, student.target.resource_group)
    path = f"{subscription_path(student.target)}/{_MANAGEMENT}"
    try:
        await student.fill(partial, with_query(path, ACTIVITY_LOG, filter=window, select=",".join(FIELDS)), reduced)
    except Unread as unread:
        if unread.http != 400 or partial.items:
            raise
        await student.fill(partial, with_query(path, ACTIVITY_LOG, filter=window), reduced)


async def resource_changes(student: StudentSources, partial: PartialReading) -> None:
    """`Resources - Resources` over the `resourcechanges` table; the only POST there is, and it changes nothing."""
    partial.since = student.now - timedelta(days=CHANGES_DAYS)
    skip: str | None = ""
    repeats = Repeats()
    for _ in range(student.client.limits.pages):
        response = await student.client.ask(ArmRequest(GRAPH_PATH, _query(student, skip or "")))
        rows = repeats.new([dict(row) for row in rows_of(response.body)])
        partial.add(scrub(row) for row in rows if _own(student, row))
        skip, before = dig_text(response.body, "$skipToken"), skip
        if skip is None or student.client.peek:
            break
        if skip == before:
            raise Unread(Status.FAILED, "LoopingNextLink")
        if repeats.is_stuck:
            break
    if skip and not student.client.peek:
        raise Unread(Status.FAILED, "TooManyPages")
    await _not_blind(student, partial)


async def _not_blind(student: StudentSources, partial: PartialReading) -> None:
    """Resource Graph shows only what one may see, and nothing at all looks like no change."""
    await student.known(Source.RESOURCE_GROUPS)
    if not partial.items and student.partials[Source.RESOURCE_GROUPS].status is Status.DENIED:
        student.rest_on(Source.RESOURCE_GROUPS)


def _window(start: datetime, end: datetime, group: str | None) -> str:
    text = f"eventTimestamp ge '{start:%Y-%m-%dT%H:%M:%SZ}' and eventTimestamp le '{end:%Y-%m-%dT%H:%M:%SZ}'"
    return text + (f" and resourceGroupName eq '{group.replace(chr(39), chr(39) * 2)}'" if group else "")


def _query(student: StudentSources, skip: str) -> dict[str, Any]:
    group = student.target.resource_group
    lines = [
        "resourcechanges",
        f"where subscriptionId =~ '{_literal(student.target.subscription_id)}'",
        *([f"where resourceGroup =~ '{_literal(group)}'"] if group else []),
        "project id, name, type, resourceGroup, properties",
        "order by id asc",
    ]
    options = {"resultFormat": "objectArray", "$top": 1000} | ({"$skipToken": skip} if skip else {})
    return {"subscriptions": [student.target.subscription_id], "query": " | ".join(lines), "options": options}


def _literal(text: str) -> str:
    return text.replace("\\", "\\\\").replace("'", "\\'")


def rows_of(body: Any) -> list[Wire]:
    """Rows as objects, also from the older table form."""
    data = dig(body, "data")
    if isinstance(data, dict):
        names = [dig_text(column, "name") or "" for column in dig_list(data, "columns")]
        return [dict(zip(names, row, strict=False)) for row in dig_list(data, "rows") if isinstance(row, list)]
    if not isinstance(data, list):
        raise Unread(Status.FAILED, "NotAPage")
    return [row for row in data if isinstance(row, dict)]


def _own(student: StudentSources, row: Wire) -> bool:
    changed = fold(dig(row, "properties", "targetResourceId"))
    return not changed or changed.startswith(f"/subscriptions/{fold(student.target.subscription_id)}/")

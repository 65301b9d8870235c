"""The records of the past: the activity log and Resource Graph's changes."""

from datetime import datetime, timedelta
from typing import Any

from bareme.azure.http.errors import Unread
from bareme.azure.http.request import Question
from bareme.azure.readers.activity_log_event import reduced
from bareme.azure.readers.partial_reading import Draft
from bareme.azure.readers.routes import ACTIVITY_LOG, GRAPH_PATH, subscription_path, with_query
from bareme.azure.readers.student_sources import Desk
from bareme.evidence import Source, Status
from bareme.evidence.event import FIELDS
from bareme.evidence.scrub import scrub
from bareme.reference.arm import Wire, dig, dig_list, dig_text, fold

LOG_DAYS = 89
"""Azure keeps 90 and refuses a longer question."""
CHANGES_DAYS = 14
_MANAGEMENT = "providers/Microsoft.Insights/eventtypes/management/values"


async def activity_log(desk: Desk, draft: Draft) -> None:
    """`Activity Logs - List`: it lives at the subscription, with a filter for one resource group."""
    draft.since = desk.now - timedelta(days=LOG_DAYS)
    window = _window(draft.since, desk.now, desk.target.resource_group)
    path = f"{subscription_path(desk.target)}/{_MANAGEMENT}"
    try:
        await desk.fill(draft, with_query(path, ACTIVITY_LOG, filter=window, select=",".join(FIELDS)), reduced)
    except Unread as unread:
        if unread.http != 400 or draft.items:
            raise
        await desk.fill(draft, with_query(path, ACTIVITY_LOG, filter=window), reduced)


async def resource_changes(desk: Desk, draft: Draft) -> None:
    """`Resources - Resources` over the `resourcechanges` table; the only POST there is, and it changes nothing."""
    draft.since = desk.now - timedelta(days=CHANGES_DAYS)
    skip: str | None = ""
    for _ in range(desk.line.manners.pages):
        answer = await desk.line.ask(Question(GRAPH_PATH, _query(desk, skip or "")))
        draft.add(scrub(dict(row)) for row in rows_of(answer.body) if _own(desk, row))
        skip, before = dig_text(answer.body, "$skipToken"), skip
        if skip is None or desk.line.peek:
            break
        if skip == before:
            raise Unread(Status.FAILED, "LoopingNextLink")
    if skip and not desk.line.peek:
        raise Unread(Status.FAILED, "TooManyPages")
    await _not_blind(desk, draft)


async def _not_blind(desk: Desk, draft: Draft) -> None:
    """Resource Graph shows only what one may see, and nothing at all looks like no change."""
    await desk.known(Source.RESOURCE_GROUPS)
    if not draft.items and desk.drafts[Source.RESOURCE_GROUPS].status is Status.DENIED:
        desk.rest_on(Source.RESOURCE_GROUPS)


def _window(start: datetime, end: datetime, group: str | None) -> str:
    text = f"eventTimestamp ge '{start:%Y-%m-%dT%H:%M:%SZ}' and eventTimestamp le '{end:%Y-%m-%dT%H:%M:%SZ}'"
    return text + (f" and resourceGroupName eq '{group.replace(chr(39), chr(39) * 2)}'" if group else "")


def _query(desk: Desk, skip: str) -> dict[str, Any]:
    group = desk.target.resource_group
    lines = [
        "resourcechanges",
        f"where subscriptionId =~ '{_literal(desk.target.subscription_id)}'",
        *([f"where resourceGroup =~ '{_literal(group)}'"] if group else []),
        "project id, name, type, resourceGroup, properties",
        "order by id asc",
    ]
    options = {"resultFormat": "objectArray", "$top": 1000} | ({"$skipToken": skip} if skip else {})
    return {"subscriptions": [desk.target.subscription_id], "query": " | ".join(lines), "options": options}


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


def _own(desk: Desk, row: Wire) -> bool:
    changed = fold(dig(row, "properties", "targetResourceId"))
    return not changed or changed.startswith(f"/subscriptions/{fold(desk.target.subscription_id)}/")

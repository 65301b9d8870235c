"""The records of the past: the activity log and Resource Graph's changes."""

from datetime import datetime, timedelta

from bareme.azure.http.errors import Unread
from bareme.azure.readers.activity_log_event import reduced
from bareme.azure.readers.graph import literal, not_blind, rows
from bareme.azure.readers.partial_reading import PartialReading
from bareme.azure.readers.routes import ACTIVITY_LOG, subscription_path, with_query
from bareme.azure.readers.student_sources import StudentSources
from bareme.evidence.event import FIELDS
from bareme.evidence.scrub import scrub
from bareme.reference.arm import Wire, dig, fold

CHANGES_DAYS = 14
_MANAGEMENT = "providers/Microsoft.Insights/eventtypes/management/values"


async def activity_log(student: StudentSources, partial: PartialReading) -> None:
    """`Activity Logs - List`: it lives at the subscription, with a filter for one resource group."""
    partial.since = student.now - student.settings.log_window
    part = (student.now - partial.since) / student.windows
    begins = [partial.since + part * number for number in range(student.windows)]
    await student.all_of(partial, [_log(student, partial, begin, begin + part) for begin in begins])


async def _log(student: StudentSources, partial: PartialReading, start: datetime, end: datetime) -> None:
    window = _window(start, end, student.target.resource_group)
    path = f"{subscription_path(student.target)}/{_MANAGEMENT}"
    try:
        await student.fill(partial, with_query(path, ACTIVITY_LOG, filter=window, select=",".join(FIELDS)), reduced)
    except Unread as unread:
        if unread.http != 400 or partial.items:
            raise
        await student.fill(partial, with_query(path, ACTIVITY_LOG, filter=window), reduced)


async def resource_changes(student: StudentSources, partial: PartialReading) -> None:
    """`Resources - Resources` over the `resourcechanges` table."""
    partial.since = student.now - timedelta(days=CHANGES_DAYS)
    async for page in rows(student, _query(student)):
        partial.add(scrub(row) for row in page if _own(student, row))
    await not_blind(student, partial)


def _window(start: datetime, end: datetime, group: str | None) -> str:
    text = f"eventTimestamp ge '{start:%Y-%m-%dT%H:%M:%SZ}' and eventTimestamp le '{end:%Y-%m-%dT%H:%M:%SZ}'"
    return text + (f" and resourceGroupName eq '{group.replace(chr(39), chr(39) * 2)}'" if group else "")


def _query(student: StudentSources) -> str:
    group = student.target.resource_group
    lines = [
        "resourcechanges",
        f"where subscriptionId =~ '{literal(student.target.subscription_id)}'",
        *([f"where resourceGroup =~ '{literal(group)}'"] if group else []),
        "project id, name, type, resourceGroup, properties",
        "order by id asc",
    ]
    return " | ".join(lines)


def _own(student: StudentSources, row: Wire) -> bool:
    changed = fold(dig(row, "properties", "targetResourceId"))
    return not changed or changed.startswith(f"/subscriptions/{fold(student.target.subscription_id)}/")

"""Resource Graph: its one query, page by page, and the rows of every table that may hold something of the student.

The POST of its query is the only one there is, and it changes nothing.
"""

from collections.abc import AsyncIterator, Sequence
from typing import Any

from bareme.azure.http.errors import Unread
from bareme.azure.http.repeats import Repeats
from bareme.azure.http.request import ArmRequest
from bareme.azure.readers.graph_tables import Tables
from bareme.azure.readers.partial_reading import PartialReading
from bareme.azure.readers.routes import GRAPH_PATH, LISTINGS
from bareme.azure.readers.student_sources import StudentSources
from bareme.evidence import Part, Source, Status
from bareme.evidence.scrub import scrub
from bareme.reference.arm import Wire, dig, dig_list, dig_text, fold
from bareme.reference.resource_types import AUTHORIZATION, CONTAINERS, GROUP, OPENED_BY, RESOURCES, table_of, type_of

COLUMNS = "id, name, type, kind, location, managedBy, sku, plan, tags, identity, zones, properties"
LEGS = 4
"""Tables of one query: Resource Graph takes the first and three more ("Supported tabular operators", `union`)."""
_OWN_LISTS = {fold(one.kind): source for source, one in LISTINGS.items()} | {GROUP: Source.RESOURCE_GROUPS}


async def resource_graph(student: StudentSources, partial: PartialReading) -> None:
    """`Resources - Resources` over every table that may hold something, but for types with lists of their own."""
    found = await student.shared_graph.of(student) if student.shared_graph else None
    if found is None:
        group = student.target.resource_group
        found = await read_tables(student, [student.target.subscription_id], await _tables(student), group)
    partial.parts |= found.parts
    rows_of_student = found.of(student.target.subscription_id, student.target.resource_group)
    own = {fold(row.get("id")): row for row in rows_of_student}.values()
    partial.add([kept_row(row, student.now.isoformat()) for row in own if not await _has_list(student, row)])
    refused = [part for part in partial.parts.values() if not part.status.was_read]
    if partial.parts and len(refused) == len(partial.parts):
        raise Unread(refused[0].status, refused[0].error)
    await not_blind(student, partial)


async def read_tables(
    student: StudentSources, subscriptions: Sequence[str], tables: Sequence[str], group: str | None = None
) -> Tables:  # fmt: skip
    """The rows of some tables in some subscriptions, so many tables a query as Azure takes.

    A query over several tables that it does not take is asked again table by table.
    """
    found = Tables()
    for start in range(0, len(tables), LEGS):
        await _read(student, found, subscriptions, tables[start : start + LEGS], group)
    return found


async def rows(
    student: StudentSources, query: str, subscriptions: Sequence[str] = ()
) -> AsyncIterator[list[dict[str, Any]]]:
    """The pages of a query's rows, in these subscriptions, else in the student's own.

    Raises:
        Unread: a page could not be read, or the pages do not end.
    """
    asked = [*subscriptions] or [student.target.subscription_id]
    skip: str | None = ""
    repeats = Repeats()
    for _ in range(student.client.limits.pages):
        response = await student.client.ask(ArmRequest(GRAPH_PATH, _body(asked, query, skip or "")))
        yield repeats.new([dict(row) for row in rows_of(response.body)])
        skip, before = dig_text(response.body, "$skipToken"), skip
        if skip is None or student.client.peek:
            return
        if skip == before:
            raise Unread(Status.FAILED, "LoopingNextLink")
        if repeats.is_stuck:
            break
    raise Unread(Status.FAILED, "TooManyPages")


async def not_blind(student: StudentSources, partial: PartialReading) -> None:
    """Resource Graph shows only what one may see, and nothing at all looks like no resource and no change."""
    await student.known(Source.RESOURCE_GROUPS)
    if not partial.items and student.partials[Source.RESOURCE_GROUPS].status is Status.DENIED:
        student.rest_on(Source.RESOURCE_GROUPS)


def literal(text: str) -> str:
    """A text inside the quotes of a query."""
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


def kept_row(row: Wire, read_at: str) -> dict[str, Any]:
    """A row as evidence keeps it: without empty columns and secrets, with its table and the moment it was read."""
    kept = {name: value for name, value in row.items() if value not in (None, "", {}) and name in _COLUMNS}
    return {**scrub(kept), "table": table_of(type_of(fold(row.get("id")))) or "", "read_at": read_at}


_COLUMNS = frozenset(COLUMNS.split(", "))


def tables_query(tables: Sequence[str], subscriptions: Sequence[str], group: str | None) -> str:
    """The query over some tables, in some subscriptions or in a resource group of one."""
    first, *others = tables
    quoted = [f"'{literal(one)}'" for one in subscriptions]
    inside = f"/resourcegroups/{literal(fold(group))}" if group else ""
    parts = [
        first,
        *([f"union {', '.join(f'({one})' for one in others)}"] if others else []),
        f"where subscriptionId in~ ({', '.join(quoted)})",
        *([f"where tolower(id) endswith '{inside}' or tolower(id) contains '{inside}/'"] if group else []),
        "where type !startswith 'microsoft.policyinsights/policystates'",
        f"project {COLUMNS}",
        "order by id asc",
    ]
    return " | ".join(parts)


async def _tables(student: StudentSources) -> list[str]:
    """The tables that may hold something of the student, by what else was read.

    Resource groups have a list of their own: their table is asked only where that makes no query more.
    """
    listed = await student.known(Source.RESOURCES)
    policies = await student.known(Source.POLICY_ASSIGNMENTS)
    types = {type_of(fold(one.get("id"))) for one in listed}
    opened = [table for table, openers in OPENED_BY.items() if types & set(openers)]
    tables = [RESOURCES, AUTHORIZATION, *opened, *(["policyresources"] if policies else [])]
    return [*tables, CONTAINERS] if len(tables) < LEGS else tables


async def _read(
    student: StudentSources, found: Tables, subscriptions: Sequence[str], tables: Sequence[str], group: str | None
) -> None:  # fmt: skip
    """One query; what it held of each table is told, and what could not be read of it."""
    try:
        async for page in rows(student, tables_query(tables, subscriptions, group), subscriptions):
            found.rows += page
    except Unread as unread:
        if unread.http == 400 and len(tables) > 1:
            for table in tables:
                await _read(student, found, subscriptions, [table], group)
            return
        found.parts |= dict.fromkeys(tables, Part(unread.status, unread.code))
    else:
        found.parts |= dict.fromkeys(tables, Part(Status.OK))


async def _has_list(student: StudentSources, row: Wire) -> bool:
    """Whether a list of its own, that was read, tells more of it, and later."""
    source = _OWN_LISTS.get(type_of(fold(row.get("id"))))
    if source is None:
        return False
    await student.known(source)
    return student.partials[source].status.was_read


def _body(subscriptions: list[str], query: str, skip: str) -> dict[str, Any]:
    options = {"resultFormat": "objectArray", "$top": 1000} | ({"$skipToken": skip} if skip else {})
    return {"subscriptions": subscriptions, "query": query, "options": options}

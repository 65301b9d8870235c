"""What a rubric declares: resources of the types it names, read one by one, and the lists that hang under them.

Only GET, only in the student's own scope: a rubric gives types and relative paths, the ids are Azure's own.
"""

import asyncio
from collections.abc import Iterable

from bareme.azure.http.errors import Unread
from bareme.azure.http.paging import own_path, pages
from bareme.azure.http.request import ArmRequest
from bareme.azure.readers.partial_reading import PartialReading
from bareme.azure.readers.routes import LISTINGS, scope_path, subscription_path, with_query
from bareme.azure.readers.student_sources import MANY, StudentSources
from bareme.azure.readers.versions import version_of
from bareme.evidence import Part, Source, Status
from bareme.evidence.declared import GROUP, SUBSCRIPTION, ChildList
from bareme.evidence.scrub import scrub
from bareme.reference.arm import dig_text, fold
from bareme.reference.resource_types import canonical, type_of

READ_ANYHOW = {fold(one.kind) for one in LISTINGS.values()}
"""Types whose own list tells all there is."""
_UNSUPPORTED = ("notsupported", "notfound", "notallowed")
"""How a code ends that says: such a resource has nothing of that kind."""


async def declared(student: StudentSources, partial: PartialReading) -> None:
    """Everything that the rubric declares, type by type; what could not be read of one leaves the others."""
    wanted = student.settings.declared
    for type_ in wanted.types:
        if type_ not in READ_ANYHOW:
            partial.parts[type_] = await _of_type(student, partial, type_)
    for one in wanted.lists:
        before = partial.parts.get(one.type, Part(Status.OK))
        now = await _under(student, partial, one)
        partial.parts[one.type] = now if before.status.was_read else before


async def _of_type(student: StudentSources, partial: PartialReading, type_: str) -> Part:
    """`GET` by id of every resource of a type that the lists show."""
    ids, found = await _ids(student, type_)
    if not ids:
        return found
    try:
        version = await version_of(student, type_)
    except Unread as unread:
        return Part(unread.status, unread.code)
    return await _each(student, partial, [with_query(one, version) for one in ids], is_one=True, found=found)


async def _under(student: StudentSources, partial: PartialReading, one: ChildList) -> Part:
    """A list under every resource that it is declared under."""
    ids, found = await _parents(student, partial, one.under)
    return await _each(
        student, partial, [with_query(f"{place}/{one.path}", one.api) for place in ids], is_one=one.is_one, found=found
    )


async def _parents(student: StudentSources, partial: PartialReading, under: str) -> tuple[list[str], Part]:
    if under == SUBSCRIPTION:
        return [subscription_path(student.target)], Part(Status.OK)
    if under == GROUP:
        if student.target.resource_group:
            return [scope_path(student.target)], Part(Status.OK)
        return await _shown(student, Source.RESOURCE_GROUPS, canonical("microsoft.resources/resourcegroups"))
    type_ = canonical(under)
    if type_ in partial.parts:
        own = [fold(item.get("id")) for item in partial.items]
        return _paths(student, [one for one in own if type_of(one) == type_]), partial.parts[type_]
    return await _ids(student, type_)


async def _ids(student: StudentSources, type_: str) -> tuple[list[str], Part]:
    """The resources of a type, as Resource Manager's list shows them, else Resource Graph."""
    ids, found = await _shown(student, Source.RESOURCES, type_)
    if ids or found.status.was_read:
        return ids, found
    more, graph = await _shown(student, Source.RESOURCE_GRAPH, type_)
    return more, graph if graph.status.was_read else found


async def _shown(student: StudentSources, source: Source, type_: str) -> tuple[list[str], Part]:
    items = await student.known(source)
    read = student.partials[source]
    ids = [dig_text(item, "id") or "" for item in items]
    return _paths(student, [one for one in ids if type_of(fold(one)) == type_]), Part(read.status, read.error)


def _paths(student: StudentSources, ids: Iterable[str]) -> list[str]:
    return [own_path(student.client, one) for one in dict.fromkeys(ids) if one]


async def _each(
    student: StudentSources, partial: PartialReading, paths: list[str], *, is_one: bool, found: Part
) -> Part:
    """Ask all of these; what is not there is not there, anything else that fails is told."""
    asked = paths[: 1 if student.client.peek else MANY]
    outcomes = await asyncio.gather(*(_try(student, partial, path, is_one=is_one) for path in asked))
    lost = next((one for one in outcomes if one is not None), None)
    if lost is not None:
        return Part(lost.status, lost.code)
    return Part(Status.FAILED, "TooMany") if len(paths) > MANY else found


async def _try(student: StudentSources, partial: PartialReading, path: str, *, is_one: bool) -> Unread | None:
    try:
        if is_one:
            await _get(student, partial, path)
        else:
            async for page in pages(student.client, path):
                partial.add(map(scrub, page))
    except Unread as unread:
        return None if is_nothing_there(unread) else unread
    return None


def is_nothing_there(unread: Unread) -> bool:
    """Whether a refusal says that a resource has nothing of the kind that was asked for."""
    return unread.http in {400, 404, 409} and fold(unread.code).endswith(_UNSUPPORTED)


async def _get(student: StudentSources, partial: PartialReading, path: str) -> None:
    response = await student.client.ask(ArmRequest(path))
    if not isinstance(response.body, dict) or "id" not in response.body:
        raise Unread(Status.FAILED, "NotAPage")
    partial.add([scrub(response.body)])

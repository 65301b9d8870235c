"""What the credential may do in a scope: a question about the reader, not about the lab, so it is no evidence."""

from dataclasses import replace

from bareme.azure.credentials.permissions import Rights, rights
from bareme.azure.http.errors import Unread
from bareme.azure.http.paging import pages
from bareme.azure.http.retry import Line
from bareme.azure.readers.routes import PERMISSIONS, scope_path, with_query


async def read_rights(line: Line) -> Rights:
    """`Permissions - List For Resource Group`, or the same for the subscription; every page, for roles add up."""
    path = with_query(f"{scope_path(line.target)}/providers/Microsoft.Authorization/permissions", PERMISSIONS)
    try:
        return rights([item async for page in pages(replace(line, peek=False), path) for item in page])
    except Unread as unread:
        return Rights(unread=unread.code)

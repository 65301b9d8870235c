"""What the credential may do in a scope: a request about the reader, not about the lab, so it is no evidence."""

from dataclasses import replace

from bareme.azure.credentials.permissions import Rights, rights
from bareme.azure.http.errors import Unread
from bareme.azure.http.paging import pages
from bareme.azure.http.retry import RetryingClient
from bareme.azure.readers.routes import PERMISSIONS, scope_path, with_query


async def read_rights(client: RetryingClient) -> Rights:
    """`Permissions - List For Resource Group`, or the same for the subscription; every page, for roles add up."""
    path = with_query(f"{scope_path(client.target)}/providers/Microsoft.Authorization/permissions", PERMISSIONS)
    try:
        return rights([item async for page in pages(replace(client, peek=False), path) for item in page])
    except Unread as unread:
        return Rights(unread=unread.code)

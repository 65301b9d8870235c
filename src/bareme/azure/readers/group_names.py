"""The names of a subscription's resource groups: asked only where a student's own is not among what was read."""

from dataclasses import replace

from bareme.azure.http.errors import Unread
from bareme.azure.http.paging import pages
from bareme.azure.http.retry import RetryingClient
from bareme.azure.readers.routes import RESOURCES, subscription_path, with_query
from bareme.reference.arm import dig_text


async def group_names(client: RetryingClient) -> tuple[str, ...]:
    """`Resource Groups - List`; who may read one group alone is shown no other, and no name is told."""
    path = with_query(f"{subscription_path(client.target)}/resourcegroups", RESOURCES)
    try:
        listed = [group async for page in pages(replace(client, peek=False), path) for group in page]
    except Unread:
        return ()
    return tuple(name for group in listed if (name := dig_text(group, "name")))

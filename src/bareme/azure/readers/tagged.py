"""Which resource group of a shared subscription is a student's, where a tag tells."""

from dataclasses import replace

from bareme.azure.http.errors import NO_TAGGED_GROUP, SEVERAL_TAGGED_GROUPS, Unread
from bareme.azure.http.paging import pages
from bareme.azure.http.retry import RetryingClient
from bareme.azure.readers.routes import RESOURCES, subscription_path, with_query
from bareme.evidence import Status
from bareme.reference.arm import bears, dig_text


async def tagged_group(client: RetryingClient, tag: str) -> str:
    """`Resource Groups - List`, filtered by tag name and value: the only group that bears the tag.

    Raises:
        Unread: the list could not be read, or there is no such group, or more than one.
    """
    name, _, value = (part.replace("'", "''") for part in tag.partition("="))
    wanted = f"tagName eq '{name}' and tagValue eq '{value}'"
    path = with_query(f"{subscription_path(client.target)}/resourcegroups", RESOURCES, filter=wanted)
    listed = [group async for page in pages(replace(client, peek=False), path) for group in page]
    names = [own for group in listed if bears(group, tag) and (own := dig_text(group, "name"))]
    if len(names) != 1:
        raise Unread(Status.FAILED, SEVERAL_TAGGED_GROUPS if names else NO_TAGGED_GROUP)
    return names[0]

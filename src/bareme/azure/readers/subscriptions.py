"""Every subscription that the signed-in account sees, whichever tenant it is of: no student's evidence."""

from bareme.azure.http.errors import Unread
from bareme.azure.http.paging import items_of
from bareme.azure.http.request import ArmRequest
from bareme.azure.http.retry import RetryingClient
from bareme.azure.readers.routes import SUBSCRIPTIONS, with_query
from bareme.evidence import Status
from bareme.reference.arm import Wire, dig_list, dig_text, fold

_LIST = "/subscriptions"


async def seen_subscriptions(client: RetryingClient) -> list[Wire]:
    """`Subscriptions - List`, every page.

    Raises:
        Unread: a page could not be read, or leads elsewhere.
    """
    found: list[Wire] = []
    path = with_query(_LIST, SUBSCRIPTIONS)
    for _ in range(client.limits.pages):
        response = await client.ask(ArmRequest(path))
        found.extend(items_of(response.body))
        link = dig_text(response.body, "nextLink")
        if link is None:
            return found
        further = client.exchange.endpoint.path_of(link)
        if further is None or not fold(further).startswith(f"{_LIST}?") or further == path:
            raise Unread(Status.FAILED, "ForeignLink")
        path = further
    raise Unread(Status.FAILED, "TooManyPages")


def managers(subscription: Wire) -> frozenset[str]:
    """The folded ids of the tenants that a subscription is delegated to."""
    return frozenset(fold(dig_text(one, "tenantId")) for one in dig_list(subscription, "managedByTenants")) - {""}

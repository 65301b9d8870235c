"""Which subscriptions the signed-in account sees, and which of them other tenants delegated to its own."""

import asyncio
import base64
from dataclasses import dataclass
from typing import Any

from bareme.azure.collection.process_state import quiet_sdk
from bareme.azure.credentials.tokens import Tokens
from bareme.azure.http.clock import AzureClock
from bareme.azure.http.endpoint import endpoint
from bareme.azure.http.errors import Unread
from bareme.azure.http.pipeline import clients
from bareme.azure.http.retry import RetryingClient
from bareme.azure.http.send import Sender
from bareme.azure.http.throttle import Throttles
from bareme.azure.observer import Observer, Tally
from bareme.azure.readers.subscriptions import managers, seen_subscriptions
from bareme.azure.settings import Settings, Target
from bareme.errors import AccessError
from bareme.files.json import parsed
from bareme.reference.arm import Wire, dig_text, fold
from bareme.text.message import say

_NOBODY = Target("", "")


@dataclass(frozen=True, slots=True)
class Account:
    """Who is signed in: the ids of his tenant and of himself; empty where the token does not tell."""

    tenant_id: str = ""
    object_id: str = ""


@dataclass(frozen=True, slots=True)
class Delegation:
    """A subscription of another tenant that the signed-in account sees through Azure Lighthouse."""

    subscription_id: str
    name: str
    tenant_id: str


def signed_in(settings: Settings) -> Account:
    """Who is signed in, by his token.

    Raises:
        AccessError: nobody is.
    """
    with quiet_sdk():
        return asyncio.run(_signed_in(settings))


def delegations(settings: Settings) -> tuple[Delegation, ...]:
    """What was delegated to the signed-in account's tenant, every page of the list.

    Raises:
        AccessError: nobody is signed in, or the list cannot be read.
    """
    with quiet_sdk():
        try:
            account, found = asyncio.run(_listed(settings))
        except Unread as unread:
            raise AccessError(say("The list of subscriptions could not be read ({code})", code=unread.code)) from unread
    return tuple(one for item in found if (one := _delegation(item, account)))


async def _signed_in(settings: Settings) -> Account:
    async with Tokens(endpoint(settings.arm_endpoint).scope) as tokens:
        await tokens.sign_in()
        return _account((await tokens.get(None)).token)


async def _listed(settings: Settings) -> tuple[Account, list[Wire]]:
    place = endpoint(settings.arm_endpoint)
    tally = Tally(Observer(), AzureClock(settings.now))
    async with Tokens(place.scope) as tokens:
        await tokens.sign_in()
        account = _account((await tokens.get(None)).token)
        async with clients(place, tokens, settings.limits) as both:
            throttles = Throttles(settings.limits, [_NOBODY])
            ends = asyncio.get_running_loop().time() + settings.limits.deadline_seconds
            sender = Sender(both, place, tally, tally.clock)
            client = RetryingClient(sender, _NOBODY, settings.limits, throttles.of(_NOBODY), throttles.graph, ends)
            return account, await seen_subscriptions(client)


def _account(token: str) -> Account:
    """What a token says of its owner; nothing of it is kept but the two ids, and nothing of it is believed."""
    try:
        body = token.split(".")[1]
        claims: Any = parsed(base64.urlsafe_b64decode(body + "=" * (-len(body) % 4)))
    except (IndexError, ValueError):
        return Account()
    return Account(dig_text(claims, "tid") or "", dig_text(claims, "oid") or "")


def _delegation(item: Wire, account: Account) -> Delegation | None:
    managed_by = managers(item)
    if not managed_by or (account.tenant_id and fold(account.tenant_id) not in managed_by):
        return None
    identifier = dig_text(item, "subscriptionId") or ""
    return Delegation(identifier, dig_text(item, "displayName") or "", dig_text(item, "tenantId") or "")

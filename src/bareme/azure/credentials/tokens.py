"""Tokens of `DefaultAzureCredential`, one a tenant, asked for once and kept until they are old."""

import asyncio
import os
import time
from collections import defaultdict
from typing import Any, Self

from azure.core.credentials import AccessTokenInfo, TokenRequestOptions
from azure.core.exceptions import AzureError
from azure.identity.aio import DefaultAzureCredential

from bareme.azure.credentials.abandoned import silence_closed_loops
from bareme.azure.credentials.credential_name import CredentialName
from bareme.azure.credentials.sign_in_errors import no_credential
from bareme.azure.credentials.variables import wrong_variable
from bareme.azure.tls import ca_bundle
from bareme.errors import AccessError

_SPARE_SECONDS = 30
_AT_ONCE = 8
"""Each may be an `az` of its own."""


class Tokens:
    """The credential of a run. It is asked once for each tenant, however many students wait for it."""

    def __init__(self, scope: str) -> None:
        wrong = wrong_variable(os.environ)
        if wrong:
            raise AccessError(*wrong)
        self._scope = scope
        self._credential = DefaultAzureCredential(process_timeout=10, **_own_authorities())
        self._kept: dict[str | None, AccessTokenInfo] = {}
        self._locks: defaultdict[str | None, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._at_once = asyncio.Semaphore(_AT_ONCE)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *error: object) -> None:
        await self._credential.close()

    async def sign_in(self) -> str:
        """Obtain a first token.

        Returns:
            The name of the credential that gave it.

        Raises:
            AccessError: none did, with the reason and what to do.
        """
        with CredentialName() as heard:
            try:
                await self.get(None)
            except (AzureError, ValueError) as error:
                silence_closed_loops()
                raise no_credential(str(error)) from None
        return heard.giver

    async def get(self, tenant: str | None, options: TokenRequestOptions | None = None) -> AccessTokenInfo:
        """The token for a tenant, `None` being the credential's own."""
        async with self._locks[tenant]:
            kept = self._kept.get(tenant)
            if kept is None or kept.expires_on < time.time() + _SPARE_SECONDS or (options or {}).get("claims"):
                kept = self._kept[tenant] = await self._ask(tenant, options)
        return kept

    async def _ask(self, tenant: str | None, options: TokenRequestOptions | None) -> AccessTokenInfo:
        asked = TokenRequestOptions(**(options or {}), **({"tenant_id": tenant} if tenant else {}))
        async with self._at_once:
            return await self._credential.get_token_info(self._scope, options=asked)

    def forget(self, tenant: str | None) -> None:
        """Azure refused the token of a tenant: the next request asks for another."""
        self._kept.pop(tenant, None)


class TenantCredential:
    """What the SDK takes for a credential: the tokens of one tenant. Closing it closes nothing."""

    def __init__(self, tokens: Tokens, tenant: str | None) -> None:
        self._tokens = tokens
        self._tenant = tenant

    async def get_token_info(self, *scopes: str, options: TokenRequestOptions | None = None) -> AccessTokenInfo:
        """The form of the protocol that azure-core prefers, and the only one it uses then."""
        del scopes
        return await self._tokens.get(self._tenant, options)

    async def close(self) -> None:
        """The tokens are closed by who opened them."""

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *error: object) -> None:
        return


def _own_authorities() -> dict[str, Any]:
    """The usual variable for a private CA, which the SDK's asynchronous side does not read by itself."""
    bundle = ca_bundle()
    return {"connection_verify": bundle} if bundle else {}

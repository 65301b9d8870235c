"""The SDK's own clients and pipeline, with our policies in the place of theirs.

The default list of every management client holds a policy that registers providers: on a 409 it sends
`POST …/register` into the student's subscription. Ours has two: headers, and the token.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import aiohttp
from azure.core.pipeline import PipelineRequest, PipelineResponse
from azure.core.pipeline.policies import AsyncHTTPPolicy, HeadersPolicy
from azure.core.rest import HttpRequest
from azure.mgmt.compute.aio import ComputeManagementClient
from azure.mgmt.core.policies import AsyncARMChallengeAuthenticationPolicy
from azure.mgmt.resource.resources.aio import ResourceManagementClient

from bareme.azure.credentials.tokens import TenantCredential, Tokens
from bareme.azure.http.endpoint import Endpoint
from bareme.azure.http.transport import BoundedTransport, Reply
from bareme.azure.settings import RequestLimits
from bareme.azure.tls import tls
from bareme.version import __version__

HEADERS = {
    "User-Agent": f"bareme/{__version__}",
    "Accept": "application/json",
    "Accept-Language": "en-US",
    "Accept-Encoding": "gzip, deflate",
}
Sent = PipelineResponse[HttpRequest, Reply]
_ANY = "00000000-0000-0000-0000-000000000000"


class Bearer(AsyncHTTPPolicy[HttpRequest, Reply]):
    """Adds the token of the request's tenant, by the SDK's policy that also answers ARM's challenges."""

    def __init__(self, tokens: Tokens, scope: str) -> None:
        super().__init__()
        self._tokens = tokens
        self._scope = scope
        self._policies: dict[str | None, AsyncARMChallengeAuthenticationPolicy] = {}

    async def send(self, request: PipelineRequest[HttpRequest]) -> Sent:
        """Send with the token of the tenant that the request names."""
        tenant = request.context.options.pop("tenant", None)
        response: Sent = await self._policy(tenant).send(request)
        if response.http_response.status_code == 401:
            self._tokens.forget(tenant)
        return response

    def _policy(self, tenant: str | None) -> Any:
        if tenant not in self._policies:
            policy: Any = AsyncARMChallengeAuthenticationPolicy(TenantCredential(self._tokens, tenant), self._scope)
            policy.next = self.next
            self._policies[tenant] = policy
        return self._policies[tenant]


class Clients:
    """azure-mgmt-compute's client for Compute, azure-mgmt-resource's for all the rest."""

    def __init__(self, compute: ComputeManagementClient, resources: ResourceManagementClient, *, tls: bool) -> None:
        self._compute = compute
        self._resources = resources
        self._tls = tls

    async def send(self, request: HttpRequest, provider: str, tenant: str | None) -> Reply:
        """Run a request through the pipeline of the client whose it is."""
        client = self._compute if provider == "microsoft.compute" else self._resources
        sent: Any = client.send_request(request, tenant=tenant, enforce_https=self._tls)
        reply: Reply = await sent
        return reply


@asynccontextmanager
async def clients(endpoint: Endpoint, tokens: Tokens, limits: RequestLimits) -> AsyncIterator[Clients]:
    """Both clients over one set of connections. A proxy is never used for this very machine."""
    session = aiohttp.ClientSession(
        connector=aiohttp.TCPConnector(limit=limits.in_flight, ssl=tls() if endpoint.encrypted else True),
        cookie_jar=aiohttp.DummyCookieJar(),
        timeout=aiohttp.ClientTimeout(total=None, sock_connect=min(10.0, limits.request_seconds)),
        trust_env=not endpoint.loopback,
    )
    async with session:
        transport = BoundedTransport(session, limits.page_bytes)
        unused: Any = TenantCredential(tokens, None)
        yield Clients(
            ComputeManagementClient(unused, _ANY, **_parts(transport, endpoint, tokens)),
            ResourceManagementClient(unused, _ANY, **_parts(transport, endpoint, tokens)),
            tls=endpoint.encrypted,
        )


def _parts(transport: BoundedTransport, endpoint: Endpoint, tokens: Tokens) -> dict[str, Any]:
    return {
        "base_url": endpoint.base,
        "credential_scopes": [endpoint.scope],
        "policies": [HeadersPolicy(HEADERS), Bearer(tokens, endpoint.scope)],
        "transport": transport,
    }

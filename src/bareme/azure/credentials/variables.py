"""What the environment itself tells of a sign-in that cannot work: a variable missing, a file that is not there.

In a pipeline nobody can run `az login`: what is said there is what its definition lacks (azure-identity,
`EnvironmentCredential` and `WorkloadIdentityCredential`; GitHub, "Security hardening with OpenID Connect").
"""

import re
from collections.abc import Mapping
from pathlib import Path

from bareme.text.message import Message, say

Told = tuple[Message, Message]

_SERVICES = ("CI", "GITHUB_ACTIONS", "GITLAB_CI", "TF_BUILD", "JENKINS_URL")
_WAYS = ("AZURE_CLIENT_SECRET", "AZURE_CLIENT_CERTIFICATE_PATH", "AZURE_FEDERATED_TOKEN_FILE")
_TENANT = re.compile(r"[0-9A-Za-z.-]+")
_TOKEN_CREDENTIALS = ("dev", "prod", "EnvironmentCredential", "WorkloadIdentityCredential", "ManagedIdentityCredential",
                      "AzureCliCredential", "AzurePowerShellCredential", "AzureDeveloperCliCredential",
                      "VisualStudioCodeCredential", "SharedTokenCacheCredential", "InteractiveBrowserCredential",
                      "BrokerCredential")  # fmt: skip


def is_unattended(environ: Mapping[str, str]) -> bool:
    """Whether a pipeline runs, and no person who could sign in."""
    return any(environ.get(name, "").casefold() not in {"", "0", "false"} for name in _SERVICES)


def wrong_variable(environ: Mapping[str, str]) -> Told | None:
    """A variable whose value cannot be meant."""
    tenant, chosen = environ.get("AZURE_TENANT_ID", ""), environ.get("AZURE_TOKEN_CREDENTIALS", "")
    if tenant and not _TENANT.fullmatch(tenant):
        return say("AZURE_TENANT_ID is “{value}”, which is no tenant.", value=tenant), say(
            "Give the tenant's id or one of its domains, or take the variable away."
        )
    if chosen and chosen.strip().casefold() not in {one.casefold() for one in _TOKEN_CREDENTIALS}:
        return say("AZURE_TOKEN_CREDENTIALS is “{value}”, which azure-identity does not know.", value=chosen), say(
            "Take the variable away, or set it to dev, prod or the name of one credential."
        )
    return None


def lacking(environ: Mapping[str, str]) -> Told | None:
    """What a half-made service principal lacks, or a pipeline without any sign-in."""
    token = environ.get("AZURE_FEDERATED_TOKEN_FILE", "")
    if token and not Path(token).is_file():
        return say("AZURE_FEDERATED_TOKEN_FILE names {file}, which is not there.", file=token), say(
            "The step that writes the token must run before, in the same job."
        )
    named = [name for name in ("AZURE_CLIENT_ID", "AZURE_TENANT_ID") if environ.get(name)]
    ways = [name for name in _WAYS if environ.get(name)]
    missing = tuple(name for name in ("AZURE_CLIENT_ID", "AZURE_TENANT_ID") if name not in named)
    if ways and missing:
        return say("{given} is set, {missing} is not.", given=ways[0], missing=missing), _COMPLETE
    if "AZURE_CLIENT_ID" in named and not ways and not environ.get("ACTIONS_ID_TOKEN_REQUEST_URL"):
        return say("AZURE_CLIENT_ID is set, but nothing it could sign in with: {ways}.", ways=_WAYS), _COMPLETE
    return _pipeline(environ) if is_unattended(environ) else None


def _pipeline(environ: Mapping[str, str]) -> Told:
    if environ.get("GITHUB_ACTIONS") and not environ.get("ACTIONS_ID_TOKEN_REQUEST_URL"):
        return say("This job may not prove who it is: it has no permission to ask for a token."), say(
            "Give the job “permissions: id-token: write” and sign in with azure/login before; pull requests from forks"
            " never get it: they are graded on the committed evidence."
        )
    if environ.get("GITHUB_ACTIONS"):
        return say("Nobody is signed in to Azure in this job."), say(
            "Put azure/login before this step, with client-id, tenant-id and subscription-id."
        )
    return say("Nobody is signed in to Azure in this pipeline."), say(
        "Sign in before this step: AZURE_CLIENT_ID and AZURE_TENANT_ID with AZURE_FEDERATED_TOKEN_FILE, or a service"
        " connection (AzureCLI@2)."
    )


_COMPLETE = say("Set all that belong together: AZURE_CLIENT_ID, AZURE_TENANT_ID and one way to sign in.")

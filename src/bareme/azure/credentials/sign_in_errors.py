"""Why there is no token, in sentences. What azure-identity says is long and names people: only codes are read."""

import re

from bareme.errors import AccessError
from bareme.text.message import Message, say

_CODE = re.compile(r"AADSTS\d+")
_EXPIRED = {"AADSTS700082", "AADSTS70043", "AADSTS50173", "AADSTS50078", "AADSTS70008", "AADSTS700084", "AADSTS500133"}
_TENANT = {"AADSTS90002", "AADSTS50020", "AADSTS900023", "AADSTS700016", "AADSTS50059", "AADSTS90072"}
_SECRET = {"AADSTS7000215", "AADSTS7000222"}
_LOGIN = say("Run “az login”, then the same command again.")


def no_credential(text: str) -> AccessError:
    """The error for what `DefaultAzureCredential` answered ("Microsoft Entra authentication error codes")."""
    codes = set(_CODE.findall(text))
    known = ", ".join(sorted(codes))
    if codes & _EXPIRED or "expired" in text.casefold():
        return AccessError(say("The Azure sign-in has expired."), _LOGIN)
    if codes & _TENANT:
        return AccessError(say("The credential does not belong to this tenant ({code}).", code=known), _tenant())
    if codes & _SECRET:
        return AccessError(
            say("The secret of the service principal is wrong or has expired ({code}).", code=known),
            say("Renew it and set AZURE_CLIENT_SECRET."),
        )
    if codes:
        return AccessError(say("Azure gives no token ({code}).", code=known), _LOGIN)
    return AccessError(say("No Azure credential was found, or it gives no token."), _ways())


def _tenant() -> Message:
    return say("Run “az login --tenant TENANT”, or check AZURE_TENANT_ID and the tenant_id column of the roster.")


def _ways() -> Message:
    return say(
        "Run “az login”; or set AZURE_TENANT_ID, AZURE_CLIENT_ID and AZURE_CLIENT_SECRET for a service principal; "
        "or use a machine with a managed identity."
    )

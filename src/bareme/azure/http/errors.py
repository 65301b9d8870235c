"""What a response means for a source: one table of status codes and Azure's own error codes."""

import re
from typing import Any

from bareme.evidence import Status
from bareme.reference.arm import Wire, dig, dig_text, fold

GONE = frozenset({"subscriptionnotfound", "invalidsubscriptionid"})
"""404 codes after which nothing was read: the subscription itself was not found."""

UNREGISTERED = frozenset(
    {
        "missingsubscriptionregistration",
        "noregisteredproviderfound",
        "subscriptionnotregistered",
        "invalidresourcenamespace",
        "resourceprovidernotregistered",
    }
)
"""The provider is not registered, so the subscription holds nothing of its kind ("Resolve errors for resource
provider registration")."""

STALE_TOKEN = frozenset({"expiredauthenticationtoken", "invalidauthenticationtoken", "authenticationfailed"})
_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9_.-]{0,63}")


class Unread(Exception):  # noqa: N818 - it is an outcome, and most of the time not an error
    """A source could not be read, or not to its end."""

    def __init__(self, status: Status, code: str, http: int = 0) -> None:
        super().__init__(code)
        self.status = status
        self.code = code
        self.http = http
        """Status code of the refusal, 0 where there was no response or it broke off."""


def error_code(body: Any) -> str:
    """Azure's error code of a body, wrapped in `error` or bare as Compute's 429 is; empty where there is none."""
    code = dig_text(body, "error", "code") or dig_text(body, "code") or dig_text(body, "Code") or ""
    return code if _PLAIN.fullmatch(code) else ""


def refusal(status: int, body: Any) -> Unread:
    """What a response other than 200 says about the source.

    A 404 that is not in Azure's form comes from something else than Azure, which proves nothing.
    """
    code = error_code(body)
    return Unread(_meaning(status, code, body), code or f"HTTP {status}", status)


def _meaning(status: int, code: str, body: Any) -> Status:
    if status in {401, 403}:
        return Status.DENIED
    if status == 429:
        return Status.THROTTLED
    if fold(code) in GONE:
        return Status.FAILED
    if (status == 404 and code) or _unregistered(status, fold(code), body):
        return Status.ABSENT
    return Status.FAILED


def _unregistered(status: int, code: str, body: Wire) -> bool:
    """A version of the API that Azure has withdrawn gives the same code, and says so in its message."""
    message = fold(dig(body, "error", "message"))
    return status in {400, 404, 409} and code in UNREGISTERED and "supported api-version" not in message

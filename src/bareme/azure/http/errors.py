"""What a response means for a source: one table of status codes and Azure's own error codes."""

import re
from typing import Any

from bareme.evidence import Source, Status
from bareme.evidence.absence import CODES, UNREGISTERED, is_proved
from bareme.reference.arm import Wire, dig, dig_text, fold

GONE = frozenset({"subscriptionnotfound", "invalidsubscriptionid"})
"""404 codes after which nothing was read: the subscription itself was not found."""

UNTRUSTED = "UntrustedCertificate"
NO_TAGGED_GROUP, SEVERAL_TAGGED_GROUPS = "NoTaggedGroup", "SeveralTaggedGroups"
"""Codes of our own, where Azure gave none."""

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

    def of(self, source: Source, *, in_group: bool) -> "Unread":
        """The same for one source: where nothing proves that it holds nothing, it was not read."""
        if self.status is not Status.ABSENT or is_proved(source, self.code, in_group=in_group):
            return self
        return Unread(Status.FAILED, self.code, self.http)


def error_code(body: Any) -> str:
    """Azure's error code of a body, wrapped in `error` or bare as Compute's 429 is; empty where there is none."""
    code = dig_text(body, "error", "code") or dig_text(body, "code") or dig_text(body, "Code") or ""
    return code if _PLAIN.fullmatch(code) else ""


def refusal(status: int, body: Any) -> Unread:
    """What a response other than 200 says; `Unread.of` tells what that means for a source.

    A 404 that is not in Azure's form comes from something else than Azure, which proves nothing.
    """
    code = error_code(body)
    return Unread(_meaning(status, code, body), code or f"HTTP {status}", status)


def _meaning(status: int, code: str, body: Any) -> Status:
    if status in {401, 403}:
        return Status.DENIED
    if status == 429:
        return Status.THROTTLED
    return Status.ABSENT if _is_absent(status, fold(code), body) else Status.FAILED


def _is_absent(status: int, code: str, body: Wire) -> bool:
    """A version of the API that Azure has withdrawn gives the same codes, and says so in its message."""
    if "supported api-version" in fold(dig(body, "error", "message") or dig(body, "message")):
        return False
    return code in CODES and (status == 404 or (code in UNREGISTERED and status in {400, 409}))

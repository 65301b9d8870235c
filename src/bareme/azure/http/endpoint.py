"""Where Azure Resource Manager is, and which links belong to it. A token goes there and nowhere else."""

import ipaddress
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from bareme.errors import UsageError
from bareme.text.message import say

PUBLIC = "https://management.azure.com"
_PORTS = {"http": 80, "https": 443}
_AS_IS = "!$%&'()*+,/:;=?@~-._"


@dataclass(frozen=True, slots=True)
class Endpoint:
    """An Azure Resource Manager."""

    base: str
    """Scheme, host and port, without a slash at the end."""

    @property
    def loopback(self) -> bool:
        """Whether it is on this very machine: the only place where a token may travel without TLS."""
        return is_loopback(urlsplit(self.base).hostname or "")

    @property
    def scope(self) -> str:
        """What a token is asked for.

        A loopback server stands in for the public cloud; a sovereign cloud has its own audience ("Azure Resource
        Manager endpoints by cloud").
        """
        return f"{PUBLIC if self.loopback else self.base}/.default"

    @property
    def encrypted(self) -> bool:
        """Whether TLS is used."""
        return self.base.startswith("https://")

    def path_of(self, link: str) -> str | None:
        """Path and query of a link of this endpoint, made safe to ask; `None` for a link to anywhere else.

        `nextLink` is absolute in Azure and relative in some servers that imitate it.
        """
        if link.startswith("/") and not link.startswith(("//", "/\\")):
            return quote(link, safe=_AS_IS)
        here, there = urlsplit(self.base), _split(link)
        if there is None or _place(*there[:3]) != _place(here.scheme, here.hostname, here.port):
            return None
        return quote(there[3], safe=_AS_IS)


def endpoint(url: str | None) -> Endpoint:
    """The endpoint of `--arm-endpoint`, the public cloud by default.

    Raises:
        UsageError: it is not a URL, or a token would cross a network in the clear.
    """
    text = (url or PUBLIC).strip().rstrip("/")
    parts = _split(text)
    if parts is None or parts[0] not in _PORTS or not parts[1] or parts[3].strip("/"):
        raise UsageError(
            say("“{url}” is not the address of a server of Azure", url=text),
            say("Give scheme and host only, as in https://management.azure.com."),
        )
    found = Endpoint(text)
    if not found.encrypted and not found.loopback:
        raise UsageError(
            say("{url} is refused: a token would travel unencrypted", url=text),
            say("Use https://. Plain http:// is for a server on this machine (127.0.0.1, ::1, localhost)."),
        )
    return found


def is_loopback(host: str) -> bool:
    """Whether a host name or address can only be this machine."""
    if host.casefold() == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _split(url: str) -> tuple[str, str, int | None, str] | None:
    if any(sign in url for sign in "\\# \t\r\n"):
        return None
    try:
        parts = urlsplit(url)
        if "@" in parts.netloc:
            return None
        query = f"?{parts.query}" if parts.query else ""
        return parts.scheme.lower(), (parts.hostname or "").lower(), parts.port, parts.path + query
    except ValueError:
        return None


def _place(scheme: str, host: str | None, port: int | None) -> tuple[str, str, int | None]:
    """Scheme, host and port to compare by; this machine has several names and is one host."""
    name = (host or "").lower()
    return scheme, "localhost" if is_loopback(name) else name, port or _PORTS.get(scheme)

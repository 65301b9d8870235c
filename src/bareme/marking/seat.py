"""Who sits at the page: his name, what is hidden from him, and what he did since he came."""

import getpass
from collections import defaultdict
from dataclasses import dataclass
from urllib.parse import quote, unquote

from starlette.requests import Request
from starlette.responses import Response

from bareme.text.sanitize import clipped

_NAME, _HIDDEN, _BLIND = "bareme-marker", "bareme-names", "bareme-blind"
_LONGEST = 60


@dataclass(frozen=True, slots=True)
class Seat:
    """A marker, as his browser tells."""

    who: str
    hides_names: bool | None = None
    """`None`: as the way of marking suggests, hidden question by question, shown student by student."""
    is_second: bool = False
    """Whether he marks for a second time, without being told what others decided."""

    @property
    def blind_to(self) -> str:
        """His name, where others' decisions are hidden from him."""
        return self.who if self.is_second else ""


def seat_of(request: Request) -> Seat:
    """Who asks."""
    cookies = request.cookies
    names = {"hidden": True, "shown": False}.get(cookies.get(_HIDDEN, ""))
    return Seat(clean(unquote(cookies.get(_NAME, ""))) or own_name(), names, cookies.get(_BLIND) == "1")


def remember(response: Response, *, who: str = "", names: str = "", second: bool | None = None) -> None:
    """Let the browser keep it."""
    told = {_NAME: quote(clean(who)), _HIDDEN: names, _BLIND: "" if second is None else str(int(second))}
    for name, value in told.items():
        if value:
            response.set_cookie(name, value, httponly=True, samesite="strict", path="/")


def clean(name: str) -> str:
    """A name as it is kept; the sign that joins two markers stands in none."""
    return clipped(name).replace("&", "+")[:_LONGEST].strip()


def own_name() -> str:
    """The name of whoever started the server, as his system has it."""
    try:
        return clean(getpass.getuser())
    except (OSError, KeyError, ImportError):
        return "teacher"


Done = defaultdict[str, list[str]]
"""What each marker did since the server started, by the names of journal entries."""

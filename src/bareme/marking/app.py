"""The marking pages as a web application: addresses, and who answers them."""

from collections import defaultdict
from collections.abc import Awaitable, Callable
from pathlib import Path

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bareme.marking.actions import Actions
from bareme.marking.desk import Desk
from bareme.marking.pages import Pages
from bareme.marking.pdf_pages import PdfPages
from bareme.marking.pictures import picture
from bareme.marking.regrader import Regrader
from bareme.marking.room import Room
from bareme.marking.rubric_panel import RubricPanel
from bareme.web.assets import asset
from bareme.web.guard import Secrets

Endpoint = Callable[[Request], Awaitable[Response]]

_ASSETS = {
    "style.css": Path("templates", "style.css"),
    "mark.css": Path("static", "mark.css"),
    "mark.js": Path("static", "mark.js"),
    "htmx.js": Path("static", "htmx.min.js"),
}


def application(room: Room) -> Starlette:
    """The application of one run."""
    pages, actions, panel = Pages(room), Actions(room), RubricPanel(room)

    async def file(request: Request) -> Response:
        return await picture(room.desk, room.pdf, request)

    shown: dict[str, Endpoint] = {
        "/": pages.overview,
        "/q/{criterion}": pages.question,
        "/q/{criterion}/second-look": pages.second_look,
        "/q/{criterion}/accept": pages.sure,
        "/q/{criterion}/{group}": pages.group,
        "/s": pages.students,
        "/s/{sid}": pages.student,
        "/s/{sid}/{criterion}": pages.answer,
        "/contested": pages.contested,
        "/double": pages.double,
        "/again": pages.again,
        "/flagged": pages.flagged,
        "/journal": pages.journal,
        "/remark/{id}": pages.remark,
        "/rubric": panel.show,
        "/file/{sid}/{criterion}/{place:int}": file,
        "/static/{name}": asset(_ASSETS),
    }
    done: dict[str, Endpoint] = {
        "/mark": actions.mark,
        "/flag": actions.flag,
        "/looked": actions.looked,
        "/undo": actions.undo,
        "/accept": actions.accept,
        "/remark": actions.remark,
        "/note": actions.note,
        "/seat": actions.seat,
        "/substitute": actions.substitute,
        "/rubric": panel.keep,
        "/rubric/try": panel.attempt,
    }
    return Starlette(
        routes=[
            *(Route(path, room.answered(endpoint), methods=["GET"]) for path, endpoint in shown.items()),
            *(Route(path, room.answered(endpoint), methods=["POST"]) for path, endpoint in done.items()),
        ]
    )


def room_of(desk: Desk, regrader: Regrader, own: Secrets, *, hides_names: bool | None) -> Room:
    """What every answer is made of."""
    return Room(desk, regrader, PdfPages(), own, hides_names, defaultdict(list))

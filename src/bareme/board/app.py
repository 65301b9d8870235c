"""The board as a web application: the teacher's table, the projector's view, and the same for programs."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import Any

from jinja2 import Environment
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route

from bareme.board.row import Row
from bareme.board.state import Moment, Session
from bareme.report.jinja_environment import environment
from bareme.rubric import Rubric
from bareme.text.language import Speech
from bareme.text.sanitize import printable
from bareme.web.assets import asset

_ASSETS = {
    "style.css": Path("templates", "style.css"),
    "board.css": Path("static", "board.css"),
    "htmx.js": Path("static", "htmx.min.js"),
}
_MOST_COMMON = 5
_DIGITS = 10


@dataclass(frozen=True)
class Board:
    """What every answer is made of."""

    session: Session
    rubric: Rubric
    speech: Speech
    every: int
    """Seconds between two rounds."""
    budget: int | None = None
    """Requests a minute at most; `None` where nothing is asked."""

    @cached_property
    def env(self) -> Environment:
        """The templates."""
        return environment(self.speech)

    @property
    def _end(self) -> datetime | None:
        """When the lab is over, where the rubric says so."""
        return self.rubric.window.end if self.rubric.window else None

    async def page(self, request: Request) -> Response:
        """The whole page, or what changes of it."""
        view = request.path_params.get("view", "teacher")
        if view not in {"teacher", "projector"}:
            return HTMLResponse("", 404)
        moment, is_playing = self._asked(request), "play" in request.query_params
        part = "_table" if request.headers.get("hx-request") else "page"
        text = self.env.get_template(f"board/{part}.html.j2").render(self.view(view, moment, is_playing=is_playing))
        return HTMLResponse(printable(text))

    async def rows(self, request: Request) -> Response:
        """The same for programs."""
        state = self._asked(request).state
        rows = [self._plain(row, state.at) for row in state.rows]
        return JSONResponse({"at": state.at.isoformat(), "requests": state.requests, "students": rows})

    def _asked(self, request: Request) -> Moment:
        """The moment that an address names; the first one, or now, where it names none."""
        text = request.query_params.get("round", "")
        return self.session.moment(int(text) if text.isascii() and text.isdigit() and len(text) < _DIGITS else None)

    def view(self, view: str, moment: Moment, *, is_playing: bool = False) -> dict[str, Any]:
        """The variables of the templates."""
        state, now = moment.state, moment.state.at
        begun = [row for row in state.rows if row.has_begun]
        known = {one.id for one in self.rubric.criteria}
        return {
            "view": view,
            "here": "/projector" if view == "projector" else "/",
            "query": f"?round={moment.number}" if moment.last is not None else "",
            "rubric": self.rubric,
            "criteria": [one for one in self.rubric.criteria if one.points],
            "titles": {one.id: one for one in self.rubric.criteria},
            "state": state,
            "moment": moment,
            "is_playing": is_playing and moment.number != moment.last,
            "every": self.every,
            "budget": self.budget,
            "rows": state.rows,
            "idle": {row.id: row.idle_minutes(now) for row in state.rows},
            "left_on": {row.id for row in state.rows if row.is_left_on(now, self._end)},
            "begun": len(begun),
            "met": _share_met(state.rows, self.rubric),
            "stuck": Counter(row.step for row in begun if row.step in known).most_common(_MOST_COMMON),
            "refused": _common_refusals(state.rows),
            "cost": sum(row.cost for row in state.rows),
            "currency": self.rubric.price_list.currency,
            "machines": sum(len(row.running) for row in state.rows),
        }

    def _plain(self, row: Row, now: datetime) -> dict[str, Any]:
        return {
            "id": row.id,
            "name": row.name,
            "problem": self.speech.tell(row.problem) if row.problem else None,
            "score": row.score or None,
            "step": row.step or None,
            "outcomes": dict(row.outcomes),
            "running": list(row.running),
            "idle_minutes": row.idle_minutes(now),
            "left_on": row.is_left_on(now, self._end),
            "refused": [self.speech.tell(one.told) for one in row.refused],
            "at_stake": [self.speech.tell(one) for one in row.at_stake],
        }


def application(board: Board) -> Starlette:
    """The application of one board; nothing in it changes anything."""
    return Starlette(
        routes=[
            Route("/", board.page),
            Route("/board.json", board.rows),
            Route("/static/{name}", asset(_ASSETS)),
            Route("/{view}", board.page),
        ]
    )


def _share_met(rows: tuple[Row, ...], rubric: Rubric) -> Mapping[str, float]:
    """How much of the class has each criterion, from 0 to 1."""
    met = Counter(name for row in rows for name, outcome in row.outcomes.items() if outcome == "met")
    return {one.id: met[one.id] / max(len(rows), 1) for one in rubric.criteria}


def _common_refusals(rows: tuple[Row, ...]) -> list[tuple[str, int, Row]]:
    """Code, how many students met it, and one of them: one region sold out is one line, not forty."""
    struck: dict[str, list[Row]] = {}
    for row in rows:
        for code in {one.code for one in row.refused}:
            struck.setdefault(code, []).append(row)
    return sorted(((code, len(own), own[0]) for code, own in struck.items()), key=lambda one: -one[1])[:_MOST_COMMON]

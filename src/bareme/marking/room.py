"""What every page and every action works with, and how an answer is made."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from jinja2 import Environment
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response

from bareme.errors import BaremeError
from bareme.marking.desk import Desk, Question
from bareme.marking.helper_process import HelperProcess
from bareme.marking.item import Group, Item, State
from bareme.marking.pdf_pages import PdfPages
from bareme.marking.regrader import Regrader
from bareme.marking.screen import snippet
from bareme.marking.seat import Done, Seat, seat_of
from bareme.report.jinja_environment import environment
from bareme.text.message import say
from bareme.text.sanitize import printable
from bareme.web.guard import Secrets

Endpoint = Callable[[Request], Awaitable[Response]]
TRIAL_SECONDS = 120
"""How long a changed rubric may be tried on a class."""


@dataclass
class Room:
    """One run being marked."""

    desk: Desk
    regrader: Regrader
    pdf: PdfPages
    secrets: Secrets
    hides_names: bool | None
    """As the command was told; `None` leaves it to the way of marking."""
    done: Done
    trials: HelperProcess = field(default_factory=lambda: HelperProcess(TRIAL_SECONDS))

    def close(self) -> None:
        """End the processes beside."""
        self.pdf.close()
        self.trials.close()

    @cached_property
    def env(self) -> Environment:
        """The templates."""
        env = environment(self.desk.speech)
        env.globals |= {"csrf": self.secrets.csrf, "State": State, "snippet": snippet}
        return env

    def answered(self, endpoint: Endpoint) -> Endpoint:
        """An endpoint that looks first at what others wrote, and tells of problems as a page does."""

        async def answer(request: Request) -> Response:
            try:
                self.desk.see_as(seat_of(request).blind_to)
                if not request.url.path.startswith(("/static/", "/file/")):
                    self.desk.refresh()
                    self.regrader.listen()
                    self.regrader.grade(self.desk.take_changed())
                return await endpoint(request)
            except BaremeError as error:
                told = [error.message, *([error.advice] if error.advice else [])]
                if request.headers.get("hx-request") and request.method == "POST":  # what was typed stays where it is
                    return PlainTextResponse(" ".join(map(self.desk.speech.tell, told)), 422)
                return self.page(request, "problem.html.j2", 422, problems=told)
            except HTTPException as error:
                told = [say("There is nothing here (any more).")]
                return self.page(request, "problem.html.j2", error.status_code, problems=told)

        return answer

    def page(self, request: Request, template: str, code: int = 200, **view: Any) -> HTMLResponse:
        """A page."""
        text = self.env.get_template(f"marking/{template}").render(self._common(request), **view)
        return HTMLResponse(printable(text), code)

    def hides(self, seat: Seat, *, by_question: bool) -> bool:
        """Whether names are hidden."""
        chosen = self.hides_names if seat.hides_names is None else seat.hides_names
        return by_question if chosen is None else chosen

    def kept(self) -> None:
        """Have graded anew who was just decided upon."""
        self.regrader.grade(self.desk.take_changed())

    def question(self, request: Request) -> Question:
        """The question of the address.

        Raises:
            HTTPException: there is none.
        """
        name = request.path_params["criterion"]
        question = self.desk.question(name) if name in self.desk.teller.criteria else None
        if question is None or not question.items:
            raise HTTPException(404)
        return question

    def student(self, own: str) -> str:
        """The student whom the address means.

        Raises:
            HTTPException: there is none.
        """
        if own not in self.desk.sids:
            raise HTTPException(404)
        return self.desk.sids[own]

    def item(self, request: Request) -> Item:
        """The criterion of the student of the address.

        Raises:
            HTTPException: there is none.
        """
        student, criterion = self.student(request.path_params["sid"]), request.path_params["criterion"]
        if criterion not in self.desk.teller.criteria:
            raise HTTPException(404)
        return self.desk.item(student, criterion)

    def _common(self, request: Request) -> dict[str, Any]:
        desk, seat = self.desk, seat_of(request)
        questions = desk.questions()
        return {
            "rubric": desk.teller.rubric,
            "questions": questions,
            "due": sum(one.due for one in questions),
            "total": sum(len(one.items) for one in questions),
            "contested_count": sum(one.counts[State.CONTESTED] for one in questions),
            "again_count": sum(one.counts[State.AGAIN] for one in questions),
            "flagged_count": len(desk.flags),
            "seat": seat,
            "path": request.url.path,
            "table_problem": desk.problem,
            "grading_problem": self.regrader.problem,
            "grading": self.regrader.waiting > 0,
            "signed": desk.is_signed,
            "said": request.query_params.get("said", ""),
            "n": request.query_params.get("n", "0"),
            "is_hidden": lambda by_question: self.hides(seat, by_question=by_question),
            "here": f"{request.url.path}?{request.url.query}" if request.url.query else request.url.path,
        }


def to(path: str) -> RedirectResponse:
    """Go on there."""
    return RedirectResponse(path, status_code=303)


def next_due(question: Question, after: str = "") -> Group | None:
    """The next group that waits, from one on and around."""
    keys = list(question.groups)
    start = keys.index(after) + 1 if after in keys else 0
    return next((question.groups[key] for key in (*keys[start:], *keys[:start]) if question.groups[key].due), None)

"""The rubric's points and parameters beside the class: changed as one types, tried before they are kept."""

from decimal import Decimal
from types import SimpleNamespace
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from bareme.diff import Comparison
from bareme.errors import UsageError
from bareme.marking.form import Form
from bareme.marking.room import Room, to
from bareme.marking.rubric_file import read_value, with_parameter, with_points
from bareme.marking.rubric_versions import keep_rubric, rubric_text, tried
from bareme.marking.trial import tried_on
from bareme.rubric import Rubric
from bareme.text.message import say

SHOWN = 200


class RubricPanel:
    """What the rubric is worth, and what it would be."""

    def __init__(self, room: Room) -> None:
        self._room = room

    async def show(self, request: Request) -> Response:
        """The panel."""
        rubric = self._room.desk.teller.rubric
        return self._room.page(request, "rubric.html.j2", parameters=list(plain_parameters(rubric)))

    async def attempt(self, request: Request) -> Response:
        """Who would gain and lose."""
        form = Form(await request.body())
        desk = self._room.desk
        try:
            text = self._changed(form)
            if text == rubric_text(desk):
                return self._room.page(request, "trial.html.j2", found=None, problem=None)
            rubric = tried(desk, text)
        except UsageError as error:
            return self._room.page(request, "trial.html.j2", found=None, problem=error.message)
        share = bool(form["share"])
        found = await self._room.trials.asked(tried_on, desk.folder, rubric, keep_share=share)
        if found is None:
            return self._room.page(request, "trial.html.j2", found=None, problem=say("This took too long to be tried."))
        return self._room.page(request, "trial.html.j2", found=_view(found), problem=None)

    async def keep(self, request: Request) -> Response:
        """Keep it as a new version, and grade the class by it."""
        form = Form(await request.body())
        desk = self._room.desk
        text = self._changed(form)
        if text == rubric_text(desk):
            raise UsageError(say("Nothing is changed."))
        keep_rubric(desk, text)
        if form["share"]:
            desk.marks.keep_shares()
            desk.reread()
        self._room.regrader.grade("everybody")
        return to("/rubric?said=rubric")

    def _changed(self, form: Form) -> str:
        """The rubric's text with what was typed."""
        rubric = self._room.desk.teller.rubric
        text = rubric_text(self._room.desk)
        now = {one.id: one.points for one in rubric.criteria}
        typed = {name: _points(value) for name, value in form.starting("points-").items() if name in now}
        text = with_points(text, {name: points for name, points in typed.items() if points != now[name]})
        known = {one.name: one.text for one in plain_parameters(rubric)}
        for name, value in form.starting("parameter-").items():
            if name in known and value != known[name]:
                text = with_parameter(text, name, read_value(value))
        return text


def plain_parameters(rubric: Rubric) -> list[Any]:
    """The parameters that are one value each."""
    return [SimpleNamespace(name=name, text=_text(value)) for name, value in _flat(rubric.parameters, "")]


def _flat(values: Any, before: str) -> list[tuple[str, Any]]:
    found: list[tuple[str, Any]] = []
    for name, value in values.items():
        own = f"{before}{name}"
        if isinstance(value, dict):
            found += _flat(value, f"{own}.")
        elif isinstance(value, str | int | float | bool | Decimal):
            found.append((own, value))
    return found


def _text(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _points(text: str) -> Decimal:
    try:
        points = Decimal(text.replace(",", "."))
    except ArithmeticError as error:
        raise UsageError(say("“{text}” is not a number of points.", text=text[:40])) from error
    if not points.is_finite() or points < 0:
        raise UsageError(say("“{text}” is not a number of points.", text=text[:40]))
    return points


def _view(found: Comparison) -> Any:
    moved = sorted(found.moved, key=lambda one: one.gain or 0)
    gains = [one.gain or Decimal(0) for one in moved]
    return SimpleNamespace(
        moved=moved[:SHOWN], more=max(len(moved) - SHOWN, 0), unchanged=found.unchanged,
        gain=sum(gain > 0 for gain in gains), loss=sum(gain < 0 for gain in gains),
    )  # fmt: skip

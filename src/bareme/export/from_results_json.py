"""A class from its `results.json`, where the ledger is gone: the texts are those of the language it was written in."""

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from pathlib import Path, PurePosixPath
from typing import Any

from bareme.checking.finding import Outcome
from bareme.errors import UsageError
from bareme.export.model import GradedClass, Line, Pupil
from bareme.files.json import parsed
from bareme.grading.grade import Status
from bareme.results.results_json import SCHEMA
from bareme.roster import Student
from bareme.roster.slug import slug
from bareme.text.language import Language, Speech
from bareme.text.message import say

_MOST = 10**9


def from_results(file: Path, lang: str | None, roster: Mapping[str, Student]) -> GradedClass:
    """The class in a `results.json`.

    Raises:
        UsageError: the file is not one, or is damaged.
    """
    wire = _read(file)
    try:
        rubric, scale = str(wire["rubric"]["id"]), _points(wire["scale"])
        speech = Speech(Language(lang or wire.get("language") or Language.FRENCH))
        pupils = [_pupil(one, roster.get(str(one["id"]))) for one in wire["students"]]
        _once(pupil.id for pupil in pupils)
    except (KeyError, TypeError, ValueError, ArithmeticError, AttributeError) as error:
        raise UsageError(say("{file} is damaged: {reason}", file=str(file), reason=repr(error))) from error

    def again() -> Iterator[Pupil]:
        return iter(pupils)

    return GradedClass(rubric, rubric, scale, speech, again)


def _read(file: Path) -> dict[str, Any]:
    try:
        wire = parsed(file.read_bytes())
    except (OSError, ValueError) as error:
        raise UsageError(say("{file} cannot be read: {reason}", file=str(file), reason=str(error))) from error
    if not isinstance(wire, dict) or wire.get("schema") != SCHEMA:
        raise UsageError(
            say("{file} is not a results file of bareme", file=str(file)),
            say("Give the folder of “bareme grade --out”, or a results.json."),
        )
    return wire


def _pupil(one: dict[str, Any], student: Student | None) -> Pupil:
    score, low, high = (_points(one[name]) for name in ("score", "low", "high"))
    return Pupil(
        id=str(one["id"]),
        name=str(one["name"]),
        group=str(one.get("group") or ""),
        slug=slug(PurePosixPath(str(one.get("report") or one["id"])).stem),
        status=Status(one["status"]).value,
        score=score,
        low=low,
        high=high,
        problem=str(one.get("problem") or ""),
        lines=_lines(one["criteria"]),
        email=student.email if student else "",
        late=str((one.get("late") or {}).get("message") or ""),
        username=student.github if student else "",
    )


def _lines(criteria: list[dict[str, Any]]) -> tuple[Line, ...]:
    found = tuple(map(_line, criteria))
    _once(line.id for line in found)
    return found


def _once(names: Iterable[str]) -> None:
    seen: set[str] = set()
    for name in names:
        if name in seen:
            raise ValueError(f"{name} is in it twice")
        seen.add(name)


def _points(value: Any) -> Decimal:
    points = Decimal(str(value))
    if not 0 <= points <= _MOST:
        raise ValueError(f"{points} is no number of points")
    return points


def _line(one: dict[str, Any]) -> Line:
    return Line(
        id=str(one["id"]),
        title=str(one.get("title") or one["id"]),
        outcome=Outcome(one["outcome"]).value,
        points=_points(one["points"]),
        most=_points(one["max"]),
        found=str(one.get("found") or ""),
        note=str(one.get("message") or ""),
        hint=str(one.get("hint") or ""),
    )

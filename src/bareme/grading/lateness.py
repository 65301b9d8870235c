"""What a late hand-in costs: computed from the rubric's own rule, never from a machine's clock."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from decimal import Decimal
from math import ceil

from bareme.grading.grade import Grade, rounded
from bareme.rubric import Rubric
from bareme.rubric.late import Late, on_scale
from bareme.text.duration import duration, minutes_of
from bareme.text.message import Message, say

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class HandedIn:
    """When a student handed in, and when it was due for everybody."""

    at: datetime
    deadline: datetime | None = None
    """What the command says; the rubric's own where it says nothing."""


def lateness(rubric: Rubric, student: str, handed: HandedIn | None) -> tuple[Decimal, int, Message] | None:
    """Points to take off, minutes late, and the sentence; `None` for who was in time, or where nothing is due."""
    rule = rubric.late or Late()
    deadline = (handed.deadline if handed else None) or rule.deadline
    if handed is None or deadline is None or handed.at <= deadline:
        return None
    extension = rule.extension_of(student)
    if extension and handed.at <= extension.until:
        told = say(
            "Handed in {time} after the deadline; more time was granted until {until}: {reason}. Nothing is taken off.",
            time=duration(handed.at - deadline), until=extension.until, reason=extension.reason,
        )  # fmt: skip
        return Decimal(0), minutes_of(handed.at - deadline), told
    due = max(deadline, extension.until) if extension else deadline
    late = handed.at - due
    days = ceil(late / _DAY) if late > timedelta(minutes=rule.grace) else 0
    points = on_scale(rule.per_day, rubric.scale) * days
    if not points:
        return Decimal(0), minutes_of(late), say("Handed in {time} late. Nothing is taken off.", time=duration(late))
    told = say(
        "Handed in {time} late: {points} points are taken off ({each} for each day begun).",
        time=duration(late), points=points, each=on_scale(rule.per_day, rubric.scale),
    )  # fmt: skip
    return points, minutes_of(late), told


def with_lateness(grade: Grade, rubric: Rubric, points: Decimal) -> Grade:
    """The grade without those points; never below the floor, and never raised to it."""
    if not points:
        return grade
    floor = on_scale(rubric.late.floor, rubric.scale) if rubric.late else Decimal(0)

    def less(one: Decimal) -> Decimal:
        return rounded(max(one - points, min(one, floor)), rubric.rounding)

    return replace(grade, score=less(grade.score), low=less(grade.low), high=less(grade.high))

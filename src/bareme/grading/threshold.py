"""What a gate asks for: a number of points, and whether a grade reaches it, stays below it, or cannot be decided.

An interval is not a point: what could not be read may still be earned. What only a person judges is no part of a
machine's question.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from bareme.checking.finding import Finding, Outcome
from bareme.errors import ExitCode, UsageError
from bareme.grading.verdict import Verdict
from bareme.rubric import Criterion, Rubric
from bareme.text.message import Message, say

_NUMBER = re.compile(r"(\d{1,6}(?:[.,]\d{1,6})?)[ \u00a0\u202f]?(%?)")


class Decision(StrEnum):
    """What a grade is, held against a threshold."""

    REACHED = "reached"
    BELOW = "below"
    UNDECIDED = "undecided"

    @property
    def code(self) -> ExitCode:
        """The exit code that says it."""
        return _CODES[self]


_CODES = {Decision.REACHED: ExitCode.DONE, Decision.BELOW: ExitCode.BELOW, Decision.UNDECIDED: ExitCode.NOT_EVALUATED}


@dataclass(frozen=True, slots=True)
class Bounds:
    """The least and the most that something can become, on the rubric's scale."""

    low: Decimal
    high: Decimal

    def decide(self, threshold: Decimal) -> Decision:
        """Whether the threshold is reached whatever was not read, missed whatever that would have been, or neither."""
        if self.low >= threshold:
            return Decision.REACHED
        return Decision.BELOW if self.high < threshold else Decision.UNDECIDED


def worst(decisions: Iterable[Decision]) -> Decision:
    """Of a class: undecided before below before reached."""
    seen = set(decisions)
    return next((one for one in (Decision.UNDECIDED, Decision.BELOW) if one in seen), Decision.REACHED)


def threshold_of(text: str, rubric: Rubric, most: Decimal) -> Decimal:
    """The number of points that somebody asks for: `13.25`, `13,25`, or `65%` of the scale.

    Raises:
        UsageError: it is no such number, or more than can be reached.
    """
    found = _NUMBER.fullmatch(text.strip())
    advice = say("Give points from 0 to {most}, as in 10 or 13,25, or a share of the scale, as in 50%.", most=most)
    if found is None:
        raise UsageError(say("“{text}” is no number of points.", text=text), advice)
    number = Decimal(found[1].replace(",", "."))
    points = number * rubric.scale / 100 if found[2] else number
    if points > rubric.scale:
        raise UsageError(say("{points} is more than the scale of {scale}.", points=points, scale=rubric.scale), advice)
    if points > most:
        told = say("{points} can never be reached here: a machine gives {most} at most with this rubric.",
                   points=points, most=most)  # fmt: skip
        raise UsageError(told, advice)
    return points


def is_for_machines(criterion: Criterion) -> bool:
    """Whether a check has the only word on it: what a person may still be asked is no part of a gate."""
    return criterion.check is not None and criterion.question is None


def machine_range(verdict: Verdict, finding: Finding | None) -> tuple[Decimal, Decimal]:
    """The points of one criterion that checks alone earn now, and the most they could."""
    points = verdict.criterion.points
    if not is_for_machines(verdict.criterion) or finding is None:
        return Decimal(0), Decimal(0)
    if verdict.outcome is Outcome.WAIVED:
        return points, points
    return verdict.low, verdict.high


def told_decision(decision: Decision, threshold: Decimal, bounds: Bounds) -> Message:
    """The decision in a sentence."""
    if decision is Decision.REACHED:
        return say("Asked for: {threshold}. Reached: checks alone give {low}.", threshold=threshold, low=bounds.low)
    if decision is Decision.BELOW:
        return say(
            "Asked for: {threshold}. Below it: checks give {high} at most.", threshold=threshold, high=bounds.high
        )
    return say(
        "Asked for: {threshold}. Undecided: checks give between {low} and {high}, since not all could be read.",
        threshold=threshold,
        low=bounds.low,
        high=bounds.high,
    )

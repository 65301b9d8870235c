"""From findings, marks and waivers to points: exact decimals, rounded once at the end."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal
from enum import StrEnum

from bareme.checking.finding import Finding, Outcome
from bareme.grading.slips import charged_once
from bareme.grading.threshold import Bounds, is_for_machines, machine_range
from bareme.grading.verdict import Verdict
from bareme.rubric import Criterion, Rounding, Rubric
from bareme.rubric.model import Otherwise
from bareme.text.message import Message, say

_MODES = {"half-up": ROUND_HALF_UP, "half-even": ROUND_HALF_EVEN, "up": ROUND_CEILING, "down": ROUND_FLOOR}


class Status(StrEnum):
    """How far a grade can still move."""

    FINAL = "final"
    PROVISIONAL = "provisional"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class Mark:
    """What a person decided on a criterion: points, with a comment."""

    points: Decimal
    comment: str = ""
    basis: str = ""
    """What the finding and the answer were when it was decided (`basis_of`); empty where that was not kept."""
    is_stale: bool = False
    """Whether that changed since."""
    most: Decimal | None = None
    """What the criterion was worth then; `None` where that was not kept."""


@dataclass(frozen=True, slots=True)
class Waiver:
    """A criterion that is not asked of a student, and why."""

    reason: Message


@dataclass(frozen=True, slots=True)
class Decisions:
    """All that people decided for one student, by criterion id."""

    marks: Mapping[str, Mark]
    waivers: Mapping[str, Waiver]
    note: str = ""
    """A word to the student on the whole of his work."""


NO_DECISIONS = Decisions({}, {})


@dataclass(frozen=True, slots=True)
class Grade:
    """One student's verdicts and their sum on the rubric's scale."""

    verdicts: tuple[Verdict, ...]
    score: Decimal
    low: Decimal
    high: Decimal
    status: Status
    machine: Bounds
    """What checks alone give: what a person marks is no part of it."""


def grade(
    rubric: Rubric, findings: Mapping[str, Finding], decisions: Decisions = NO_DECISIONS, *, readable: bool = True
) -> Grade:
    """The grade that findings and decisions make; a criterion without either is pending.

    `readable` says whether any evidence could be read at all: where none could, an open grade is `unreadable`.
    """
    verdicts: dict[str, Verdict] = {}
    for criterion in rubric.criteria:
        own = _verdict(criterion, findings.get(criterion.id), decisions, by_hand=rubric.exports == "judged")
        verdicts[criterion.id] = _with_needs(own, verdicts)
    return _summed(rubric, tuple(charged_once(verdicts.values())), readable=readable)


def rounded(points: Decimal, rounding: Rounding) -> Decimal:
    """Points to the rubric's step, in the rubric's way."""
    steps = (points / rounding.step).quantize(Decimal(1), rounding=_MODES[rounding.mode])
    return (steps * rounding.step).normalize() + 0


def basis_of(finding: Finding | None, answer: str) -> str:
    """A short hash of what a person judges: it changes when the evidence or the answer does."""
    told = str(finding.found) if finding else ""
    share = str(finding.share) if finding else ""
    return hashlib.sha256(f"{told}\x00{share}\x00{answer}".encode("utf-8", "backslashreplace")).hexdigest()[:12]


def _verdict(criterion: Criterion, finding: Finding | None, decisions: Decisions, *, by_hand: bool) -> Verdict:
    waiver, mark = decisions.waivers.get(criterion.id), decisions.marks.get(criterion.id)
    if waiver:
        return _fixed(criterion, Outcome.WAIVED, criterion.points, waiver.reason, finding)
    if mark and mark.most in {None, criterion.points}:
        return _marked(criterion, mark, finding)
    if mark:
        return _reopened(criterion, mark, finding)
    if finding is None or needs_person(criterion, finding):
        return _pending(criterion, finding)
    if finding.proven is not None and by_hand:
        return _told_by_export(criterion, finding, finding.proven)
    return _found(criterion, finding)


def needs_person(criterion: Criterion, finding: Finding | None) -> bool:
    """Whether a person has the last word on a criterion with this finding."""
    if finding is None:
        return True
    if criterion.question is None:
        return False
    return criterion.confirm == "always" or finding.outcome is not Outcome.MET


def _found(criterion: Criterion, finding: Finding) -> Verdict:
    earned = criterion.points * finding.share
    high = criterion.points if finding.outcome is Outcome.UNVERIFIABLE else earned
    return Verdict(
        criterion, finding.outcome, earned, earned, high, finding.expected, finding.found, finding, finding.remark
    )


def _told_by_export(criterion: Criterion, finding: Finding, proven: Decimal) -> Verdict:
    """What only an export tells is between what is proven and what it says; a slip in it may cost less in the end."""
    low = criterion.points * proven
    is_open = finding.outcome is Outcome.UNVERIFIABLE or finding.slip
    high = criterion.points if is_open else criterion.points * finding.share
    expected, remark = finding.expected, finding.remark
    return Verdict(criterion, Outcome.PENDING, low, low, high, expected, finding.found, finding, remark)


def _pending(criterion: Criterion, finding: Finding | None) -> Verdict:
    found = finding.found if finding else say("to be judged by the teacher")
    expected = finding.expected if finding else say("a judgement by the teacher")
    remark = finding.remark if finding else None
    nothing = Decimal(0)
    return Verdict(criterion, Outcome.PENDING, nothing, nothing, criterion.points, expected, found, finding, remark)


def _marked(criterion: Criterion, mark: Mark, finding: Finding | None) -> Verdict:
    points = min(max(mark.points, Decimal(0)), criterion.points)
    outcome = Outcome.PARTIAL
    if points == criterion.points:
        outcome = Outcome.MET
    elif not points:
        outcome = Outcome.UNMET
    verdict = _fixed(criterion, outcome, points, say("judged by the teacher"), finding)
    remark = say("The evidence or the answer changed since this mark was given") if mark.is_stale else None
    return replace(verdict, comment=mark.comment, marked=True, remark=remark, again=remark)


def _reopened(criterion: Criterion, mark: Mark, finding: Finding | None) -> Verdict:
    """A mark for another maximum than today's says nothing of today's."""
    why = say(
        "It was given {points} of {before}; now it is worth {now}", points=mark.points, before=mark.most or 0,
        now=criterion.points,
    )  # fmt: skip
    return replace(_pending(criterion, finding), comment=mark.comment, again=why)


def _fixed(criterion: Criterion, outcome: Outcome, points: Decimal, found: Message, finding: Finding | None) -> Verdict:
    expected = finding.expected if finding else say("a judgement by the teacher")
    return Verdict(criterion, outcome, points, points, points, expected, found, finding)


def _with_needs(verdict: Verdict, earlier: Mapping[str, Verdict]) -> Verdict:
    """A criterion that was not met itself, told by what it rests on: blocked, or not asked for."""
    if verdict.outcome is not Outcome.UNMET or verdict.marked:
        return verdict
    for need in verdict.criterion.needs:
        other = earlier[need.criterion]
        if other.outcome in {Outcome.UNMET, Outcome.BLOCKED}:
            reason = say("it rests on {id}, which was not earned", id=need.criterion)
            excused = need.otherwise is Otherwise.EXCUSE
            outcome = Outcome.WAIVED if excused else Outcome.BLOCKED
            points = verdict.criterion.points if excused else Decimal(0)
            return replace(verdict, outcome=outcome, points=points, low=points, high=points, remark=reason)
    return verdict


def _summed(rubric: Rubric, verdicts: tuple[Verdict, ...], *, readable: bool) -> Grade:
    total = rubric.points or Decimal(1)

    def on_scale(points: Iterable[Decimal]) -> Decimal:
        return rounded(sum(points, Decimal(0)) * rubric.scale / total, rubric.rounding)

    low, high = on_scale(one.low for one in verdicts), on_scale(one.high for one in verdicts)
    score = on_scale(one.points for one in verdicts)
    ranges = [machine_range(one, one.finding) for one in verdicts]
    machine = Bounds(on_scale(low for low, _ in ranges), on_scale(high for _, high in ranges))
    is_open = any(one.low != one.high for one in verdicts)
    still = Status.PROVISIONAL if readable else Status.UNREADABLE
    return Grade(verdicts, score, low, high, still if is_open else Status.FINAL, machine)


def machine_most(rubric: Rubric) -> Decimal:
    """The most that checks alone can ever give, on the rubric's scale."""
    points = sum((one.points for one in rubric.criteria if is_for_machines(one)), Decimal(0))
    return rounded(points * rubric.scale / (rubric.points or Decimal(1)), rubric.rounding)

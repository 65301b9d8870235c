"""One slip costs once: a decision that several criteria suffer from is charged where it costs most."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from decimal import Decimal

from bareme.checking.finding import Outcome
from bareme.grading.verdict import Verdict
from bareme.text.message import Message, say


def charged_once(verdicts: Iterable[Verdict]) -> Iterator[Verdict]:
    """The verdicts, with what a slip takes more than once given back.

    No verdict ends above what it would be without the slip.
    """
    given = list(verdicts)
    dearest: dict[str, Verdict] = {}
    for one in given:
        if _is_charged(one) and (one.slip not in dearest or _cost(one) > _cost(dearest[one.slip])):
            dearest[one.slip] = one
    for one in given:
        yield _given_back(one, dearest[one.slip]) if _is_charged(one) and one is not dearest[one.slip] else one


def _is_charged(verdict: Verdict) -> bool:
    decided = verdict.outcome in {Outcome.UNMET, Outcome.PARTIAL} and not verdict.marked
    return decided and bool(verdict.slip) and _cost(verdict) > 0


def _cost(verdict: Verdict) -> Decimal:
    return verdict.criterion.points * verdict.finding.slip_cost if verdict.finding else Decimal(0)


def _given_back(verdict: Verdict, charged: Verdict) -> Verdict:
    back = _cost(verdict)
    points = verdict.points + back
    told = say(
        "{points} points given back: the same slip is charged once, in {id}", points=back, id=charged.criterion.id
    )
    return replace(
        verdict, outcome=Outcome.PARTIAL, points=points, low=points, high=points, remark=_both(verdict.remark, told)
    )


def _both(remark: Message | None, told: Message) -> Message:
    return say("{remark}; {told}", remark=remark, told=told) if remark else told

"""What a check says: met, a share of met, unmet, or that it could not look."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from typing import TypeVar

from bareme.lab import Machine, VirtualMachine
from bareme.text.message import Message, say
from bareme.timeline import Fact, Proof
from bareme.timeline.missing import Missing

NOTHING = Decimal(0)
HALF = Decimal("0.5")
QUARTER = Decimal("0.25")
ALL = Decimal(1)

MANY = 2
T = TypeVar("T")


class Outcome(StrEnum):
    """How a criterion stands. The first four are a check's; the last three are given by the grading."""

    MET = "met"
    PARTIAL = "partial"
    UNMET = "unmet"
    UNVERIFIABLE = "unverifiable"
    PENDING = "pending"
    BLOCKED = "blocked"
    WAIVED = "waived"


@dataclass(frozen=True, slots=True)
class Finding:
    """One check's answer.

    `share` is what is earned of the points, 0 to 1; of an unverifiable finding it is what is proven at the least.
    """

    outcome: Outcome
    share: Decimal
    expected: Message
    found: Message
    proofs: tuple[Proof, ...] = ()
    remark: Message | None = None
    """What a student should know besides: why half, what Azure changed since, what it costs."""
    seen: bool = False
    """Whether an unmet criterion was seen to be so: what was not read could not change it."""
    slip: str = ""
    """The one decision that it suffers from (`region=westeurope`): a rubric may charge it once for all criteria."""
    slip_cost: Decimal = NOTHING
    """The share that the slip alone costs here."""
    proven: Decimal | None = None
    """Where only a student's own export tells it: the share that is proven without it; `None` where all of it is."""


Proven = Proof | Fact[object] | None


def met(expected: Message, found: Message, *proofs: Proven, remark: Message | None = None) -> Finding:
    """The criterion is met, and this proves it."""
    return Finding(Outcome.MET, ALL, expected, found, _proofs(proofs), remark)


def partial(
    share: Decimal, expected: Message, found: Message, *proofs: Proven, remark: Message, slip: str = ""
) -> Finding:
    """A share of it is met; the remark says what is lacking, `slip` of which decision all of that comes."""
    cost = ALL - share if slip else NOTHING
    return Finding(Outcome.PARTIAL, share, expected, found, _proofs(proofs), remark, slip=slip, slip_cost=cost)


def unmet(
    expected: Message,
    found: Message,
    *proofs: Proven,
    remark: Message | None = None,
    seen: bool = False,
    slip: str = "",
) -> Finding:
    """It is not met.

    Where a source of the check was not read, the assessment makes this unverifiable, unless it was `seen` to be so.
    """
    cost = ALL if slip else NOTHING
    return Finding(Outcome.UNMET, NOTHING, expected, found, _proofs(proofs), remark, seen, slip, cost)


def unverifiable(expected: Message, reason: Message, *proofs: Proven) -> Finding:
    """It could not be seen: never held against the student."""
    return Finding(Outcome.UNVERIFIABLE, NOTHING, expected, reason, _proofs(proofs))


def best(expected: Message, candidates: Iterable[T], judge: Callable[[T], Finding], otherwise: Message) -> Finding:
    """The best finding among candidates, any of which may satisfy the criterion.

    A candidate that could not be seen outweighs one that fails: it might have been the one.
    """
    findings = [_judged(expected, candidate, judge) for candidate in candidates]
    return max(findings, key=_rank, default=unmet(expected, otherwise))


def worst(expected: Message, candidates: Iterable[T], judge: Callable[[T], Finding], otherwise: Message) -> Finding:
    """The worst finding among candidates, all of which must satisfy the criterion; proofs of all are kept."""
    findings = [_judged(expected, candidate, judge) for candidate in candidates]
    if not findings:
        return unmet(expected, otherwise)
    chosen = min(findings, key=_badness)
    return replace(chosen, proofs=tuple(dict.fromkeys(proof for one in findings for proof in one.proofs)))


def every(expected: Message, candidates: Iterable[T], judge: Callable[[T], Finding], otherwise: Message) -> Finding:
    """All candidates must satisfy the criterion; where only some do, half of it is earned.

    One that could not be seen leaves all of it open.
    """
    findings = [_judged(expected, candidate, judge) for candidate in candidates]
    if not findings:
        return unmet(expected, otherwise)
    unseen = next((one for one in findings if one.outcome is Outcome.UNVERIFIABLE), None)
    proofs = [proof for one in findings for proof in one.proofs]
    failing = [one for one in findings if one.outcome is not Outcome.MET]
    found = say("{each}", each=tuple(one.found for one in failing or findings))
    remark = next((one.remark for one in failing or findings if one.remark), None)
    if unseen:
        return replace(unseen, proofs=_proofs(proofs))
    if not failing:
        return met(expected, found, *proofs, remark=remark)
    slips = {one.slip for one in failing}
    slip = slips.pop() if len(slips) == 1 else ""
    if any(one.share for one in findings):
        return partial(HALF, expected, found, *proofs, remark=remark or say("not all of them"), slip=slip)
    return unmet(expected, found, *proofs, remark=remark, slip=slip)


def of_machines(
    machine: Machine,
    expected: Message,
    vms: Sequence[VirtualMachine],
    judge: Callable[[VirtualMachine], Finding],
    otherwise: Message,
) -> Finding:
    """All machines of the name where the rubric says `each`, by their mean share; else the best, which is then said."""
    findings = [_judged(expected, vm, judge) for vm in vms]
    if len(findings) < MANY:
        return findings[0] if findings else unmet(expected, otherwise)
    if machine.each:
        return _shared(expected, findings)
    chosen = max(findings, key=_rank)
    if all(one.outcome is chosen.outcome for one in findings):
        return chosen
    told = say("the best of {n} machines counts", n=len(findings))
    return replace(chosen, remark=say("{remark}; {told}", remark=chosen.remark, told=told) if chosen.remark else told)


def _shared(expected: Message, findings: Sequence[Finding]) -> Finding:
    """The mean share; open while one of them is."""
    proofs = _proofs(proof for one in findings for proof in one.proofs)
    found = say("{each}", each=tuple(one.found for one in findings))
    unseen = next((one for one in findings if one.outcome is Outcome.UNVERIFIABLE), None)
    if unseen is not None:
        return replace(unseen, proofs=proofs)
    share = sum((one.share for one in findings), NOTHING) / len(findings)
    remark = next((one.remark for one in findings if one.remark), None)
    if share == ALL:
        return met(expected, found, *proofs, remark=remark)
    if not share:
        return unmet(expected, found, *proofs, remark=remark)
    return partial(share, expected, found, *proofs, remark=remark or say("not all of them"))


def _judged(expected: Message, candidate: T, judge: Callable[[T], Finding]) -> Finding:
    try:
        return judge(candidate)
    except Missing as missing:
        return unverifiable(expected, missing.message)


def _rank(finding: Finding) -> tuple[bool, bool, Decimal]:
    return finding.outcome is Outcome.MET, finding.outcome is Outcome.UNVERIFIABLE, finding.share


def _badness(finding: Finding) -> tuple[Decimal, bool]:
    return finding.share, finding.outcome is Outcome.UNVERIFIABLE


def _proofs(proofs: Iterable[Proven]) -> tuple[Proof, ...]:
    found = [proof.proof if isinstance(proof, Fact) else proof for proof in proofs if proof is not None]
    return tuple(dict.fromkeys(found))

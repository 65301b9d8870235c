"""A rubric's question about resources, answered: which resource fits best, how many do, and what could not be seen."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from itertools import combinations
from typing import Any

from bareme.conditions.compare import number, same
from bareme.conditions.compiled import Test, Truth, test_of
from bareme.conditions.judge import (
    Excuse,
    Excuses,
    Result,
    chosen,
    deletion,
    judged,
    no_excuse,
    remembered,
    truth,
)
from bareme.conditions.model import Bounds, Changed, Condition, Selection
from bareme.conditions.record import records
from bareme.lab import Lab
from bareme.lab.noun import Noun
from bareme.text.message import Message, say
from bareme.timeline import Life, Proof
from bareme.timeline.missing import Missing
from bareme.timeline.record import Record

HALF = Decimal("0.5")
NOTHING, ALL = Decimal(0), Decimal(1)


@dataclass(frozen=True, slots=True)
class Query:
    """What is asked: which resources, what holds of one record, when, and of how many."""

    selection: Selection
    where: tuple[Condition, ...] = ()
    half: tuple[Condition, ...] = ()
    moment: str = "ever"
    changed: Changed | None = None
    count: Bounds = field(default_factory=lambda: Bounds(min=1))
    each: bool = False
    all: bool = False
    """Whether nothing is earned unless every condition holds."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """One resource: its best record, how each condition stands on it, what it earns, and what it might."""

    life: Life
    results: tuple[Result, ...] = ()
    change: Truth = True
    share: Decimal = NOTHING
    most: Decimal = NOTHING
    """What it would earn if all that no record tells were as asked."""
    proofs: tuple[Proof, ...] = ()
    trouble: Message | None = None
    """Why it earns nothing whatever it is like: it is no longer there, or still is."""
    is_half: bool = False

    @property
    def name(self) -> str:
        """Its name, as Azure wrote it."""
        return Noun(self.life).name

    @property
    def failing(self) -> tuple[Result, ...]:
        """The conditions that do not hold, or are not told."""
        return tuple(one for one in self.results if one.truth is not True)

    @property
    def excuses(self) -> tuple[Excuse, ...]:
        """What was accepted in good faith."""
        return tuple(one.excuse for one in self.results if one.excuse)


def query_of(*, count: Bounds | int = 1, **values: Any) -> Query:
    """The question that a rubric's parameters make."""
    of_selection = {key: values.pop(key) for key in ("type", "name", "pattern", "group") if key in values}
    bounds = Bounds(min=count) if isinstance(count, int) else count
    return Query(Selection.model_construct(**of_selection), count=bounds, **values)


def candidates(query: Query, lab: Lab, excuses: Excuses = no_excuse) -> list[Candidate]:
    """The resources that are meant, the best first.

    Raises:
        Missing: nothing was collected at the stage that is asked for.
    """
    known = remembered(excuses)
    found: list[Candidate] = []
    enough = max(query.count.min or 1, 1) if query.count.max is None and not query.each else 0
    lives = chosen(lab, query.selection)
    if enough and query.where and query.moment == "ever" and not (query.changed or query.half):
        lives = _worth_a_look(query, lives, lab, known, enough)
    for life in lives:
        found.append(_candidate(life, query, lab, known))
        if enough and sum(one.share == ALL for one in found) >= enough:
            break
    return sorted(found, key=lambda one: (one.share, one.most), reverse=True)


def _worth_a_look(query: Query, lives: list[Life], lab: Lab, excuses: Excuses, enough: int) -> list[Life]:
    """The lives that may count where the best few do, told apart by counting alone: most resources are others'.

    Those of which no record is whole stay: what they do not tell keeps the criterion open.
    """
    tests = [(test_of(one), one) for one in query.where]
    scored = []
    for place, life in enumerate(lives):
        shown = lab.history.records(life)
        most = max((_score(tests, record, lab, excuses) for record in shown), default=0)
        scored.append((most, not any(one.whole for one in shown), -place, life))
    scored.sort(key=lambda one: one[:3], reverse=True)
    return [life for place, (_, is_open, _, life) in enumerate(scored) if place < enough or is_open]


def _score(tests: Sequence[tuple[Test | None, Condition]], record: Record, lab: Lab, excuses: Excuses) -> int:
    """On how many conditions a record agrees."""
    model, whole, agreed = record.model, record.whole, 0
    for test, condition in tests:
        own = test(model, whole) if test is not None else truth(condition, record, lab)
        if own or (own is False and excuses(condition) is not None and truth(condition, record, lab, excuses)):
            agreed += 1
    return agreed


def earned(query: Query, found: Sequence[Candidate], *, at_most: bool = False) -> Decimal:
    """What all candidates together earn; `at_most` if everything untold were as asked."""
    if query.count.max == 0:
        return NOTHING if any((one.share if at_most else one.most) == ALL for one in found) else ALL
    shares = sorted((one.most if at_most else one.share for one in found), reverse=True)
    least = max(query.count.min or 1, 1)
    counted = shares if query.each else shares[:least]
    mean = sum(counted, NOTHING) / max(len(counted), least)
    is_too_many = query.count.max is not None and sum(one == ALL for one in shares) > query.count.max
    return mean * HALF if is_too_many else mean


def _candidate(life: Life, query: Query, lab: Lab, excuses: Excuses) -> Candidate:
    seen = Candidate(life, proofs=(Noun(life).created.proof,))
    try:
        trouble, ending = _ending(life, query.moment)
    except Missing as missing:
        return replace(seen, most=ALL, trouble=missing.message)
    if trouble is not None:
        return replace(seen, trouble=trouble, proofs=(ending,) if ending else seen.proofs)
    shown = records(life, lab, query.moment)
    if query.moment.startswith("stage") and not shown:
        return replace(seen, trouble=say("{name} was not there at that stage", name=seen.name))
    own = _judged(seen, query, shown, lab, excuses)
    return replace(own, proofs=(*own.proofs, ending)) if ending else own


def _ending(life: Life, moment: str) -> tuple[Message | None, Proof | None]:
    """What is wrong with how it ended, and the proof of its deletion.

    Raises:
        Missing: whether it is still there could not be read.
    """
    name = Noun(life).name
    if moment == "end" and not life.present:
        return say("{name} is no longer there", name=name), deletion(life)
    if moment == "gone":
        gone = deletion(life)
        return (None, gone) if gone else (say("{name} is still there", name=name), None)
    return None, None


def _judged(seen: Candidate, query: Query, shown: Sequence[Record], lab: Lab, excuses: Excuses) -> Candidate:
    """The candidate by its best record; where any record is whole, what partial ones do not tell adds nothing."""
    change = _changed(query.changed, records(seen.life, lab, "ever")) if query.changed else True
    asked = replace(seen, change=change)
    if not query.where:
        proofs = (shown[-1].proof,) if shown else seen.proofs
        return _counted(replace(asked, proofs=proofs), query)
    best = _best(query, shown, lab, excuses)
    if best is None:
        return _counted(replace(asked, results=tuple(Result(one, None) for one in query.where)), query)
    results = tuple(judged(one, best, lab, excuses) for one in query.where)
    own = _counted(replace(asked, results=results, proofs=(best.proof,)), query)
    if not best.whole and any(one.whole for one in shown):
        own = replace(own, most=own.share)
    return _halved(own, query, shown, lab)


def _best(query: Query, shown: Sequence[Record], lab: Lab, excuses: Excuses) -> Record | None:
    """The record on which most conditions hold; of equals the one with the fewest that do not, and the latest."""
    best, score = None, (-1, 0)
    for record in shown:
        truths = [truth(one, record, lab, excuses) for one in query.where]
        own = (truths.count(True), -truths.count(False))
        if own >= score:
            best, score = record, own
        if all(truths):
            break
    return best


def _counted(own: Candidate, query: Query) -> Candidate:
    truths = [*(one.truth for one in own.results), *([own.change] if query.changed else [])]
    share, most = _share(truths, query), _share([one is not False for one in truths], query)
    excused = tuple(one.excuse.proof for one in own.results if one.excuse)
    return replace(own, share=share, most=most, proofs=(*own.proofs, *excused))


def _share(truths: Sequence[Truth], query: Query) -> Decimal:
    share = Decimal(sum(one is True for one in truths)) / len(truths) if truths else ALL
    return NOTHING if query.all and share < ALL else share


def _halved(best: Candidate, query: Query, shown: Sequence[Record], lab: Lab) -> Candidate:
    """Half of it, where what earns half holds."""
    if best.share >= HALF or not query.half:
        return best
    fits = any(all(judged(one, record, lab).truth for one in query.half) for record in shown)
    return replace(best, share=HALF, most=max(best.most, HALF), is_half=True) if fits else best


def _changed(changed: Changed, shown: Sequence[Record]) -> Truth:
    """Whether a value became another one, in the order of the records."""
    told = [values[0] for one in shown if (values := changed.place.values(one.model))]
    if any(_became(changed, before, after) for before, after in combinations(told, 2)):
        return True
    return False if told else None


def _became(changed: Changed, before: Any, after: Any) -> bool:
    key = changed.place.last
    if changed.from_ is not None and not same(before, changed.from_, key):
        return False
    if changed.to is not None and not same(after, changed.to, key):
        return False
    if changed.direction is None:
        return not same(before, after, key)
    one, other = number(before), number(after)
    if one is None or other is None:
        return False
    return other > one if changed.direction == "up" else other < one

"""Whether a question is marked evenly: the points given so far, those marked first, and two markers side by side."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from statistics import fmean

from bareme.marking.desk import Question
from bareme.marking.item import Item, State, markers
from bareme.marks import Decision, Kind

FIRST = 5
"""How many of those marked first deserve a second look."""
_ENOUGH = 10
"""Marks from which on the first ones can be compared with the others."""


@dataclass(frozen=True, slots=True)
class Bar:
    """How often so many points were given."""

    points: Decimal
    count: int
    share: int
    """Of the most frequent, in percent."""


def distribution(question: Question, steps: Sequence[Decimal]) -> list[Bar]:
    """The points given so far, every step of the question among them."""
    given = Counter(points for item in question.items if (points := _points(item)) is not None)
    if not given:
        return []
    top = max(given.values())
    return [Bar(one, given[one], round(100 * given[one] / top)) for one in sorted({*steps, *given})]


def mean(items: Iterable[Item]) -> float | None:
    """The mean of the points given."""
    points = [float(one) for item in items if (one := _points(item)) is not None]
    return round(fmean(points), 2) if points else None


@dataclass(frozen=True, slots=True)
class SecondLook:
    """Those of a question that were marked first, when the marker did not know yet what was to come."""

    items: tuple[Item, ...]
    first: float | None
    others: float | None


def second_look(question: Question, looked: Iterable[tuple[str, str]]) -> SecondLook | None:
    """Whom to look at again; nobody while too few are marked, or where it was done."""
    done = set(looked)
    marked = [item for item in question.items if item.state is State.DECIDED and _points(item) is not None]
    if len(marked) < _ENOUGH:
        return None
    by_time = sorted(marked, key=lambda item: item.history[0].when)
    groups: dict[str, list[Item]] = {}
    for item in by_time:
        groups.setdefault(item.group, []).append(item)
    early = [own[0] for own in list(groups.values())[:FIRST]]
    waiting = tuple(item for item in early if (item.student, item.criterion.id) not in done)
    late = [item for item in by_time if item.group not in {one.group for one in early}]
    return SecondLook(waiting, mean(early), mean(late)) if waiting and late else None


def by_marker(item: Item) -> dict[str, Decision]:
    """The last word of each marker on an item, where several have judged it."""
    found: dict[str, Decision] = {}
    for one in item.history:
        for who in markers(one.who):
            found[who] = one
    return found


def doubly_marked(question: Question) -> list[Item]:
    """The items that two markers have judged."""
    return [item for item in question.items if len(by_marker(item)) > 1]


def _points(item: Item) -> Decimal | None:
    decision = item.decision
    return decision.points if decision is not None and decision.kind is Kind.MARK else None

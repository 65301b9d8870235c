"""Whether a condition holds on a record: yes, no, or not told."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import Any

from bareme.conditions.compare import like, number, same
from bareme.conditions.model import Bounds, Condition, Plain, Selection, Target
from bareme.conditions.record import Record, records
from bareme.lab import Lab
from bareme.lab.noun import Noun
from bareme.reference.arm import fold
from bareme.reference.name_pattern import Form
from bareme.reference.resource_types import ancestors, type_of
from bareme.text.message import Message
from bareme.timeline import Life, Proof

Truth = bool | None
"""`None` where no record tells."""


@dataclass(frozen=True, slots=True)
class Excuse:
    """Why another value than the one asked for is accepted, and the proof of it."""

    remark: Message
    proof: Proof


Excuses = Callable[[Plain, list[Any]], Excuse | None]
"""Good faith: asked with a condition that does not hold and with what stands there."""


@dataclass(frozen=True, slots=True)
class Result:
    """How one condition stands on one record."""

    condition: Plain
    truth: Truth
    values: tuple[Any, ...] = ()
    excuse: Excuse | None = None


def no_excuse(_condition: Plain, _values: list[Any]) -> Excuse | None:
    """Nothing is accepted but what was asked for."""
    return None


def chosen(lab: Lab, selection: Selection) -> list[Life]:
    """The lives of a selection, by type, name and group."""
    return [life for life in lab.history.lives(selection.folded) if is_chosen(life.resource_id, selection)]


def is_chosen(resource_id: str, selection: Selection) -> bool:
    """Whether a resource has the name and the group of a selection."""
    name = resource_id.rpartition("/")[2]
    if selection.name and not fnmatchcase(name, fold(selection.name)):
        return False
    if selection.pattern is not None and _form(selection.pattern).groups(name) is None:
        return False
    group = resource_id.split("/")[4:5]
    return not selection.group or (bool(group) and fnmatchcase(group[0], fold(selection.group)))


def judged(condition: Plain, record: Record, lab: Lab, excuses: Excuses = no_excuse) -> Result:
    """A condition on a record."""
    if condition.any_ is not None:
        results = [judged(one, record, lab, excuses) for one in condition.any_]
        best = max(results, key=lambda one: _RANK[one.truth])
        return Result(condition, best.truth, best.values, best.excuse)
    if condition.not_ is not None:
        inner = judged(condition.not_, record, lab)
        return Result(condition, None if inner.truth is None else not inner.truth, inner.values)
    found = condition.place.values(record.model)
    if not found and condition.default is not None and record.whole:
        default = condition.default
        found = list(default) if isinstance(default, tuple) else [default]
    truth = _holds(condition, found, lab) if found or record.whole else None
    excuse = excuses(condition, found) if truth is False and found else None
    return Result(condition, True if excuse else truth, tuple(found), excuse)


_RANK = {True: 2, None: 1, False: 0}


def _holds(condition: Plain, found: list[Any], lab: Lab) -> Truth:
    """All that one condition asks of what stands at its path."""
    truths = [*_asked(condition, found), *_referred(condition, found, lab)]
    return False if False in truths else None if None in truths else True


def _asked(condition: Plain, found: list[Any]) -> Iterable[bool]:
    key = condition.place.last
    each = _spread(found)
    if condition.exists is not None:
        yield bool(found) == condition.exists
    if condition.length is not None:
        yield _within(len(each), condition.length)
    if condition.eq is not None:
        yield _equals(found, each, condition.eq, key)
    if condition.in_ is not None:
        yield any(same(value, one, key) for value in each for one in condition.in_)
    if condition.has is not None:
        yield any(_contains(value, condition.has, key) for value in each)
    if condition.like is not None:
        yield any(like(value, condition.like) for value in each)
    if condition.pattern is not None:
        form = _form(condition.pattern)
        yield any(isinstance(value, str) and form.groups(value) is not None for value in each)
    low, high = condition.between or (condition.min, condition.max)
    if low is not None or high is not None:
        numbers = [one for value in each if (one := number(value)) is not None]
        yield any((low is None or one >= low) and (high is None or one <= high) for one in numbers)


def _equals(found: list[Any], each: list[Any], wanted: Any, key: str) -> bool:
    if isinstance(wanted, tuple):
        return same(each, list(wanted), key)
    return any(same(value, wanted, key) for value in (*found, *each))


def _contains(value: Any, wanted: Any, key: str) -> bool:
    return same(value, wanted, key) or (
        isinstance(value, str) and isinstance(wanted, str) and fold(wanted) in fold(value)
    )


def _spread(found: list[Any]) -> list[Any]:
    """The values, lists among them taken apart."""
    return [one for value in found for one in (value if isinstance(value, list) else [value])]


def _within(count: int, bounds: Bounds | int) -> bool:
    if isinstance(bounds, int):
        return count == bounds
    return (bounds.min is None or count >= bounds.min) and (bounds.max is None or count <= bounds.max)


def _referred(condition: Plain, found: list[Any], lab: Lab) -> Iterable[Truth]:
    target = condition.ref if isinstance(condition, Condition) else None
    if target is None:
        return
    ids = [fold(value.get("id") if isinstance(value, dict) else value) for value in _spread(found)]
    truths = [_refers(one, target, lab) for one in ids if one]
    yield True if True in truths else None if None in truths else False


def _refers(resource_id: str, target: Target, lab: Lab) -> Truth:
    """Whether an id names such a resource, or something inside of it: an address pool is in its load balancer."""
    own = next((one for one in (resource_id, *ancestors(resource_id)) if type_of(one) == target.folded), None)
    if own is None or not is_chosen(own, target):
        return False
    if not target.where:
        return True
    lives = [life for life in lab.history.lives(target.folded) if life.resource_id == own]
    truths = [_all_hold(target, record, lab) for life in lives for record in records(life, lab, "ever")]
    return True if True in truths else None if None in truths or not truths else False


def _all_hold(target: Target, record: Record, lab: Lab) -> Truth:
    truths = [judged(one, record, lab).truth for one in target.where]
    return False if False in truths else None if None in truths else True


def _form(pattern: Form) -> Form:
    """The same, whatever the case: Azure's names have none."""
    return Form(f"(?i:{pattern.pattern})")


def deletion(life: Life) -> Proof | None:
    """The proof that a resource was deleted; `None` while it is there.

    Raises:
        Missing: whether it is still there could not be read.
    """
    gone = Noun(life).deleted
    return gone.proof if gone else None

"""Whether a condition holds on a record: yes, no, or not told."""

from collections.abc import Callable
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import Any

from bareme.conditions.compiled import Truth, test_of
from bareme.conditions.model import Condition, Plain, Selection, Target
from bareme.conditions.operators import fits, spread
from bareme.conditions.record import records
from bareme.lab import Lab
from bareme.lab.noun import Noun
from bareme.reference.arm import fold
from bareme.reference.name_pattern import Form
from bareme.reference.resource_types import ancestors, type_of
from bareme.text.message import Message
from bareme.timeline import Life, Proof
from bareme.timeline.record import Record


@dataclass(frozen=True, slots=True)
class Excuse:
    """Why another value than the one asked for is accepted, and the proof of it."""

    remark: Message
    proof: Proof


Excuses = Callable[[Plain], Excuse | None]
"""Good faith: asked with a condition that does not hold, whatever stands there instead."""


@dataclass(frozen=True, slots=True)
class Result:
    """How one condition stands on one record."""

    condition: Plain
    truth: Truth
    values: tuple[Any, ...] = ()
    excuse: Excuse | None = None


def no_excuse(_condition: Plain) -> Excuse | None:
    """Nothing is accepted but what was asked for."""
    return None


def remembered(excuses: Excuses) -> Excuses:
    """The same, each condition asked for once."""
    known: dict[int, Excuse | None] = {}

    def ask(condition: Plain) -> Excuse | None:
        if id(condition) not in known:
            known[id(condition)] = excuses(condition)
        return known[id(condition)]

    return ask


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
    """A condition on a record, with what stands there."""
    if condition.any_ is not None:
        results = [judged(one, record, lab, excuses) for one in condition.any_]
        best = max(results, key=lambda one: _RANK[one.truth])
        return Result(condition, best.truth, best.values, best.excuse)
    if condition.not_ is not None:
        inner = judged(condition.not_, record, lab)
        return Result(condition, None if inner.truth is None else not inner.truth, inner.values)
    found = _standing(condition, record)
    if not found and not record.whole:
        return Result(condition, None)
    own = _holds(condition, found, lab)
    excuse = excuses(condition) if own is False and found else None
    return Result(condition, True if excuse else own, tuple(found), excuse)


def truth(condition: Plain, record: Record, lab: Lab, excuses: Excuses = no_excuse) -> Truth:
    """The same in one word: most records are only counted."""
    test = test_of(condition)
    own = test(record.model, record.whole) if test else judged(condition, record, lab).truth
    if own is False and condition.path is not None and excuses(condition) and condition.place.values(record.model):
        return True
    return own


_RANK = {True: 2, None: 1, False: 0}


def _standing(condition: Plain, record: Record) -> list[Any]:
    """What stands at a condition's path; what Azure means where a whole record tells nothing."""
    found = condition.place.values(record.model)
    if found or condition.default is None or not record.whole:
        return found
    default = condition.default
    return list(default) if isinstance(default, tuple) else [default]


def _holds(condition: Plain, found: list[Any], lab: Lab) -> Truth:
    """All that one condition asks of what stands at its path."""
    if not fits(condition, found):
        return False
    return _referred(condition, found, lab) if isinstance(condition, Condition) and condition.ref else True


def _referred(condition: Condition, found: list[Any], lab: Lab) -> Truth:
    """Whether one of the ids that stand there leads to the resource asked for."""
    target = condition.ref
    if target is None:
        return True
    ids = [fold(value.get("id") if isinstance(value, dict) else value) for value in spread(found)]
    truths = [_refers(one, target, lab) for one in ids if one]
    return True if True in truths else None if None in truths else False


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
    truths = [truth(one, record, lab) for one in target.where]
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

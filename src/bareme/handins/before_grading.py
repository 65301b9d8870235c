"""Whose is what, where the roster does not say: learnt from hand-ins, and told before anybody is graded."""

from collections.abc import Iterator
from pathlib import Path

from bareme.handins.overview import heads
from bareme.handins.receipt import read_receipts
from bareme.handins.warnings import Learnt, learn
from bareme.roster import Roster, Student
from bareme.roster.learnt_scopes import read_scopes
from bareme.text.message import Message, say


def learnt_scopes(roster: Roster, evidence: Path) -> Learnt:
    """The scopes of those whom the roster gives none.

    Raises:
        RosterError: `scopes.csv` cannot be used.
    """
    unknown = [one for one in roster.students if not one.scope.subscription_id]
    known = read_scopes(evidence) if unknown else {}
    found = {one.id: tuple(heads(evidence / one.slug)) for one in unknown if one.id not in known}
    handed_in = read_receipts(evidence).values() if unknown else ()
    return learn(unknown, found, known, [frozenset(one.students) for one in handed_in if len(one.students) > 1])


def told_before(roster: Roster, learnt: Learnt) -> Iterator[Message]:
    """What is odd between hand-ins, a sentence each."""
    by_id: dict[str, Student] = {one.id: one for one in roster.students if one.id in learnt.warnings}
    for student, warnings in learnt.warnings.items():
        for warning in warnings:
            yield say("{id} ({name}): {problem}", id=student, name=by_id[student].name, problem=warning)

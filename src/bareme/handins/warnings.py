"""What to know before grading: a subscription in two hand-ins, another one than last time or than the roster's."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from bareme.evidence import Collection
from bareme.reference.arm import fold
from bareme.roster import Scope, Student
from bareme.text.message import Message, say


@dataclass(frozen=True, slots=True)
class Learnt:
    """The scopes of those whom the roster gives none, and what is odd, by student."""

    scopes: Mapping[str, Scope]
    warnings: Mapping[str, Sequence[Message]]


def learn(
    students: Iterable[Student],
    evidence: Mapping[str, Sequence[Collection]],
    before: Mapping[str, Scope],
    together: Iterable[frozenset[str]] = (),
) -> Learnt:
    """Whose each subscription is, by the hand-ins; `together` are those who handed in one thing as a group.

    What was learnt before holds: another subscription later is told, and counts once the teacher says so.
    """
    everybody = list(students)
    scopes = dict(before)
    warnings: dict[str, list[Message]] = defaultdict(list)
    owners: dict[tuple[str, str], list[str]] = defaultdict(list)
    for student in everybody:
        found = _scopes(evidence.get(student.id, ()))
        for scope in found or ([scopes[student.id]] if student.id in scopes else []):
            owners[fold(scope.subscription_id), fold(scope.resource_group)].append(student.id)
        if student.scope.subscription_id:
            own = student.scope.subscription_id
            for one in _others(found, own):
                told = say(
                    "subscription {id} is handed in, but the roster says {own}: it does not count", id=one, own=own
                )
                warnings[student.id].append(told)
        elif found:
            own = scopes.setdefault(student.id, found[0]).subscription_id
            for one in _others(found, own):
                told = say("subscription {id} is handed in, another one than before ({own}); it does not count unless "
                           "scopes.csv says so", id=one, own=own)  # fmt: skip
                warnings[student.id].append(told)
    groups = list(together)
    for (subscription, _), ids in owners.items():
        for one in ids:
            others = tuple(x for x in ids if x != one and not any({one, x} <= group for group in groups))
            if others:
                told = say("subscription {id} is in the hand-in of {others} too", id=subscription, others=others)
                warnings[one].append(told)
    return Learnt(scopes, {name: told for name, told in warnings.items() if told})


def _others(found: Sequence[Scope], own: str) -> list[str]:
    """Subscriptions that are not the student's own, each once."""
    return list(dict.fromkeys(one.subscription_id for one in found if fold(one.subscription_id) != fold(own)))


def _scopes(collections: Sequence[Collection]) -> list[Scope]:
    """Each scope once, the first first."""
    found = {
        (fold(one.subscription_id), fold(one.resource_group)): Scope(
            one.subscription_id, resource_group=one.resource_group
        )
        for one in reversed(collections)
    }
    return list(reversed(found.values()))

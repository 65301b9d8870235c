"""One change of a good student's work."""

from collections.abc import Callable
from dataclasses import dataclass

from bareme.prove.example import Example
from bareme.prove.spots import Spot
from bareme.text.message import Message


@dataclass(frozen=True, slots=True)
class Mutation:
    """What is done otherwise, and what that touches."""

    name: str
    told: Message
    apply: Callable[[Example], Example]
    is_denial: bool = False
    """Whether something is only not read: no criterion may fall by it, only become unverifiable."""
    spots: frozenset[Spot] = frozenset()
    """Where it changes a student's work; a denial changes nothing."""
    owner: str = ""
    """The criterion whose one condition it spoils: that criterion must fall by it."""
    is_sweeping: bool = False
    """Whether it takes everything of a kind away: whatever falls by that alone may look at nothing in particular."""


def mutation(name: str, told: Message, apply: Callable[[Example], Example], *places: str) -> Mutation:
    """A mutation of these places, written as a check's `looks_at`."""
    return Mutation(name, told, apply, spots=frozenset(map(Spot.at, places)))

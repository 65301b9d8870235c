"""One change of a good student's work."""

from collections.abc import Callable
from dataclasses import dataclass

from bareme.prove.aspects import Aspect
from bareme.prove.example import Example
from bareme.prove.spots import Spot
from bareme.text.message import Message


@dataclass(frozen=True, slots=True)
class Mutation:
    """What is done otherwise, and what that touches."""

    name: str
    told: Message
    touches: frozenset[Aspect]
    apply: Callable[[Example], Example]
    is_denial: bool = False
    """Whether something is only not read: no criterion may fall by it, only become unverifiable."""
    spots: frozenset[Spot] | None = None
    """What it changes, where it was made of a rubric's own conditions; else what it touches is told by aspects."""
    owner: str = ""
    """The criterion whose one condition it spoils: that criterion must fall by it."""
    is_sweeping: bool = False
    """Whether it takes everything of a kind away: whatever falls by that alone may look at nothing in particular."""


def mutation(name: str, told: Message, apply: Callable[[Example], Example], *touches: Aspect) -> Mutation:
    """A mutation that touches these aspects."""
    return Mutation(name, told, frozenset(touches), apply)

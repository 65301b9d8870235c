"""What we could not see. It is never the same as what is not there."""

from collections.abc import Callable, Iterable
from typing import TypeVar

from bareme.text.message import Message

Thing = TypeVar("Thing")
Told = TypeVar("Told")


class Missing(Exception):  # noqa: N818 - reads as the fact it states: `except Missing`
    """Asked for something that no readable source tells: the criterion is unverifiable, never unmet."""

    def __init__(self, message: Message) -> None:
        super().__init__(str(message))
        self.message = message


class Contradiction(Missing):
    """Two sources say different things about the same fact: both are named, and nobody is graded on it."""


def required(found: Told | None, reason: Message) -> Told:
    """What was found, where anything was.

    Raises:
        Missing: nothing was, for this reason.
    """
    if found is None:
        raise Missing(reason)
    return found


def told(things: Iterable[Thing], read: Callable[[Thing], Told]) -> list[Told]:
    """What can be read of these things, the ones that tell nothing left out."""
    found: list[Told] = []
    for thing in things:
        try:
            found.append(read(thing))
        except Missing:
            continue
    return found

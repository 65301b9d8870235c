"""What is wrong in a roster, all of it told at once."""

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from bareme.errors import RosterError
from bareme.text.message import Message, lines, say

MAX_TOLD = 100
"""More problems than that have one cause, and nobody reads on."""


class Problem(NamedTuple):
    """One thing wrong, and the line it is in."""

    line: int
    message: Message


def refusal(file: Path, problems: Sequence[Problem]) -> RosterError:
    """The error that lists these problems, at least one, each as `file:line: what is wrong`."""
    ordered = sorted(problems, key=lambda one: one.line)
    told = [say("{place}: {problem}", place=f"{file}:{line}", problem=message) for line, message in ordered]
    if len(told) > MAX_TOLD:
        told[MAX_TOLD:] = [say("… and {count} more.", count=len(told) - MAX_TOLD)]
    return RosterError(lines(told), say("Nothing was done. Correct the roster and run the same command again."))

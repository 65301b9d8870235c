"""Telling what is no longer as it was."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from bareme.cli.output import console, tell
from bareme.integrity.verify import Trouble
from bareme.text.language import Speech
from bareme.text.message import Message, say

SHOWN = 60
"""Troubles told one by one."""


class Told(NamedTuple):
    """How many troubles were told, and how many of them are serious."""

    number: int
    serious: int


def told_troubles(troubles: Iterable[Trouble], speech: Speech) -> Told:
    """Tell the first of them, then what to do, each advice once."""
    page = console(error=True)
    count = serious = 0
    advice: dict[Message, None] = {}
    for one in troubles:
        count += 1
        serious += one.serious
        advice[one.advice] = None
        if count <= SHOWN:
            tell(page, speech, one.told)
    if count > SHOWN:
        tell(page, speech, say("… and {n} more", n=count - SHOWN))
    for sentence in advice:
        tell(page, speech, sentence)
    return Told(count, serious)


def as_json(one: Trouble, speech: Speech) -> dict[str, Any]:
    """One of them for programs."""
    problem, advice = speech.tell(one.problem), speech.tell(one.advice)
    return {"file": one.file, "problem": problem, "advice": advice, "serious": one.serious}

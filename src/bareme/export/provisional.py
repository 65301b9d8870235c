"""Whose grade may leave the house: a final one always, an open one only as the teacher says."""

from decimal import Decimal
from enum import StrEnum

from bareme.export.model import Pupil
from bareme.text.message import Message, say


class Provisional(StrEnum):
    """What to hand over while something is still to be judged."""

    SKIP = "skip"
    SCORE = "score"
    LOW = "low"


def handed(pupil: Pupil, provisional: Provisional) -> Decimal | Message:
    """The grade to hand over, or why there is none. What could not be read is never a 0."""
    if pupil.status == "final":
        return pupil.score
    if pupil.status != "provisional":
        return say("could not be graded: {why}", why=pupil.problem) if pupil.problem else say("could not be graded")
    if provisional is Provisional.SKIP:
        return say("not final: between {low} and {high}", low=pupil.low, high=pupil.high)
    return pupil.low if provisional is Provisional.LOW else pupil.score

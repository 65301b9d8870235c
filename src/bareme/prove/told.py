"""A proof's problems as sentences, and the whole proof as JSON."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from bareme.prove.mutations import MUTATIONS
from bareme.prove.mutations.place import OTHER_NAMES
from bareme.prove.proof import Flaw, Problem, Proven
from bareme.text.message import Message, say

SCHEMA = "bareme/proof/v1"

_MUTATIONS = {one.name: one.told for one in MUTATIONS}


_NOTHING: Mapping[str, Message] = MappingProxyType({})


def told(  # noqa: PLR0911 - one a flaw
    problem: Problem, words: Mapping[str, Message] = _NOTHING, names: Mapping[str, Message] = _NOTHING
) -> Message:
    """What is wrong, and what to look for; `words` are those of the outcomes for people, `names` of what was tried."""
    own, cause = problem.criterion, names.get(problem.cause) or named(problem.cause)
    outcome, expected = (words.get(one) or one for one in (problem.outcome, problem.expected))
    match problem.flaw:
        case Flaw.NOT_MET:
            return say("{id}: the good student does not meet it ({outcome})", id=own, outcome=outcome)
        case Flaw.CANNOT_FAIL if problem.cause:
            return say("{id}: it does not fall by “{cause}”, which it asks for: the condition cannot fail",
                       id=own, cause=cause)  # fmt: skip
        case Flaw.CANNOT_FAIL:
            return say("{id}: it cannot fail: no change of what it checks makes it fall", id=own)
        case Flaw.UNRELATED if problem.cause == OTHER_NAMES:
            return say(
                "{id}: a wrong name costs it ({outcome}): say more of the machine beside name and os – location, skus,"
                " sizes, os_disk – so that it is recognised all the same",
                id=own, outcome=outcome,
            )  # fmt: skip
        case Flaw.UNRELATED:
            return say(
                "{id}: it falls by “{cause}”, which it does not check ({outcome})", id=own, cause=cause, outcome=outcome
            )
        case Flaw.UNFAIR:
            return say(
                "{id}: “{cause}” makes it {outcome}: what is not read must never count against a student",
                id=own, cause=cause, outcome=outcome,
            )  # fmt: skip
        case Flaw.EXAMPLE:
            return say(
                "{id}: the example “{cause}” gets {outcome}, {expected} is declared",
                id=own, cause=cause, outcome=outcome, expected=expected,
            )  # fmt: skip


def named(cause: str) -> Message:
    """A mutation in words; an example student by his name."""
    return _MUTATIONS.get(cause) or say("{name}", name=cause)


def to_wire(proven: Proven) -> dict[str, Any]:
    """The object `bareme rubric prove --json` prints."""
    rows = [
        {"id": row.criterion, "check": row.check, "good": row.outcome,
         "falls_by": [{"mutation": name, "outcome": outcome} for name, outcome in row.killers]}
        for row in proven.rows
    ]  # fmt: skip
    problems = [
        {"id": one.criterion, "flaw": one.flaw.value, "cause": one.cause, "outcome": one.outcome,
         "expected": one.expected, "message": str(told(one, names=proven.names))}
        for one in proven.problems
    ]  # fmt: skip
    return {
        "schema": SCHEMA,
        "proven": not proven.problems,
        "criteria": rows,
        "problems": problems,
        "mutations": list(proven.tried),
        "examples": list(proven.examples),
    }

"""Why a criterion stands differently: whatever it rests on that changed, else the program itself."""

from collections.abc import Iterator

from bareme.diff.model import Cause, Standing


def causes(
    before: Standing | None, after: Standing | None, *, other_rule: bool, other_evidence: bool
) -> tuple[Cause, ...]:
    """Every cause that may have played a part; where a person decided, only that did."""
    found = tuple(_found(before, after, other_rule=other_rule, other_evidence=other_evidence))
    return found or (Cause.PROGRAM,)


def _found(
    before: Standing | None, after: Standing | None, *, other_rule: bool, other_evidence: bool
) -> Iterator[Cause]:
    if before is None or after is None:
        yield Cause.RUBRIC
        return
    if other_rule:
        yield Cause.RUBRIC
    if before.decided != after.decided:
        yield Cause.DECISION
    if after.again:
        yield Cause.AGAIN
    if after.decided and not after.again:
        return
    if other_evidence:
        yield Cause.EVIDENCE
    if before.answer != after.answer:
        yield Cause.ANSWER
    if before.needs != after.needs:
        yield Cause.NEEDS

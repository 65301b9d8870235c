"""What rests on a student's own exports alone: his word, for a person to judge. What was collected decides if it can.

Two labs are assessed: of everything, and of what was collected. Where the second one tells, the first adds nothing.
"""

from collections.abc import Iterable
from dataclasses import replace

from bareme.checking.check import Check
from bareme.checking.finding import NOTHING, Finding, Outcome
from bareme.evidence import Source
from bareme.grading.assess import Task, assess
from bareme.lab import Lab
from bareme.suspicion import HandIn
from bareme.text.message import say


def assess_handin(work: Iterable[Task], lab: Lab, handin: HandIn) -> dict[str, Finding]:
    """The findings of a hand-in's lab: where its exports are the student's word, told apart from what was collected."""
    if not handin.is_word_apart:
        return assess(work, lab)
    asked = tuple(work)
    told, collected = assess(asked, lab), handin.collected_lab
    read = assess(asked, collected) if collected else {}
    checks = {task.criterion.id: task.check for task in asked if task.check}
    return {name: _decided(finding, read.get(name), checks[name], collected) for name, finding in told.items()}


def _decided(told: Finding, read: Finding | None, check: Check, collected: Lab | None) -> Finding:
    """What counts: what was read where it is enough; else what all of it tells, and how much of that is proven."""
    if not check.reads:
        return told
    if read and collected and _is_enough(read, told, check, collected):
        return read
    proven = read.share if read else NOTHING
    if told.share > proven:
        found = say("only the student's own export tells it: {found}", found=told.found)
        return replace(told, found=found, proven=proven)
    return read if read and read.outcome is Outcome.PARTIAL else told


def _is_enough(read: Finding, told: Finding, check: Check, collected: Lab) -> bool:
    """Whether what was collected decides: it proves all of it, or its log covers the time and shows that there is less.

    Some facts stand in no log, such as fault domains: those a check could not see, and an earlier export may tell. An
    export made later may tell of what was done since.
    """
    if read.outcome in {Outcome.MET, Outcome.UNVERIFIABLE}:
        return read.outcome is Outcome.MET
    until = collected.history.last.collected_at
    is_covered = all(proof.time is None or proof.time <= until for proof in told.proofs)
    return is_covered and not any(collected.history.unread({*check.reads, Source.ACTIVITY_LOG}))

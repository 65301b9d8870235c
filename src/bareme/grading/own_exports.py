"""What rests on a student's own exports alone: his word, for a person to judge. What was collected decides if it can.

Two labs are assessed: of everything, and of what was collected. Where the second one tells, the first adds nothing.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from bareme.checking.check import Check
from bareme.checking.finding import NOTHING, Finding, Outcome
from bareme.evidence import Source
from bareme.grading.assess import Task, assess
from bareme.lab import Lab
from bareme.reference.arm import Wire, dig_text, fold, instant
from bareme.suspicion import HandIn
from bareme.suspicion.attested import attested_machines
from bareme.text.message import Message, say


def assess_handin(work: Iterable[Task], lab: Lab, handin: HandIn) -> dict[str, Finding]:
    """The findings of a hand-in's lab: where its exports are the student's word, told apart from what was collected."""
    if not handin.is_word_apart:
        return assess(work, lab)
    asked = tuple(work)
    told, collected = assess(asked, lab), handin.collected_lab
    read = assess(asked, collected) if collected else {}
    checks = {task.criterion.id: task.check for task in asked if task.check}
    machines = attested_machines(handin)
    decided = {name: _decided(finding, read.get(name), checks[name], collected) for name, finding in told.items()}
    return {name: _with_attested(finding, machines) for name, finding in decided.items()}


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


def _with_attested(finding: Finding, machines: Mapping[str, Wire]) -> Finding:
    """The finding, with what of it is Azure's own word: the machine, its subscription, image and hour, nothing else."""
    facts = {place: machines[place] for proof in finding.proofs if (place := fold(proof.resource)) in machines}
    if finding.proven is None or not facts:
        return finding
    told = say(
        "Azure signed that there were: {machines}. All else here is the student's word",
        machines=tuple(_told(place, fact) for place, fact in facts.items()),
    )
    remark = say("{remark}; {told}", remark=finding.remark, told=told) if finding.remark else told
    return replace(finding, remark=remark)


def _told(place: str, fact: Wire) -> Message:
    return say(
        "machine {id} ({name}), image {sku}, in this subscription, at {time}",
        id=dig_text(fact, "vm_id") or "", name=place.rpartition("/")[2], sku=dig_text(fact, "sku") or "?",
        time=instant(fact.get("created")) or "?",
    )  # fmt: skip


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

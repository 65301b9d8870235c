"""The core: `assess(rubric, lab) -> findings`. Pure; pytest, the class run and the student's check all call it.

Here, and only here, "not read" is kept apart from "not done": a check that found no proof is only believed where every
source it reads was read.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any

from bareme.checking.catalogue import Catalogue
from bareme.checking.check import Check, TypesRead
from bareme.checking.finding import NOTHING, Finding, Outcome, unverifiable
from bareme.errors import EvidenceError
from bareme.evidence import Source
from bareme.grading.ownership import never_seen
from bareme.lab import Lab
from bareme.rubric import Criterion, Rubric, of_lab
from bareme.rubric.model import EvidenceKind
from bareme.rubric.of_student import ROOT
from bareme.rubric.parameters import AS_WRITTEN, filled, overridden
from bareme.rubric.values import adapter
from bareme.text.message import Message, say
from bareme.timeline.missing import Missing

_KINDS = {
    Source.ACTIVITY_LOG: EvidenceKind.ACTIVITY_LOG,
    Source.DEPLOYMENTS: EvidenceKind.DEPLOYMENTS,
    Source.RESOURCE_CHANGES: EvidenceKind.RESOURCE_CHANGES,
}


PROOFS = {
    EvidenceKind.STATE: say("that it is there now"),
    EvidenceKind.ACTIVITY_LOG: say("the activity log"),
    EvidenceKind.DEPLOYMENTS: say("the deployments"),
    EvidenceKind.RESOURCE_CHANGES: say("the record of changes"),
    EvidenceKind.LEFT_OVERS: say("what it left behind"),
    EvidenceKind.SCRIPT: say("a script"),
    EvidenceKind.CHECKPOINT: say("a checkpoint kept while it was there"),
    EvidenceKind.ANSWERS: say("an answer"),
}
"""The kinds of proof, as a student reads of them."""

NO_TYPES = TypesRead()


@dataclass(frozen=True, slots=True)
class Task:
    """A criterion ready to be assessed: its check, and the values its parameters have for this student."""

    criterion: Criterion
    check: Check | None
    values: Mapping[str, Any]
    accepted: frozenset[EvidenceKind] = frozenset()
    """The kinds of proof that count; empty where all do."""
    commands: tuple[str, ...] = ()
    """What may be shown him to do, the names of what is his own still to be put in."""
    first: tuple[str, ...] = ()
    """The same of what makes ready for it."""
    unknown: Message | None = None
    """What of the student it needs that nobody tells."""


def tasks(
    rubric: Rubric, catalogue: Catalogue, student: str | None = None, own: Mapping[str, str] = MappingProxyType({})
) -> tuple[Task, ...]:  # fmt: skip
    """The criteria of a rubric, parameters filled in, substitutes applied.

    `own` are the values of `${student.…}`, those left out that nobody tells.
    """
    parameters: Mapping[str, Any] = {ROOT: own, **rubric.parameters}
    for substitute in rubric.substitutes_for(student):
        parameters = overridden(parameters, substitute.parameter, substitute.value)
    return tuple(_task(criterion, catalogue, parameters) for criterion in rubric.criteria)


def assess(work: Iterable[Task], lab: Lab) -> dict[str, Finding]:
    """The finding of every criterion that has a check, by criterion id."""
    return {task.criterion.id: assess_one(task, task.check, lab) for task in work if task.check}


def assess_one(task: Task, check: Check, lab: Lab) -> Finding:
    """One criterion's finding, unverifiable where it rests on what was not read, was another's or is not accepted."""
    if task.unknown:
        return unverifiable(check.expected, task.unknown)
    read = check.types(task.values) if check.types else NO_TYPES
    unseen = never_seen(lab.history) if check.reads or read.types else None
    if unseen:
        return unverifiable(check.expected, unseen)
    try:
        finding = check.run(lab, task.values)
    except Missing as missing:
        return unverifiable(check.expected, missing.message)
    except EvidenceError as damaged:
        return unverifiable(check.expected, damaged.message)
    except MemoryError:
        raise
    except Exception as error:  # noqa: BLE001 - a teacher's check may be wrong; the other criteria must not suffer
        return unverifiable(check.expected, say("the check {name} broke: {error}", name=check.name, error=repr(error)))
    return _accepted(_excused(_believed(finding, check, read, lab), lab), task.accepted)


def _believed(finding: Finding, check: Check, read: TypesRead, lab: Lab) -> Finding:
    """The finding, unless it rests on the silence of a source, or about a type, that was not read."""
    if finding.outcome in {Outcome.MET, Outcome.UNVERIFIABLE} or finding.seen:
        return finding
    types = lab.history.unread_types(read.types, whole=read.whole, past=read.past)
    unread = (*lab.history.unread(check.reads), *types)
    if not unread:
        return finding
    found = say("{found}. It cannot be concluded that nothing more was done: {why}", found=finding.found, why=unread)
    return replace(finding, outcome=Outcome.UNVERIFIABLE, found=found)


def _excused(finding: Finding, lab: Lab) -> Finding:
    """The finding, unless nothing was done and Azure refused to do anything any more: the subscription was disabled."""
    if finding.outcome is not Outcome.UNMET or finding.proofs or lab.closed is None:
        return finding
    found = say("{found}, and Azure refused: the subscription was disabled", found=finding.found)
    return replace(finding, outcome=Outcome.UNVERIFIABLE, found=found, proofs=(lab.closed.proof,))


def _accepted(finding: Finding, accepted: frozenset[EvidenceKind]) -> Finding:
    """The finding, unless all its proof is of kinds this criterion does not accept."""
    if not accepted or not finding.proofs or finding.outcome not in {Outcome.MET, Outcome.PARTIAL}:
        return finding
    if EvidenceKind.ANSWERS in accepted or any(_kind(proof.source) in accepted for proof in finding.proofs):
        return finding
    kinds = tuple(PROOFS[one] for one in EvidenceKind if one in accepted)
    told = say("{found}. This is not proof enough here; what counts: {kinds}", found=finding.found, kinds=kinds)
    return replace(finding, outcome=Outcome.UNVERIFIABLE, share=NOTHING, found=told)


def _accepted_kinds(criterion: Criterion) -> frozenset[EvidenceKind]:
    """What is accepted; whoever accepts the state accepts what it leaves behind and its checkpoints."""
    accepted = set(criterion.evidence)
    if EvidenceKind.STATE in accepted:
        accepted |= {EvidenceKind.LEFT_OVERS, EvidenceKind.CHECKPOINT}
    if EvidenceKind.LEFT_OVERS in accepted:
        accepted |= {EvidenceKind.STATE}
    return frozenset(accepted)


def _kind(source: Source) -> EvidenceKind:
    return _KINDS.get(source, EvidenceKind.STATE)


def _task(criterion: Criterion, catalogue: Catalogue, parameters: Mapping[str, Any]) -> Task:
    check = catalogue[criterion.check] if criterion.check else None
    accepted = _accepted_kinds(criterion)
    try:
        given = filled(criterion.values, parameters)
        own = {**parameters, of_lab.ROOT: AS_WRITTEN}
        commands, first = (tuple(map(str, filled(some, own))) for some in (criterion.commands, criterion.first))
    except KeyError as error:
        told = say("it is not known which “{name}” this student has: the roster does not tell it", name=error.args[0])
        return Task(criterion, check, {}, accepted, unknown=told)
    values = {key: adapter(check, key).validate_python(value) for key, value in given.items()} if check else {}
    return Task(criterion, check, values, accepted, commands, first)

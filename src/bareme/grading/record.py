"""One student's outcome as plain data, in no language: what the ledger keeps and every output is written from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, NotRequired, TypedDict

from bareme.checking.finding import Outcome
from bareme.evidence import Collection, Source
from bareme.files.problem import Problem, ProblemWire
from bareme.grading.commands import Command
from bareme.grading.grade import Grade, basis_of
from bareme.grading.lab_events import LabEvent
from bareme.grading.verdict import Verdict
from bareme.reference.arm import dig_text
from bareme.roster import Student
from bareme.submission import NO_ANSWER, NOTHING, Answer, Submission
from bareme.suspicion import Traces
from bareme.text.message import Message

MessageWire = dict[str, Any]
OutcomeWord = Literal["met", "partial", "unmet", "unverifiable", "pending", "blocked", "waived"]
StatusWord = Literal["final", "provisional", "unreadable"]


class CriterionRecord(TypedDict):
    """How one criterion stands; points as exact decimal texts."""

    id: str
    outcome: OutcomeWord
    points: str
    low: str
    high: str
    expected: MessageWire | None
    found: MessageWire
    remark: MessageWire | None
    comment: str
    marked: bool
    answer: str
    files: list[str]
    basis: str
    place: NotRequired[tuple[str, int]]
    """File and line of the answer, in the student's repository."""
    again: NotRequired[MessageWire | None]
    """Why a person should judge it again, who judged it before."""
    suggestion: str
    """Points that the finding proposes; empty where nothing could be read."""
    observed: NotRequired[MessageWire]
    """What the machine found, where a person's decision stands in its place."""
    proofs: list[dict[str, Any]]
    exported: NotRequired[bool]
    """Whether only a student's own export speaks for it; said only where it is so."""
    command: NotRequired[str]
    """The az command that brings the student on, complete with the names of what is his."""
    prepares: NotRequired[bool]
    """Whether it only makes ready for the criterion's own command."""
    slip: NotRequired[str]
    """The decision that is charged once; runs of older versions know none."""


class CollectionRecord(TypedDict):
    """Where the evidence came from."""

    sha256: str
    collected_at: str
    stage: str | None
    origin: str
    subscription_id: str
    resource_group: str | None
    subscription: NotRequired[str]
    """The subscription's name, where it was read."""
    unread: list[dict[str, str]]


class LateRecord(TypedDict):
    """How late a hand-in was, and what was taken off for it."""

    minutes: int
    points: str
    message: MessageWire


class Record(TypedDict):
    """Everything a report says of one student."""

    id: str
    name: str
    group: str
    email: str
    github: str
    slug: str
    status: StatusWord
    score: str
    low: str
    high: str
    machine: NotRequired[tuple[str, str]]
    """What checks alone give at least and at most; runs of older versions do not tell."""
    problem: MessageWire | None
    criteria: list[CriterionRecord]
    collections: list[CollectionRecord]
    timeline: list[dict[str, Any]]
    problems: list[ProblemWire]
    """What is wrong with what was handed in, and what to know of the evidence: said in every report."""
    seconds: float
    late: NotRequired[LateRecord]
    """What handing in late cost; the grade is what is left."""
    coaching: NotRequired[dict[str, Any]]
    """The next steps, for who checks himself (`next_steps.Coaching`)."""
    subscription_state: NotRequired[str]
    """Where it is another than `Enabled`: what Azure then refuses is nobody's doing, and the teacher should know."""
    note: NotRequired[str]
    """What the teacher says to the student on the whole of his work."""
    traces: NotRequired[Traces]
    """For the ledger alone, which keeps them apart: no report, result or export ever sees them."""


@dataclass(frozen=True, slots=True)
class Basis:
    """What a grade rests on: the evidence, the story it tells, or why there is none."""

    collections: Sequence[Collection] = ()
    events: Sequence[LabEvent] = ()
    problem: Message | None = None
    submission: Submission = NOTHING
    problems: Sequence[Problem] = ()
    """What the student should know of his evidence, his answers and his scripts."""
    restricted: str = ""
    """The subscription's state, where it is another than `Enabled`."""
    commands: Mapping[str, Command] = field(default_factory=dict)
    """What to do at criteria that lack something, by id: complete az commands."""
    word: str = ""
    """What the teacher says to the student on the whole of his work."""


def record(student: Student, grade: Grade, basis: Basis, seconds: float) -> Record:
    """The record of a graded student."""
    told: Record = {
        "id": student.id,
        "name": student.name,
        "group": student.group,
        "email": student.email,
        "github": student.github,
        "slug": student.slug,
        "status": grade.status.value,
        "score": str(grade.score),
        "low": str(grade.low),
        "high": str(grade.high),
        "machine": (str(grade.machine.low), str(grade.machine.high)),
        "problem": basis.problem.to_wire() if basis.problem else None,
        "criteria": [_criterion(verdict, basis) for verdict in grade.verdicts],
        "problems": [one.to_wire() for one in basis.problems],
        "collections": [_collection(one) for one in basis.collections],
        "timeline": [event.to_wire() for event in basis.events],
        "seconds": round(seconds, 4),
    }
    if basis.restricted:
        told["subscription_state"] = basis.restricted
    if basis.word:
        told["note"] = basis.word
    return told


def rests_on_exports(record: Record) -> tuple[str, ...]:
    """The criteria of a record that only the student's own exports speak for, whoever judged them."""
    return tuple(one["id"] for one in record["criteria"] if one.get("exported"))


def evidence_kinds(record: Record) -> tuple[str, ...]:
    """What kinds of evidence a record was made from, each once: `collected`, `exported-by-student`."""
    return tuple(sorted({one["origin"] for one in record["collections"]}))


def _criterion(verdict: Verdict, basis: Basis) -> CriterionRecord:
    submission = basis.submission
    answer = submission.answers.get(verdict.criterion.id, NO_ANSWER)
    finding = verdict.finding
    told: CriterionRecord = {
        "id": verdict.criterion.id,
        "outcome": verdict.outcome.value,
        "points": str(verdict.points),
        "low": str(verdict.low),
        "high": str(verdict.high),
        "expected": verdict.expected.to_wire(),
        "found": verdict.found.to_wire(),
        "remark": verdict.remark.to_wire() if verdict.remark else None,
        "comment": verdict.comment,
        "marked": verdict.marked,
        "answer": answer.text,
        "files": list(answer.files) or _reports(verdict, submission, answer),
        "basis": basis_of(finding, answer.sha256),
        "again": verdict.again.to_wire() if verdict.again else None,
        "suggestion": _suggestion(verdict),
        "proofs": [proof.to_wire() for proof in (finding.proofs if finding else ())],
        "slip": verdict.slip,
    }
    if finding is not None and finding.proven is not None:
        told["exported"] = True
    if verdict.criterion.id in basis.commands:
        own = basis.commands[verdict.criterion.id]
        told["command"], told["prepares"] = own.text, own.prepares
    if answer.line:
        told["place"] = (answer.file, answer.line)
    if finding is not None and finding.found != verdict.found:
        told["observed"] = finding.found.to_wire()
    return told


def _reports(verdict: Verdict, submission: Submission, answer: Answer) -> list[str]:
    """What a person reads who marks a question that has no answer of its own."""
    return list(submission.reports) if verdict.criterion.question and not answer.is_given else []


def _suggestion(verdict: Verdict) -> str:
    finding = verdict.finding
    if finding is None or finding.outcome is Outcome.UNVERIFIABLE:
        return ""
    return f"{finding.share * verdict.criterion.points:f}"


def _collection(collection: Collection) -> CollectionRecord:
    unread = (
        {"source": source.value, "status": reading.status.value, "error": reading.error}
        for source, reading in collection.sources.items()
        if not reading.status.was_read
    )
    told: CollectionRecord = {
        "sha256": collection.sha256,
        "collected_at": collection.collected_at.isoformat(),
        "stage": collection.stage,
        "origin": collection.origin.value,
        "subscription_id": collection.subscription_id,
        "resource_group": collection.resource_group,
        "unread": list(unread),
    }
    name = next((dig_text(one, "displayName") for one in collection.items(Source.SUBSCRIPTION)), None)
    return {**told, "subscription": name} if name else told

"""The values: a suspicion, the clues it rests on, and what of a student is kept for the comparison with others."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, TypedDict

from bareme.evidence import Collection
from bareme.reference.arm import stamp
from bareme.text.message import Message
from bareme.timeline import Operation, Proof

MAX_CLUES = 8


class SuspicionKind(StrEnum):
    """What caught the eye. The name is the one used in `suspicions.json`."""

    CHAIN = "chain"
    UNSIGNED = "unsigned"
    OTHER_SCOPE = "other-scope"
    LOG_GAP = "log-gap"
    OUTSIDE_WINDOW = "outside-window"
    OTHER_ACCOUNT = "other-account"
    EXPORT_MIXED = "export-mixed"
    EXPORT_TIMES = "export-times"
    EXPORT_UNLOGGED = "export-unlogged"
    EXPORT_UNKNOWN = "export-unknown"
    EXPORT_FILES = "export-files"
    EXPORT_ACCOUNT = "export-account"
    EXPORT_LOG = "export-log"
    EXPORT_OLD = "export-old"
    EXPORT_ATTESTED = "export-attested"
    SAME_SCOPE = "same-scope"
    SAME_EXPORT = "same-export"
    SAME_RESOURCE = "same-resource"
    SAME_ACTION = "same-action"
    SAME_RECORD = "same-record"
    SAME_ACCOUNT = "same-account"
    SAME_RHYTHM = "same-rhythm"
    SAME_OBJECTS = "same-objects"
    SAME_SCRIPT = "same-script"
    SAME_ANSWER = "same-answer"


@dataclass(frozen=True, slots=True)
class Clue:
    """Where it can be looked up: the source, the resource or file, the moment (ISO 8601) and the record's id."""

    source: str
    resource: str
    time: str = ""
    event: str = ""
    student: str = ""

    def to_wire(self) -> dict[str, str]:
        """As kept and as written to `suspicions.json`."""
        return {"student": self.student, "source": self.source, "resource": self.resource, "time": self.time,
                "event": self.event}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Suspicion:
    """Something worth a look: whom it concerns, what it is, and what else would explain it."""

    kind: SuspicionKind
    students: tuple[str, ...]
    text: Message
    clues: tuple[Clue, ...] = ()

    def to_wire(self) -> dict[str, Any]:
        """As kept with the student."""
        return {
            "kind": self.kind.value,
            "students": list(self.students),
            "text": self.text.to_wire(),
            "clues": [clue.to_wire() for clue in self.clues[:MAX_CLUES]],
        }

    @classmethod
    def from_wire(cls, wire: Mapping[str, Any]) -> "Suspicion":
        """The suspicion that `to_wire` wrote."""
        clues = tuple(Clue(**clue) for clue in wire["clues"])
        return cls(SuspicionKind(wire["kind"]), tuple(wire["students"]), Message.from_wire(wire["text"]), clues)


class Traces(TypedDict):
    """What of one student is kept beside his record, and in no other file.

    A print is `[kind, digest, source, resource, time]`: short enough for a hundred thousand students.
    """

    prints: list[list[str]]
    suspicions: list[dict[str, Any]]
    evidence: list[dict[str, str]]
    """Every file that was read, those left out too: hash and time of collection."""


NO_TRACES: Traces = {"prints": [], "suspicions": [], "evidence": []}


def clue_of(proof: Proof) -> Clue:
    """A proof as a clue."""
    return Clue(proof.source.value, proof.resource, moment(proof.time), proof.event)


def done(operation: Operation) -> Clue:
    """An operation as a clue."""
    return clue_of(operation.proof)


def scope_path(collection: Collection) -> str:
    """The subscription, or the resource group, that was read."""
    path = f"/subscriptions/{collection.subscription_id}"
    return f"{path}/resourceGroups/{collection.resource_group}" if collection.resource_group else path


def file(collection: Collection) -> Clue:
    """A collection as a clue."""
    return Clue("evidence", scope_path(collection), moment(collection.collected_at), collection.sha256)


def moment(time: datetime | None) -> str:
    """A moment as clues hold it, to the second."""
    return stamp(time, "seconds") if time else ""

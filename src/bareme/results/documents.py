"""What programs read: `results.json`, what `check --json -` prints, and their JSON Schemas.

A new key may come in any version; a key that is here keeps its meaning within `bareme/results/v1`.
"""

from typing import (
    Any,
    Literal,
    NotRequired,  # pydantic reads no other before Python 3.12
)

from pydantic import TypeAdapter
from typing_extensions import TypedDict

from bareme.files.problem import Level
from bareme.grading.record import OutcomeWord, StatusWord

Number = float | int


class Proof(TypedDict):
    """Where a finding was read, and what it shows."""

    source: str
    resource: str
    time: str | None
    event: str
    detail: str


class Place(TypedDict):
    """A line of a file in the student's repository."""

    file: str
    line: int


class CriterionResult(TypedDict):
    """One criterion of one student."""

    id: str
    title: str
    outcome: OutcomeWord
    points: Number
    low: Number
    high: Number
    max: Number
    expected: str
    found: str
    message: str
    hint: str
    command: str
    """The `az` command that brings the student on; empty where there is none."""
    evidence: list[Proof]
    slip: str | None
    """The decision that is charged once, where there is one."""
    rests_on: NotRequired[Literal["export"]]
    """Where only the student's own export speaks for it."""
    place: NotRequired[Place]
    """Where the answer stands."""


class HandinProblem(TypedDict):
    """What is wrong with what was handed in; `null` for a place that nobody can tell."""

    file: str | None
    line: int | None
    column: int | None
    level: Level
    message: str


class Late(TypedDict):
    """How late a hand-in was, and what was taken off for it."""

    minutes: int
    points: Number
    message: str


class Unread(TypedDict):
    """A source that Azure did not let be read."""

    source: str
    status: str
    error: str


class Collected(TypedDict):
    """An evidence file that the grade rests on."""

    sha256: str
    collected_at: str
    stage: str | None
    origin: str
    subscription_id: str
    resource_group: str | None
    subscription: NotRequired[str]
    """The subscription's name, where it was read."""
    unread: list[Unread]


class StudentResult(TypedDict):
    """One student."""

    id: str
    name: str
    group: str
    status: StatusWord
    score: Number
    low: Number
    high: Number
    problem: str | None
    """Why there is no grade."""
    problems: list[HandinProblem]
    report: str
    late: NotRequired[Late]
    criteria: list[CriterionResult]
    collections: list[Collected]
    coaching: NotRequired[dict[str, Any]]
    note: NotRequired[str]


class Threshold(TypedDict):
    """What `--fail-under` asked for, and what was decided."""

    value: Number
    decision: Literal["reached", "below", "undecided"]
    low: Number
    high: Number


class CheckResult(StudentResult):
    """What `bareme check --json -` prints."""

    threshold: Threshold | None


class RubricName(TypedDict):
    """The rubric that was graded by."""

    id: str
    version: str
    sha256: str


class ResultsDocument(TypedDict):
    schema: Literal["bareme/results/v1"]
    language: str
    rubric: RubricName
    scale: Number
    threshold: NotRequired[Threshold]
    causes: NotRequired[list[str]]
    students: list[StudentResult]


"""`results.json`; `causes` tells why nothing was evaluated or decided."""


def results_schema() -> dict[str, Any]:
    """The JSON Schema of `results.json`."""
    return _schema(ResultsDocument, "bareme results")


def check_schema() -> dict[str, Any]:
    """The JSON Schema of what `bareme check --json -` prints."""
    return _schema(CheckResult, "bareme check")


def _schema(document: Any, title: str) -> dict[str, Any]:
    draft = {"$schema": "https://json-schema.org/draft/2020-12/schema"}
    return draft | TypeAdapter(document).json_schema() | {"title": title}

"""What programs read: `results.json`, what `check --json -` prints, and their JSON Schemas.

A new key may come in any version; a key that is here keeps its meaning within `bareme/results/v1`.
"""

from typing import (
    Any,
    Literal,
    NotRequired,  # pydantic reads no other before Python 3.12
)

from pydantic import ConfigDict, TypeAdapter, with_config
from typing_extensions import TypedDict

from bareme.files.problem import Level
from bareme.grading.record import OutcomeWord, StatusWord

Number = float | int

DESCRIBED = ConfigDict(use_attribute_docstrings=True)
"""What a field means stands below it, and in the schema."""


class Proof(TypedDict):
    """Where a finding was read, and what it shows."""

    source: str
    """Which list or record of Azure it was read in."""
    resource: str
    """The resource's id."""
    time: str | None
    """When Azure wrote it; `null` where it tells no time."""
    event: str
    """The event of the activity log, by its id; empty where it is none."""
    detail: str
    """What it shows, in a few words."""


class Place(TypedDict):
    """A line of a file in the student's repository."""

    file: str
    """Its path in the repository."""
    line: int
    """From 1."""


class CriterionResult(TypedDict):
    """One criterion of one student."""

    id: str
    """As in the rubric."""
    title: str
    """In the run's language."""
    outcome: OutcomeWord
    """How it stands: see the page of words."""
    points: Number
    """What is earned so far."""
    low: Number
    """At least, whatever a person still decides."""
    high: Number
    """At most."""
    max: Number
    """What it is worth."""
    expected: str
    """What was asked for."""
    found: str
    """What there was."""
    message: str
    """What was found, with a remark or a teacher's comment, as the report says it."""
    hint: str
    """What to do; empty where nothing is to be done."""
    command: str
    """The `az` command that brings the student on; empty where there is none."""
    evidence: list[Proof]
    """What the finding rests on."""
    slip: str | None
    """The decision that is charged once, where there is one."""
    rests_on: NotRequired[Literal["export"]]
    """Where only the student's own export speaks for it."""
    place: NotRequired[Place]
    """Where the answer stands."""


class HandinProblem(TypedDict):
    """What is wrong with what was handed in; `null` for a place that nobody can tell."""

    file: str | None
    """Its path in what was handed in."""
    line: int | None
    """From 1."""
    column: int | None
    """From 1."""
    level: Level
    """Whether it can be used as it is."""
    message: str
    """What is wrong, and what to do."""


class Late(TypedDict):
    """How late a hand-in was, and what was taken off for it."""

    minutes: int
    """After the deadline."""
    points: Number
    """What was taken off."""
    message: str
    """The same in words."""


class Unread(TypedDict):
    """A source that Azure did not let be read."""

    source: str
    """Which list or record."""
    status: str
    """Why: see the page of permissions."""
    error: str
    """Azure's code."""


class Collected(TypedDict):
    """An evidence file that the grade rests on."""

    sha256: str
    """Of the file."""
    collected_at: str
    """When Azure was read."""
    stage: str | None
    """The checkpoint's name, where it is one."""
    origin: str
    """Who read Azure: “collected” or “exported-by-student”."""
    subscription_id: str
    """The subscription that was read."""
    resource_group: str | None
    """The only resource group that was read, where it was one."""
    subscription: NotRequired[str]
    """The subscription's name, where it was read."""
    unread: list[Unread]
    """What could not be read."""


@with_config(DESCRIBED)
class StudentResult(TypedDict):
    """One student."""

    id: str
    """As in the roster."""
    name: str
    """As in the roster."""
    group: str
    """As in the roster."""
    status: StatusWord
    """Whether anything is still open."""
    score: Number
    """The grade so far, on the rubric's scale."""
    low: Number
    """The grade at least."""
    high: Number
    """The grade at most."""
    problem: str | None
    """Why there is no grade."""
    problems: list[HandinProblem]
    """What is wrong with what was handed in."""
    report: str
    """The student's page, beside this file."""
    late: NotRequired[Late]
    """Where something was handed in late."""
    criteria: list[CriterionResult]
    """In the order of the rubric."""
    collections: list[Collected]
    """The evidence, oldest first."""
    coaching: NotRequired[dict[str, Any]]
    """For who checks himself: the next steps."""
    note: NotRequired[str]
    """What the teacher says to the student on the whole of his work."""


class Threshold(TypedDict):
    """What `--fail-under` asked for, and what was decided."""

    value: Number
    """On the rubric's scale."""
    decision: Literal["reached", "below", "undecided"]
    """“undecided” where low and high lie on both sides."""
    low: Number
    """What is compared with it, at least."""
    high: Number
    """What is compared with it, at most."""


@with_config(DESCRIBED)
class CheckResult(StudentResult):
    """What `bareme check --json -` prints."""

    threshold: Threshold | None
    """`null` where none was asked for."""


class RubricName(TypedDict):
    """The rubric that was graded by."""

    id: str
    """Its id."""
    version: str
    """Its version."""
    sha256: str
    """Of its file."""


@with_config(DESCRIBED)
class ResultsDocument(TypedDict):
    """`results.json`."""

    schema: Literal["bareme/results/v1"]
    """The version of this format."""
    language: str
    """In which the texts are: `fr` or `en`."""
    rubric: RubricName
    """What was graded by."""
    scale: Number
    """What all points together make."""
    threshold: NotRequired[Threshold]
    """Where `--fail-under` was given."""
    causes: NotRequired[list[str]]
    """Why nothing was evaluated or decided."""
    students: list[StudentResult]
    """In the order of the roster."""


def results_schema() -> dict[str, Any]:
    """The JSON Schema of `results.json`."""
    return _schema(ResultsDocument, "bareme results")


def check_schema() -> dict[str, Any]:
    """The JSON Schema of what `bareme check --json -` prints."""
    schema = _schema(CheckResult, "bareme check")
    schema["properties"] |= _schema(StudentResult, "")["properties"]  # pydantic reads no docstring of a base
    return schema


def _schema(document: Any, title: str) -> dict[str, Any]:
    draft = {"$schema": "https://json-schema.org/draft/2020-12/schema"}
    return draft | TypeAdapter(document).json_schema() | {"title": title}

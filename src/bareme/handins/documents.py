"""What `bareme import ROSTER --json` prints, and its JSON Schema."""

from typing import Any, Literal

from pydantic import TypeAdapter
from typing_extensions import TypedDict  # pydantic reads no other before Python 3.12


class Kept(TypedDict):
    """A collection that a student has."""

    collected_at: str
    stage: str | None
    origin: str
    subscription_id: str
    resource_group: str | None


class StudentHandin(TypedDict):
    """How one student of the roster stands."""

    id: str
    name: str
    state: Literal["missing", "no-evidence", "problem", "received"]
    handed_in_at: str | None
    late_minutes: int
    is_late: bool
    files: list[str]
    evidence: list[Kept]
    answers: int
    """Questions that are answered."""
    problems: list[str]
    """For the teacher."""
    messages: list[str]
    """For the student."""


class Unmatched(TypedDict):
    """A hand-in that is nobody's, and whose it may be."""

    hand_in: str
    download: str
    files: int
    candidates: list[str]


class HandinsDocument(TypedDict):
    """All of it."""

    students: list[StudentHandin]
    unmatched: list[Unmatched]
    recognised: int
    new: int
    handins: str
    """The path of `handins.csv`."""


def handins_schema() -> dict[str, Any]:
    """The JSON Schema."""
    draft = {"$schema": "https://json-schema.org/draft/2020-12/schema"}
    return draft | TypeAdapter(HandinsDocument).json_schema() | {"title": "bareme import"}

"""What `bareme import ROSTER --json` prints, and its JSON Schema."""

from typing import Any, Literal

from pydantic import ConfigDict, TypeAdapter, with_config
from typing_extensions import TypedDict  # pydantic reads no other before Python 3.12


class Kept(TypedDict):
    """A collection that a student has."""

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


class StudentHandin(TypedDict):
    """How one student of the roster stands."""

    id: str
    """As in the roster."""
    name: str
    """As in the roster."""
    state: Literal["missing", "no-evidence", "problem", "received"]
    """“received” can be graded."""
    handed_in_at: str | None
    """By the platform's clock; `null` where it tells none."""
    late_minutes: int
    """After the deadline; 0 in time."""
    is_late: bool
    """Whether it came after the deadline."""
    files: list[str]
    """What was kept, by its path."""
    evidence: list[Kept]
    """Collections that were handed in."""
    answers: int
    """Questions that are answered."""
    problems: list[str]
    """For the teacher."""
    messages: list[str]
    """For the student."""


class Unmatched(TypedDict):
    """A hand-in that is nobody's, and whose it may be."""

    hand_in: str
    """Its name in the download."""
    download: str
    """The file it came in."""
    files: int
    """How many it holds."""
    candidates: list[str]
    """Ids of who may be meant."""


@with_config(ConfigDict(use_attribute_docstrings=True))
class HandinsDocument(TypedDict):
    """All of it."""

    students: list[StudentHandin]
    """In the order of the roster."""
    unmatched: list[Unmatched]
    """What is nobody's yet: to be told in `unmatched.csv`."""
    recognised: int
    """Hand-ins that have an owner."""
    new: int
    """Of these, those that were not there before."""
    handins: str
    """The path of `handins.csv`."""


def handins_schema() -> dict[str, Any]:
    """The JSON Schema."""
    draft = {"$schema": "https://json-schema.org/draft/2020-12/schema"}
    return draft | TypeAdapter(HandinsDocument).json_schema() | {"title": "bareme import"}

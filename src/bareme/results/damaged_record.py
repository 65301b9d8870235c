"""A record that is no longer what was kept: found by its checksum, and told as the trouble of one student."""

import zlib
from typing import Any

from bareme.grading.record import CriterionRecord, Record
from bareme.reference.arm import dig_list
from bareme.text.message import say

SEAL = ":"
"""Between the key that a record was graded under and the checksum of its text."""

_WHY = say("what was kept of this student is damaged; the same “bareme grade” grades him again")


def sealed_key(key: str, text: str) -> str:
    """The key of a record, with what tells whether its text is still the same."""
    return f"{key}{SEAL}{_checksum(text)}"


def is_whole(key: str | None, text: str) -> bool:
    """Whether a record's text is what was kept; one that was kept without a checksum is taken at its word."""
    _, mark, kept = (key or "").partition(SEAL)
    return not mark or kept == _checksum(text)


def damaged_record(student: str, slug: str, rubric: dict[str, Any]) -> Record:
    """What is told of a student whose record is damaged: nothing is known, and nothing is held against him."""
    criteria = [one for section in dig_list(rubric, "sections") for one in dig_list(section, "criteria")]
    return {
        "id": student,
        "name": student,
        "group": "",
        "email": "",
        "github": "",
        "slug": slug,
        "status": "unreadable",
        "score": "0",
        "low": "0",
        "high": str(rubric.get("scale", 0)),
        "problem": _WHY.to_wire(),
        "criteria": [_unknown(one) for one in criteria],
        "collections": [],
        "timeline": [],
        "problems": [],
        "seconds": 0.0,
    }


def _unknown(criterion: dict[str, Any]) -> CriterionRecord:
    return {
        "id": criterion["id"],
        "outcome": "unverifiable",
        "points": "0",
        "low": "0",
        "high": str(criterion["points"]),
        "expected": None,
        "found": _WHY.to_wire(),
        "remark": None,
        "comment": "",
        "marked": False,
        "answer": "",
        "files": [],
        "basis": "0" * 12,
        "again": None,
        "suggestion": "",
        "proofs": [],
    }


def _checksum(text: str) -> str:
    return f"{zlib.crc32(text.encode('utf-8', 'surrogatepass')):08x}"

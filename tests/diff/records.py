"""Records as short as a table's cells."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from bareme.diff import Side
from bareme.grading.record import CriterionRecord, Record, StatusWord


def criterion(
    name: str = "E1-01", outcome: str = "met", points: str = "1", *, high: str | None = None, **other: Any
) -> CriterionRecord:
    empty = {"text": "", "values": {}}
    return {
        "id": name, "outcome": outcome, "points": points, "low": points, "high": high or points, "expected": empty,
        "found": empty, "remark": None, "comment": "", "marked": False, "answer": "", "files": [], "basis": "",
        "suggestion": "", "proofs": [], **other,  # type: ignore[typeddict-item]
    }  # fmt: skip


def record(student: str, *criteria: CriterionRecord, evidence: str = "a", status: StatusWord = "final") -> Record:
    score = str(sum((Decimal(one["points"]) for one in criteria), Decimal(0)))
    return {
        "id": student, "name": f"Name of {student}", "group": "", "email": "", "github": "",
        "slug": student, "status": status, "score": score,
        "low": score, "high": score, "problem": None, "criteria": list(criteria), "timeline": [],
        "problems": [], "seconds": 0.0,
        "collections": [
            {"sha256": one, "collected_at": "2026-11-22T00:00:00+00:00", "stage": None, "origin": "collected",
             "subscription_id": "s", "resource_group": None, "unread": []}
            for one in evidence
        ],
    }  # fmt: skip


def made_with(sha256: str = "r1", **definitions: str) -> Side:
    own: Mapping[str, str] = {name.replace("_", "-"): value for name, value in definitions.items()}
    return Side("tp2-vm", "1", sha256, Decimal(20), own)

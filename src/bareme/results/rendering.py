"""Records told in one language, with the texts of one rubric."""

from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any

from bareme.files.problem import ProblemWire
from bareme.grading.record import CollectionRecord, CriterionRecord, LateRecord, MessageWire, Record
from bareme.results.documents import Collected, CriterionResult, HandinProblem, Late, Proof, StudentResult, Unread
from bareme.rubric import Criterion, Rubric, Section
from bareme.text.language import Speech

_NOTHING_TO_DO = {"met", "waived", "unverifiable"}


class Teller:
    """Writes records in one language, with the texts of one rubric."""

    def __init__(self, rubric: Rubric, speech: Speech) -> None:
        self.rubric = rubric
        self.speech = speech
        self.criteria: dict[str, Criterion] = {criterion.id: criterion for criterion in rubric.criteria}
        self.sections: dict[str, Section] = {one.id: part for part in rubric.sections for one in part.criteria}
        self.file = Path(rubric.file).name

    def tell(self, wire: MessageWire | None) -> str:
        """A kept message in this language; empty for none."""
        return self.speech.tell(wire)

    def student(self, record: Record) -> StudentResult:
        """One student of `results.json`."""
        told: StudentResult = {
            "id": record["id"],
            "name": record["name"],
            "group": record["group"],
            "status": record["status"],
            "score": number(record["score"]),
            "low": number(record["low"]),
            "high": number(record["high"]),
            "problem": self.tell(record["problem"]) or None,
            "problems": [self.problem(one) for one in record["problems"]],
            "report": f"students/{record['slug']}.html",
            "criteria": [self.criterion(one) for one in record["criteria"]],
            "collections": [_collected(one) for one in record["collections"]],
        }
        if "late" in record:
            told["late"] = self.late(record["late"])
        if "coaching" in record:
            refused = [self.tell(one) for one in record["coaching"].get("refused", ())]
            told["coaching"] = {**record["coaching"], "refused": refused}
        if "note" in record:
            told["note"] = record["note"]
        return told

    def problem(self, one: ProblemWire) -> HandinProblem:
        """One thing that is wrong with what was handed in."""
        return {
            "file": one["file"] or None,
            "line": one["line"] or None,
            "column": one["column"] or None,
            "level": one["level"],
            "message": self.tell(one["message"]),
        }

    def late(self, late: LateRecord) -> Late:
        """How late a student was, in `results.json`."""
        return {"minutes": late["minutes"], "points": number(late["points"]), "message": self.tell(late["message"])}

    def criterion(self, one: CriterionRecord) -> CriterionResult:
        """One criterion of `results.json`."""
        criterion = self.criteria[one["id"]]
        told: CriterionResult = {
            "id": one["id"],
            "title": self.speech.pick(criterion.title),
            "outcome": one["outcome"],
            "points": number(one["points"]),
            "low": number(one["low"]),
            "high": number(one["high"]),
            "max": number(str(criterion.points)),
            "expected": self.tell(one["expected"]),
            "found": self.tell(one["found"]),
            "message": one["comment"] or self.tell(one["remark"]),
            "hint": self.hint(one),
            "command": one.get("command", ""),
            "evidence": [self.proof(proof) for proof in one["proofs"]],
            "slip": one.get("slip") or None,
        }
        if one.get("exported"):
            told["rests_on"] = "export"
        if "place" in one:
            file, line = one["place"]
            told["place"] = {"file": file, "line": line}
        return told

    def hint(self, one: CriterionRecord) -> str:
        """How to do it; empty where it is done, or not asked, or where nothing could be read: it may well be done."""
        own = self.criteria[one["id"]].hint
        return self.speech.pick(own) if own and one["outcome"] not in _NOTHING_TO_DO else ""

    def proof(self, proof: dict[str, Any]) -> Proof:
        """One proof: where it was read, and what it shows."""
        return {
            "source": proof["source"],
            "resource": proof["resource"],
            "time": proof["time"],
            "event": proof["event"],
            "detail": self.tell(proof["message"]),
        }


def _collected(one: CollectionRecord) -> Collected:
    unread: list[Unread] = [
        {"source": other["source"], "status": other["status"], "error": other["error"]} for other in one["unread"]
    ]
    return {**one, "unread": unread}


@lru_cache(maxsize=4096)
def number(text: str) -> float | int:
    """A decimal text as a JSON number."""
    value = Decimal(text)
    return int(value) if value == value.to_integral_value() else float(value)

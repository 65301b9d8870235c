"""Records told in one language, with the texts of one rubric."""

from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any

from bareme.grading.record import CriterionRecord, LateRecord, MessageWire, Record
from bareme.rubric import Criterion, Rubric, Section
from bareme.text.language import Speech


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

    def student(self, record: Record) -> dict[str, Any]:
        """One student of `results.json`."""
        return {
            "id": record["id"],
            "name": record["name"],
            "group": record["group"],
            "status": record["status"],
            "score": number(record["score"]),
            "low": number(record["low"]),
            "high": number(record["high"]),
            "problem": self.tell(record["problem"]) or None,
            "report": f"students/{record['slug']}.html",
            **({"late": self.late(record["late"])} if "late" in record else {}),
            "criteria": [self.criterion(one) for one in record["criteria"]],
            "collections": record["collections"],
            **({"coaching": record["coaching"]} if "coaching" in record else {}),
            **({"note": record["note"]} if "note" in record else {}),
        }

    def late(self, late: LateRecord) -> dict[str, Any]:
        """How late a student was, in `results.json`."""
        return {"minutes": late["minutes"], "points": number(late["points"]), "message": self.tell(late["message"])}

    def criterion(self, one: CriterionRecord) -> dict[str, Any]:
        """One criterion of `results.json`."""
        criterion = self.criteria[one["id"]]
        return {
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
            "hint": self.speech.pick(criterion.hint) if criterion.hint else "",
            "evidence": [self.proof(proof) for proof in one["proofs"]],
            "slip": one.get("slip") or None,
            **({"rests_on": "export"} if one.get("exported") else {}),
        }

    def proof(self, proof: dict[str, Any]) -> dict[str, Any]:
        """One proof: where it was read, and what it shows."""
        shown = {name: proof[name] for name in ("source", "resource", "time", "event")}
        return {**shown, "detail": self.tell(proof["message"])}


@lru_cache(maxsize=4096)
def number(text: str) -> float | int:
    """A decimal text as a JSON number."""
    value = Decimal(text)
    return int(value) if value == value.to_integral_value() else float(value)

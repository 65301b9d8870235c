"""What a student's page shows, worked out from the record."""

from collections.abc import Iterator
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

from bareme.files.problem import Problem
from bareme.grading.next_steps import steps_shown
from bareme.grading.record import CriterionRecord, Record
from bareme.grading.withheld import asks_for_an_observation, without_answer
from bareme.report.annex import Annex
from bareme.report.corrections import SHOWN, corrections
from bareme.report.costs import costs
from bareme.report.scales import Linear
from bareme.report.screenshots import Folder, nowhere, screenshots
from bareme.report.timeline_lanes import picture, shown_name
from bareme.results.rendering import Teller
from bareme.rubric import Criterion

OPEN = {"pending", "unverifiable"}
LOST = {"unmet", "partial", "blocked"}

Row = SimpleNamespace
"""A criterion as the template sees it: attributes, which Jinja looks up much faster than keys."""


def student_view(record: Record, teller: Teller, folder: Folder = nowhere) -> dict[str, Any]:
    """The variables of `student.html.j2` and `student.md.j2`."""
    is_final = record["status"] == "final"
    annex = Annex()
    rows = _told_once([_row(one, teller.criteria[one["id"]], annex, is_final=is_final) for one in record["criteria"]])
    scale = Linear(0, float(teller.rubric.scale))
    for row in rows:
        row.pictures = list(screenshots(folder(record["id"]), row.files)) if row.files else []
    fixes = corrections(rows)
    return {
        "student": record,
        "rubric": teller.rubric,
        "collections": record["collections"],
        "at": {name: scale.at(record[name]) for name in ("low", "high")},
        "pass_percent": scale.at(teller.rubric.pass_mark) if teller.rubric.pass_mark else None,
        "passed": _passed(record, teller.rubric.pass_mark),
        "steps": steps_shown(record.get("coaching"), {row.id: row for row in rows}),
        "refused": [teller.tell(one) for one in record.get("coaching", {}).get("refused", ())],
        "to_fix": fixes[:SHOWN],
        "to_fix_too": fixes[SHOWN:],
        "unverifiable": [row for row in rows if row.outcome == "unverifiable"],
        "pending": [row for row in rows if row.outcome == "pending"],
        "annex": list(annex.numbers),
        "sections": list(_sections(rows, teller)),
        "timeline": [SimpleNamespace(**{**event, "name": shown_name(event)}) for event in record["timeline"]],
        "lanes": picture(record, teller.rubric),
        "problems": [teller.speech.tell(Problem.from_wire(one).told) for one in record["problems"]],
        "unread": _unread(record),
        "substitutes": list(teller.rubric.substitutes_for(record["id"])),
        "own_word": any(row.outcome == "pending" and getattr(row, "exported", False) for row in rows),
        "exported": any(one["origin"] == "exported-by-student" for one in record["collections"]),
    }


def _told_once(rows: list[Row]) -> list[Row]:
    """The rows, a command that stands at an earlier one only named there."""
    first: dict[str, str] = {}
    for row in rows:
        place = first.setdefault(row.command, row.id) if row.command else row.id
        if place != row.id:
            row.command, row.command_as = "", place
    return rows


def _unread(record: Record) -> list[dict[str, Any]]:
    """What the last collection could not read, the sources with the same reason together."""
    sources: dict[tuple[str, str], list[str]] = {}
    for one in (one for collection in record["collections"][-1:] for one in collection["unread"]):
        sources.setdefault((one["status"], one["error"]), []).append(one["source"])
    return [{"status": status, "error": error, "sources": names} for (status, error), names in sources.items()]


def _row(one: CriterionRecord, criterion: Criterion, annex: Annex, *, is_final: bool) -> Row:
    if not is_final and asks_for_an_observation(criterion):
        one = without_answer(one)
    points = Decimal(one["points"])
    lost = criterion.points - points if one["outcome"] in LOST else Decimal(0)
    proofs = [annex.cited(proof) for proof in one["proofs"]]
    own = {"command": "", "prepares": False, **one, "proofs": proofs}
    read = one["outcome"] != "unverifiable"  # what could not be read may well be done: nothing is advised
    return SimpleNamespace(
        **own,
        criterion=criterion,
        max=criterion.points,
        lost=lost,
        same_as="",
        command_as="",
        costs=costs(one["found"]),
        advice=criterion.points == 0,
        open=one["outcome"] in OPEN and not one["marked"],
        hint=criterion.hint if read else None,
        why=criterion.why if read else None,
    )


def _sections(rows: list[Row], teller: Teller) -> Iterator[dict[str, Any]]:
    by_id = {row.id: row for row in rows}
    for section in teller.rubric.sections:
        own = [by_id[criterion.id] for criterion in section.criteria]
        earned = sum((Decimal(row.points) for row in own), Decimal(0))
        low = sum((Decimal(row.low) for row in own), Decimal(0))
        high = sum((Decimal(row.high) for row in own), Decimal(0))
        most = sum((row.max for row in own), Decimal(0))
        scale = Linear(0, float(most))
        _mark_repeated(own)
        folded = [_folded(row) for row in own]
        shown, unanswered, passed = (
            [row for row, kind in zip(own, folded, strict=True) if kind == wanted] for wanted in ("", "pending", "met")
        )
        yield {
            "section": section,
            "rows": own,
            "groups": (("", shown), ("pending", unanswered), ("met", passed)),
            "points": earned,
            "max": most,
            "costly": not most and any(row.outcome in {"unmet", "partial"} for row in own),
            "open": high - low,
            "at": {"low": scale.at(low), "high": scale.at(high)},
        }


def _folded(row: Row) -> str:
    """Under which outcome a row is folded: what was met, and questions without an answer; empty where it is shown."""
    if row.comment:
        return ""
    if row.outcome == "met":
        return "met"
    asked = row.outcome == "pending" and row.criterion.question
    return "pending" if asked and not (row.answer or row.files) else ""


def _mark_repeated(rows: list[Row]) -> None:
    """What was found for several criteria is told once: beside the first of them."""
    first: dict[str, str] = {}
    for row in rows:
        if row.lost:
            name = first.setdefault(repr(row.found), row.id)
            row.same_as = name if name != row.id else ""


def _passed(record: Record, mark: Decimal | None) -> bool | None:
    """Whether the mark is reached: `None` while it may still go either way, or where there is none."""
    if mark is None:
        return None
    if Decimal(record["low"]) >= mark:
        return True
    return False if Decimal(record["high"]) < mark else None

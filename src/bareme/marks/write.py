"""Writes a marks file: one row per item that waits for a person, and per item a person already decided."""

import csv
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bareme.files.atomic import written
from bareme.files.spreadsheet import guarded, kept
from bareme.grading.record import CriterionRecord, Record
from bareme.marks.columns import header
from bareme.marks.decision import Decision, Kind
from bareme.marks.stamp import Cells, stamp
from bareme.marks.standing import Standing
from bareme.results.rendering import Teller
from bareme.results.results_json import Sink
from bareme.rubric import Criterion
from bareme.text.language import Language
from bareme.text.message import say
from bareme.text.sanitize import cell


@contextmanager
def marks_file(path: Path, teller: Teller, decided: Standing) -> Iterator[Sink]:
    """The file for the teacher's spreadsheet: `;` and decimal comma in French, `,` and dot in English."""
    french = teller.speech.language is Language.FRENCH
    with written(path, encoding="utf-8-sig", newline="") as stream:
        rows = csv.writer(stream, delimiter=";" if french else ",")
        rows.writerow(header(teller.speech.language))
        yield lambda record: rows.writerows(_rows(record, teller, decided))


@dataclass(frozen=True, slots=True)
class _Item:
    """One criterion of one student, and what a person decided on it."""

    record: Record
    one: CriterionRecord
    criterion: Criterion
    decision: Decision | None

    @property
    def is_asked(self) -> bool:
        """Whether a person has something to say on it; never where there are no points to give."""
        is_open = self.one["outcome"] in {"pending", "unverifiable", "waived"}
        return self.criterion.points > 0 and (is_open or self.one["marked"] or self._is_decided)

    @property
    def _is_decided(self) -> bool:
        return self.decision is not None and (self.decision.kind is not Kind.OPEN or bool(self.decision.comment))

    def cells(self, teller: Teller) -> Cells:
        """What stands in the columns a person fills in."""
        again = self.one.get("again")
        return Cells(self._points(teller), cell(self._comment(teller)), teller.tell(again) if again else "")

    def _points(self, teller: Teller) -> str:
        one, decision = self.one, self.decision
        kind = decision.kind if decision else None
        if kind is Kind.WAIVER or (decision is None and one["outcome"] == "waived"):
            return "dispense" if teller.speech.language is Language.FRENCH else "waived"
        if decision is not None:
            holds = decision.points is not None and decision.most in {None, self.criterion.points}
            return _number(f"{decision.points:f}", teller) if holds else ""
        return _number(one["points"], teller) if one["marked"] else ""

    def _comment(self, teller: Teller) -> str:
        if self.decision is not None:
            return self.decision.comment
        one = self.one
        return one["comment"] if one["marked"] else teller.tell(one["found"]) if one["outcome"] == "waived" else ""


def _rows(record: Record, teller: Teller, decided: Standing) -> Iterator[list[str]]:
    for one in record["criteria"]:
        item = _Item(record, one, teller.criteria[one["id"]], decided.of(record["id"], one["id"]))
        if item.is_asked:
            count = decided.counts.get((record["id"], one["id"]), 0)
            yield list(_row(item, teller, count))


def _row(item: _Item, teller: Teller, count: int) -> Iterator[str]:
    record, one, criterion, pick = item.record, item.one, item.criterion, teller.speech.pick
    answer = criterion.answer.expected if criterion.answer and criterion.answer.expected else None
    cells = item.cells(teller)
    yield kept(cell(record["id"]))
    yield guarded(cell(record["name"]))
    yield kept(one["id"])
    yield guarded(pick(criterion.full_title))
    yield guarded(pick(criterion.question)) if criterion.question else ""
    yield guarded(cell("\n".join([one["answer"], *one["files"]]).strip()))
    yield guarded(cell(pick(answer) if answer else teller.tell(one["expected"])))
    yield guarded(cell(teller.tell(one["found"]) if not one["marked"] else ""))
    yield teller.speech.tell(_EXPORT) if one.get("exported") else ""
    yield _number(one["suggestion"], teller)
    yield _number(f"{criterion.points:f}", teller)
    yield cells.points
    yield kept(cells.comment)
    yield cells.again
    yield str(stamp(one["basis"], record["id"], one["id"], cells, count))


_EXPORT = say("the student's export")


def _number(text: str, teller: Teller) -> str:
    return text.replace(".", ",") if teller.speech.language is Language.FRENCH else text

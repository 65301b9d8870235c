"""Writes a marks file: one row per item that waits for a person, and per item a person already decided."""

import csv
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bareme.files.atomic import written
from bareme.files.spreadsheet import guarded
from bareme.grading.record import CriterionRecord, Record
from bareme.marks.columns import header
from bareme.results.rendering import Teller
from bareme.results.results_json import Sink
from bareme.text.language import Language


@contextmanager
def marks_file(path: Path, teller: Teller) -> Iterator[Sink]:
    """The file for the teacher's spreadsheet: `;` and decimal comma in French, `,` and dot in English."""
    french = teller.speech.language is Language.FRENCH
    with written(path, encoding="utf-8-sig", newline="") as stream:
        rows = csv.writer(stream, delimiter=";" if french else ",")
        rows.writerow(header(teller.speech.language))
        yield lambda record: rows.writerows(_row(record, one, teller) for one in record["criteria"] if _is_asked(one))


def _is_asked(one: CriterionRecord) -> bool:
    return one["outcome"] in {"pending", "unverifiable", "waived"} or one["marked"]


def _row(record: Record, one: CriterionRecord, teller: Teller) -> Iterator[str]:
    criterion, pick = teller.criteria[one["id"]], teller.speech.pick
    answer = criterion.answer.expected if criterion.answer and criterion.answer.expected else None
    yield guarded(record["id"])
    yield guarded(record["name"])
    yield one["id"]
    yield pick(criterion.title)
    yield pick(criterion.question) if criterion.question else ""
    yield guarded("\n".join([one["answer"], *one["files"]]).strip())
    yield pick(answer) if answer else teller.tell(one["expected"])
    yield guarded(teller.tell(one["found"]) if not one["marked"] else "")
    yield _number(one["suggestion"], teller)
    yield _number(str(criterion.points), teller)
    yield _points(one, teller)
    yield guarded(_comment(one, teller))
    yield one["basis"]


def _points(one: CriterionRecord, teller: Teller) -> str:
    if one["marked"]:
        return _number(one["points"], teller)
    if one["outcome"] == "waived":
        return "dispense" if teller.speech.language is Language.FRENCH else "waived"
    return ""


def _comment(one: CriterionRecord, teller: Teller) -> str:
    return one["comment"] if one["marked"] else teller.tell(one["found"]) if one["outcome"] == "waived" else ""


def _number(text: str, teller: Teller) -> str:
    return text.replace(".", ",") if teller.speech.language is Language.FRENCH else text

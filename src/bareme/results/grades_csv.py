"""`grades.csv`: the class for spreadsheets, streamed from the records in roster order."""

import csv
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from bareme.files.atomic import written
from bareme.files.spreadsheet import guarded
from bareme.grading.record import CriterionRecord, Record, evidence_kinds, rests_on_exports
from bareme.results.rendering import Teller
from bareme.results.results_json import Sink


@contextmanager
def grades_file(path: Path, teller: Teller) -> Iterator[Sink]:
    """`grades.csv` for spreadsheets: utf-8 with BOM, one row per student, in roster order."""
    ids = [criterion.id for criterion in teller.rubric.criteria]
    with written(path, encoding="utf-8-sig", newline="") as stream:
        rows = csv.writer(stream, delimiter=teller.speech.separator)
        late = ["late_points"] if teller.rubric.late else []
        own = ["student_id", "name", "group", "status", "score", "low", "high", "scale", "problem"]
        rows.writerow([*own, "evidence", "on_exports", *late, *ids])
        yield lambda record: rows.writerow(_grades(record, teller, ids))


def _grades(record: Record, teller: Teller, ids: Sequence[str]) -> list[str]:
    """A student who could not be read has no score: an empty cell, never 0."""
    points = {one["id"]: _points(one) for one in record["criteria"]}
    own = [guarded(text) for text in (record["id"], record["name"], record["group"])]
    score = "" if record["status"] == "unreadable" else record["score"]
    grade = [record["status"], score, record["low"], record["high"], str(teller.rubric.scale)]
    late = [record["late"]["points"] if "late" in record else "0"] if teller.rubric.late else []
    rests = ["+".join(evidence_kinds(record)), str(len(rests_on_exports(record)))]
    return [*own, *grade, guarded(teller.tell(record["problem"])), *rests, *late, *(points.get(one, "") for one in ids)]


def _points(one: CriterionRecord) -> str:
    return "" if one["outcome"] in {"pending", "unverifiable"} else one["points"]

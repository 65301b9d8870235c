"""The class pages, written while the class passes by once."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from bareme.files.atomic import written
from bareme.grading.record import Record, rests_on_exports
from bareme.report.jinja_environment import environment
from bareme.report.scales import Linear
from bareme.results.rendering import Teller
from bareme.text.sanitize import printable

PER_PAGE = 500
COLUMNS = 40
"""Criteria side by side in the heat map, as many as a sheet of paper holds; the others follow below."""
SUMMARY = "summary.html"


class ClassPages:
    """`PER_PAGE` students on each, and no more than two pages ever held.

    A page is written as soon as it is full; the first one, which shows the statistics, last.
    """

    def __init__(self, folder: Path, teller: Teller, students: int) -> None:
        names = [page_name(one) for one in range(1, page_count(students) + 1)]
        ids = [criterion.id for criterion in teller.rubric.criteria]
        parts = [(first, ids[first : first + COLUMNS]) for first in range(0, len(ids), COLUMNS)]
        self._folder = folder
        self._scale = Linear(0, float(teller.rubric.scale))
        self._templates = environment(teller.speech)
        self._common = {"rubric": teller.rubric, "n": students, "parts": parts, "pages": names}
        self._first: list[dict[str, Any]] = []
        self._rows: list[dict[str, Any]] = []
        self._number = 1

    def add(self, record: Record) -> None:
        """Take the next student of the roster."""
        self._rows.append({**_row(record), "at": (self._scale.at(record["low"]), self._scale.at(record["high"]))})
        if len(self._rows) == PER_PAGE:
            self._turn()

    def finish(self, view: Mapping[str, Any]) -> None:
        """Write what is left; `view` are the variables of the first page alone, and of the summary."""
        self._turn()
        self._write(1, self._first, view)
        self._render(SUMMARY, "summary.html.j2", view)

    def _turn(self) -> None:
        if self._number == 1:
            self._first = self._rows
        elif self._rows:
            self._write(self._number, self._rows, {})
        self._rows, self._number = [], self._number + 1

    def _write(self, number: int, rows: list[dict[str, Any]], view: Mapping[str, Any]) -> None:
        self._render(page_name(number), "class.html.j2", {**view, "rows": rows, "page": number})

    def _render(self, name: str, template: str, view: Mapping[str, Any]) -> None:
        with written(self._folder / name) as stream:
            stream.write(printable(self._templates.get_template(template).render(self._common, **view)))


def _row(record: Record) -> dict[str, Any]:
    """What the table and the heat map need of a student, and no more."""
    own = {name: record[name] for name in ("id", "name", "group", "slug", "status", "score", "low", "high")}
    outcomes = [one["outcome"] for one in record["criteria"]]
    return {**own, "outcomes": outcomes, "exports": len(rests_on_exports(record))}


def page_count(students: int) -> int:
    """How many class pages so many students take."""
    return max(-(-students // PER_PAGE), 1)


def page_name(number: int) -> str:
    """The file of a class page."""
    return "index.html" if number == 1 else f"index-{number}.html"

"""The class pages, written while the class passes by once."""

from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

from jinja2.utils import htmlsafe_json_dumps
from markupsafe import Markup

from bareme.files.atomic import written
from bareme.grading.record import Record, rests_on_exports
from bareme.report.jinja_environment import environment
from bareme.report.scales import Linear
from bareme.results.rendering import Teller
from bareme.results.words import STATUSES
from bareme.text.sanitize import printable

PER_PAGE = 500
COLUMNS = 40
"""Criteria side by side in the heat map, as many as a sheet of paper holds; the others follow below."""
SUMMARY = "summary.html"
SEARCH = "search.html"
"""A class of several pages can be searched in one more, by its script: it holds a line of JSON for each student."""
LETTERS = {"met": "m", "partial": "p", "unmet": "u", "unverifiable": "?", "pending": "j", "blocked": "b", "waived": "w"}
"""Outcomes as the script of the class page filters by them."""


class ClassPages:
    """`PER_PAGE` students on each, and no more than two pages ever held.

    A page is written as soon as it is full; the first one, which shows the statistics, last.
    """

    def __init__(self, folder: Path, teller: Teller, students: int) -> None:
        names = [page_name(one) for one in range(1, page_count(students) + 1)]
        criteria = teller.rubric.criteria
        parts = [(first, criteria[first : first + COLUMNS]) for first in range(0, len(criteria), COLUMNS)]
        self._folder = folder
        self._scale = Linear(0, float(teller.rubric.scale))
        self._templates = environment(teller.speech)
        self._common = {"rubric": teller.rubric, "n": students, "parts": parts, "pages": names}
        self._first: list[dict[str, Any]] = []
        self._rows: list[dict[str, Any]] = []
        self._number = 1
        self._teller = teller
        self._everyone: list[str] | None = [] if len(names) > 1 else None

    def add(self, record: Record) -> None:
        """Take the next student of the roster."""
        row = {**_row(record), "at": (self._scale.at(record["low"]), self._scale.at(record["high"]))}
        self._rows.append(row)
        if self._everyone is not None:
            self._everyone.append(_searched(row, self._teller))
        if len(self._rows) == PER_PAGE:
            self._turn()

    def finish(self, view: Mapping[str, Any]) -> None:
        """Write what is left; `view` are the variables of the first page alone, and of the summary."""
        self._turn()
        self._write(1, self._first, view)
        self._render(SUMMARY, "summary.html.j2", view)
        if self._everyone is None:
            (self._folder / SEARCH).unlink(missing_ok=True)
        else:
            self._render(SEARCH, "search.html.j2", {"everyone": self._everyone})

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
    letters = "".join(LETTERS[one] for one in outcomes)
    return {**own, "outcomes": outcomes, "letters": letters, "exports": len(rests_on_exports(record))}


def _searched(row: Mapping[str, Any], teller: Teller) -> Markup:
    """A student as the search page takes him: a JSON list, safe inside a script."""
    low, high = (teller.speech.number(Decimal(row[name])) for name in ("low", "high"))
    is_graded = row["status"] != "unreadable"
    grade = (low if low == high else f"{low} – {high}") if is_graded else "–"
    told = teller.speech.tell(STATUSES[row["status"]])
    order = row["low"] if is_graded else ""
    return htmlsafe_json_dumps(
        [row["slug"], row["status"], row["letters"], grade, order, row["name"], row["id"], row["group"], told]
    )


def page_count(students: int) -> int:
    """How many class pages so many students take."""
    return max(-(-students // PER_PAGE), 1)


def page_name(number: int) -> str:
    """The file of a class page."""
    return "index.html" if number == 1 else f"index-{number}.html"

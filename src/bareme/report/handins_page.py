"""The page of who handed in what, from the table beside the evidence: what a teacher corrected there stands here."""

import csv
from collections.abc import Container
from pathlib import Path

from bareme.errors import BaremeError
from bareme.files.atomic import written
from bareme.files.bounded import read_regular
from bareme.files.encoding import encoding_of
from bareme.files.spreadsheet import unguarded
from bareme.handins.handins_csv import NAME as TABLE
from bareme.report.jinja_environment import environment
from bareme.results.rendering import Teller
from bareme.text.sanitize import printable

NAME = "handins.html"
MAX_BYTES = 64 * 2**20
SHOWN = 5000

Rows = list[list[str]]


def write_handins_page(folder: Path, evidence: Path, students: Container[str], teller: Teller) -> bool:
    """Write the page; where there is no table of these students there is none, and an older one is taken away."""
    header, *rows = _rows(evidence / TABLE, students) or [[]]
    if not rows:
        (folder / NAME).unlink(missing_ok=True)
        return False
    template = environment(teller.speech).get_template("handins.html.j2")
    with written(folder / NAME) as stream:
        page = template.render(rubric=teller.rubric, header=header, rows=rows[:SHOWN], left=max(len(rows) - SHOWN, 0))
        stream.write(printable(page))
    return True


def _rows(file: Path, students: Container[str]) -> Rows:
    """The header, and the rows of these students: a copy of the run under other names shows nobody."""
    try:
        content = read_regular(file, MAX_BYTES) or b""
    except (OSError, BaremeError):
        return []
    lines = encoding_of(content).decode(content, "replace").splitlines(keepends=True)
    separator = max(";,\t", key=lines[0].count) if lines else ","
    try:
        header, *rows = list(csv.reader(lines, delimiter=separator)) or [[]]
    except csv.Error:
        return []
    plain = [[unguarded(cell) for cell in row] for row in rows]
    return [header, *(row for row in plain if row and row[0] in students)]

"""Moodle's ZIP of feedback files: each student's report in a folder that Moodle takes for his submission.

The number in the folder's name decides whose it is, the plugin names must exist, and the student's name must not
contain `_` (moodle: mod/assign/feedback/file/importziplib.php).
"""

import re
import zipfile
from pathlib import Path

from bareme.export.formats.moodle import placed
from bareme.export.model import Pupil
from bareme.export.outcome import LeftOut, Written
from bareme.export.platform_headers import WORKSHEET, Headed, Role, headed
from bareme.export.request import Order
from bareme.files.atomic import whole
from bareme.text.message import say

_NUMBER = re.compile(r"(\d+)\s*$")
_UNSAFE = re.compile(r'[\x00-\x1f\x7f\ud800-\udfff_/\\:*?"<>|~]+')
_LONGEST = 80


def write(order: Order) -> Written:
    """Pack the reports."""
    table = headed(order.sheet, WORKSHEET)
    left_out: list[LeftOut] = []
    count = 0
    with whole(order.out) as stream, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for row, pupil, _ in placed(order, table, left_out):
            report = _report(order.run, pupil)
            name = _entry(table, row, pupil, order)
            if name is None:
                left_out.append(LeftOut(pupil.id, pupil.name, say("Moodle's number of this row cannot be read")))
            elif not report.is_file():
                left_out.append(LeftOut(pupil.id, pupil.name, say("the report is missing; run “bareme report”")))
            else:
                _add(archive, f"{name}{report.suffix}", report)
                count += 1
    note = say("The assignment must have the feedback type “Feedback files” enabled.")
    return Written(order.out, count, left_out, (note,))


def _report(run: Path, pupil: Pupil) -> Path:
    """The student's page; the PDF file instead where the run has one, since most Moodles only download HTML."""
    page = run / "students" / f"{pupil.slug}.html"
    paper = page.with_suffix(".pdf")
    return paper if paper.is_file() else page


def _entry(table: Headed, row: int, pupil: Pupil, order: Order) -> str | None:
    number = _NUMBER.search(table.value(row, Role.IDENTIFIER))
    if number is None:
        return None
    name = _UNSAFE.sub(" ", table.value(row, Role.NAME) or pupil.name)[:_LONGEST].strip(" .") or "student"
    file = order.klass.rubric.replace("_", "-")
    return f"{name}_{number[1]}_assignsubmission_file/{file}"


def _add(archive: zipfile.ZipFile, name: str, report: Path) -> None:
    """Add a file, always with the same date: the same reports make the same archive."""
    entry = zipfile.ZipInfo(name)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = 0o644 << 16
    archive.writestr(entry, report.read_bytes())

"""Writes the pages of students."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from bareme.files.atomic import written
from bareme.grading.record import Record
from bareme.report.jinja_environment import environment
from bareme.report.pdf import write_pdf
from bareme.report.screenshots import Folder, nowhere
from bareme.report.student_view import student_view
from bareme.results.junit import write_junit
from bareme.results.rendering import Teller
from bareme.text.sanitize import printable


def write_students(folder: Path, records: Iterable[Record], teller: Teller, handins: Folder = nowhere) -> None:
    """Write the page and the JUnit file of each student; `handins` tells where his screenshots are."""
    for _ in students_written(folder, records, teller, handins):
        pass


def students_written(
    folder: Path, records: Iterable[Record], teller: Teller, handins: Folder = nowhere, *, pdf: bool = False
) -> Iterator[Record]:
    """The same one after the other, with a PDF file if asked for: each record once its files are there."""
    template = environment(teller.speech).get_template("student.html.j2")
    for record in records:
        view = student_view(record, teller, handins)
        with written(folder / "students" / f"{record['slug']}.html") as stream:
            stream.write(printable(template.render(view)))
        paper = folder / "students" / f"{record['slug']}.pdf"
        if pdf:
            write_pdf(paper, printable(template.render(view)))
        else:
            paper.unlink(missing_ok=True)  # of an earlier run: it would tell another grade than the page
        write_junit(folder / "junit" / f"TEST-{teller.rubric.id}-{record['slug']}.xml", record, teller)
        yield record


def student_page(record: Record, teller: Teller, handins: Folder = nowhere) -> str:
    """One student's page, for a run of one."""
    page = environment(teller.speech).get_template("student.html.j2")
    return printable(page.render(student_view(record, teller, handins)))

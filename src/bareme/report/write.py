"""Writes pages."""

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

from bareme.atomic import written
from bareme.junit import write_junit
from bareme.record import Record
from bareme.report.classroom import Classroom, row
from bareme.report.environment import environment
from bareme.report.pdf import write_pdf
from bareme.report.student import student_view
from bareme.results import Teller

PER_PAGE = 500


def write_students(folder: Path, records: Iterable[Record], teller: Teller, *, pdf: bool = False) -> None:
    """Write the page and the JUnit file of each student, and his page as a PDF file if asked for."""
    template = environment(teller.speech).get_template("student.html.j2")
    for record in records:
        view = student_view(record, teller)
        with written(folder / "students" / f"{record['slug']}.html") as stream:
            stream.write(template.render(view, class_page="../index.html"))
        paper = folder / "students" / f"{record['slug']}.pdf"
        if pdf:
            write_pdf(paper, template.render(view, class_page=None))
        else:
            paper.unlink(missing_ok=True)  # of an earlier run: it would tell another grade than the page
        write_junit(folder / "junit" / f"TEST-{teller.rubric.id}-{record['slug']}.xml", record, teller)


def student_page(record: Record, teller: Teller) -> str:
    """One student's page, for a run of one."""
    page = environment(teller.speech).get_template("student.html.j2")
    return page.render(student_view(record, teller), class_page=None)


def write_class(
    folder: Path, classroom: Classroom, some: Callable[[int, int], Iterable[Record]], apart: Mapping[str, Any]
) -> None:
    """Write the class pages, `PER_PAGE` students on each, the statistics on the first.

    `some(first, count)` are the records of a page, so that no more than a page is ever held; `apart` are the variables
    of what is no statistics.
    """
    page = environment(classroom.teller.speech).get_template("class.html.j2")
    view = {**classroom.view(), **apart}
    ids = [criterion.id for criterion in classroom.teller.rubric.criteria]
    pages = range(1, page_count(view["n"]) + 1)
    names = [page_name(one) for one in pages]
    for number in pages:
        shown = [row(record) for record in some((number - 1) * PER_PAGE, PER_PAGE)]
        with written(folder / page_name(number)) as stream:
            stream.write(page.render(view, rows=shown, ids=ids, page=number, pages=names))


def page_count(students: int) -> int:
    """How many class pages so many students take."""
    return max(-(-students // PER_PAGE), 1)


def page_name(number: int) -> str:
    """The file of a class page."""
    return "index.html" if number == 1 else f"index-{number}.html"

"""The pages of a whole run, from its ledger; those of the students on every processor."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from bareme.engine.beside import beside
from bareme.engine.processes import default_workers
from bareme.integrity.manifest import Listing, write_manifest
from bareme.language import Language, Speech
from bareme.ledger import Ledger
from bareme.marks import write_marks
from bareme.report.classroom import gathered
from bareme.report.pdf import library
from bareme.report.suspicions import NAME as SUSPICIONS
from bareme.report.suspicions import suspicions_view, write_suspicions
from bareme.report.write import page_count, page_name, write_class, write_students
from bareme.results import Teller, write_grades, write_results
from bareme.rubric import Rubric
from bareme.suspicion import suspicions

ALONE = 250
"""Students whose pages are written in this process; so few are not worth another one."""

MARKS = "marks.csv"


def write_run(folder: Path, ledger: Ledger, teller: Teller, *, pdf: bool = False, marks: bool = True) -> None:
    """Write results, grades, marks, suspicions, class pages, each student's page and JUnit file, and the manifest.

    Without `marks` that file is left as it is: a teacher may have typed into it what was not graded yet.

    Raises:
        UsageError: PDF files are asked for and what makes them is not installed; nothing is written then.
    """
    if pdf:
        library()
    size = ledger.size()
    if size <= ALONE:
        write_students(folder, ledger.records(), teller, pdf=pdf)
        _write_of_class(folder, ledger, teller, marks=marks)
    else:
        shares = [Share(folder, teller.speech.language, places, pdf) for places in _places(size, default_workers())]
        with beside(_write_share, shares):
            _write_of_class(folder, ledger, teller, marks=marks)
    seal(folder, ledger, teller)


def _write_of_class(folder: Path, ledger: Ledger, teller: Teller, *, marks: bool) -> None:
    write_class_files(folder, ledger, teller)
    if marks:
        write_marks(folder / MARKS, ledger.records(), teller)


def seal(folder: Path, ledger: Ledger, teller: Teller) -> None:
    """Write the manifest of the files that are there."""
    write_manifest(folder, ledger, _listing(folder, ledger, teller.rubric.id))


def _listing(folder: Path, ledger: Ledger, rubric: str) -> Listing:
    pages = map(page_name, range(1, page_count(ledger.count()) + 1))

    def of_student(slug: str) -> Iterator[str]:
        yield f"students/{slug}.html"
        if (folder / "students" / f"{slug}.pdf").is_file():
            yield f"students/{slug}.pdf"
        yield f"junit/TEST-{rubric}-{slug}.xml"

    return Listing(("results.json", "grades.csv", MARKS, SUSPICIONS, *pages), of_student)


def teller_of(ledger: Ledger, speech: Speech) -> Teller:
    """A teller with the rubric a run was graded by."""
    return Teller(Rubric.model_validate(ledger.fact("rubric")), speech)


def write_class_files(folder: Path, ledger: Ledger, teller: Teller) -> None:
    """Write what is of the whole class, but not the marks: those may hold what a teacher has only just typed."""
    write_results(folder / "results.json", ledger.records(), teller)
    write_grades(folder / "grades.csv", ledger.records(), teller)
    found = list(suspicions(ledger.traced))
    write_suspicions(folder / SUSPICIONS, found, teller)
    write_class(folder, gathered(ledger.records(), teller), ledger.page, suspicions_view(found, ledger))


@dataclass(frozen=True, slots=True)
class Share:
    """What one process writes: the pages and JUnit files of some places of the roster, the first and the last."""

    folder: Path
    language: Language
    places: tuple[int, int]
    pdf: bool


def _write_share(share: Share) -> None:
    with closing(Ledger.opened(share.folder)) as ledger:
        teller = teller_of(ledger, Speech(share.language))
        write_students(share.folder, ledger.records(*share.places), teller, pdf=share.pdf)


def _places(size: int, workers: int) -> Iterator[tuple[int, int]]:
    """The roster in equal parts."""
    each = -(-size // workers)
    for first in range(0, size, each):
        yield first, first + each - 1

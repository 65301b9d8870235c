"""The pages of a whole run, from its ledger; those of the students on every processor."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, closing
from dataclasses import dataclass
from pathlib import Path

from bareme.classrun.engine.parallel import Tell, beside, ignored
from bareme.classrun.engine.processes import default_workers
from bareme.classrun.former_runs import former_of
from bareme.classrun.handin_folders import handin_folders
from bareme.files.atomic import sweep, together
from bareme.handins.worth_a_look import worth_a_look
from bareme.integrity.manifest import Listing, write_manifest
from bareme.marks import People, RunMarks, Standing, marks_file
from bareme.report.class_pages import SEARCH, SUMMARY, ClassPages, page_count, page_name
from bareme.report.class_statistics import Classroom
from bareme.report.handins_page import NAME as HANDINS
from bareme.report.handins_page import write_handins_page
from bareme.report.pdf import library
from bareme.report.student_files import students_written, write_students
from bareme.report.suspicions import NAME as SUSPICIONS
from bareme.report.suspicions import suspicions_view, write_suspicions
from bareme.results.grades_csv import grades_file
from bareme.results.ledger import UNFINISHED, Ledger
from bareme.results.rendering import Teller
from bareme.results.results_json import Sink, results_file
from bareme.rubric import Rubric
from bareme.suspicion import suspicions
from bareme.text.language import Language, Speech

ALONE = 250
"""Students whose pages are written in this process; so few are not worth another one."""

MARKS = "marks.csv"
Table = Callable[[Path, Ledger, Teller], AbstractContextManager[Sink]]
"""Opens the table of marks, for one record after the other."""


def fresh_marks(folder: Path, ledger: Ledger, teller: Teller) -> AbstractContextManager[Sink]:
    """The table of a run that nobody has marked."""
    del ledger
    return marks_file(folder / MARKS, teller, Standing())


def people_of(ledger: Ledger) -> People:
    """Whoever is in a run, by his id alone."""
    return People((student, "") for student in ledger.ids())


def marks_of(marks: RunMarks) -> Table:
    """The table of a run's own marks, which are read again just before it is replaced."""
    return lambda _, ledger, teller: marks.view(teller, ledger.records)


def write_run(
    folder: Path, ledger: Ledger, teller: Teller, *, pdf: Tell | None = None, marks: Table | None = fresh_marks
) -> Classroom:
    """Write results, grades, marks, suspicions, class pages, each student's page and JUnit file, and the manifest.

    With `pdf`, which hears of each of them, PDF files as well. Without `marks` that file is left as it is: a teacher
    may have typed into it what was not graded yet.
    Killed meanwhile, the run says of itself that it is unfinished.

    Returns:
        The class counted.

    Raises:
        UsageError: PDF files are asked for and what makes them is not installed; nothing is written then.
    """
    if pdf:
        library()
    own = folder == ledger.folder
    if own:
        ledger.set_facts({UNFINISHED: True})
    sweep(folder, folder / "students", folder / "junit")
    classroom = _write_files(folder, ledger, teller, pdf=pdf, marks=marks)
    seal(folder, ledger, teller)
    if own:
        ledger.set_facts({UNFINISHED: False})
    return classroom


def _write_files(folder: Path, ledger: Ledger, teller: Teller, *, pdf: Tell | None, marks: Table | None) -> Classroom:
    size, language = ledger.size(), teller.speech.language
    with ExitStack() as files:
        table = [files.enter_context(marks(folder, ledger, teller))] if marks else []  # put in place last
        if size <= ALONE and not pdf:
            files.enter_context(together())
            write_students(folder, ledger.records(), teller, handin_folders(ledger))
            return write_class_files(folder, ledger, teller, table)
        places = _places(size, default_workers())
        shares = [Share(folder, ledger.folder, language, share, pdf is not None) for share in places]
        files.enter_context(beside(_write_share, shares, pdf or ignored))
        return write_class_files(folder, ledger, teller, table)


def rewrite_class(folder: Path, ledger: Ledger, teller: Teller, marks: Table) -> None:
    """Write what is of the whole class anew, and the manifest: some students' own files were written before."""
    with marks(folder, ledger, teller) as table:
        write_class_files(folder, ledger, teller, [table])
    seal(folder, ledger, teller)
    ledger.set_facts({UNFINISHED: False})


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

    more = [name for name in (HANDINS, SEARCH) if (folder / name).is_file()]
    return Listing(("results.json", "grades.csv", MARKS, SUSPICIONS, SUMMARY, *more, *pages), of_student)


def teller_of(ledger: Ledger, speech: Speech) -> Teller:
    """A teller with the rubric a run was graded by."""
    return Teller(Rubric.model_validate(ledger.fact("rubric")), speech)


def write_class_files(folder: Path, ledger: Ledger, teller: Teller, more: Sequence[Sink] = ()) -> Classroom:
    """Write what is of the whole class, all of it or nothing; `more` take every record too."""
    classroom = Classroom(teller)
    pages = ClassPages(folder, teller, ledger.judged())
    with together():
        with (
            results_file(folder / "results.json", teller) as results,
            grades_file(folder / "grades.csv", teller) as own,
        ):
            for record in ledger.records():  # read once for all of them: to parse it is dearer than any one of them
                for take in (results, own, *more, classroom.add, pages.add):
                    take(record)
        students = set(ledger.ids())
        found = [*suspicions(ledger.traced, lambda: former_of(ledger)), *worth_a_look(ledger.evidence, students)]
        write_suspicions(folder / SUSPICIONS, found, teller)
        handins = write_handins_page(folder, ledger.evidence, students, teller)
        pages.finish({**classroom.view(), **suspicions_view(found, ledger), "handins": handins})
    return classroom


@dataclass(frozen=True, slots=True)
class Share:
    """What one process writes: the pages and JUnit files of some places of the roster, the first and the last."""

    folder: Path
    run: Path
    """Where the ledger is."""
    language: Language
    places: tuple[int, int]
    pdf: bool


def _write_share(share: Share) -> Iterator[int]:
    with closing(Ledger.to_read(share.run)) as ledger:
        teller = teller_of(ledger, Speech(share.language))
        records = ledger.records(*share.places)
        for _ in students_written(share.folder, records, teller, handin_folders(ledger), pdf=share.pdf):
            if share.pdf:  # pages take milliseconds: nobody waits for them
                yield 1


def _places(size: int, workers: int) -> Iterator[tuple[int, int]]:
    """The roster in equal parts."""
    each = -(-size // workers)
    for first in range(0, size, each):
        yield first, first + each - 1

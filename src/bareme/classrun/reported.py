"""A run's files written again from its ledger, in its own folder or in another."""

from contextlib import closing
from pathlib import Path

from bareme.classrun.engine.parallel import Tell
from bareme.classrun.outputs import MARKS, marks_of, people_of, teller_of, write_run
from bareme.marks import MarkStore, RunMarks, Standing, marks_file
from bareme.marks.read import Criteria
from bareme.marks.standing import Places, standing
from bareme.report.class_statistics import Classroom
from bareme.results.ledger import Ledger
from bareme.text.language import Speech


def reported(ledger: Ledger, out: Path, speech: Speech, *, pdf: Tell | None = None) -> Classroom:
    """Write everything that `grade` writes, PDF files if `pdf` is there to hear of them.

    A table of marks that is there stays: somebody may be typing in it.
    """
    teller = teller_of(ledger, speech)
    if (out / MARKS).exists():
        return write_run(out, ledger, teller, pdf=pdf, marks=None)
    people = people_of(ledger)
    if out == ledger.folder:
        with closing(RunMarks(out, people, teller.rubric)) as marks:
            return write_run(out, ledger, teller, pdf=pdf, marks=marks_of(marks))
    with closing(MarkStore(ledger.folder, to_read=True)) as store:
        decided: Standing = standing(store.history(), Places(people, Criteria(teller.rubric)))
    return write_run(
        out, ledger, teller, pdf=pdf, marks=lambda folder, _, teller: marks_file(folder / MARKS, teller, decided)
    )

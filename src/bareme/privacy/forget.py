"""One student taken out of a run: his rows, his pages, his evidence."""

import shutil
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path

from bareme.classrun.outputs import MARKS, seal, teller_of, write_class_files
from bareme.errors import UsageError
from bareme.export.csv_in_place import SEPARATORS, CsvRow, Sheet, Text
from bareme.files.atomic import sweep, whole
from bareme.files.spreadsheet import unguarded
from bareme.marks import People, RunMarks
from bareme.marks.columns import places
from bareme.marks.stamp import parsed_stamp
from bareme.marks.store import NAME as STORE
from bareme.privacy import TABLE
from bareme.privacy.forget_handins import forget_handins
from bareme.report.class_pages import SEARCH
from bareme.results.ledger import Ledger, LedgerRow
from bareme.text.language import Speech
from bareme.text.message import say


def forget(run: Ledger, student_id: str, evidence: Path, speech: Speech) -> list[Path]:
    """Delete what a run holds of a student; what was deleted or written anew.

    Marks that were typed and not graded yet stay, but for his.

    Raises:
        UsageError: nobody of this id is in the run.
    """
    folder, teller = run.folder, teller_of(run, speech)
    people = People((one, "") for one in (*run.ids(), student_id))
    with closing(RunMarks(folder, people, teller.rubric)) as marks:
        decided = marks.forget(student_id)
    row = run.forget(student_id)
    if row is None and not decided:
        raise UsageError(say("{id} is not in {folder}.", id=student_id, folder=str(run.folder)))
    sweep(folder, folder / "students", folder / "junit")
    done = list(_deleted(folder, _own(folder, row, evidence, teller.rubric.id) if row else []))
    for name in (MARKS, TABLE):
        done += _without(folder / name, student_id, people)
    done += forget_handins(evidence, student_id)
    write_class_files(folder, run, teller)
    seal(folder, run, teller)
    return [*done, *([folder / STORE] if decided else []), *(folder / name for name in _ANEW)]


def _own(folder: Path, row: LedgerRow, evidence: Path, rubric: str) -> list[Path]:
    pages = [folder / "students" / f"{row.slug}.{kind}" for kind in ("html", "pdf")]
    return [*pages, folder / "junit" / f"TEST-{rubric}-{row.slug}.xml", evidence / row.slug]


_ANEW = ("results.json", "grades.csv", "suspicions.json", "index.html", "summary.html", "manifest.json")


def _deleted(folder: Path, own: Sequence[Path]) -> Iterator[Path]:
    """His own files; and the further class pages, of which there may now be one fewer."""
    for path in (*own, *folder.glob("index-*.html"), folder / SEARCH):
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
            yield path
        elif path.exists() or path.is_symlink():
            path.unlink()
            yield path


def _without(file: Path, student_id: str, people: People) -> list[Path]:
    """Take a student's rows out of a table; the others stay byte for byte."""
    if not file.is_file():
        return []
    text = Text.of(file.read_bytes())
    first = text.body.partition("\n")[0]
    separator = max(SEPARATORS, key=first.count)
    rows = Sheet(text, separator).rows
    where = places(rows[0].values) if rows else {}

    def is_his(row: CsvRow) -> bool:
        cell = unguarded(row.value(where.get("student", 0)).strip())
        stamp = parsed_stamp(row.value(where.get("basis", -1)).strip())
        return student_id in {cell, people.whose(cell, row.value(where.get("name", -1)).strip(), stamp)}

    kept = [row for row in rows if not is_his(row)]
    with whole(file) as stream:
        stream.write(text.packed("".join(separator.join(row.raws) + row.end for row in kept)))
    return [file] if len(kept) < len(rows) else []

"""One student taken out of a run: his rows, his pages, his evidence."""

import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path

from bareme.classrun.outputs import MARKS, seal, teller_of, write_class_files
from bareme.errors import UsageError
from bareme.export.csv_in_place import SEPARATORS, Sheet, Text
from bareme.files.atomic import unfinished, whole
from bareme.marks.columns import places
from bareme.privacy import TABLE
from bareme.results.ledger import Ledger
from bareme.text.language import Speech
from bareme.text.message import say


def forget(run: Ledger, student_id: str, evidence: Path, speech: Speech) -> list[Path]:
    """Delete what a run holds of a student; what was deleted or written anew.

    Marks that were typed and not graded yet stay, but for his.

    Raises:
        UsageError: nobody of this id is in the run.
    """
    row = run.forget(student_id)
    if row is None:
        raise UsageError(say("{id} is not in {folder}.", id=student_id, folder=str(run.folder)))
    folder, rubric = run.folder, run.fact("rubric")["id"]
    pages = [folder / "students" / f"{row.slug}.{kind}" for kind in ("html", "pdf")]
    own = [*pages, folder / "junit" / f"TEST-{rubric}-{row.slug}.xml", evidence / row.slug]
    done = list(_deleted(folder, [*own, *map(unfinished, own)]))
    for name in (MARKS, TABLE):
        done += _without(folder / name, student_id)
    teller = teller_of(run, speech)
    write_class_files(folder, run, teller)
    seal(folder, run, teller)
    return [*done, *(folder / name for name in _ANEW)]


_ANEW = ("results.json", "grades.csv", "suspicions.json", "index.html", "manifest.json")


def _deleted(folder: Path, own: Sequence[Path]) -> Iterator[Path]:
    """His own files; and the further class pages, of which there may now be one fewer."""
    for path in (*own, *folder.glob("index-*.html")):
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
            yield path
        elif path.exists() or path.is_symlink():
            path.unlink()
            yield path


def _without(file: Path, student_id: str) -> list[Path]:
    """Take a student's rows out of a table; the others stay byte for byte."""
    if not file.is_file():
        return []
    text = Text.of(file.read_bytes())
    first = text.body.partition("\n")[0]
    separator = max(SEPARATORS, key=first.count)
    rows = Sheet(text, separator).rows
    place = places(rows[0].values).get("student", 0) if rows else 0
    kept = [row for row in rows if row.value(place).removeprefix("'").strip() != student_id]
    with whole(file) as stream:
        stream.write(text.packed("".join(separator.join(row.raws) + row.end for row in kept)))
    return [file] if len(kept) < len(rows) else []

"""One student taken out of the tables that `bareme import` keeps beside the evidence."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from bareme.export.csv_in_place import SEPARATORS, Sheet, Text
from bareme.files.atomic import whole
from bareme.files.spreadsheet import unguarded
from bareme.handins.handins_csv import NAME as HANDINS
from bareme.handins.receipt import NAME as RECEIPTS
from bareme.handins.receipt import read_receipts, write_receipts
from bareme.handins.unmatched import NAME as UNMATCHED
from bareme.roster.learnt_scopes import NAME as SCOPES


def forget_handins(evidence: Path, student_id: str) -> Iterator[Path]:
    """The files written anew without him; whoever handed in with him stays."""
    for name in (HANDINS, SCOPES, UNMATCHED):
        if _without(evidence / name, student_id):
            yield evidence / name
    receipts = read_receipts(evidence)
    if any(student_id in one.students for one in receipts.values()):
        left = [replace(one, students=tuple(x for x in one.students if x != student_id)) for one in receipts.values()]
        write_receipts(evidence, [one for one in left if one.students])
        yield evidence / RECEIPTS


def _without(file: Path, student_id: str) -> bool:
    """Take his rows out of a table whose first column is the student; the others stay byte for byte."""
    if not file.is_file():
        return False
    text = Text.of(file.read_bytes())
    first = text.body.partition("\n")[0]
    separator = max(SEPARATORS, key=first.count)
    rows = Sheet(text, separator).rows
    kept = [row for row in rows if unguarded(row.value(0).strip()) != student_id]
    if len(kept) == len(rows):
        return False
    with whole(file) as stream:
        stream.write(text.packed("".join(separator.join(row.raws) + row.end for row in kept)))
    return True

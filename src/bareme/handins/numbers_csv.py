"""`numbers.csv`: the ten digits that each student has his machines attested with, to be sent to him alone."""

import csv
from collections.abc import Iterable
from pathlib import Path

from bareme.attestation.number import number_of
from bareme.files.atomic import written
from bareme.files.spreadsheet import guarded, kept
from bareme.keys.collection_key import CollectionKey
from bareme.roster import Student
from bareme.text.language import Speech
from bareme.text.sanitize import cell

NAME = "numbers.csv"


def write_numbers(folder: Path, students: Iterable[Student], key: CollectionKey, lab: str, speech: Speech) -> Path:
    """Write the table; a spreadsheet keeps the zeros in front."""
    file = folder / NAME
    with written(file, encoding="utf-8-sig", newline="") as stream:
        rows = csv.writer(stream, delimiter=speech.separator)
        rows.writerow(("student_id", "name", "email", "number"))
        for one in students:
            number = kept(number_of(key, one.id, lab))
            rows.writerow((kept(cell(one.id)), guarded(cell(one.name)), guarded(cell(one.email)), number))
    return file

"""What Moodle does with the files it is given, after its own source.

Worksheet: mod/assign/feedback/offline/importgradeslib.php; ZIP: mod/assign/feedback/file/importziplib.php;
gradebook: grade/import/csv/classes/load_data.php.
"""

import csv
import io
import re
import zipfile
from pathlib import Path
from typing import NamedTuple

STRINGS = {
    "en": ("Identifier", "Grade", "Last modified (grade)", "Feedback comments", "Participant"),
    "fr": ("Identifiant", "Note", "Dernière modification (note)", "Feedback par commentaires", "Participant"),
    "ar": ("المُعرَّف", "الدرجة", "آخر تعديل (التقدير)", "تعليقات الإفادة", "المشارك"),
}


class Imported(NamedTuple):
    grade: float
    comment: str


def import_worksheet(
    content: bytes, lang: str, most: float = 20, encoding: str = "utf-8", separator: str = ","
) -> dict[int, Imported]:
    """The grades and comments Moodle takes, by participant number; a wrong header is refused."""
    identifier, grade, changed, comment, participant = STRINGS[lang]
    rows = list(csv.reader(io.StringIO(content.decode(encoding).removeprefix("\ufeff")), delimiter=separator))
    header = rows[0]
    if not {identifier, grade, changed} <= set(header):
        raise ValueError("invalidgradeimport")
    taken = {}
    for row in rows[1:]:
        if row:
            number = int(row[header.index(identifier)].encode()[len(participant.encode()) :])
            value = unformat_float(row[header.index(grade)])
            if value is not None and 0 <= value <= most:
                taken[number] = Imported(value, row[header.index(comment)] if comment in header else "")
    return taken


def unformat_float(text: str) -> float | None:
    """A dot is read in every language; Moodle takes a comma only where the language writes one."""
    return float(text) if re.fullmatch(r"-?\d+(\.\d+)?", text.strip()) else None


def import_zip(path: Path) -> dict[int, tuple[str, bytes]]:
    """The file each participant gets."""
    taken = {}
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            folder, _, file = name.partition("/")
            fields = folder.split("_", 4)
            assert len(fields) >= 4, f"{name}: not of a participant"
            assert fields[1].isdecimal(), f"{name}: no number"
            assert fields[2:4] == ["assignsubmission", "file"], f"{name}: no such plugin"
            if not file.startswith((".", "~")):
                taken[int(fields[1])] = (file, archive.read(name))
    return taken


def import_gradebook(content: bytes, known: set[str]) -> dict[str, float]:
    """The grades by id number; one unknown student or one cell that is no number and nothing is imported."""
    rows = list(csv.reader(io.StringIO(content.decode("utf-8").removeprefix("\ufeff"))))
    taken = {}
    for idnumber, _, grade, _ in rows[1:]:
        if idnumber not in known:
            raise LookupError(idnumber)
        if grade not in {"", "-"}:
            taken[idnumber] = float(grade)
    return taken

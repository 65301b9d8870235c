"""A made-up class of forty, and what Moodle gives for it, with the twelve usual accidents."""

import csv
import io
import unicodedata
import zipfile
from pathlib import Path

from tests.handins.exports import export, subscription, zipped

FIRST = ("Zineb", "Omar", "Salma", "Youssef", "Ghita", "Hajar", "Mehdi", "Lina", "Anas", "Kenza")
LAST = ("El Fassi", "Tazi", "Chraïbi", "Ben-Jelloun")
ANSWERS = b"answers:\n  E1-05:\n    answer: Deux machines : une par zone\n"
PICTURE = b"\x89PNG\r\n\x1a\n" + b"p" * 200


def names() -> list[tuple[str, str, str]]:
    """Id, first and last name of everybody; numbers 11 and 39 bear the same name."""
    people = [(f"E{number:03}", FIRST[number % 10], LAST[number // 10]) for number in range(40)]
    people[39] = ("E039", *people[11][1:])
    people[20] = ("E020", "أمين", "بوزيدي")
    return people


def roster(folder: Path) -> Path:
    """Moodle's list of participants: no subscription in it."""
    file = folder / "participants.csv"
    with file.open("w", encoding="utf-8", newline="") as stream:
        rows = csv.writer(stream)
        rows.writerow(("Prénom", "Nom de famille", "Numéro d’identification", "Adresse de courriel", "Groupes"))
        for student, first, last in names():
            rows.writerow((first, last, student, f"{student.lower()}@etu.ecole.example", "G1"))
    return file


def place(number: int) -> str:
    """The folder of somebody in Moodle's zip."""
    _, first, last = names()[number]
    return f"{first} {last}_{1234500 + number}_assignsubmission_file_"


def download(folder: Path) -> Path:
    """Moodle's "download all submissions": forty, twelve of them as they must not be, one missing."""
    files = {f"{place(number)}/export.zip": export(f"E{number:03}") for number in range(12, 38) if number != 20}
    files[f"{place(13)}/reponses.yaml"] = ANSWERS
    files[f"{place(14)}/captures.zip"] = zipped({"captures/e1.png": PICTURE, "__MACOSX/captures/._e1.png": b"x"})
    files[f"{place(0)}/export.rar"] = b"Rar!\x1a\x07\x00" + b"x" * 50
    files[f"{place(1)}/export.7z"] = b"7z\xbc\xaf\x27\x1c" + b"x" * 50
    files[f"{place(2)}/export.zip"] = locked(export("E002"))
    files[f"{place(3)}/export.zip"] = zipped({})
    files[f"{place(4)}/export.lnk"] = b"L\x00\x00\x00"
    files[f"{place(5)}/export.zip"] = export("E005")[:3000]
    files[f"{place(6)}/portail.png"] = PICTURE
    files[f"{place(7)}/TP2/rendu.zip"] = zipped(
        {"mon TP\\export.zip": export("E007"), "mon TP\\script.sh": b"az vm list"}
    )
    files[f"{place(8)[:-1]}_export.zip"] = export("E008")
    files[unicodedata.normalize("NFD", f"{place(20)}/export.zip")] = export("E020")
    files[f"{place(9)}/export.zip"] = export("E010")  # a friend's
    files[f"{place(10)}/export.zip"] = export("E010")
    files[f"{place(11)}/export.zip"] = export("E011")  # one of two who bear this name
    files[f"{place(38).replace('_file_', '_onlinetext_')}/onlinetext.html"] = (
        b'<p>Voici : <a href="https://ecole.sharepoint.com/:u:/g/abc">export</a></p>'
    )
    path = folder / "TP2-Remises-987.zip"
    path.write_bytes(zipped(files))
    return path


def locked(packed: bytes) -> bytes:
    """The same zip, saying of every file that it takes a password."""
    marked = bytearray(packed)
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = marked.find(signature)
        while at >= 0:
            marked[at + offset] |= 1
            at = marked.find(signature, at + 4)
    assert zipfile.is_zipfile(io.BytesIO(bytes(marked)))
    return bytes(marked)


__all__ = ["ANSWERS", "PICTURE", "download", "locked", "names", "place", "roster", "subscription"]

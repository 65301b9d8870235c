"""`${student.id}` and the like: what a rubric may ask to be each student's own, as the roster tells it.

Resources have names of small letters and digits: first and last names come without accents, spaces and capitals.
"""

import re
import unicodedata
from collections.abc import Mapping

from bareme.roster import Student

FIELDS = ("id", "first_name", "last_name", "name", "initial", "github", "email", "login", "group")
"""What `${student.…}` may be; `login` is an e-mail address's part before the @, `initial` the first name's letter."""
ROOT = "student"
_LETTERS = re.compile(r"[^a-z0-9-]")

SAMPLE: Mapping[str, str] = {
    "id": "e001",
    "first_name": "ada",
    "last_name": "lovelace",
    "name": "ada-lovelace",
    "initial": "a",
    "github": "ada-lovelace",
    "email": "ada.lovelace@ecole.example",
    "login": "ada.lovelace",
    "group": "g1",
}
"""A student who is nobody: rubrics are checked and proven with these values, and examples are made with them."""


def of_student(student: Student) -> dict[str, str]:
    """The values of one student, those left out that the roster does not tell; who checks himself is in no roster."""
    if not student.line and student.id in {student.scope.subscription_id[:8], "me"}:
        return {}
    first, last = plain(student.first_name), plain(student.last_name)
    values = {
        "id": student.id,
        "first_name": first,
        "last_name": last,
        "name": "-".join(part for part in (first, last) if part),
        "initial": first[:1],
        "github": student.github,
        "email": student.email,
        "login": student.email.partition("@")[0],
        "group": student.group,
    }
    return {name: value for name, value in values.items() if value}


def plain(name: str) -> str:
    """A name as resources can bear it: `Élodie Le Gall` is `elodie-le-gall`."""
    letters = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().casefold()
    return _LETTERS.sub("", re.sub(r"[\s'’]+", "-", letters.strip()))

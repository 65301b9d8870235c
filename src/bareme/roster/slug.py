"""Names for a student's files.

An id that is safe as a file name everywhere stays as it is. Any other gets a readable remainder and a hash of the
id, so that a student's name does not depend on who else is in the class.
"""

import hashlib
import re
import unicodedata

MAX_LENGTH = 80
_SAFE = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._@-]{0,78}[A-Za-z0-9_@-])?")
_UNSAFE = re.compile(r"[^A-Za-z0-9._@-]+")
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)


class Slugs:
    """The names of one class: no two the same, even without case."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def of(self, student_id: str) -> str:
        """A name that nobody has yet."""
        name = first = slug(student_id)
        number = 2
        while name.casefold() in self._taken:
            name, number = f"{first[: MAX_LENGTH - 6]}-{number}", number + 1
        self._taken.add(name.casefold())
        return name


def slug(student_id: str) -> str:
    """The name for one id, not looking at the others."""
    if _SAFE.fullmatch(student_id) and not _RESERVED.fullmatch(student_id):
        return student_id
    plain = unicodedata.normalize("NFKD", student_id).encode("ascii", "ignore").decode()
    kept = _UNSAFE.sub("-", plain).strip("-._@")[: MAX_LENGTH - 9].strip("-._@")
    fingerprint = hashlib.sha256(student_id.encode("utf-8", "surrogatepass")).hexdigest()[:8]
    return f"{kept or 'student'}-{fingerprint}"

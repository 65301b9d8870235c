"""Files that a student fetched inside his machines: what Azure signed of them, unverified until they are taken in."""

from collections.abc import Iterable
from pathlib import Path

from bareme.attestation.saved import MAX_BYTES, saved_document
from bareme.errors import UsageError
from bareme.files.bounded import content_of
from bareme.reference.arm import Wire
from bareme.text.message import say


def documents(files: Iterable[Path]) -> tuple[Wire, ...]:
    """The documents in these files.

    Raises:
        UsageError: one of them holds none.
    """
    return tuple(map(_document, files))


def _document(file: Path) -> Wire:
    content = content_of(file, MAX_BYTES, UsageError, say("{file} is too large to be read", file=str(file)))
    found = saved_document(content, file.name)
    if found is None:
        raise UsageError(
            say("{file} is not what a machine's metadata service answers", file=str(file)),
            say("Save its whole answer, which begins with “encoding”."),
        )
    return found

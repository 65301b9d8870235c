"""Office documents from anybody: size, entities and number of parts are bounded before any is read."""

import io
import re
import zipfile
import zlib

from bareme.text.message import Message, say

MAX_UNPACKED = 96 * 2**20
MAX_PARTS = 3000
MAX_XML = 24 * 2**20
"""Of one part that is XML: a report of a hundred pages takes one."""
_DECLARED = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)


class DocumentError(ValueError):
    """A document that cannot be read; the argument is a message."""

    def __init__(self, message: Message) -> None:
        super().__init__(message)
        self.message = message


def check(content: bytes) -> None:
    """Find out whether a document may be opened.

    Raises:
        DocumentError: it is no document, too large, or declares entities of its own.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
            if len(parts) > MAX_PARTS or sum(one.file_size for one in parts) > MAX_UNPACKED:
                raise DocumentError(say("it unpacks to more than a report can be"))
            for part in parts:
                if part.filename.endswith((".xml", ".rels")):
                    _check_xml(archive, part)
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, RuntimeError, NotImplementedError) as error:
        raise DocumentError(say("it is no whole document")) from error


def _check_xml(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    if part.file_size > MAX_XML:
        raise DocumentError(say("it unpacks to more than a report can be"))
    if _DECLARED.search(archive.read(part).replace(b"\0", b"")):
        raise DocumentError(say("it declares XML entities, which no office program writes"))

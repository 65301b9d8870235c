"""Reading files that somebody else wrote, never more of them than makes sense."""

import errno
import hashlib
import stat
from pathlib import Path

from bareme.errors import BaremeError
from bareme.files.environment import reason_of
from bareme.text.message import Message, say

_CHUNK = 2**20


def content_of(
    path: Path, most: int, error: type[BaremeError], too_large: Message, advice: Message | None = None
) -> bytes:
    """The file's bytes.

    Raises:
        BaremeError: of the kind given: it cannot be read, with the advice given, or is larger than `most`.
        OSError: the machine allows no more open files.
    """
    try:
        content = read_at_most(path, most)
    except OSError as trouble:
        raise error(
            say("{file} cannot be read: {reason}", file=str(path), reason=reason_of(trouble)), advice
        ) from trouble
    if content is None:
        raise error(too_large)
    return content


def read_regular(path: Path, most: int) -> bytes | None:
    """The same for what may lie in a student's folder: a pipe or a device there would never end, or never begin.

    Raises:
        OSError: it cannot be read, or is not a file.
    """
    if not stat.S_ISREG(path.stat().st_mode):
        raise OSError(errno.EINVAL, "it is not a file")
    return read_at_most(path, most)


def read_at_most(path: Path, most: int) -> bytes | None:
    """The file's bytes; `None` where there are more than `most`.

    Raises:
        OSError: it cannot be read.
    """
    content = bytearray()
    with path.open("rb") as stream:
        while chunk := stream.read(_CHUNK):
            content += chunk
            if len(content) > most:
                return None
    return bytes(content)


def file_hash(path: Path) -> str:
    """SHA-256 of a file, in hexadecimal.

    Raises:
        OSError: it cannot be read.
    """
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()

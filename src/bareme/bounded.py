"""Reading files that somebody else wrote, never more of them than makes sense."""

import errno
import stat
from pathlib import Path

_CHUNK = 2**20


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

"""Reading files that somebody else wrote, never more of them than makes sense."""

from pathlib import Path

_CHUNK = 2**20


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

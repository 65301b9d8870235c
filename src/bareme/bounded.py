"""Reading files that somebody else wrote, never more of them than makes sense."""

from pathlib import Path


def read_at_most(path: Path, most: int) -> bytes | None:
    """The file's bytes; `None` where there are more than `most`.

    Raises:
        OSError: it cannot be read.
    """
    with path.open("rb") as stream:
        content = stream.read(most + 1)
    return content if len(content) <= most else None

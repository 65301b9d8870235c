"""Files that appear whole or not at all."""

import io
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO


@contextmanager
def whole(path: Path) -> Iterator[IO[bytes]]:
    """A stream of bytes that becomes `path` when the block ends well, and nothing when it does not."""
    path.parent.mkdir(parents=True, exist_ok=True)
    begun = unfinished(path)
    with begun.open("w+b") as stream:
        try:
            yield stream
        except BaseException:
            stream.close()
            begun.unlink(missing_ok=True)
            raise
    os.replace(begun, path)  # noqa: PTH105 - os.replace is the documented atomic rename


def unfinished(path: Path) -> Path:
    """Where `path` is written until it is whole: always the same name, so that nothing of a killed run stays."""
    return path.with_name(f".{path.name}.part")


@contextmanager
def written(path: Path, *, encoding: str = "utf-8", newline: str = "\n") -> Iterator[IO[str]]:
    """The same for text; what no encoding can hold is written as its escape."""
    with whole(path) as stream:
        text = io.TextIOWrapper(stream, encoding=encoding, errors="backslashreplace", newline=newline)
        yield text
        text.flush()
        text.detach()

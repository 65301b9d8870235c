"""Files that appear whole or not at all."""

import io
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import IO


@contextmanager
def whole(path: Path) -> Iterator[IO[bytes]]:
    """A stream of bytes that becomes `path` when the block ends well, and nothing when it does not."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile("w+b", dir=path.parent, prefix=f".{path.name[:40]}.", delete=False) as stream:
        try:
            yield stream
        except BaseException:
            Path(stream.name).unlink(missing_ok=True)
            raise
    Path(stream.name).chmod(0o644)
    os.replace(stream.name, path)  # noqa: PTH105 - os.replace is the documented atomic rename


@contextmanager
def written(path: Path, *, encoding: str = "utf-8", newline: str = "\n") -> Iterator[IO[str]]:
    """The same for text; what no encoding can hold is written as its escape."""
    with whole(path) as stream:
        text = io.TextIOWrapper(stream, encoding=encoding, errors="backslashreplace", newline=newline)
        yield text
        text.flush()
        text.detach()

"""Where a report goes that somebody named: a file that appears whole, or a device, a pipe, a link that is written into.

`--json /dev/stdout` must not replace the device by a file, as a rename would.
"""

import io
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from bareme.files.atomic import whole

STANDARD_OUTPUT = Path("-")


@contextmanager
def report_bytes(path: Path) -> Iterator[IO[bytes]]:
    """A stream into what `path` names; `-` is standard output."""
    if path == STANDARD_OUTPUT:
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    real = Path(os.path.realpath(path)) if path.is_symlink() else path
    if _is_device(path, real):
        with path.open("ab") as stream:  # never cut: standard output may be a file that others write to
            yield stream
    else:
        with whole(real) as stream:
            yield stream


@contextmanager
def report_text(path: Path) -> Iterator[IO[str]]:
    """The same for text in UTF-8; what it cannot hold is written as its escape."""
    with report_bytes(path) as stream:
        text = io.TextIOWrapper(stream, encoding="utf-8", errors="backslashreplace", newline="\n")
        yield text
        text.flush()
        text.detach()


def _is_device(path: Path, real: Path) -> bool:
    """A device, a pipe, a socket; also one that is named through a link, as `/dev/stdout` is."""
    if str(path).startswith(("/dev/", "/proc/")):
        return True
    return real.exists() and not real.is_file()

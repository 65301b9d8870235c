"""Standard output and error as they really come: a pipe whose reader has gone, a descriptor that was closed.

`| head -1` has what it wanted: what else is written goes nowhere, and the exit code is the grade's. A closed standard
output is told when something should be shown there; nothing else is ever opened in its place.
"""

import errno
import io
import os
import sys
from typing import IO, Any

_NUMBERS = (0, 1, 2)


def secure_streams() -> None:
    """See to both streams of this process; only for the command itself, never inside another program."""
    closed = [number for number in _NUMBERS if not _is_open(number)]
    for number in closed:
        _fill(number)
    sys.stdout = _stream(sys.stdout, 1, is_closed=1 in closed)
    sys.stderr = _stream(sys.stderr, 2, is_closed=False)


def flush_output() -> None:
    """Write what is still to be shown.

    Raises:
        OSError: it cannot be written.
    """
    sys.stdout.flush()


def _is_open(number: int) -> bool:
    try:
        os.fstat(number)
    except OSError:
        return False
    return True


def _fill(number: int) -> None:
    """Let no file that is opened later have the number of a standard stream."""
    opened = os.open(os.devnull, os.O_RDWR)
    if opened != number:
        os.dup2(opened, number)
        os.close(opened)


def _stream(stream: IO[str] | None, number: int, *, is_closed: bool) -> Any:
    if not isinstance(stream, io.TextIOWrapper | None):
        return stream
    encoding = stream.encoding if stream else "utf-8"
    if stream is not None:
        stream.flush()
    raw = io.BufferedWriter(_Output(number, is_closed=is_closed))
    text = io.TextIOWrapper(raw, encoding=encoding, errors=stream.errors if stream else None, line_buffering=True)
    text.mode = "w"  # type: ignore[misc] # as the interpreter's own
    return text


class _Output(io.FileIO):
    """A standard stream that a reader may leave."""

    def __init__(self, number: int, *, is_closed: bool) -> None:
        super().__init__(number, "wb", closefd=False)
        self._is_closed = is_closed
        self._is_left = False

    def write(self, content: Any, /) -> int:
        """Write, or pretend to where nobody reads any more."""
        if self._is_left:
            return len(content)
        try:
            return self._written(content)
        except BrokenPipeError:
            self._is_left = True
            return len(content)
        except OSError as error:
            self._is_left = True  # told once; the interpreter flushes again when it ends
            error.filename = "stdout"
            raise

    def _written(self, content: Any) -> int:
        if self._is_closed:
            raise OSError(errno.EBADF, os.strerror(errno.EBADF))
        return super().write(content) or 0

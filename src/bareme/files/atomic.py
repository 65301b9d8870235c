"""Files that appear whole or not at all, alone or together."""

import errno
import io
import os
import re
import secrets
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from typing import IO

_PART = re.compile(r"\..+\.[0-9a-f]{16}\.part", re.DOTALL)

_together: ContextVar[list[tuple[Path, Path]] | None] = ContextVar("together", default=None)
"""The files, written and waiting, of the block `together`, if there is one."""


@contextmanager
def whole(path: Path) -> Iterator[IO[bytes]]:
    """A stream of bytes that becomes `path` when the block ends well, and nothing when it does not.

    Raises:
        OSError: it cannot be written; the error names it.
    """
    with naming(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        begun, stream = _begun(path)
    try:
        yield stream
        with naming(path):
            stream.close()
            _put(begun, path)
    except BaseException as error:
        _close_anyhow(stream)
        begun.unlink(missing_ok=True)
        if isinstance(error, OSError) and error.filename is None and error.errno is not None:
            error.filename = str(path)  # what a full disk says when it is written to
        raise


@contextmanager
def together() -> Iterator[None]:
    """Let the files that are written in this block be put in place when it ends well, all of them, or none."""
    if _together.get() is not None:
        yield
        return
    waiting: list[tuple[Path, Path]] = []
    token = _together.set(waiting)
    try:
        yield
        while waiting:
            begun, path = waiting[0]
            with naming(path):
                os.replace(begun, path)  # noqa: PTH105 - os.replace is the documented atomic rename
            waiting.pop(0)
    finally:
        _together.reset(token)
        for begun, _ in waiting:
            begun.unlink(missing_ok=True)


@contextmanager
def written(path: Path, *, encoding: str = "utf-8", newline: str = "\n") -> Iterator[IO[str]]:
    """The same as `whole` for text; what no encoding can hold is written as its escape."""
    with whole(path) as stream:
        text = io.TextIOWrapper(stream, encoding=encoding, errors="backslashreplace", newline=newline)
        try:
            yield text
            text.flush()
        finally:
            _detach(text)


def added(names: Iterable[Path], content: bytes) -> Path:
    """A new file under the first of these names that nobody has, whole or not at all; nothing is ever replaced.

    Raises:
        OSError: it cannot be written, or every name is taken.
    """
    for path in names:
        with naming(path):
            if path.exists():
                continue
            begun, number = begin(path)
            try:
                with os.fdopen(number, "wb") as stream:
                    stream.write(content)
                if _linked(begun, path):
                    return path
            finally:
                begun.unlink(missing_ok=True)
    raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST))


def _linked(begun: Path, path: Path) -> bool:
    """Give a finished file its name; `False` where somebody took it meanwhile."""
    try:
        os.link(begun, path)
    except FileExistsError:
        return False
    except OSError:  # a disk without hard links: the name is taken first, and filled at once
        try:
            os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666))
        except FileExistsError:
            return False
        os.replace(begun, path)  # noqa: PTH105 - os.replace is the documented atomic rename
    return True


def begin(path: Path) -> tuple[Path, int]:
    """A new file beside `path`, to become it: nobody can know its name, and no link leads elsewhere."""
    begun = path.with_name(f".{path.name[:100]}.{secrets.token_hex(8)}.part")
    flags = os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
    return begun, os.open(begun, flags, 0o666)


def sweep(*folders: Path) -> None:
    """Delete what a killed run left unfinished; only for whoever holds the folder."""
    for folder in folders:
        for path in folder.glob(".*.part") if folder.is_dir() else ():
            if _PART.fullmatch(path.name):
                path.unlink(missing_ok=True)


@contextmanager
def naming(path: Path) -> Iterator[None]:
    """Let an error of the operating system tell which file it is about, by the name people know."""
    try:
        yield
    except OSError as error:
        if error.errno is not None:
            error.filename = str(path)
        raise


def _begun(path: Path) -> tuple[Path, IO[bytes]]:
    begun, number = begin(path)
    return begun, os.fdopen(number, "w+b")


def _put(begun: Path, path: Path) -> None:
    waiting = _together.get()
    if waiting is None:
        os.replace(begun, path)  # noqa: PTH105 - os.replace is the documented atomic rename
    else:
        waiting.append((begun, path))


def _close_anyhow(stream: IO[bytes]) -> None:
    """Close a file that is thrown away: what it could not hold matters no more."""
    try:
        stream.close()
    except OSError:
        return


def _detach(text: io.TextIOWrapper) -> None:
    """Leave the bytes' own stream open; a text that could not be flushed has told so already."""
    try:
        text.detach()
    except OSError:
        return

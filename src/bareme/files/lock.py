"""One at a time in a folder: a lock that the operating system gives back whatever becomes of the process."""

import json
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bareme.errors import BusyError
from bareme.files.atomic import naming
from bareme.text.message import Message, say

NAME = ".bareme.lock"
_POLL_SECONDS = 0.5
_FAR = 2**30
"""The byte that is locked on Windows: what is before it stays readable."""


@contextmanager
def locked(folder: Path, *, wait: bool = False) -> Iterator[None]:
    """Hold a folder; whoever else wants to write there meanwhile is told who holds it, or waits.

    Raises:
        BusyError: another process holds it.
        OSError: the folder cannot be written to.
    """
    path = folder / NAME
    with naming(path):
        folder.mkdir(parents=True, exist_ok=True)
    number = _held(path, wait=wait)
    try:
        _sign(number)
        yield
    finally:
        with suppress(OSError):  # Windows keeps a file that is open; an empty one that stays does no harm
            path.unlink()
        os.close(number)


def _held(path: Path, *, wait: bool) -> int:
    while True:
        flags = os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0)
        with naming(path):
            number = os.open(path, flags, 0o666)
        if _lock(number):
            if _is_still(path, number):
                return number
            os.close(number)
            continue
        holder = _holder(number)
        os.close(number)
        if not wait:
            raise _busy(path.parent, holder)
        time.sleep(_POLL_SECONDS)


def _is_still(path: Path, number: int) -> bool:
    """Whether the file is the one that others find: who held it before may have deleted it meanwhile."""
    try:
        return os.path.samestat(os.fstat(number), path.stat())
    except OSError:
        return False


def _lock(number: int) -> bool:
    try:
        import fcntl  # noqa: PLC0415 - not on Windows
    except ImportError:
        return _lock_on_windows(number)
    try:
        fcntl.flock(number, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        return False
    return True


def _lock_on_windows(number: int) -> bool:
    import msvcrt  # noqa: PLC0415 - only on Windows

    functions: Any = msvcrt
    os.lseek(number, _FAR, os.SEEK_SET)
    try:
        functions.locking(number, functions.LK_NBLCK, 1)
    except OSError:
        return False
    finally:
        os.lseek(number, 0, os.SEEK_SET)
    return True


def _sign(number: int) -> None:
    told = {"process": os.getpid(), "since": datetime.now(UTC).isoformat(timespec="seconds")}
    os.ftruncate(number, 0)
    os.write(number, json.dumps(told).encode())


def _holder(number: int) -> tuple[int, datetime] | None:
    try:
        told = json.loads(os.read(number, 1000))
        return int(told["process"]), datetime.fromisoformat(told["since"])
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _busy(folder: Path, holder: tuple[int, datetime] | None) -> BusyError:
    told: Message = say("another bareme is at work in {folder}", folder=str(folder))
    if holder is not None:
        told = say(
            "another bareme (process {number}) has been at work in {folder} since {time}",
            number=str(holder[0]), folder=str(folder), time=holder[1],
        )  # fmt: skip
    return BusyError(told, say("Run the same command again when it is done; with “--wait” it waits for it."))

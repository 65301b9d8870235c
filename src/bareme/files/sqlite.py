"""SQLite files: opened to be read without a trace, and errors that say what is wrong with the file or around it."""

import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any
from urllib.parse import quote

from bareme.errors import BaremeError, MachineError, UsageError
from bareme.files.atomic import naming
from bareme.text.message import Message, say

PATIENCE_SECONDS = 30
"""How long another process may hold the file."""

_AROUND = {
    "SQLITE_FULL": say("the disk is full"),
    "SQLITE_READONLY": say("it may only be read"),
    "SQLITE_BUSY": say("another program holds it"),
    "SQLITE_LOCKED": say("another program holds it"),
    "SQLITE_IOERR": say("the disk does not answer as it should"),
    "SQLITE_CANTOPEN": say("it cannot be opened"),
    "SQLITE_PERM": say("it may not be opened"),
    "SQLITE_NOMEM": say("memory ran out"),
    "SQLITE_PROTOCOL": say("another program holds it"),
}
"""What is no fault of the file's, by the first two words of SQLite's own name for it."""

_BROKEN = {"SQLITE_CORRUPT", "SQLITE_NOTADB", "SQLITE_FORMAT"}


def writable(path: Path) -> sqlite3.Connection:
    """A connection that may write; the file is made where there is none."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with telling(path):
        return sqlite3.connect(path, timeout=PATIENCE_SECONDS)


def read_only(path: Path) -> sqlite3.Connection:
    """A connection that writes nothing, neither into the file nor beside it where that is not possible."""
    log = path.with_name(f"{path.name}-wal")
    with telling(path), naming(path):
        if not log.is_file():  # nobody is writing: SQLite would leave files of its own beside it all the same
            return _connected(path, "mode=ro&immutable=1")
        return _connected(path, "mode=ro") if os.access(path.parent, os.W_OK) else _copied(path, log)


def _connected(path: Path, options: str) -> sqlite3.Connection:
    place = quote(path.resolve().as_posix())
    return sqlite3.connect(f"file:{place}?{options}", uri=True, timeout=PATIENCE_SECONDS)


def _copied(path: Path, log: Path) -> sqlite3.Connection:
    """What a killed run left in the log counts: file and log are joined elsewhere, in memory."""
    with tempfile.TemporaryDirectory() as scratch:
        for one in (path, log):
            shutil.copyfile(one, Path(scratch) / one.name)
        disk, memory = sqlite3.connect(Path(scratch) / path.name), sqlite3.connect(":memory:")
        disk.backup(memory)
        disk.close()
    return memory


def selected(base: sqlite3.Connection, wanted: str, values: Sequence[object] = ()) -> Iterator[tuple[Any, ...]]:
    """The rows of a query, one at a time."""
    rows = base.execute(wanted, values)
    try:
        yield from rows
    finally:
        with suppress(sqlite3.ProgrammingError):  # where the connection was closed before anybody let go of the rows
            rows.close()


@contextmanager
def telling(path: Path) -> Iterator[None]:
    """Let what SQLite raises here be told with the file, and as what it is: the file's fault, or the machine's.

    Raises:
        MachineError: the disk is full, the file is locked or may not be written …
        UsageError: the file itself is damaged, or none of ours.
    """
    try:
        yield
    except sqlite3.DatabaseError as error:
        raise _named(path, error) from error


def _named(path: Path, error: sqlite3.DatabaseError) -> BaremeError:
    kind = "_".join(str(getattr(error, "sqlite_errorname", "")).split("_")[:2])
    reason = _AROUND.get(kind)
    if reason is not None:
        return MachineError(say("{file}: {reason}", file=str(path), reason=reason), _advice(kind))
    return damaged(path, str(error)) if kind in _BROKEN else _foreign(path, str(error))


def _advice(kind: str) -> Message:
    if kind == "SQLITE_FULL":
        return say("Make room there, then run the same command again: it continues.")
    if kind in {"SQLITE_BUSY", "SQLITE_LOCKED", "SQLITE_PROTOCOL"}:
        return say("Close it there, or wait; then run the same command again: it continues.")
    return say("See to the folder and its rights, then run the same command again: it continues.")


def _foreign(path: Path, reason: str) -> UsageError:
    """It is whole, and was written by other hands than these."""
    return UsageError(
        say(
            "{file} was written by another version of bareme, or by another program: {reason}",
            file=str(path),
            reason=reason,
        ),
        say("Use the version that wrote it, or grade into a new folder."),
    )


def damaged(path: Path, reason: str) -> UsageError:
    """The file is not what it was when it was written."""
    return UsageError(
        say("{file} is damaged: {reason}", file=str(path), reason=reason),
        say(
            "Take it from a copy of the run. Without one, rename it, so that nothing is lost, and grade again:"
            " everything is written anew from roster, rubric, evidence and marks."
        ),
    )

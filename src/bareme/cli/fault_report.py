"""What may be sent to anybody about a fault of ours: where it happened and of what kind, and not a word of data.

What an exception says may hold a record, a name, an id; where the program is installed may hold a name as well.
"""

import traceback
from collections.abc import Iterator
from pathlib import Path

from bareme.version import __version__

_PACKAGES = "site-packages"


def fault_report(error: BaseException) -> str:
    """The error and what it came from: files, lines, functions, kinds."""
    return "\n".join([f"Traceback (bareme {__version__}):", *_lines(error)])


def _lines(error: BaseException) -> Iterator[str]:
    before = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if before is not None:
        yield from _lines(before)
        yield "then:"
    for frame in traceback.extract_tb(error.__traceback__):
        yield f"  {_place(frame.filename)}:{frame.lineno} {frame.name}"
    yield f"{type(error).__module__}.{type(error).__qualname__}{_number(error)}"


def _place(name: str) -> str:
    """A file without where it lies on this machine; one that is not of a package by its name alone."""
    parts = Path(name).parts
    if _PACKAGES in parts:
        return "/".join(parts[parts.index(_PACKAGES) + 1 :])
    return "/".join(parts[parts.index("bareme") :]) if "bareme" in parts else Path(name).name


def _number(error: BaseException) -> str:
    return f" {error.errno}" if isinstance(error, OSError) and error.errno else ""

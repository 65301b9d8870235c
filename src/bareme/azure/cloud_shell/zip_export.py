"""What the Cloud Shell script makes, zipped or unpacked: read with suspicion, nothing of it written to a disk."""

import re
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import IO, Any

from bareme.errors import EvidenceError
from bareme.files.json import parsed
from bareme.text.message import Message, say

MAX_FILES = 5000
MAX_BYTES = 192 * 2**20
"""Unpacked, all files together; counted while unpacking, whatever the zip says of itself."""

_ABOUT = "about.json"
_NAME = re.compile(r"(?:[^/\\]+/)?(?:(?P<source>[a-z][a-z0-9-]*)~(?P<number>\d+|more)\.(?P<kind>json|err)|about\.json)")


@dataclass(slots=True)
class Export:
    """What a zip holds: pages and refusals by source."""

    about: Any = None
    pages: dict[str, list[Any]] = field(default_factory=dict)
    refusals: dict[str, list[str]] = field(default_factory=dict)


def read_export(path: Path) -> Export:
    """The export in a zip.

    Raises:
        EvidenceError: it is no zip, is damaged, too large, or not made by the script.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
            if len(entries) > MAX_FILES:
                raise _unusable(str(path), say("it holds too many files"))
            files = [Paged(one.filename, partial(archive.open, one)) for one in entries if not one.is_dir()]
            return export_of(files, str(path))
    except (OSError, zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError, EOFError) as error:
        raise _unusable(str(path), say("it is not a whole zip file")) from error


@dataclass(frozen=True, slots=True)
class Paged:
    """One file of an export: what the script called it, and how it is opened."""

    name: str
    open: Callable[[], IO[bytes]]


def is_part(name: str) -> bool:
    """Whether the script calls a file so."""
    return _NAME.fullmatch(name) is not None


def export_of(files: Iterable[Paged], called: str) -> Export:
    """The export that these files make up; others among them are passed over.

    Raises:
        EvidenceError: together they are too large, or not made by the script.
        OSError, zipfile.BadZipFile, zlib.error, RuntimeError: one of them cannot be read.
    """
    export = Export()
    for name, content in _contents(files, called):
        _sort_in(export, name, content)
    if export.about is None or not export.pages:
        raise _unusable(called, say("“bareme collect --script” did not make it"))
    return export


def _contents(files: Iterable[Paged], called: str) -> Iterator[tuple[re.Match[str], bytes]]:
    left = MAX_BYTES
    for file in sorted(files, key=lambda one: one.name):
        name = _NAME.fullmatch(file.name)
        if name is None:
            continue
        with file.open() as stream:
            content = stream.read(left + 1)
        if len(content) > left:
            raise _unusable(called, say("it unpacks to more than an export can be"))
        left -= len(content)
        yield name, content


def _sort_in(export: Export, name: re.Match[str], content: bytes) -> None:
    source = name["source"]
    if name["kind"] == "err":
        export.refusals.setdefault(source, []).append(content.decode("utf-8", "replace")[:20_000])
        return
    try:
        page = parsed(content.decode("utf-8-sig"))
    except ValueError:
        export.refusals.setdefault(source or _ABOUT, []).append("NotAPage")
        return
    if source is None:
        export.about = page
    else:
        export.pages.setdefault(source, []).append(page)


def _unusable(called: str, reason: Message) -> EvidenceError:
    return EvidenceError(
        say("{file} cannot be used: {reason}", file=called, reason=reason),
        say("Ask the student for the zip exactly as the script made it."),
    )

"""The zip that the Cloud Shell script makes: read with suspicion, nothing of it ever written to a disk."""

import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from bareme.errors import EvidenceError
from bareme.files.json import parsed
from bareme.text.message import Message, say

MAX_FILES = 5000
MAX_BYTES = 192 * 2**20
"""Unpacked, all files together; counted while unpacking, whatever the zip says of itself."""

_ABOUT = "about.json"
_NAME = re.compile(r"(?:[^/\\]+/)?(?:(?P<source>[a-z-]+)~(?P<number>\d+|more)\.(?P<kind>json|err)|about\.json)")


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
    export = Export()
    try:
        with zipfile.ZipFile(path) as archive:
            for name, content in _contents(path, archive):
                _sort_in(export, name, content)
    except (OSError, zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError, EOFError) as error:
        raise _unusable(path, say("it is not a whole zip file")) from error
    if export.about is None or not export.pages:
        raise _unusable(path, say("“bareme collect --script” did not make it"))
    return export


def _contents(path: Path, archive: zipfile.ZipFile) -> Iterator[tuple[re.Match[str], bytes]]:
    entries = archive.infolist()
    if len(entries) > MAX_FILES:
        raise _unusable(path, say("it holds too many files"))
    left = MAX_BYTES
    for entry in sorted(entries, key=lambda one: one.filename):
        name = _NAME.fullmatch(entry.filename)
        if name is None or entry.is_dir():
            continue
        with archive.open(entry) as stream:
            content = _bounded(path, stream, left)
        left -= len(content)
        yield name, content


def _bounded(path: Path, stream: IO[bytes], left: int) -> bytes:
    content = stream.read(left + 1)
    if len(content) > left:
        raise _unusable(path, say("it unpacks to more than an export can be"))
    return content


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


def _unusable(path: Path, reason: Message) -> EvidenceError:
    return EvidenceError(
        say("{file} cannot be used: {reason}", file=str(path), reason=reason),
        say("Ask the student for the zip exactly as the script made it."),
    )

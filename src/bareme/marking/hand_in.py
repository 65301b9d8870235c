"""A student's files as they are shown: inside his hand-in, no link followed, and only what shows itself harmless."""

import hashlib
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from bareme.files.bounded import read_regular
from bareme.files.pictures import MAX_BYTES, PDF, inside, sniffed

__all__ = ["MAX_BYTES", "PDF", "HandedFile", "content_of", "inside", "named_files", "sniffed", "unnamed_pictures"]

MAX_FILES = 60
_SUFFIXES = {".png", ".jpg", ".jpeg", ".webp", ".pdf"}
_FOLDERS = ("", "captures", "screenshots", "images")


@dataclass(frozen=True, slots=True)
class HandedFile:
    """A file that a student handed in, or that he named and nobody finds."""

    name: str
    path: Path | None
    kind: str = ""
    """What it is by its first bytes; empty where that is nothing that is shown."""
    digest: str = ""

    @property
    def is_shown(self) -> bool:
        """Whether it can be looked at."""
        return bool(self.kind)


def named_files(repo: Path | None, names: Iterable[str]) -> Iterator[HandedFile]:
    """The files that an answer names."""
    for name in names:
        path = inside(repo, name) if repo else None
        yield _handed(name, path) if path else HandedFile(name, None)


def unnamed_pictures(repo: Path | None, named: Iterable[Path | None]) -> Iterator[HandedFile]:
    """The pictures of a hand-in that no answer names."""
    known, count = set(named), 0
    for place in _FOLDERS:
        for name in _names(repo / place if place else repo) if repo else ():
            path = inside(repo, f"{place}/{name}" if place else name) if repo else None
            if path is None or path in known or path.suffix.lower() not in _SUFFIXES:
                continue
            count += 1
            if count > MAX_FILES:
                return
            yield _handed(path.relative_to(repo).as_posix() if repo else name, path)


def content_of(file: HandedFile) -> bytes | None:
    """The bytes, as long as it still is what it was; `None` where it is not, or too large."""
    try:
        content = read_regular(file.path, MAX_BYTES) if file.path else None
    except OSError:
        return None
    return content if content is not None and sniffed(content[:16]) == file.kind else None


def _handed(name: str, path: Path) -> HandedFile:
    try:
        state = path.stat()
        kind, digest = _known(path, state.st_mtime_ns, state.st_size)
    except OSError:
        return HandedFile(name, None)
    return HandedFile(name, path, kind, digest)


@lru_cache(maxsize=20_000)
def _known(path: Path, _changed: int, size: int) -> tuple[str, str]:
    """Kind and hash; read again only when the file has changed."""
    with path.open("rb") as stream:
        kind = sniffed(stream.read(16)) if size <= MAX_BYTES else ""
        stream.seek(0)
        return kind, hashlib.file_digest(stream, "sha256").hexdigest()


def _names(folder: Path) -> list[str]:
    try:
        return sorted(os.listdir(folder))[: 20 * MAX_FILES] if folder.is_dir() else []  # noqa: PTH208 - names alone
    except OSError:
        return []

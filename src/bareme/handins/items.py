"""The files of a download, whatever it is packed in; each is opened when its turn comes, and none is kept."""

import stat
import struct
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import IO

from bareme.errors import UsageError
from bareme.handins.entry_names import entry_name, is_noise, parts_of
from bareme.text.message import say

MAX_FILES = 200_000
"""Of a whole class's download."""
MAX_NESTED = 512 * 2**20
"""Bytes of one zip inside another."""
_IN_MEMORY = 8 * 2**20
_CHUNK = 2**20

BROKEN = (
    OSError, EOFError, RuntimeError, NotImplementedError, ValueError, KeyError, struct.error, zlib.error,
    zipfile.BadZipFile, zipfile.LargeZipFile,
)  # fmt: skip
"""What reading somebody's zip may raise."""
UNREADABLE = tuple(one for one in BROKEN if one is not OSError)
"""The same where what is read is also written: a full disk is nobody's zip."""


@dataclass(frozen=True, slots=True)
class Item:
    """One file: where it stands, and what its folder or zip says of it."""

    parts: tuple[str, ...]
    size: int
    open: Callable[[], IO[bytes]]
    changed: datetime | None = None
    """Without a zone where a zip tells it: the time of the machine that packed it."""
    is_locked: bool = False
    """Whether it takes a password."""
    is_link: bool = False

    @property
    def name(self) -> str:
        """The last step of its path."""
        return self.parts[-1]

    @property
    def suffix(self) -> str:
        """The end of its name, in small letters: `.zip`."""
        return Path(self.name).suffix.lower()

    def head(self, size: int = 8) -> bytes:
        """Its first bytes.

        Raises:
            OSError, zipfile.BadZipFile: it cannot be read.
        """
        with self.open() as stream:
            return stream.read(size)

    def content(self, most: int) -> bytes | None:
        """All of it; `None` where that is more than `most` bytes.

        Raises:
            OSError, zipfile.BadZipFile: it cannot be read.
        """
        with self.open() as stream:
            found = stream.read(most + 1)
        return found if len(found) <= most else None

    def chunks(self) -> Iterator[bytes]:
        """The same, piece by piece."""
        with self.open() as stream:
            while chunk := stream.read(_CHUNK):
                yield chunk


@contextmanager
def opened(source: Path) -> Iterator[list[Item]]:
    """The files of a folder, of a zip, or the one file that it is.

    Raises:
        UsageError: there is nothing of this name, or it is a damaged zip of a whole class.
    """
    if source.is_dir():
        yield list(_in_folder(source))
    elif not source.is_file():
        raise UsageError(say("{path} does not exist.", path=str(source)))
    elif not zipfile.is_zipfile(source) or is_document(source.name):
        yield [_of_file(source, (source.name,))]
    else:
        with zipfile.ZipFile(source) as archive:
            yield in_zip(archive)


def nested(item: Item, stack: ExitStack) -> list[Item]:
    """The files of a zip that is one of a download's files; it stays open as long as the stack.

    Raises:
        OSError, zipfile.BadZipFile: it is damaged, or unpacks to more than a hand-in can be.
    """
    copy = stack.enter_context(tempfile.SpooledTemporaryFile(_IN_MEMORY))  # noqa: SIM115 - the stack closes it
    size = 0
    for chunk in item.chunks():
        size += len(chunk)
        if size > MAX_NESTED:
            raise zipfile.LargeZipFile
        copy.write(chunk)
    copy.seek(0)
    return in_zip(stack.enter_context(zipfile.ZipFile(copy)))


def in_zip(archive: zipfile.ZipFile) -> list[Item]:
    """The files of a zip, noise left out."""
    named = ((parts_of(entry_name(one)), one) for one in archive.infolist()[:MAX_FILES] if not one.is_dir())
    return [_of_entry(archive, one, parts) for parts, one in named if parts and not is_noise(parts)]


def is_document(name: str) -> bool:
    """Whether a zip by this name is an office document: a file, not a folder."""
    return name.lower().endswith((".docx", ".odt", ".xlsx", ".ods", ".pptx", ".odp", ".docm", ".xlsm", ".jar"))


def _of_entry(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, parts: tuple[str, ...]) -> Item:
    mode = entry.external_attr >> 16
    return Item(
        parts, entry.file_size, partial(archive.open, entry), _changed(entry.date_time),
        is_locked=bool(entry.flag_bits & 1), is_link=stat.S_ISLNK(mode),
    )  # fmt: skip


def _changed(stamp: tuple[int, int, int, int, int, int]) -> datetime | None:
    """When an entry was changed; a zip that knows no time says 1980."""
    try:
        return datetime(*stamp) if stamp[0] > 1980 else None  # noqa: DTZ001 - a zip tells no zone
    except ValueError:
        return None


def _in_folder(folder: Path) -> Iterator[Item]:
    """Everything below, no link followed."""
    waiting: list[tuple[Path, tuple[str, ...]]] = [(folder, ())]
    count = 0
    while waiting:
        place, above = waiting.pop()
        for path in sorted(place.iterdir()):
            parts = (*above, *(parts_of(path.name) or ("_",)))
            if is_noise(parts[-1:]) or count > MAX_FILES:
                continue
            if path.is_dir() and not path.is_symlink():
                waiting.append((path, parts))
            else:
                count += 1
                yield _of_file(path, parts)


def _of_file(path: Path, parts: tuple[str, ...]) -> Item:
    about = path.lstat()
    regular = stat.S_ISREG(about.st_mode)
    moment = datetime.fromtimestamp(about.st_mtime, UTC)

    def read() -> IO[bytes]:
        return path.open("rb")

    return Item(parts, about.st_size if regular else 0, read, moment, is_link=not regular)


def common_folder(many: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    """The folders that all these paths begin with."""
    paths = [path[:-1] for path in many]
    common: list[str] = []
    for steps in zip(*paths, strict=False):
        if len(set(steps)) > 1:
            break
        common.append(steps[0])
    return tuple(common)

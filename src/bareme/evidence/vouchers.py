"""Whether a file of a class's evidence was collected, or is a student's own word: by how it came, not by what it says.

Collections are signed by their collector's key, but earlier versions did not sign. `collectors.txt`, in the folder that
holds the students' folders, names keys and files that count; it is written where such files are, and where hand-ins are
taken in. Students' files never get beside it: `import` puts them into their own folders.
"""

import hashlib
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from bareme.errors import EvidenceError
from bareme.evidence.collection import Collection, Origin
from bareme.evidence.files import evidence_paths, read_collection, read_head, write_collection
from bareme.files.atomic import written
from bareme.files.bounded import content_of
from bareme.text.message import say

if TYPE_CHECKING:
    from bareme.keys.collection_key import CollectionKey

NAME = "collectors.txt"
MAX_BYTES = 256 * 2**20


@dataclass(frozen=True, slots=True)
class KnownKey:
    """A user's own key: its name, and when it was made."""

    name: str
    made: datetime

    @classmethod
    def of(cls, key: "CollectionKey | None") -> "KnownKey | None":
        """What of a key is told to others; `None` where there is none."""
        return cls(key.name, key.made) if key else None


@dataclass(frozen=True, slots=True)
class Vouchers:
    """Who vouches for the files in a class's folder of evidence: its register, and this user's own key."""

    folder: Path
    own: KnownKey | None = None
    """`None` where this user has never collected."""

    @property
    def digest(self) -> str:
        """What changes when another key or file counts."""
        return f"{self.own}:{_register(self.folder).digest}"

    def as_they_came(self, files: Sequence[Collection]) -> tuple[Collection, ...]:
        """A student's files, the origin of each decided: what nobody vouches for is his own word."""
        chained = self._chained(files)
        return tuple(one if self._counts(one, chained) else self._own_word(one) for one in files)

    def _own_word(self, one: Collection) -> Collection:
        """A student's export; what Azure signed counts where it was verified by somebody known."""
        verified = one.attested if self.is_own(one) or one.signed_by in _register(self.folder).keys else ()
        return replace(one, origin=Origin.EXPORTED_BY_STUDENT, attested=verified)

    def _counts(self, one: Collection, chained: frozenset[str] | None) -> bool:
        """Whether a file that says it was collected was.

        A known key signed it, or the register lists it. Where there is no register: it is just as bareme writes a file,
        and older than the user's key; beside files that he signed, it must be in their chain. Who has no key has
        nothing to compare with.
        """
        register = _register(self.folder)
        if one.origin is not Origin.COLLECTED:
            return False
        if one.signed_by in register.keys or one.sha256 in register.files or self.is_own(one):
            return True
        if register.is_kept or not one.as_written:
            return False
        if self.own is None:
            return True
        is_older = not one.signed_by and one.collected_at < self.own.made
        return is_older and (chained is None or one.sha256 in chained)

    @property
    def own_name(self) -> frozenset[str]:
        """The name of the user's key, as a set; empty where he has none."""
        return frozenset({self.own.name} if self.own else ())

    def is_own(self, one: Collection) -> bool:
        """Whether the user's key signed a file."""
        return self.own is not None and one.signed_by == self.own.name

    def _chained(self, files: Sequence[Collection]) -> frozenset[str] | None:
        """The files that those which the user signed come after, one before the other; `None` where he signed none."""
        before = {one.sha256: one.previous for one in files}
        signed = [one.previous for one in files if self.is_own(one)]
        if not signed:
            return None
        chained: set[str] = set()
        for link in signed:
            step = link
            while step and step not in chained:
                chained.add(step)
                step = before.get(step)
        return frozenset(chained)


@dataclass(frozen=True, slots=True)
class _Register:
    keys: frozenset[str] = frozenset()
    files: frozenset[str] = frozenset()
    digest: str = ""
    is_kept: bool = False


def register_collector(folder: Path, own: KnownKey | None, *, always: bool = False) -> None:
    """Keep what must be known before files are added: the files that count without a signature, and the user's key.

    A folder without such files needs no register; `always` writes one anyway: for a class's hand-ins, and for whoever
    can keep no key to sign with. Called under the folder's lock.

    Raises:
        EvidenceError: the register there cannot be read.
        OSError: it cannot be written.
    """
    before, vouchers = _register(folder), Vouchers(folder, own)
    keys = before.keys | vouchers.own_name
    files = before.files if before.is_kept else frozenset(_unsigned(folder, vouchers))
    is_needed = before.is_kept or always or files
    if is_needed and not (before.is_kept and keys == before.keys):
        _write(folder, keys, files)


def vouch_for_all(folder: Path, own: KnownKey | None) -> int:
    """Let every file count that says it was collected, whoever signed it: somebody answers for the folder as it is.

    Returns:
        How many files are named.

    Raises:
        EvidenceError: the register there cannot be read.
        OSError: it cannot be written.
    """
    before, vouchers = _register(folder), Vouchers(folder, own)
    said = (one for one in _heads(folder) if one.origin is Origin.COLLECTED)
    files = before.files | {one.sha256 for one in said if not vouchers.is_own(one)}
    _write(folder, before.keys | vouchers.own_name, files)
    return len(files)


def write_vouched(place: Path, collection: Collection, key: "CollectionKey | None") -> Path:
    """Add a collection to a student's folder; where no key signs it, the register of the class's folder names it.

    Returns:
        The path of the new file.

    Raises:
        OSError: it cannot be written.
    """
    path = write_collection(place, collection, key)
    if key is None:
        note_unsigned(place.parent, read_collection(path).sha256)
    return path


def note_unsigned(folder: Path, sha256: str) -> None:
    """Let a file count that was collected by somebody who can keep no key.

    Raises:
        OSError: it cannot be written.
    """
    with (folder / NAME).open("a", encoding="utf-8") as stream:
        stream.write(f"file {sha256}\n")


def _unsigned(folder: Path, vouchers: Vouchers) -> Iterator[str]:
    """The files that count today, and will not once there is a register."""
    for place in _places(folder):
        heads = tuple(_heads_in(place))
        for one in vouchers.as_they_came(heads):
            if one.origin is Origin.COLLECTED and not vouchers.is_own(one):
                yield one.sha256


def _heads(folder: Path) -> Iterator[Collection]:
    for place in _places(folder):
        yield from _heads_in(place)


def _places(folder: Path) -> list[Path]:
    return sorted(path for path in folder.iterdir() if path.is_dir())


def _heads_in(place: Path) -> Iterator[Collection]:
    for path in evidence_paths(place):
        with suppress(EvidenceError):
            yield read_head(path)


def _write(folder: Path, keys: frozenset[str], files: frozenset[str]) -> None:
    with written(folder / NAME) as stream:
        stream.writelines(f"key {one}\n" for one in sorted(keys))
        stream.writelines(f"file {one}\n" for one in sorted(files))


def _register(folder: Path) -> _Register:
    path = folder / NAME
    try:
        state = path.stat()
    except OSError:
        return _Register()
    return _read(path, state.st_mtime_ns, state.st_size)


@lru_cache(maxsize=8)
def _read(path: Path, changed: int, size: int) -> _Register:
    """The register as it was at that moment: asked for once a file of evidence."""
    del changed, size
    content = content_of(path, MAX_BYTES, EvidenceError, say("{file} is too large to be read", file=str(path)))
    named: dict[str, set[str]] = {"key": set(), "file": set()}
    for number, line in enumerate(content.decode("utf-8", "replace").splitlines(), 1):
        what, _, name = line.strip().partition(" ")
        if what in named and name:
            named[what].add(name)
        elif what:
            raise EvidenceError(
                say("{file}, line {line}: “key …” or “file …” is expected", file=str(path), line=number),
                say("It says who collected here: take it from a copy, or run “bareme keys vouch”."),
            )
    digest = hashlib.sha256(content).hexdigest()
    return _Register(frozenset(named["key"]), frozenset(named["file"]), digest, is_kept=True)

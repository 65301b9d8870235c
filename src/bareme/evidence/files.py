"""Evidence files: written once, chained by hash, and read with suspicion."""

import gzip
import hashlib
import json
import re
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypedDict

import msgspec

from bareme.errors import EvidenceError
from bareme.evidence.chain import tip
from bareme.evidence.collection import SCHEMA, Collection, from_wire, to_wire
from bareme.files.atomic import added, naming, sweep
from bareme.files.bounded import read_regular
from bareme.files.environment import reason_of
from bareme.files.json import parsed
from bareme.files.lock import locked
from bareme.text.message import say

if TYPE_CHECKING:
    from bareme.keys.collection_key import CollectionKey

MAX_BYTES = 256 * 2**20
"""Unpacked size of one evidence file; a whole busy subscription is a few MiB."""

_SUFFIXES = (".json", ".json.gz")


@contextmanager
def held(folder: Path, *, wait: bool = False) -> Iterator[None]:
    """Hold a folder of students' evidence to write into it; what a killed collection left unfinished is deleted.

    Raises:
        BusyError: another process holds it.
        OSError: the folder cannot be written to.
    """
    with locked(folder, wait=wait):
        sweep(folder, *(one for one in folder.iterdir() if one.is_dir()))
        yield


def content_hash(document: dict[str, Any]) -> str:
    """SHA-256, in hexadecimal, of the document without its own hash, in canonical JSON."""
    body = {key: value for key, value in document.items() if key != "sha256"}
    return hashlib.sha256(_canonical(body)).hexdigest()


def write_collection(folder: Path, collection: Collection, key: "CollectionKey | None" = None) -> Path:
    """Add `collection` to a student's folder as a new file, chained to the last one there, signed by `key`.

    The file appears whole or not at all, and an existing file is never replaced.
    """
    with naming(folder):
        folder.mkdir(parents=True, exist_ok=True)
    wire = to_wire(replace(collection, previous=_last_hash(folder)))
    body = _canonical(wire)
    if key:
        body = _canonical({**wire, "signature": {"key": key.name, "value": key.sign(body)}})
    digest = hashlib.sha256(body).hexdigest()
    return added(_names(folder, collection), gzip.compress(_HASHED % (digest.encode(), body[1:]), mtime=0))


def read_collection(path: Path) -> Collection:
    """The collection in a file, JSON or gzip.

    Raises:
        EvidenceError: the file is damaged, truncated, changed since it was written, or not ours.
    """
    return collection_in(_packed(path), path)


def collection_in(packed: bytes, path: Path) -> Collection:
    """The collection in the bytes of a file, which messages call by its last two names.

    Raises:
        EvidenceError: it is damaged, truncated, changed since it was written, or not ours.
    """
    content = _unpacked(packed, path)
    is_as_written = _is_as_written(content)
    document = (_in_part(content) if is_as_written else None) or _parse(path, content)
    if not isinstance(document, dict) or document.get("schema") != SCHEMA:
        raise EvidenceError(
            say("{file} is not an evidence file of bareme", file=_short(path)),
            say("Evidence files are written by “bareme collect”."),
        )
    if not is_as_written and document.get("sha256") != _hash_of(path, document):
        raise EvidenceError(
            say("{file} was changed after it was written: its content does not match its hash", file=_short(path)),
            say("Use the original file, or collect again."),
        )
    try:
        return replace(from_wire(document), **_seal(packed, content, is_as_written=is_as_written))
    except (KeyError, ValueError, TypeError, AttributeError) as error:
        raise EvidenceError(
            say("{file} is damaged: {reason}", file=_short(path), reason=repr(error)),
            say("Collect again with “bareme collect”."),
        ) from error


def read_head(path: Path) -> Collection:
    """The collection in a file without what was read, its hash verified: for whoever looks at the chain alone.

    Raises:
        EvidenceError: the file is damaged, truncated, changed since it was written, or not ours.
    """
    packed = _packed(path)
    content = _unpacked(packed, path)
    before, sources, _ = content.partition(b'"sources":')
    after = content.rpartition(b',"stage":')[2]
    if sources and _is_as_written(content):
        with suppress(ValueError, KeyError, TypeError, AttributeError):
            head = from_wire(json.loads(b'%b"sources":{},"stage":%b' % (before, after)))
            return replace(head, **_seal(packed, content))
    return replace(read_collection(path), sources={})


def load_chain(paths: Iterable[Path]) -> tuple[Collection, ...]:
    """The collections of one student, oldest first.

    Raises:
        EvidenceError: one of the files cannot be used.
    """
    return tuple(sorted((read_collection(path) for path in paths), key=lambda one: one.collected_at))


def evidence_paths(place: Path) -> list[Path]:
    """The evidence files at a path: the file itself, or those directly in the folder."""
    if place.is_file():
        return [place]
    found = place.iterdir() if place.is_dir() else ()
    return sorted(path for path in found if path.name.endswith(_SUFFIXES) and not path.name.startswith("."))


_GZIP = b"\x1f\x8b"
_HASHED = b'{"sha256":"%b",%b'
_UNHASHED = len(_HASHED % (b"0" * 64, b""))
"""Where, in a file as it was written, what its hash is of begins."""
_SIGNATURE = re.compile(rb'"signature":\{"key":"([\w+/=]+)","value":"([\w+/=]+)"\},')


def _canonical(body: dict[str, Any]) -> bytes:
    return json.dumps(body, sort_keys=True, separators=(",", ":"), ensure_ascii=True).encode("ascii")


def _is_as_written(content: bytes) -> bool:
    """Whether the bytes match their own hash: spares writing the JSON anew to compare, for files never touched."""
    if not content.startswith(b'{"sha256":"'):
        return False
    digest = hashlib.sha256(b"{")
    digest.update(memoryview(content)[_UNHASHED:])
    return content.startswith(_HASHED % (digest.hexdigest().encode(), b""))


class _ReadingText(TypedDict, total=False):
    """A reading as a file holds it, of which the items are not looked into yet."""

    status: Any
    since: Any
    error: Any
    parts: Any
    items: msgspec.Raw


class _DocumentText(TypedDict, total=False):
    """A file's object so; what else it holds says nothing to us."""

    schema: Any
    sha256: Any
    tool: Any
    subscription_id: Any
    resource_group: Any
    collected_at: Any
    stage: Any
    origin: Any
    previous: Any
    attested: Any
    sources: dict[str, _ReadingText]


_DOCUMENT = msgspec.json.Decoder(_DocumentText)


class _Seal(TypedDict):
    signed_by: str
    as_written: bool


def _seal(packed: bytes, content: bytes, *, is_as_written: bool = True) -> _Seal:
    """What a file shows of whoever wrote it, beside what it says."""
    own = is_as_written and packed.startswith(_GZIP)
    found = _SIGNATURE.search(content, 0, content.find(b'"sources":') + 1) if own else None
    if found is None:
        return {"signed_by": "", "as_written": own}
    from bareme.keys.collection_key import is_signed  # noqa: PLC0415 - only where a file is signed

    name, value = (one.decode() for one in found.groups())
    signed = b"{" + content[_UNHASHED : found.start()] + content[found.end() :]
    return {"signed_by": name if is_signed(name, signed, value) else "", "as_written": own}


def _short(path: Path) -> str:
    """A file as a report may name it: the student's folder and the file, nothing of the teacher's machine."""
    return f"{path.parent.name}/{path.name}"


def _last_hash(folder: Path) -> str | None:
    """The hash of the last file added that can be read: a damaged one must not keep new evidence out."""
    readable = []
    for path in evidence_paths(folder):
        with suppress(EvidenceError):
            readable.append(read_collection(path))
    return tip(readable)


def _names(folder: Path, collection: Collection) -> Iterator[Path]:
    """What the file may be called; the first name that is free is taken."""
    label = re.sub(r"[^A-Za-z0-9-]+", "-", collection.stage or "")[:60].strip("-")
    stem = f"{collection.collected_at:%Y%m%dT%H%M%SZ}" + (f"-{label}" if label else "")
    for suffix in ("", *(f"-{n}" for n in range(2, 1000))):
        yield folder / f"{stem}{suffix}.json.gz"


def _packed(path: Path) -> bytes:
    try:
        content = read_regular(path, MAX_BYTES)
    except OSError as error:
        told = say("{file} cannot be read: {reason}", file=_short(path), reason=reason_of(error))
        raise EvidenceError(told) from error
    return _bounded(content, path)


def _unpacked(packed: bytes, path: Path) -> bytes:
    try:
        return _bounded(_inflated(packed) if packed.startswith(_GZIP) else packed, path)
    except (EOFError, zlib.error) as error:
        raise EvidenceError(
            say("{file} is not a complete compressed file", file=_short(path)),
            say("The file is truncated or damaged: take another copy, or collect again."),
        ) from error


def _bounded(content: bytes | None, path: Path) -> bytes:
    if content is None or len(content) > MAX_BYTES:
        raise EvidenceError(say("{file} is larger than an evidence file can be", file=_short(path)))
    return content


def _inflated(packed: bytes) -> bytes:
    """At most one byte more than a file may have: what a bomb would unpack to is never made."""
    stream = zlib.decompressobj(wbits=31)  # with gzip's header and trailer, checksum included
    content = stream.decompress(packed, MAX_BYTES + 1)
    if not stream.eof and len(content) <= MAX_BYTES:
        raise EOFError("the compressed file ends early")
    return content


def _hash_of(path: Path, document: dict[str, Any]) -> str:
    try:
        return content_hash(document)
    except RecursionError as error:
        raise EvidenceError(
            say("{file} is damaged: {reason}", file=_short(path), reason="nested too deeply"),
            say("Collect again with “bareme collect”."),
        ) from error


def _in_part(content: bytes) -> Any:
    """The document with the items of its sources still text; `None` where it is not as bareme writes one."""
    try:
        return _DOCUMENT.decode(content) if content.isascii() else None
    except (ValueError, RecursionError):
        return None


def _parse(path: Path, content: bytes) -> Any:
    try:
        return parsed(content)
    except ValueError as error:
        raise EvidenceError(
            say("{file} is not complete JSON: {reason}", file=_short(path), reason=str(error)),
            say("The file is truncated or damaged: take another copy, or collect again."),
        ) from error

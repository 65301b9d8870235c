"""Puts what was handed in where grading looks for it: nothing is overwritten, nothing is kept twice."""

import hashlib
import io
import os
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path, PurePosixPath

from bareme.errors import EvidenceError
from bareme.evidence import Collection, write_collection
from bareme.evidence.files import evidence_paths, read_collection
from bareme.files.atomic import begin, naming
from bareme.files.bounded import file_hash
from bareme.handins.export_look import digest
from bareme.handins.items import Item
from bareme.keys.collection_key import collection_key
from bareme.roster.cells import folded
from bareme.roster.slug import slug
from bareme.submission.answers_file import NAMES as ANSWER_FILES
from bareme.submission.complaints import Complaints
from bareme.submission.load import SCRIPT_SUFFIXES, reports

EARLIER = "earlier"
"""Folder of a repository where what was handed in before lies."""


class LeadsElsewhereError(ValueError):
    """A place that is a link to another one."""


@dataclass(slots=True)
class Kept:
    """What became of a hand-in's files."""

    new: int = 0
    known: int = 0
    replaced: int = 0
    """Files of which an earlier version was there; it lies in `earlier/` now."""


def keep_evidence(folder: Path, collection: Collection) -> tuple[Path, bool]:
    """Add a collection to a student's chain, unless the same is there already, under whatever name.

    Returns:
        Its file, and whether it is new.
    """
    own = digest(collection)
    there = next((path for path, one in _there(folder) if digest(one) == own), None)
    if there:
        return there, False
    key = collection_key() if collection.attested else None  # vouches for what was verified of it
    return write_collection(folder, collection, key), True


def _there(folder: Path) -> Iterator[tuple[Path, Collection]]:
    for path in evidence_paths(folder):
        with suppress(EvidenceError):
            yield path, read_collection(path)


def keep_file(repo: Path, item: Item, kept: Kept) -> tuple[Path, bool]:
    """Put a file into a student's repository; an earlier version of it is moved aside.

    Returns:
        Where it lies, and whether it is new.

    Raises:
        OSError, zipfile.BadZipFile: it cannot be read, or not be written.
        LeadsElsewhereError: a link in the repository leads out of it.
    """
    target = repo / place_of(item.parts)
    _check_inside(repo, target)
    if _is_known(item, target):
        kept.known += 1
        return target, False
    begun = _copied(item, target)
    try:
        stamp = _stamp(item)
        if stamp is not None:
            os.utime(begun, (stamp, stamp))
        if target.exists() and stamp is not None and stamp < target.stat().st_mtime:
            older = _aside(target, stamp)
            os.replace(begun, older)  # noqa: PTH105 - os.replace is the documented atomic rename
            kept.new += 1
            return older, True
        if target.exists():
            os.replace(target, _aside(target, target.stat().st_mtime))  # noqa: PTH105 - the same
            kept.replaced += 1
        else:
            kept.new += 1
        os.replace(begun, target)  # noqa: PTH105 - the same
        return target, True
    finally:
        begun.unlink(missing_ok=True)


def keep_pictures(repo: Path, kept: Kept) -> None:
    """Take the pictures out of reports, to where their answers name them."""
    for report in reports(repo, Complaints(repo)).values():
        for place, content in report.pictures.items():
            with suppress(LeadsElsewhereError):
                keep_file(repo, Item(tuple(place.split("/")), len(content), partial(io.BytesIO, content)), kept)


def _check_inside(repo: Path, target: Path) -> None:
    """Find out whether a file stays in its repository: what a student cloned there may hold links.

    Raises:
        LeadsElsewhereError: a link on the way leads out.
    """
    steps = [target, *target.parents, target.parent / EARLIER]
    if any(step.is_symlink() for step in steps if step.is_relative_to(repo) and step != repo):
        raise LeadsElsewhereError


def place_of(parts: tuple[str, ...]) -> PurePosixPath:
    """Where a file of these steps goes: answers to the top, scripts where they are looked for, others as they were."""
    *above, name = map(_safe, parts)
    stem, suffix = _stem_and_suffix(name)
    if suffix in {".yaml", ".yml"} and folded(stem).startswith(("reponses", "answers")):
        return PurePosixPath(next(one for one in ANSWER_FILES if one.startswith(folded(stem)[:7])))
    if suffix in SCRIPT_SUFFIXES and above and above != ["scripts"]:
        return PurePosixPath("scripts", name)
    if suffix in {".json", ".gz"}:  # beside evidence, nothing may look like it
        return PurePosixPath("files", *above[:8], name)
    return PurePosixPath(*above[:8], name)


def _stem_and_suffix(name: str) -> tuple[str, str]:
    """Notepad adds `.txt` to what it saves."""
    path = PurePosixPath(name)
    if path.suffix.lower() == ".txt" and PurePosixPath(path.stem).suffix.lower() in {".yaml", ".yml"}:
        path = PurePosixPath(path.stem)
    return path.stem, path.suffix.lower()


def _safe(step: str) -> str:
    """A step that every system can hold: readable, with accents, without what paths are made of."""
    kept = "".join("_" if one in '<>:"|?*\\/' or not one.isprintable() else one for one in step).strip(" .")
    stem = PurePosixPath(kept).stem
    if not kept or len(kept.encode()) > 150 or (stem.isascii() and slug(stem) != stem and len(stem) < 5):
        return slug(step)
    return kept


def _copied(item: Item, target: Path) -> Path:
    with naming(target):
        target.parent.mkdir(parents=True, exist_ok=True)
        begun, number = begin(target)
    try:
        with os.fdopen(number, "wb") as stream:
            for chunk in item.chunks():
                stream.write(chunk)
    except BaseException:
        begun.unlink(missing_ok=True)
        raise
    return begun


def _is_known(item: Item, target: Path) -> bool:
    """Whether the same is there, now or among the earlier versions: only what has its size is compared."""
    earlier = target.parent / EARLIER
    others = earlier.glob(f"*-{_glob(target.name)}") if earlier.is_dir() else ()
    there = [path for path in (target, *others) if path.is_file() and path.stat().st_size == item.size]
    if not there:
        return False
    digest = hashlib.sha256()
    for chunk in item.chunks():
        digest.update(chunk)
    return digest.hexdigest() in map(file_hash, there)


def _glob(name: str) -> str:
    return "".join(f"[{one}]" if one in "[]*?" else one for one in name)


def _aside(target: Path, stamp: float) -> Path:
    """A name nobody has among the earlier versions."""
    folder = target.parent / EARLIER
    folder.mkdir(exist_ok=True)
    moment = datetime.fromtimestamp(stamp, UTC)
    names = (f"{moment:%Y%m%dT%H%M%SZ}{extra}-{target.name}" for extra in ("", *(f"-{n}" for n in range(2, 1000))))
    return next(folder / name for name in names if not (folder / name).exists())


def _stamp(item: Item) -> float | None:
    return item.changed.timestamp() if item.changed else None

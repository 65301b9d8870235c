"""What is in a hand-in: exports, evidence the student collected, files to keep, and what cannot be used."""

import re
import zipfile
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial
from pathlib import Path

from bareme.azure.cloud_shell.import_export import collection_of
from bareme.azure.cloud_shell.zip_export import Paged, export_of, is_part
from bareme.errors import EvidenceError
from bareme.evidence import Collection, Origin
from bareme.evidence.files import collection_in
from bareme.handins import troubles
from bareme.handins.attesting import Attesting
from bareme.handins.export_look import ExportLook, look_at
from bareme.handins.items import BROKEN, Item, common_folder, is_document, nested
from bareme.handins.troubles import Trouble
from bareme.text.message import say

MAX_FILES = 2000
MAX_BYTES = 512 * 2**20
"""Of one hand-in, everything unpacked."""
MAX_EVIDENCE = 64 * 2**20
MAX_DEPTH = 4
"""Zips in zips in zips."""

_EVIDENCE = re.compile(r"\d{8}T\d{6}Z[A-Za-z0-9-]*\.json(\.gz)?")
_OWN_FOLDERS = {"captures", "scripts", "evidence"}
"""Folders of a lab repository: answers name files by them."""
_ADDRESS = re.compile(
    rb"https?://[^\s\"'<>]*(?:sharepoint|onedrive|1drv|drive\.google|dropbox|wetransfer|docs\.google)"
)


@dataclass(slots=True)
class Sorted:
    """A hand-in taken apart; `files` stay open as long as the stack it was sorted with."""

    evidence: list[Collection] = field(default_factory=list)
    exports: list[ExportLook] = field(default_factory=list)
    files: list[Item] = field(default_factory=list)
    troubles: list[Trouble] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Terms:
    """By what exports are read."""

    now: datetime
    stage: str | None = None
    subscription: str | None = None
    """The one that every export must be of, where somebody says so."""
    called: str = ""
    """What messages call an export that lies loose."""
    attesting: Attesting | None = None
    """By what attested documents are believed; `None` where nobody asks for them."""


def sort(items: Sequence[Item], stack: ExitStack, terms: Terms) -> Sorted:
    """Take a hand-in apart. What is wrong with one file takes no other with it."""
    found = Sorted()
    leaves = list(_leaves(items, stack, found.troubles))
    if sum(item.size for item in leaves) > MAX_BYTES or len(leaves) > MAX_FILES:
        found.troubles.append(troubles.too_large(items[0].name))
        return found
    exports, others = _exports(leaves)
    for place, parts in exports.items():
        name = place.rpartition("/")[2] or terms.called or parts[0].name

        def read(name: str = name, parts: Sequence[Item] = parts) -> Collection:
            export = export_of([Paged(item.name, item.open) for item in parts], name)
            collection = collection_of(export, name, terms.subscription, terms.now, terms.stage)
            found.exports.append(look_at(name, parts, export.about, collection))
            return collection

        _take(found, name, read)
    for item in others:
        if _EVIDENCE.fullmatch(item.name):
            _take(found, item.name, partial(_own, item))
        else:
            _keep(found, item)
    _complete(found)
    return found


def _leaves(
    items: Sequence[Item], stack: ExitStack, told: list[Trouble], depth: int = 0, above: tuple[str, ...] = ()
) -> Iterator[Item]:
    """Every file that is no zip, by its path through all zips."""
    for item in items:
        here = replace(item, parts=(*above, *item.parts))
        inside = _inside(item, stack, told) if depth < MAX_DEPTH else None
        if inside is None:
            yield here
        else:
            yield from _leaves(inside, stack, told, depth + 1, (*here.parts[:-1], Path(item.name).stem))


def _inside(item: Item, stack: ExitStack, told: list[Trouble]) -> Sequence[Item] | None:
    """The files of a zip, none where it cannot be used; `None` for what is no zip."""
    if item.is_link or is_document(item.name):
        return None
    try:
        if not item.head(4).startswith(b"PK") and item.suffix != ".zip":
            return None
        if item.size == 0:
            return None
        inside = nested(item, stack)
    except zipfile.LargeZipFile:
        told.append(troubles.too_large(item.name))
        return ()
    except BROKEN:
        told.append(_why_no_zip(item))
        return ()
    if not inside:
        told.append(troubles.empty_zip(item.name))
    locked = [one for one in inside if one.is_locked]
    if locked:
        told.append(troubles.password(item.name))
    return [one for one in inside if not one.is_locked]


def _why_no_zip(item: Item) -> Trouble:
    """What calls itself a zip may be a renamed `.rar`, or begin as one and break off."""
    if item.is_locked:
        return troubles.password(item.name)
    try:
        return troubles.of_file(item, item.head()) or troubles.broken(item.name)
    except BROKEN:
        return troubles.broken(item.name)


def _exports(leaves: Sequence[Item]) -> tuple[dict[str, list[Item]], list[Item]]:
    """Files of the script by their folder, and the others."""
    exports: dict[str, list[Item]] = defaultdict(list)
    others: list[Item] = []
    for item in leaves:
        if is_part(item.name):
            exports["/".join(item.parts[:-1])].append(item)
        else:
            others.append(item)
    return exports, others


def _take(found: Sorted, called: str, read: Callable[[], Collection]) -> None:
    try:
        found.evidence.append(read())
    except EvidenceError as error:
        found.troubles.append(troubles.unusable(called, error.message))
    except BROKEN:
        found.troubles.append(troubles.broken(called))


def _own(item: Item) -> Collection:
    """What a student collected himself, with `bareme collect`: his, as an export is."""
    packed = item.content(MAX_EVIDENCE)
    if packed is None:
        raise EvidenceError(say("{file} is larger than an evidence file can be", file=item.name))
    return replace(collection_in(packed, Path(*item.parts)), origin=Origin.EXPORTED_BY_STUDENT, previous=None)


def _keep(found: Sorted, item: Item) -> None:
    try:
        trouble = troubles.password(item.name) if item.is_locked else troubles.of_file(item, item.head())
    except BROKEN:
        trouble = troubles.broken(item.name)
    if trouble:
        found.troubles.append(trouble)
        return
    found.files.append(item)
    if item.suffix in {".html", ".htm"} and _ADDRESS.search(item.content(2**20) or b""):
        found.troubles.append(troubles.web_link(item.name))


def _complete(found: Sorted) -> None:
    """Tell what a hand-in as a whole lacks, and put its files where the folders around them all begin."""
    common = common_folder(item.parts for item in found.files)
    above = max((place for place, step in enumerate(common) if step.lower() in _OWN_FOLDERS), default=len(common))
    if not found.evidence and not found.troubles:
        pictures = found.files and all(item.suffix in troubles.PICTURES | {".pdf"} for item in found.files)
        found.troubles.append(troubles.screenshots() if pictures else troubles.no_export())
    found.files = [replace(item, parts=item.parts[above:]) for item in found.files]

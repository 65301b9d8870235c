"""A student's own export as evidence: cleaned like everything else, and marked as what it is."""

import re
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from bareme.azure.cloud_shell.zip_export import Export, read_export
from bareme.azure.http.errors import Unread, refusal
from bareme.azure.http.paging import items_of
from bareme.azure.http.repeats import Repeats
from bareme.azure.readers.activity_log_event import reduced
from bareme.azure.readers.catalogue import is_concerned, sizes_of
from bareme.azure.readers.declared import is_nothing_there
from bareme.azure.readers.graph import kept_row, rows_of
from bareme.azure.readers.partial_reading import PartialReading
from bareme.azure.settings import SIZES
from bareme.errors import EvidenceError
from bareme.evidence import Collection, Origin, Part, Source, Status
from bareme.evidence.absence import PARENTS
from bareme.evidence.scrub import scrub
from bareme.reference.arm import Wire, dig_list, dig_text, fold, instant
from bareme.text.message import say
from bareme.version import __version__

_REASONS = {
    "unauthorized": 401,
    "forbidden": 403,
    "not found": 404,
    "conflict": 409,
    "too many requests": 429,
    "bad request": 400,
}
_OWN_WORDS = frozenset({"TooManyPages", "NotAPage"})
_CODE = re.compile(r'"code"\s*:\s*"([A-Za-z][A-Za-z0-9_.-]{0,63})"')


def imported(path: Path, subscription: str | None, now: datetime, stage: str | None = None) -> Collection:
    """The collection in a student's zip.

    Raises:
        EvidenceError: the zip cannot be used, or is of another subscription than the one expected.
    """
    return collection_of(read_export(path), str(path), subscription, now, stage)


def collection_of(
    export: Export, called: str, subscription: str | None, now: datetime, stage: str | None = None
) -> Collection:
    """The collection in an export, which messages call by this name.

    Raises:
        EvidenceError: it cannot be used, or is of another subscription than the one expected.
    """
    found = dig_text(export.about, "subscription_id") or ""
    when = instant(dig_text(export.about, "exported_at"))
    if not found or when is None or when > now + timedelta(days=1):
        raise EvidenceError(say("{file} does not tell its subscription and date", file=called))
    if subscription and fold(subscription) != fold(found):
        raise EvidenceError(say("{file} is of subscription {id}, not of the student's", file=called, id=found))
    return Collection(
        subscription_id=found,
        resource_group=dig_text(export.about, "resource_group"),
        collected_at=when,
        stage=stage,
        origin=Origin.EXPORTED_BY_STUDENT,
        tool=f"bareme {__version__}",
        attested=tuple(one for one in export.pages.get("attested", ()) if isinstance(one, dict)),
        sources={source: partial.reading() for source, partial in _drafts(export, found).items()},
    )


def _drafts(export: Export, subscription: str) -> dict[Source, PartialReading]:
    asked = [one for one in Source if one is not Source.DECLARED or dig_list(export.about, "declared")]
    partials = {source: _draft(export, source, subscription) for source in asked}
    for source, parent in PARENTS.items():
        if not partials[parent].status.was_read and partials[source].status is Status.OK:
            partials[source].stop(Unread(partials[parent].status, partials[parent].error))
    return partials


def _draft(export: Export, source: Source, subscription: str) -> PartialReading:
    since = instant(dig_text(export.about, "since")) if source is Source.ACTIVITY_LOG else None
    partial = PartialReading(source, since=since)
    names = _part_names(export, source)
    if names is not None:
        return _in_parts(export, partial, names, subscription)
    clean: Callable[[dict[str, Any]], Wire] = reduced if source is Source.ACTIVITY_LOG else scrub
    repeats = Repeats()
    try:
        for page in export.pages.get(source.value, []):
            partial.add(map(clean, repeats.new(_items(export, source, page, subscription))))
        _refuse(export, source)
    except Unread as unread:
        partial.stop(unread)
    else:
        partial.complete()
    return partial


def _part_names(export: Export, source: Source) -> dict[str, str] | None:
    """What the pages of each part are called, where a source is read in parts: by table, by type."""
    if source is Source.RESOURCE_GRAPH:
        start = f"{source.value}-"
        called = sorted({name for name in (*export.pages, *export.refusals) if name.startswith(start)})
        return {name.removeprefix(start): name for name in called}
    if source is Source.DECLARED:
        types = [str(one) for one in dig_list(export.about, "declared")][:_MOST_PARTS]
        return {type_: f"{source.value}-{number}" for number, type_ in enumerate(types)}
    return None


def _in_parts(export: Export, partial: PartialReading, names: Mapping[str, str], subscription: str) -> PartialReading:
    """The parts, each with its own refusals."""
    for part, called in names.items():
        try:
            for page in export.pages.get(called, []):
                found = _items(export, partial.source, page, subscription)
                partial.add([_cleaned(export, partial.source, one) for one in found])
            partial.parts[part] = _part(export, called)
        except Unread as unread:
            partial.parts[part] = Part(unread.status, unread.code)
    read = [one for one in partial.parts.values() if one.status.was_read]
    if partial.source is Source.DECLARED or read:
        partial.complete()
    else:
        first = next(iter(partial.parts.values()), Part(Status.FAILED, "NotExported"))
        partial.stop(Unread(first.status, first.error))
    return partial


def _cleaned(export: Export, source: Source, item: dict[str, Any]) -> Wire:
    if source is Source.RESOURCE_GRAPH:
        return kept_row(item, dig_text(export.about, "exported_at") or "")
    return scrub(item)


def _part(export: Export, called: str) -> Part:
    refused = [_refusal(text) for text in export.refusals.get(called, ())]
    lost = next((one for one in refused if not is_nothing_there(one)), None)
    if lost is not None:
        return Part(lost.status if lost.status is not Status.ABSENT else Status.FAILED, lost.code)
    return Part(Status.OK) if called in export.pages else Part(Status.FAILED, "NotExported")


_MOST_PARTS = 100


def _refuse(export: Export, source: Source) -> None:
    """The first refusal counts; one child that vanished while the others were read is simply not there."""
    in_group = bool(dig_text(export.about, "resource_group"))
    refused = [_refusal(text).of(source, in_group=in_group) for text in export.refusals.get(source.value, ())]
    told = [one for one in refused if source not in PARENTS or one.status is not Status.ABSENT]
    if told:
        raise told[0]
    if source.value not in export.pages:
        raise Unread(Status.FAILED, "NotExported")
    if all(dig_text(page, "$skipToken") for page in export.pages[source.value]):
        raise Unread(Status.FAILED, "TooManyPages")


def _refusal(text: str) -> Unread:
    """What `az rest` printed: `ERROR: Forbidden({"error":{"code":"AuthorizationFailed",…}})`, or the script's word."""
    if text.strip() in _OWN_WORDS:
        return Unread(Status.FAILED, text.strip())
    status = next((number for reason, number in _REASONS.items() if reason in fold(text)), 0)
    code = _CODE.search(text)
    return refusal(status, {"error": {"code": code[1] if code else "", "message": text}})


def _items(export: Export, source: Source, page: Any, subscription: str) -> list[dict[str, Any]]:
    if source in {Source.RESOURCE_CHANGES, Source.RESOURCE_GRAPH}:
        found = [dict(row) for row in rows_of(page)]
    else:
        found = items_of(page) if isinstance(page, dict) and "value" in page else [page]
    if not all(isinstance(item, dict) and _own(item, subscription) for item in found):
        raise Unread(Status.FAILED, "ForeignLink")
    sizes = _sizes(export) if source is Source.SKUS else set()
    return [item for item in found if source is not Source.SKUS or is_concerned(item, sizes)]


def _own(item: Wire, subscription: str) -> bool:
    place = fold(item.get("id"))
    return not place.startswith("/subscriptions/") or f"{place}/".startswith(f"/subscriptions/{fold(subscription)}/")


def _sizes(export: Export) -> set[str]:
    pages = [page for name in ("virtual-machines", "scale-sets") for page in export.pages.get(name, [])]
    items = [item for page in pages for item in dig_list(page, "value")]
    return {*map(fold, SIZES), *sizes_of(items)}

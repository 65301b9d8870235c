"""Small readers for Azure Resource Manager's JSON, which is never quite as documented.

Ids, names, regions, sizes and operation names are compared without case: Azure itself changes their case between
two answers (Azure Monitor documentation, "Activity log schema"; resource ids of availability sets come back
upper-cased in the portal).
"""

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

Wire = Mapping[str, Any]
"""A JSON object as Azure sent it."""

_FRACTION = re.compile(r"(\.\d{6})\d+")

_IDS = 2**13
"""Ids whose parts are remembered: every source names the same few hundred again and again."""

IMAGE_IDS = ("id", "sharedGalleryImageId", "communityGalleryImageId")
"""How an image reference names what is none of the marketplace's: an image of one's own, shared with the subscription,
shared with everybody."""


def dig(wire: object, *path: str) -> Any:
    """The value at `path`, or `None` where any step is missing, null or of another shape."""
    for step in path:
        if not isinstance(wire, dict):
            return None
        wire = wire.get(step)
    return wire


def dig_list(wire: object, *path: str) -> list[Any]:
    """The list at `path`, empty where it is missing or of another shape."""
    found = dig(wire, *path)
    return found if isinstance(found, list) else []


def dig_text(wire: object, *path: str) -> str | None:
    """The text at `path`, or `None` where it is missing, empty or of another shape."""
    for step in path:
        if not isinstance(wire, dict):
            return None
        wire = wire.get(step)
    return wire if isinstance(wire, str) and wire else None


def fold(text: object) -> str:
    """Text for comparison: without case; the empty text for what is not text."""
    return text.casefold() if isinstance(text, str) else ""


def region(text: object) -> str:
    """A region's wire form: `France Central`, `francecentral` and `France-Centre` are one region."""
    letters = re.sub(r"[^a-z0-9]", "", fold(text))
    return "francecentral" if letters == "francecentre" else letters


@lru_cache(maxsize=_IDS)
def resource_type(resource_id: str) -> str:
    """The folded type of an id: `…/providers/Microsoft.Compute/disks/d` is `microsoft.compute/disks`.

    Sub-resources keep their parents: `microsoft.compute/galleries/images/versions`. A resource group's id has none.
    """
    _, marker, rest = fold(resource_id).rpartition("/providers/")
    provider = rest.split("/")
    return "/".join([provider[0], *provider[1::2]]) if marker and len(provider) > 1 else ""


def resource_name(resource_id: str) -> str:
    """The last part of an id."""
    return resource_id.rstrip("/").rpartition("/")[2]


@lru_cache(maxsize=_IDS)
def resource_group(resource_id: str) -> str:
    """The folded name of the resource group in an id, empty where there is none."""
    parts = fold(resource_id).split("/")
    return parts[4] if len(parts) > 4 and parts[3] == "resourcegroups" else ""


def group_of(item: Wire) -> str:
    """The folded resource group that an item is, is in, or is about; empty where it is of none."""
    changed = dig(item, "properties", "targetResourceId")
    return resource_group(fold(item.get("resourceId") or changed or item.get("id")))


def instant(text: object) -> datetime | None:
    """A moment in UTC from Azure's many spellings (seven digits of fraction, `Z`, no zone), or `None`."""
    return _instant(text) if isinstance(text, str) else None


@lru_cache(maxsize=2**15)
def _instant(text: str) -> datetime | None:
    """The same event comes with every collection, and is asked for its time again and again."""
    try:
        moment = datetime.fromisoformat(_FRACTION.sub(r"\1", text.strip()))
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except (ValueError, OverflowError):
        return None


@lru_cache(maxsize=2**12)
def stamp(moment: datetime, timespec: str = "auto") -> str:
    """A moment of the evidence (always UTC, as `instant` gives it) as RFC 3339 text: one event proves many things."""
    return moment.isoformat(timespec=timespec)


def bears(resource: Wire, tag: str) -> bool:
    """Whether a resource has this tag, `name=value`; neither part's case matters."""
    tags = dig(resource, "tags")
    return isinstance(tags, dict) and any(fold(f"{name}={value}") == fold(tag) for name, value in tags.items())

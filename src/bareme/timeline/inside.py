"""What stands inside its parent's record: a network's subnets and peerings, a security group's rules, a pool."""

from collections.abc import Iterable, Iterator
from typing import Any

from msgspec.structs import replace

from bareme.reference.arm import dig, fold
from bareme.reference.resource_types import type_of
from bareme.timeline.snapshot import Snapshot


def inside(snapshots: Iterable[Snapshot], type_: str) -> Iterator[Snapshot]:
    """The records of a folded child type that the records of its parents hold."""
    for snapshot in snapshots:
        for model in children(dig(snapshot.model, "properties"), f"{snapshot.resource_id}/"):
            resource_id = fold(model["id"])
            if type_of(resource_id) == type_:
                yield replace(snapshot, resource_id=resource_id, model=model, at_creation=False)


def is_inside(type_: str) -> bool:
    """Whether the records of its parents always hold a folded child type: Azure's networks tell all of their parts."""
    return type_.startswith("microsoft.network/") and type_.count("/") > 1 and not type_.startswith(_APART)


_APART = (
    "microsoft.network/dnszones/", "microsoft.network/privatednszones/", "microsoft.network/dnsresolvers/",
    "microsoft.network/networkmanagers/", "microsoft.network/networkwatchers/", "microsoft.network/privateendpoints/",
    "microsoft.network/virtualwans/", "microsoft.network/virtualhubs/", "microsoft.network/frontdoors/",
    "microsoft.network/firewallpolicies/",
)  # fmt: skip
"""Parents whose children have lists of their own."""


def parents_of(type_: str) -> Iterator[str]:
    """The types that a folded type hangs under, the nearest first: `…/virtualnetworks` of its subnets."""
    provider, *names = type_.split("/")
    for length in range(len(names) - 1, 0, -1):
        yield "/".join([provider, *names[:length]])


def children(value: Any, start: str) -> Iterator[dict[str, Any]]:
    """Objects with an id below this one's and properties of their own, at whatever depth."""
    if isinstance(value, dict):
        if fold(value.get("id")).startswith(start) and isinstance(value.get("properties"), dict):
            yield value
        for one in value.values():
            yield from children(one, start)
    elif isinstance(value, list):
        for one in value:
            yield from children(one, start)

"""What an export tells of itself as a file: when its parts were written, and whose account ran the script."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from bareme.evidence import Collection, Source
from bareme.evidence.collection import to_wire
from bareme.evidence.person import hide_person
from bareme.handins.items import Item
from bareme.reference.arm import dig_text, fold

TOGETHER = timedelta(hours=2)
"""The script writes all its files within minutes; a large subscription takes longer."""
NEARBY = timedelta(hours=26)
"""A zip tells no zone: two clocks may be a day apart, and a bit."""


@dataclass(frozen=True, slots=True)
class ExportLook:
    """One export that was handed in."""

    name: str
    digest: str
    """The same for the same export, whatever it is called."""
    collected_at: str
    subscription: str
    apart: int = 0
    """Minutes between the first of its files and the last, where that is too long."""
    off: int = 0
    """Hours between the times of its files and the time it tells, where that is too much."""
    is_account_unknown: bool = False
    """Whether the account that ran the script did nothing that the log of the export shows."""

    def to_wire(self) -> dict[str, Any]:
        """As kept with the receipt."""
        return asdict(self)


def digest(collection: Collection) -> str:
    """What was read, whoever wrote it down, and after which file."""
    wire = to_wire(replace(collection, previous=None, tool="", stage=None))
    return hashlib.sha256(json.dumps(wire, sort_keys=True).encode()).hexdigest()


def look_at(name: str, parts: Sequence[Item], about: Any, collection: Collection) -> ExportLook:
    """What can be seen of an export; files that were unpacked before tell no time of their own."""
    stamps = sorted(item.changed for item in parts if item.changed and item.changed.tzinfo is None)
    apart = stamps[-1] - stamps[0] if stamps else timedelta(0)
    off = abs(stamps[-1] - collection.collected_at.astimezone(UTC).replace(tzinfo=None)) if stamps else timedelta(0)
    return ExportLook(
        name=name,
        digest=digest(collection),
        collected_at=collection.collected_at.isoformat(),
        subscription=collection.subscription_id,
        apart=int(apart / timedelta(minutes=1)) if apart > TOGETHER else 0,
        off=int(off / timedelta(hours=1)) if off > NEARBY else 0,
        is_account_unknown=_is_unknown(dig_text(about, "account") or "", collection),
    )


def _is_unknown(account: str, collection: Collection) -> bool:
    """Whether people acted here, and whoever ran the script is none of them."""
    name = account.rpartition("#")[2]  # a guest of the directory is called `live.com#somebody@…`
    own = fold(hide_person(name)) if "@" in name and not name.startswith("MSI@") else ""
    callers = {fold(event.get("caller")) for event in collection.items(Source.ACTIVITY_LOG)}
    people = {caller for caller in callers if caller.startswith("sha256:")}
    return bool(own and people) and own not in people


def moment(look: ExportLook) -> str:
    """Its own time, to the second."""
    return datetime.fromisoformat(look.collected_at).astimezone(UTC).isoformat(timespec="seconds")

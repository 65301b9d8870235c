"""What the last check of the same lab found, so that the next one says what was gained: points alone, no name."""

import hashlib
import json
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from platformdirs import user_state_path

from bareme.files.atomic import written
from bareme.grading.record import Record


@dataclass(frozen=True, slots=True)
class Change:
    """What moved since the last check."""

    since: datetime
    gain: Decimal
    gained: tuple[str, ...]
    lost: tuple[str, ...]


def since_last_time(record: Record, rubric: str) -> Change | None:
    """What changed since the check before this one, which is then kept; `None` for the first.

    A folder that cannot be written to keeps nobody from checking.
    """
    place = _place(record, rubric)
    before = _read(place)
    now = {one["id"]: one["points"] for one in record["criteria"]}
    with suppress(OSError), written(place) as stream:
        json.dump({"at": datetime.now(UTC).isoformat(), "points": now}, stream)
    return _change(before, now) if before else None


def _change(before: dict[str, Any], now: dict[str, str]) -> Change:
    moved = {
        name: Decimal(points) - Decimal(before["points"][name])
        for name, points in now.items()
        if name in before["points"]
    }
    return Change(
        since=datetime.fromisoformat(before["at"]),
        gain=sum(moved.values(), Decimal(0)),
        gained=tuple(name for name, one in moved.items() if one > 0),
        lost=tuple(name for name, one in moved.items() if one < 0),
    )


def _place(record: Record, rubric: str) -> Path:
    scopes = [f"{one['subscription_id']}/{one['resource_group']}" for one in record["collections"][-1:]]
    key = hashlib.sha256(f"{rubric}\0{scopes}".encode()).hexdigest()[:24]
    return user_state_path("bareme") / "checks" / f"{key}.json"


def _read(place: Path) -> dict[str, Any] | None:
    """The last check; one that is damaged or of another version is none."""
    try:
        found = json.loads(place.read_text(encoding="utf-8"))
        points = {str(name): str(Decimal(one)) for name, one in found["points"].items()}
        return {"at": str(datetime.fromisoformat(found["at"])), "points": points}
    except (OSError, ValueError, LookupError, TypeError, AttributeError, ArithmeticError):
        return None

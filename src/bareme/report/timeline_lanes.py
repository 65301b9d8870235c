"""The timeline as a picture: one lane per resource, from creation to deletion, with a mark for each event."""

from datetime import datetime
from itertools import groupby
from typing import Any

MAX_LANES = 24
MIN_SHARE = 0.6
"""Width, in percent, below which a bar would not be seen."""


def lanes(timeline: list[dict[str, Any]], end: str) -> list[dict[str, Any]]:
    """Lanes with positions in percent of the lab's duration, in the order of creation."""
    if not timeline:
        return []
    times = [datetime.fromisoformat(event["time"]) for event in timeline]
    first = min(times)
    last = max([*times, *([datetime.fromisoformat(end)] if end and _is_near(end, max(times)) else [])])
    span = (last - first).total_seconds() or 1.0

    def place(moment: str) -> float:
        return round(100 * (datetime.fromisoformat(moment) - first).total_seconds() / span, 2)

    found = [_lane(events, place) for events in _by_resource(timeline)]
    return sorted(found, key=lambda lane: (lane["start"], lane["name"]))[:MAX_LANES]


def _is_near(end: str, last: datetime) -> bool:
    """A collection long after the last event would squeeze the lab into a corner."""
    return (datetime.fromisoformat(end) - last).total_seconds() < 6 * 3600


def _by_resource(timeline: list[dict[str, Any]]) -> list[list[dict[str, Any]]]:
    ordered = sorted(timeline, key=lambda event: event["resource"])
    groups = [list(events) for _, events in groupby(ordered, key=lambda event: event["resource"])]
    return [events for events in groups if any(event["act"] == "created" for event in events)]


def _lane(events: list[dict[str, Any]], place: Any) -> dict[str, Any]:
    start = min(place(event["time"]) for event in events)
    deleted = [place(event["time"]) for event in events if event["act"] == "deleted"]
    stop = max(deleted, default=100.0)
    marks = [{"at": place(event["time"]), **event} for event in events]
    return {
        "name": events[0]["name"],
        "kind": events[0]["resource"].split("/")[-2] if "/" in events[0]["resource"] else "",
        "start": start,
        "width": max(stop - start, MIN_SHARE),
        "deleted": bool(deleted),
        "marks": marks,
    }

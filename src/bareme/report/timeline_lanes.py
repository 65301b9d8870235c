"""The timeline as a picture: a lane per resource under its exercise, on an axis of hours, a mark for each event."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import groupby
from typing import Any
from zoneinfo import ZoneInfo

from bareme.grading.record import Record
from bareme.report.scales import TimeAxis
from bareme.rubric import Rubric

MIN_WIDTH = 0.6
"""Width, in percent, below which a bar would not be seen."""
_VERSION = re.compile(r"/images/([^/]+)/versions/([^/]+)$")
_SCALE_SET = re.compile(r"/virtualmachinescalesets/([^/]+)$", re.IGNORECASE)
_INSTANCE = re.compile(
    r"/virtualmachine(?:scalesets/(?P<uniform>[^/]+)/.+|s/(?P<flexible>.+)_[0-9a-z]{6,8})$", re.IGNORECASE
)
"""An instance's id: below its scale set, or a machine named after it."""

Event = dict[str, Any]


def picture(record: Record, rubric: Rubric) -> dict[str, Any] | None:
    """Axis, collections, and lanes by exercise; `None` where nothing happened."""
    events = [event for event in record["timeline"] if event["act"] != "refused"]
    if not events:
        return None
    collections = [(one["stage"] or "", datetime.fromisoformat(one["collected_at"])) for one in record["collections"]]
    moments = [_time(event) for event in events]
    axis = TimeAxis.over([*moments, *(moment for _, moment in collections)], ZoneInfo(rubric.timezone))
    return {
        "ticks": axis.ticks(),
        "cuts": axis.cuts(),
        "collections": [{"at": axis.at(moment), "stage": stage, "moment": moment} for stage, moment in collections],
        "groups": list(_by_exercise(list(_lanes(events, axis)), record, rubric)),
        "acts": list(dict.fromkeys(event["act"] for event in events)),
        "zone": rubric.timezone,
    }


def shown_name(event: Event) -> str:
    """What an event's resource is called: a version of a gallery's image bears the image's name."""
    version = _VERSION.search(event["resource"])
    return f"{version[1]} {version[2]}" if version else str(event["name"])


def _by_exercise(lanes: list[dict[str, Any]], record: Record, rubric: Rubric) -> Iterator[dict[str, Any]]:
    """Lanes under the exercise whose verdicts rest on them most; the others last."""
    places = _exercises(record, rubric)
    for section in (*rubric.sections, None):
        name = section.id if section else None
        own = [lane for lane in lanes if places.get(lane["resource"]) == name]
        if own:
            yield {"section": section, "lanes": sorted(own, key=lambda lane: (lane["start"], lane["name"]))}


def _exercises(record: Record, rubric: Rubric) -> dict[str, str]:
    """The exercise of each resource that a proof names."""
    section_of = {criterion.id: section.id for section in rubric.sections for criterion in section.criteria}
    counted: dict[str, Counter[str]] = {}
    for one in record["criteria"]:
        for proof in one["proofs"]:
            counted.setdefault(proof["resource"].casefold(), Counter())[section_of[one["id"]]] += 1
    return {resource: found.most_common(1)[0][0] for resource, found in counted.items()}


def _lanes(events: Iterable[Event], axis: TimeAxis) -> Iterator[dict[str, Any]]:
    """A lane per resource; the instances of a scale set are counted on its own."""
    ordered = sorted(events, key=lambda event: event["resource"])
    groups = {name: list(own) for name, own in groupby(ordered, key=lambda event: event["resource"])}
    sets = {match[1].casefold(): name for name in groups if (match := _SCALE_SET.search(name))}
    instances: Counter[str] = Counter()
    for name in list(groups):
        match = _INSTANCE.search(name)
        owner = sets.get((match["uniform"] or match["flexible"]).casefold()) if match else None
        if owner:
            instances[owner] += 1
            del groups[name]
    for name, own in groups.items():
        yield _lane(own, axis, instances[name])


def _lane(events: list[Event], axis: TimeAxis, instances: int) -> dict[str, Any]:
    marks = [{"at": axis.at(_time(event)), **event} for event in sorted(events, key=_time)]
    start = marks[0]["at"]
    deleted = [mark["at"] for mark in marks if mark["act"] == "deleted"]
    return {
        "name": shown_name(events[0]),
        "resource": events[0]["resource"].casefold(),
        "instances": instances,
        "start": start,
        "width": round(max(max(deleted, default=100.0) - start, MIN_WIDTH), 2),
        "marks": marks,
    }


def _time(event: Event) -> datetime:
    return datetime.fromisoformat(event["time"])

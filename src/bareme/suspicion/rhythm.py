"""What of a lab survives new names, new ids and other times: the time from one action, or one object, to the next.

Two people who do the same lab, or run the same script, do not take the same seconds for it. A copy whose times were all
shifted by the same keeps them.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from itertools import pairwise
from typing import NamedTuple

from bareme.evidence import Collection, Source
from bareme.reference.arm import Wire, dig, dig_text, fold, instant, resource_type
from bareme.suspicion.handin import HandIn, by_people
from bareme.timeline import Operation
from bareme.timeline.event import read_events
from bareme.timeline.operation import operations

ACTIONS = 4
"""Actions in a row that are compared: three times between them, to the second."""
OBJECTS = 4
AT_LEAST = timedelta(minutes=2)
"""A row that Azure itself may have paced tells nothing: a person took longer."""

_OBJECTS = (Source.VIRTUAL_MACHINES, Source.DISKS, Source.IMAGES, Source.SCALE_SETS, Source.DEPLOYMENTS)


class Step(NamedTuple):
    """An action or object in a row: when, what it is apart from its name, and where it can be looked up."""

    time: datetime
    what: str
    place: str


class Row(NamedTuple):
    """Steps one after the other, as they are compared; where the first of them can be looked up."""

    identity: str
    first: Step


def action_rows(handin: HandIn) -> Iterator[tuple[bool, Row]]:
    """Rows of actions, those of the student's own exports first, and whether they are of one."""
    for exported, collections in ((True, handin.exported), (False, handin.collected)):
        done = _operations(handin, collections)
        yield from ((exported, row) for row in _rows(_actions(done), ACTIONS))


def object_rows(handin: HandIn) -> Iterator[tuple[bool, Row]]:
    """The same of what is listed: machines, disks, images, deployments, by when they were made and their form."""
    for exported, collections in ((True, handin.exported), (False, handin.collected)):
        items = (item for one in collections for source in _OBJECTS for item in one.items(source))
        yield from ((exported, row) for row in _rows(_objects(items), OBJECTS))


def _operations(handin: HandIn, collections: Sequence[Collection]) -> Iterable[Operation]:
    if len(collections) == len(handin.exported) + len(handin.collected):
        return handin.operations
    events = [event for one in collections for event in read_events(one.items(Source.ACTIVITY_LOG))]
    return by_people(operations(events, collections[-1].collected_at)) if collections else ()


def _actions(done: Iterable[Operation]) -> list[Step]:
    """One step for all that one click or command did."""
    steps: dict[str, Step] = {}
    for one in done:
        name = one.correlation_id or one.event
        place = "/".join(one.resource_id.rsplit("/", 2)[-2:])
        if name not in steps or one.time < steps[name].time:
            steps[name] = Step(one.time, f"{one.name} {resource_type(one.resource_id)}", place)
    return sorted(steps.values())


def _objects(items: Iterable[Wire]) -> list[Step]:
    steps: dict[str, Step] = {}
    for item in items:
        properties = dig(item, "properties")
        time = instant(dig(properties, "timeCreated") or dig(properties, "timestamp"))
        place = dig_text(item, "id") or ""
        if time and place and isinstance(properties, dict):
            form = [fold(item.get("type")) or resource_type(fold(place)), *sorted(map(fold, properties))]
            lasted = dig_text(properties, "duration") or ""
            steps.setdefault(fold(place), Step(time, " ".join((*form, lasted)), place))
    return sorted(steps.values())


def _rows(steps: Sequence[Step], length: int) -> Iterator[Row]:
    for place in range(len(steps) - length + 1):
        row = steps[place : place + length]
        if row[-1].time - row[0].time >= AT_LEAST:
            gaps = [int((after.time - before.time).total_seconds()) for before, after in pairwise(row)]
            yield Row(json.dumps([[one.what for one in row], gaps]), row[0])

"""A student's own export, compared with itself and with what bareme read: it is in his hands, and on his honour.

Nothing here is proof: logs come late, and an export may be cut short.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta

from bareme.evidence import Collection, Source, Status
from bareme.reference.arm import Wire, dig, dig_text, fold, instant
from bareme.suspicion.handin import HandIn
from bareme.suspicion.model import Clue, Suspicion, SuspicionKind, moment
from bareme.text.message import Message, say

LATE = timedelta(minutes=30)
"""How late the activity log may be (Azure Monitor documentation: 3 to 20 minutes)."""
CLOCK = timedelta(minutes=10)
"""How far the clock of a student's machine may be off."""

_MACHINES = (Source.VIRTUAL_MACHINES, Source.SCALE_SETS)


def exported(handin: HandIn) -> Iterator[Suspicion]:
    """What of a student's own exports does not fit together."""
    for one in handin.exported:
        yield from _told(handin, SuspicionKind.EXPORT_MIXED, _FOREIGN, list(_foreign(one)))
        yield from _told(handin, SuspicionKind.EXPORT_TIMES, _DATED, list(_dated_later(one)))
        yield from _told(handin, SuspicionKind.EXPORT_UNLOGGED, _UNLOGGED, list(_unlogged(one)))
        for other in handin.collected:
            yield from _told(handin, SuspicionKind.EXPORT_UNKNOWN, _UNKNOWN, list(_unknown(one, other)))


_FOREIGN = say("The student's own export holds things of another subscription; worth a look.")
_DATED = say("The student's own export holds records dated after it; a wrong clock explains it as well; worth a look.")
_UNLOGGED = say(
    "The student's own export shows things whose creation its log does not show, though it covers that time. A late or "
    "shortened log explains it as well; worth a look."
)
_UNKNOWN = say(
    "The log in the student's own export holds records that the log read from Azure does not hold for the same time. A "
    "log that came late explains it as well; worth a look."
)


def _told(handin: HandIn, kind: SuspicionKind, text: Message, clues: list[Clue]) -> Iterator[Suspicion]:
    if clues:
        yield Suspicion(kind, (handin.student,), text, tuple(clues))


def _foreign(one: Collection) -> Iterator[Clue]:
    own = f"/subscriptions/{fold(one.subscription_id)}/"
    for source, reading in one.sources.items():
        for item in reading.items:
            place = dig_text(item, "resourceId") or dig_text(item, "id") or ""
            if fold(place).startswith("/subscriptions/") and not f"{fold(place)}/".startswith(own):
                yield Clue(source.value, place, moment(_time(item)), _event(item))


def _dated_later(one: Collection) -> Iterator[Clue]:
    for event in one.items(Source.ACTIVITY_LOG):
        time = _time(event)
        if time and time > one.collected_at + CLOCK:
            yield _clue(event, time)


def _unlogged(one: Collection) -> Iterator[Clue]:
    """Machines, scale sets and deployments that the log of the same export should tell of."""
    written = {fold(event.get("resourceId")) for event in one.items(Source.ACTIVITY_LOG)}
    actions = {fold(event.get("correlationId")) for event in one.items(Source.ACTIVITY_LOG)}
    for source in _MACHINES:
        for item in one.items(source):
            time = instant(dig(item, "properties", "timeCreated"))
            member = dig(item, "properties", "virtualMachineScaleSet")  # made by its scale set, which is logged
            if _covered(one, time) and not member and fold(item.get("id")) not in written:
                yield Clue(source.value, str(item.get("id")), moment(time), str(dig(item, "properties", "vmId") or ""))
    for item in one.items(Source.DEPLOYMENTS):
        time = instant(dig(item, "properties", "timestamp"))
        action = fold(dig(item, "properties", "correlationId"))
        if _covered(one, time) and action and action not in actions:
            yield Clue(Source.DEPLOYMENTS.value, str(item.get("id")), moment(time), action)


def _unknown(one: Collection, other: Collection) -> Iterator[Clue]:
    """Records of an export that Azure's own log, read later or earlier, lacks for a time it covers."""
    if one.resource_group != other.resource_group and other.resource_group:
        return
    known = {_event(event) for event in other.items(Source.ACTIVITY_LOG)}
    for event in one.items(Source.ACTIVITY_LOG):
        time = _time(event)
        if time and _covered(other, time) and _event(event) not in known:
            yield _clue(event, time)


def _covered(one: Collection, time: datetime | None) -> bool:
    """Whether the log of a collection must tell of that moment."""
    reading = one.sources.get(Source.ACTIVITY_LOG)
    if time is None or reading is None or reading.status is not Status.OK or reading.since is None:
        return False
    return reading.since + LATE < time < one.collected_at - LATE


def _clue(event: Wire, time: datetime) -> Clue:
    return Clue(Source.ACTIVITY_LOG.value, str(event.get("resourceId") or ""), moment(time), _event(event))


def _time(item: Wire) -> datetime | None:
    return instant(item.get("eventTimestamp"))


def _event(item: Wire) -> str:
    return fold(item.get("eventDataId") or item.get("id"))

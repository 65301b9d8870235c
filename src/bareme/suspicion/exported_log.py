"""A student's own export, held against what every log of Azure has, and against the time of the lab.

An editor who makes one fact out of another seldom knows how the facts hang together. None of it is proof: logs differ
by service and year, and what is asked here is only what all of them have.
"""

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime, timedelta

from bareme.evidence import Collection, Source
from bareme.evidence.person import is_person
from bareme.reference.arm import dig, dig_list, dig_text, fold, instant
from bareme.suspicion.handin import HandIn
from bareme.suspicion.model import Clue, Suspicion, SuspicionKind, file, moment
from bareme.text.message import Message, say
from bareme.timeline.event import Event, read_events

TOLERANCE = timedelta(minutes=1)
"""Azure's services do not all have one clock."""
ENOUGH = 5
"""Operations of which none shows its start: fewer may be at the edge of the log."""

_STARTS = {"started", "start"}
_LATER = {"accepted", "accept", "succeeded", "success", "failed", "failure"}

_ORDER = say("records of what came of an action are dated before its start")
_NO_START = say("no action shows its start, which real logs do")
_SUBMITTED = say("records were submitted before they happened")
_TWO_IDS = say("one account has several object ids")
_ELSEWHERE = say("deployments made resources of another subscription")


def exported_logs(handin: HandIn) -> Iterator[Suspicion]:
    """What an export's log lacks that every real one has; and exports of before the lab."""
    for one in handin.exported:
        found = [(why, clues) for why, clues in _odd(one) if clues]
        if found:
            text = say(
                "The log in the student's own export is not as Azure writes one ({why}). A service or a year that logs "
                "otherwise explains it as well; worth a look.",
                why=tuple(why for why, _ in found),
            )
            clues = tuple(clue for _, clues in found for clue in clues)
            yield Suspicion(SuspicionKind.EXPORT_LOG, (handin.student,), text, clues)
        yield from _old(handin, one)


def _odd(one: Collection) -> Iterator[tuple[Message, list[Clue]]]:
    events = read_events(one.items(Source.ACTIVITY_LOG))
    actions: dict[tuple[str, str, str], list[Event]] = defaultdict(list)
    for event in events:
        if event.time and event.joint:
            actions[event.joint, event.resource, event.operation].append(event)
    yield _ORDER, [_clue(event) for each in actions.values() for event in _before_start(each)]
    yield _NO_START, _without_start(list(actions.values()))
    yield _SUBMITTED, [_clue(event) for event in events if _is_submitted_early(event)]
    yield _TWO_IDS, _of_two_ids(events)
    yield _ELSEWHERE, list(_made_elsewhere(one))


def _before_start(events: list[Event]) -> Iterator[Event]:
    started = [event.time for event in events if event.status in _STARTS and event.time]
    first = min(started, default=None)
    return (
        event for event in events if first and event.time and event.status in _LATER and event.time < first - TOLERANCE
    )


def _without_start(actions: list[list[Event]]) -> list[Clue]:
    ended = [each for each in actions if any(event.status in _LATER for event in each)]
    if len(ended) < ENOUGH or any(event.status in _STARTS for each in ended for event in each):
        return []
    return [_clue(each[0]) for each in ended]


def _is_submitted_early(event: Event) -> bool:
    return bool(event.submitted and event.time and event.submitted < event.time - TOLERANCE)


def _of_two_ids(events: list[Event]) -> list[Clue]:
    owners: dict[str, dict[str, Event]] = defaultdict(dict)
    for event in events:
        caller, oid = event.caller or "", fold(event.object_id)
        if oid and is_person(caller, oid):
            owners[caller].setdefault(oid, event)
    return [_clue(event) for ids in owners.values() if len(ids) > 1 for event in ids.values()]


def _made_elsewhere(one: Collection) -> Iterator[Clue]:
    """Deployments whose own resources are said to be of another subscription than theirs."""
    own = f"/subscriptions/{fold(one.subscription_id)}/"
    for item in one.items(Source.DEPLOYMENTS):
        made = [fold(dig_text(each, "id")) for each in dig_list(item, "properties", "outputResources")]
        if any(place.startswith("/subscriptions/") and not place.startswith(own) for place in made):
            time = instant(dig(item, "properties", "timestamp"))
            yield Clue(Source.DEPLOYMENTS.value, dig_text(item, "id") or "", moment(time))


def _old(handin: HandIn, one: Collection) -> Iterator[Suspicion]:
    starts = (handin.window.start if handin.window else None, handin.term_start)
    began: datetime | None = max((start for start in starts if start), default=None)
    if began and one.collected_at < began:
        text = say(
            "The student's own export is of {time}, before the lab or the term began ({began}). Work of an earlier "
            "year handed in again, or a wrong clock, explains it as well; worth a look.",
            time=one.collected_at,
            began=began,
        )
        yield Suspicion(SuspicionKind.EXPORT_OLD, (handin.student,), text, (file(one),))


def _clue(event: Event) -> Clue:
    return Clue(Source.ACTIVITY_LOG.value, event.resource_id or "", moment(event.time), event.id)

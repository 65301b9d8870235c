"""Whether the silence of the log proves anything: how far the logs of all collections reach, and what they may lack."""

from datetime import timedelta
from typing import Any

import pytest

from bareme.evidence import Collection, Part, Reading, Source, Status
from bareme.timeline import History
from tests.lab.built import NOON, at

GROUP = "/subscriptions/s/resourceGroups/rg"
DISK = f"{GROUP}/providers/Microsoft.Compute/disks/d1"
VM = f"{GROUP}/providers/Microsoft.Compute/virtualMachines/vm1"
GROUP_DELETE = "Microsoft.Resources/subscriptions/resourceGroups/delete"
DISKS, MACHINES = "microsoft.compute/disks", "microsoft.compute/virtualmachines"
OK, DENIED = Status.OK, Status.DENIED


def event(
    minute: float, place: str = VM, status: str = "Succeeded", name: str = "write", **more: Any
) -> dict[str, Any]:
    type_ = "/".join(place.rpartition("/providers/")[2].split("/")[:2])
    return {
        "eventDataId": f"{place}{minute}{name}", "correlationId": f"{place}{name}", "resourceId": place,
        "operationName": {"value": f"{type_}/{name}"}, "status": {"value": status},
        "eventTimestamp": at(minute).isoformat(), **more,
    }  # fmt: skip


def collection(
    minute: float, since: float | None = -99, *events: dict[str, Any], status: Status = OK, **sources: Reading
) -> Collection:
    """What was read at that minute: a log that reaches so far back, and other sources by name."""
    log = Reading(status, events, since=None if since is None else at(since))
    others = {Source(name.replace("_", "-")): reading for name, reading in sources.items()}
    return Collection("s", at(minute), {Source.ACTIVITY_LOG: log, **others})


def why(history: History, source: Source = Source.ACTIVITY_LOG) -> str:
    return " | ".join(map(str, history.unread([source])))


@pytest.mark.parametrize(
    ("logs", "reaches"),
    [
        ([(60, 0)], True),
        ([(60, -1)], True),
        ([(60, 1)], False),
        ([(60, None)], True),
        ([(10, -99), (60, 5)], True),  # the earlier one covers the beginning
        ([(5, -99), (60, 5)], True),  # they touch
        ([(4, -99), (60, 5)], False),  # a gap between them
        ([(3, -99), (10, 2), (60, 9)], True),
        ([(3, -99), (10, 4), (60, 9)], False),
        ([(10, 2), (60, -5)], True),
    ],
)
def test_logs_reach_back_as_far_as_they_hang_together(logs: list[tuple[float, float | None]], reaches: bool) -> None:
    told = why(History([collection(minute, since) for minute, since in logs], began=NOON))
    assert (told == "") is reaches
    assert ("it reaches back to" in told) is not reaches


def test_a_log_that_was_not_read_covers_nothing() -> None:
    before = collection(10, -99, status=DENIED)
    assert "it reaches back to" in why(History([before, collection(60, 5)], began=NOON))


@pytest.mark.parametrize(
    ("made", "told"), [(-1, "it reaches back to"), (0, ""), (5, "")], ids=["before the log", "with it", "after it"]
)
def test_where_no_window_is_given_what_is_older_than_the_log_shows_that_it_is_short(made: float, told: str) -> None:
    disk = {"id": DISK, "properties": {"timeCreated": at(made).isoformat()}}
    found = why(History([collection(60, 0, disks=Reading(OK, (disk,)))]))
    assert found.startswith(f"activity-log: {told}") if told else found == ""


@pytest.mark.parametrize(("minute", "is_late"), [(29, True), (29.9, True), (30, False), (90, False)])
def test_a_log_may_run_behind(minute: float, is_late: bool) -> None:
    history = History([collection(minute, -99, event(0))], NOON, timedelta(minutes=30))
    assert ("it may run 30 minutes behind" in why(history)) is is_late
    assert ("it may run" in why(History([collection(minute, -99, event(0))], NOON))) is False


def test_the_last_change_may_be_of_the_moment_of_the_reading() -> None:
    assert History([collection(60, -99, event(0), event(60))], NOON, timedelta(minutes=30)).late is not None


def test_what_is_dated_after_the_log_was_read_makes_nothing_late() -> None:
    history = History([collection(60, -99, event(0), event(65))], NOON, timedelta(minutes=30))
    assert history.late is None


@pytest.mark.parametrize(
    ("own", "types", "told"),
    [
        (event(59, status="Started"), [MACHINES], "was still running"),
        (event(59, status="Started"), [DISKS], ""),
        (event(59, status="Started"), [], "was still running"),
        (event(59, DISK, "Started"), [MACHINES], ""),
        (event(59, f"{GROUP}/providers/Microsoft.Resources/deployments/d", "Started"), [MACHINES], "was still running"),
        (event(59, GROUP, "Started", operationName=GROUP_DELETE), [MACHINES], "was still running"),
        (event(59), [MACHINES], "it kept no content of 1 writes"),
        (event(59, properties={"responseBody": '{"name": "vm1"}'}), [MACHINES], ""),
        (event(59), [DISKS], ""),
    ],
)  # fmt: skip
def test_what_the_log_cannot_tell_of_these_types(own: dict[str, Any], types: list[str], told: str) -> None:
    listed = Reading(OK, parts={"resources": Part(OK)})
    history = History([collection(60, -99, own, resources=listed)], NOON)
    found = list(map(str, history.unread_types(types, whole=False, past=True)))
    if types:
        assert any(told in one for one in found) if told else found == []
    assert list(history.unread_types(types, whole=False, past=False)) == []


@pytest.mark.parametrize(
    ("group", "place", "is_counted"),
    [
        (None, VM, True),
        (None, VM.replace("/s/", "/other/"), False),
        (None, VM.replace("/s/", "/s2/"), False),
        (None, "/subscriptions/S", True),
        ("RG", VM, True),
        ("rg2", VM, False),
        ("rg", "/subscriptions/s/providers/microsoft.insights/x", True),
        (None, f"{GROUP}/providers/Microsoft.Network/networkWatchers/w", False),
        (None, "/subscriptions/s/resourceGroups/NetworkWatcherRG", False),
    ],
)
def test_what_counts(group: str | None, place: str, is_counted: bool) -> None:
    history = History([Collection("S", NOON, {}, resource_group=group)])
    assert history.counts(place.casefold()) is is_counted
    assert history.counts(place.casefold()) is is_counted, "and again"


@pytest.mark.parametrize(
    ("sources", "is_seen"),
    [
        ({}, False),
        ({Source.ACTIVITY_LOG: Reading(OK, (event(0),))}, True),
        ({Source.ACTIVITY_LOG: Reading(OK, (event(0, VM.replace("/rg/", "/other/")),))}, False),
        ({Source.ACTIVITY_LOG: Reading(OK, (event(0, "/subscriptions/s/providers/Microsoft.Insights/x"),))}, False),
        ({Source.DISKS: Reading(OK, ({"id": DISK},))}, True),
        ({Source.RESOURCE_GROUPS: Reading(OK, ({"id": GROUP},))}, True),
        ({Source.RESOURCE_CHANGES: Reading(OK, ({"properties": {"targetResourceId": VM}},))}, True),
    ],
)
def test_a_group_that_anything_shows_was_there(sources: dict[Source, Reading], is_seen: bool) -> None:
    one = Collection("s", at(60), sources, resource_group="RG")
    assert History([one]).is_scope_seen is is_seen
    assert History([Collection("s", at(60), sources)]).is_scope_seen

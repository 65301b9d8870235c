"""What several events say of one operation: refused or done, for what reason, and whether it made its resource."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bareme.lab import Lab
from bareme.simulator import PERFECT, Subscription, do_lab
from bareme.timeline.event import read_events
from bareme.timeline.from_log import snapshots
from bareme.timeline.operation import Outcome, operations
from tests.labs import SUBSCRIPTION, lab_done

READ = datetime(2026, 11, 20, tzinfo=UTC)
VM = f"/subscriptions/{SUBSCRIPTION}/resourceGroups/rg/providers/Microsoft.Compute/virtualMachines/vm1"


def event(minute: int, status: str, sub_status: str = "", body: dict[str, Any] | None = None) -> dict[str, Any]:
    properties = {"responseBody": json.dumps(body)} if body else {}
    return {
        "eventDataId": f"e{minute}", "operationId": "one", "correlationId": "one", "resourceId": VM,
        "operationName": {"value": "Microsoft.Compute/virtualMachines/write"}, "status": {"value": status},
        "subStatus": {"value": sub_status}, "eventTimestamp": f"2026-11-16T10:{minute:02}:00Z",
        "properties": properties,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("events", "error"),
    [
        ([event(0, "Started"), event(1, "Accepted", "Created"), event(2, "Failed", "Conflict")], "Conflict"),
        ([event(0, "Started", "Created"), event(1, "Failed")], ""),
        ([event(0, "Started"), event(1, "Accepted", "Created"), event(2, "Succeeded")], ""),
    ],
)
def test_the_reason_is_that_of_the_event_that_failed(events: list[dict[str, Any]], error: str) -> None:
    (one,) = operations(read_events(events), READ)
    assert one.error == error


@pytest.mark.parametrize(
    ("sub_status", "state", "is_creation"),
    [("Created", "Succeeded", True), ("", "Creating", True), ("OK", "Updating", False), ("OK", "Succeeded", False)],
)
def test_a_resource_is_at_its_creation_where_either_tells_it(sub_status: str, state: str, is_creation: bool) -> None:
    body = {"id": VM, "name": "vm1", "properties": {"provisioningState": state}}
    told = operations(read_events([event(0, "Started"), event(1, "Succeeded", sub_status, body)]), READ)
    assert [one.at_creation for one in snapshots(told)] == [is_creation]


def test_what_succeeded_is_no_refusal() -> None:
    assert Lab.of(lab_done(PERFECT)).refusals == ()
    azure = Subscription(SUBSCRIPTION)
    azure.fail_create_vm(code="QuotaExceeded")
    do_lab(azure)
    refused = Lab.of((azure.collect(),)).refusals
    assert {one.outcome.value for one in refused} == {"failed"}


DONE, FAILED, RUNNING, UNKNOWN = Outcome.DONE, Outcome.FAILED, Outcome.RUNNING, Outcome.UNKNOWN


def told(*statuses: str, read: datetime = READ, first: int = 0) -> list[tuple[Outcome, int, int]]:
    """How each operation of these events ended, and the minutes of its first and its last event."""
    events = read_events([event(first + minute, status) for minute, status in enumerate(statuses)])
    found = operations(events, read)
    return [(one.outcome, one.time.minute, one.ended.minute) for one in found]


@pytest.mark.parametrize(
    ("statuses", "found"),
    [
        (["Started", "Succeeded"], [(DONE, 0, 1)]),
        (["Started", "Accepted", "Succeeded"], [(DONE, 0, 2)]),
        (["Start", "Success"], [(DONE, 0, 1)]),
        (["Started", "Failed"], [(FAILED, 0, 1)]),
        (["Start", "Failure"], [(FAILED, 0, 1)]),
        (["Started", "Canceled"], [(FAILED, 0, 1)]),
        (["Started", "Cancelled"], [(FAILED, 0, 1)]),
        (["Started", "Succeeded", "Failed"], [(FAILED, 0, 2)]),
        (["Started", "Failed", "Succeeded"], [(DONE, 0, 2)]),
        (["Started", "Accepted"], [(DONE, 0, 1)]),
        (["Accept"], [(DONE, 0, 0)]),
        (["In progress"], [(DONE, 0, 0)]),
        (["Active", "Resolved"], [(DONE, 0, 1)]),
        (["Started"], [(UNKNOWN, 0, 0)]),
        (["Started", "Updated"], [(UNKNOWN, 0, 1)]),
        (["Started", "Failed", "Started", "Succeeded"], [(FAILED, 0, 1), (DONE, 2, 3)]),
        (["Started", "Failed", "Start", "Started", "Failed"], [(FAILED, 0, 1), (FAILED, 2, 4)]),
        (["Started", "Succeeded", "Accepted", "Started"], [(DONE, 0, 3)]),
        (["Started", "Failed", "Started"], [(FAILED, 0, 1), (UNKNOWN, 2, 2)]),
    ],
)
def test_how_it_ended(statuses: list[str], found: list[tuple[Outcome, int, int]]) -> None:
    assert told(*statuses) == found


@pytest.mark.parametrize(
    ("hours", "accepted", "started"), [(1.99, RUNNING, RUNNING), (2, DONE, UNKNOWN), (3, DONE, UNKNOWN)]
)
def test_what_has_no_end_is_running_for_two_hours(hours: float, accepted: Outcome, started: Outcome) -> None:
    read = datetime(2026, 11, 16, 10, tzinfo=UTC) + timedelta(hours=hours)
    assert told("Started", "Accepted", read=read)[0][0] is accepted
    assert told("Started", read=read)[0][0] is started
    assert told("Started", "Succeeded", read=read)[0][0] is DONE


@pytest.mark.parametrize(
    ("lacking", "count"),
    [("operationName", 0), ("resourceId", 0), ("eventTimestamp", 0), ("correlationId", 1), ("status", 1)],
)
def test_what_says_neither_what_nor_to_which_nor_when_is_no_operation(lacking: str, count: int) -> None:
    told = {name: value for name, value in event(0, "Succeeded").items() if name != lacking}
    assert len(operations(read_events([told]), READ)) == count


@pytest.mark.parametrize(
    ("other", "count"),
    [
        ({}, 1),  # the same event told twice
        ({"eventDataId": "other"}, 1),
        ({"eventDataId": "other", "correlationId": "two"}, 2),
        ({"eventDataId": "other", "resourceId": f"{VM}2"}, 2),
        ({"eventDataId": "other", "resourceId": VM.upper()}, 1),
        ({"eventDataId": "other", "operationName": "Microsoft.Compute/virtualMachines/delete"}, 2),
        ({"eventDataId": "other", "operationId": "two"}, 1),
        ({"eventDataId": "other", "correlationId": None, "operationId": "ONE"}, 1),
    ],
)
def test_events_of_one_action_on_one_resource_are_one_operation(other: dict[str, Any], count: int) -> None:
    events = [event(0, "Started"), {**event(0, "Started"), **other}]
    assert len(operations(read_events(events), READ)) == count


@pytest.mark.parametrize(
    ("bodies", "body", "is_whole"),
    [
        (["", '{"a": 1}'], {"a": 1}, True),
        (['{"a": 1}', '{"a": 2}'], {"a": 2}, True),  # the last one told
        (['{"a": 1}', ""], {"a": 1}, True),
        (['{"a": 1, "secret": "******"}', ""], {"a": 1}, False),
        (['{"a": ["***", 1], "b": "**"}', ""], {"a": [1], "b": "**"}, False),
        (['{"a": "", "b": "*", "c": "*a*"}', ""], {"a": "", "b": "*", "c": "*a*"}, True),
        (["[1]", ""], None, True),
        (["no json", ""], None, True),
        (['"text"', '{"a": 1}'], {"a": 1}, True),
        (["{}", '{"a": 1}'], {"a": 1}, True),
        (['{"a": 1}', "{}"], {"a": 1}, True),
    ],
)
def test_what_azure_answered(bodies: list[str], body: dict[str, Any] | None, is_whole: bool) -> None:
    events = [{**event(n, "Started"), "properties": {"responseBody": text}} for n, text in enumerate(bodies)]
    (one,) = operations(read_events(events), READ)
    assert (one.body, one.is_whole, one.request) == (body, is_whole, None)


def test_what_was_asked_for_is_what_the_first_event_tells() -> None:
    told = [{"requestbody": '{"a": 1}'}, {"requestBody": '{"a": 2}'}, {"responseBody": '{"a": 3}'}]
    (one,) = operations(read_events([{**event(n, "x"), "properties": own} for n, own in enumerate(told)]), READ)
    assert (one.request, one.body) == ({"a": 1}, {"a": 3})


def test_operations_stand_in_the_order_of_their_beginning() -> None:
    kinds = ((5, "b/write"), (5, "a/write"), (1, "c/write"))
    events = [{**event(m, "Succeeded"), "operationName": name, "eventDataId": name} for m, name in kinds]
    assert [one.name for one in operations(read_events(events), READ)] == ["c/write", "a/write", "b/write"]

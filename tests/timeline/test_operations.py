"""What several events say of one operation: refused or done, for what reason, and whether it made its resource."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from bareme.lab import Lab
from bareme.simulator import PERFECT, Subscription, do_lab
from bareme.timeline.event import read_events
from bareme.timeline.from_log import snapshots
from bareme.timeline.operation import operations
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

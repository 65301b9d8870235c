"""What is read of an event, whatever shape another tool gave it; the same from a file's text as from a value."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from bareme.evidence.items import Items
from bareme.timeline.event import Event, read_events

VM = "/subscriptions/S/resourceGroups/RG/providers/Microsoft.Compute/virtualMachines/VM1"


def told(**fields: Any) -> tuple[Event, Event]:
    """The event from a value, and from a file's text."""
    (one,), (other,) = read_events([fields]), read_events(Items(json.dumps([fields]).encode()))
    return one, other


@pytest.mark.parametrize(
    ("fields", "name", "value"),
    [
        ({"eventDataId": "E1", "id": "/long/E1"}, "id", "E1"),
        ({"id": "/long/E1"}, "id", "/long/E1"),
        ({"eventDataId": 5, "id": "E1"}, "id", "E1"),
        ({"eventDataId": "E1"}, "key", "e1"),
        ({"correlationId": "C", "operationId": "O", "eventDataId": "E"}, "joint", "c"),
        ({"operationId": "O", "eventDataId": "E"}, "joint", "o"),
        ({"correlationId": None, "eventDataId": "E"}, "joint", "e"),
        ({"correlationId": 7, "operationId": "O"}, "joint", "o"),
        ({"resourceId": VM}, "resource", VM.casefold()),
        ({"resourceId": None}, "resource", ""),
        ({"operationName": {"value": "A/B/write", "localizedValue": "Écrire"}}, "operation", "a/b/write"),
        ({"operationName": "A/B/WRITE"}, "operation", "a/b/write"),
        ({"authorization": {"action": "A/B/write"}}, "operation", "a/b/write"),
        ({"operationName": [], "authorization": "A/B/write"}, "operation", ""),
        ({"status": {"value": "Succeeded"}}, "status", "succeeded"),
        ({"status": "Success"}, "status", "success"),
        ({"status": {"localizedValue": "Réussi"}}, "status", ""),
        ({"status": 200}, "status", ""),
        ({"subStatus": {"value": "Created"}}, "reason", "Created"),
        ({"subStatus": "Created"}, "reason", ""),
        ({"subStatus": {"value": 201}}, "reason", ""),
        ({"eventTimestamp": "2026-11-16T10:20:34Z"}, "time", datetime(2026, 11, 16, 10, 20, 34, tzinfo=UTC)),
        ({"eventTimestamp": "yesterday"}, "time", None),
        ({"submissionTimestamp": "2026-11-16T10:20:35Z"}, "submitted", datetime(2026, 11, 16, 10, 20, 35, tzinfo=UTC)),
        ({"category": {"value": "ResourceHealth"}}, "kind", "resourcehealth"),
        ({"category": "Administrative"}, "kind", "administrative"),
        ({"claims": {"oid": "Me", "appid": "CLI", "name": "N"}}, "object_id", "Me"),
        ({"claims": {"oid": "Me", "appid": "CLI"}}, "app_id", "cli"),
        ({"claims": {"oid": 5, "appid": None}}, "object_id", ""),
        ({"claims": "{}"}, "app_id", ""),
        ({"claims": None}, "object_id", ""),
        ({"properties": {"statusMessage": "no"}}, "message", "no"),
        ({"properties": '{"statusMessage": "no"}'}, "properties", {}),
        ({"properties": None}, "properties", {}),
    ],
)
def test_each_field_is_read_in_every_shape(fields: dict[str, Any], name: str, value: object) -> None:
    one, other = told(**fields)
    assert getattr(one, name) == value
    assert one == other


def test_what_has_another_shape_hides_nothing_else() -> None:
    one, other = told(caller=["me"], correlationId=1, resourceId=VM, status={"value": "Failed"}, eventDataId="e")
    assert one == other
    assert (one.caller, one.joint, one.resource, one.status) == (None, "e", VM.casefold(), "failed")


@pytest.mark.parametrize(("other", "same"), [({"caller": "a"}, True), ({"caller": "b"}, False)])
def test_an_event_without_an_id_is_known_by_all_it_says(other: dict[str, Any], same: bool) -> None:
    assert (told(caller="a")[0].key == told(**other)[0].key) is same

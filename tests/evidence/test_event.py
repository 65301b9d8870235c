"""What is kept of an event of the activity log."""

from typing import Any

import pytest

from bareme.evidence import Source
from bareme.evidence.event import essential
from bareme.reference.arm import Wire
from bareme.simulator import PERFECT, Subscription, do_lab


def named(value: str) -> dict[str, str]:
    return {"value": value, "localizedValue": f"{value}, in the reader's language"}


@pytest.mark.parametrize(
    ("event", "kept"),
    [
        ({"status": named("Succeeded")}, {"status": {"value": "Succeeded"}}),
        ({"status": "Success"}, {"status": "Success"}),
        ({"status": {"localizedValue": "Réussi"}}, {"status": {"localizedValue": "Réussi"}}),
        ({"eventDataId": "e", "id": "/long/path/e"}, {"eventDataId": "e"}),
        ({"id": "/long/path/e"}, {"id": "/long/path/e"}),
        ({"authorization": {"scope": "/s"}, "tenantId": "t", "httpRequest": {}}, {}),
        ({"properties": {"responseBody": "{}", "entity": "/s"}}, {"properties": {"responseBody": "{}"}}),
        ({"properties": {"hierarchy": "r", "eventCategory": "c"}}, {"properties": {}}),
        ({"properties": {"message": "a person wrote this"}}, {"properties": {"message": "a person wrote this"}}),
        ({"properties": None}, {"properties": None}),
    ],
)  # fmt: skip
def test_each_thing_is_kept_once(event: Wire, kept: dict[str, Any]) -> None:
    assert essential(event) == kept


def test_a_message_that_only_repeats_the_operation_is_not_kept() -> None:
    event = {"operationName": named("A/b/write"), "properties": {"message": "a/B/write"}}
    assert essential(event) == {"operationName": {"value": "A/b/write"}, "properties": {}}


def test_reducing_twice_changes_nothing() -> None:
    collection = do_lab(Subscription("1"), PERFECT, "vms", checkpoints=False)[-1]
    events = collection.sources[Source.ACTIVITY_LOG].items
    assert events
    assert [essential(event) for event in events] == list(events)

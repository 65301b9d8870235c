"""What a recorded change tells: the values just before it and just after it, where Azure keeps them."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bareme.timeline.from_changes import deletions, read_change, rows, snapshots
from bareme.timeline.snapshot import RecordKind

VM = "/subscriptions/s/resourcegroups/r/providers/microsoft.compute/virtualmachines/vm1"
AT = datetime(2026, 11, 16, 10, tzinfo=UTC)
Changes = dict[str, tuple[Any, Any]]


def row(kind: str, changes: Changes) -> dict[str, Any]:
    values = {path: {"previousValue": before, "newValue": after} for path, (before, after) in changes.items()}
    attributes = {"timestamp": "2026-11-16T10:00:00Z", "correlationId": "C-1", "clientType": "portal"}
    properties = {"changeType": kind, "targetResourceId": VM.upper(), "changeAttributes": attributes, "changes": values}
    return {"id": "change-1", "properties": properties}


@pytest.mark.parametrize(
    ("changes", "before", "after"),
    [
        ({"zone": ("1", "2")}, {"zone": "1"}, {"zone": "2"}),
        ({"properties.hardwareProfile.vmSize": ("A", "B")}, {"properties": {"hardwareProfile": {"vmSize": "A"}}},
         {"properties": {"hardwareProfile": {"vmSize": "B"}}}),
        ({"a.disks[0].lun": (None, 0), "a.disks[1].lun": (None, 1)}, {}, {"a": {"disks": [{"lun": 0}, {"lun": 1}]}}),
        ({'tags["env"]': ("dev", "prod")}, {"tags": {"env": "dev"}}, {"tags": {"env": "prod"}}),
        ({"sku": ("X", "Y"), "sku.name": ("x", "y")}, {"sku": "X"}, {"sku": "Y"}),
    ],
    ids=["a key", "a path", "a list", "a key in brackets", "a value where another row has an object"],
)  # fmt: skip
def test_the_values_before_and_after(changes: Changes, before: dict[str, Any], after: dict[str, Any]) -> None:
    one, other = snapshots(map(read_change, rows([row("Update", changes)])), {})
    assert (one.model, other.model) == (before, after)
    assert (one.time, other.time) == (AT - timedelta(microseconds=1), AT)
    assert {one.kind, other.kind} == {RecordKind.CHANGE}
    assert {one.whole, other.whole} == {False}


def test_the_log_s_own_time_is_taken_where_it_has_one() -> None:
    earlier = AT - timedelta(seconds=30)
    one, other = snapshots(map(read_change, rows([row("Update", {"zone": ("1", "2")})])), {(VM, "c-1"): earlier})
    assert (one.time, other.time) == (earlier - timedelta(microseconds=1), earlier)


@pytest.mark.parametrize(("kind", "shown", "deleted"), [("Create", 1, 0), ("Update", 2, 0), ("Delete", 0, 1)])
def test_what_each_kind_of_change_tells(kind: str, shown: int, deleted: int) -> None:
    (change,) = map(read_change, rows([row(kind, {})]))
    assert len(list(snapshots([change], {}))) == shown
    gone = list(deletions([change]))
    assert [(one.name, one.resource_id, one.time) for one in gone] == [
        ("microsoft.compute/virtualmachines/delete", VM, AT)
    ] * deleted

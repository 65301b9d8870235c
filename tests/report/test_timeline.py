"""The picture of what happened in a lab."""

from typing import Any, cast

import pytest

from bareme.grading.record import Record
from bareme.report.timeline_lanes import picture, shown_name
from bareme.rubric import Rubric

COMPUTE = "/subscriptions/s/resourcegroups/rg/providers/microsoft.compute"


def event(time: str, act: str, resource: str, name: str = "") -> dict[str, Any]:
    return {
        "time": f"2026-11-{time}:00+00:00",
        "act": act,
        "resource": f"{COMPUTE}/{resource}",
        "name": name or resource,
    }


def record(*events: dict[str, Any], proofs: dict[str, str] | None = None, collected: str = "") -> Record:
    criteria = [
        {"id": name, "proofs": [{"resource": f"{COMPUTE}/{resource}"}]} for resource, name in (proofs or {}).items()
    ]
    collections = [{"stage": "final", "collected_at": f"2026-11-{collected}:00+00:00"}] if collected else []
    return cast("Record", {"timeline": list(events), "criteria": criteria, "collections": collections})


def lanes(of: Record, rubric: Rubric) -> list[tuple[str | None, list[str]]]:
    found = picture(of, rubric)
    assert found
    return [
        (group["section"] and group["section"].id, [lane["name"] for lane in group["lanes"]])
        for group in found["groups"]
    ]


def test_lanes_stand_under_the_exercise_whose_verdicts_rest_on_them(tp2: Rubric) -> None:
    of = record(
        event("16T09:00", "created", "virtualmachines/b"),
        event("16T08:00", "created", "virtualmachines/a"),
        event("16T10:00", "created", "virtualmachines/c"),
        event("16T07:00", "created", "virtualmachines/z"),
        proofs={"virtualmachines/a": "E2-02", "virtualmachines/b": "E2-03", "virtualMachines/C": "E1-01"},
    )
    assert lanes(of, tp2) == [
        ("E1", ["virtualmachines/c"]), ("E2", ["virtualmachines/a", "virtualmachines/b"]), (None, ["virtualmachines/z"])
    ]  # fmt: skip


def test_instances_are_counted_on_the_lane_of_their_set(tp2: Rubric) -> None:
    of = record(
        event("16T09:00", "created", "virtualmachinescalesets/vmss"),
        event("16T09:05", "created", "virtualmachinescalesets/vmss/virtualmachines/0"),
        event("16T09:05", "created", "virtualmachines/vmss_1b85e99b"),
        event("16T09:05", "created", "virtualmachines/other_1b85e99b"),
        event("16T09:06", "refused", "virtualmachines/never"),
    )
    found = picture(of, tp2)
    assert found
    (group,) = found["groups"]
    assert [(lane["name"], lane["instances"]) for lane in group["lanes"]] == [
        ("virtualmachinescalesets/vmss", 2), ("virtualmachines/other_1b85e99b", 0)
    ]  # fmt: skip


def test_no_lane_is_cut_off(tp2: Rubric) -> None:
    many = [event("16T09:00", "created", f"virtualmachines/vm{number}") for number in range(60)]
    assert [len(names) for _, names in lanes(record(*many), tp2)] == [60]


def test_marks_and_collections_lie_on_the_axis_of_the_school(tp2: Rubric) -> None:
    of = record(
        event("16T09:00", "created", "virtualmachines/a"),
        event("16T10:00", "deleted", "virtualmachines/a"),
        event("16T09:00", "created", "images/b"),
        collected="17T09:30",
    )
    found = picture(of, tp2)
    assert found
    (group,) = found["groups"]
    deleted, kept = sorted(group["lanes"], key=lambda lane: lane["width"])
    assert [mark["at"] for mark in deleted["marks"]] == [0.0, deleted["width"]]
    assert (kept["start"], kept["width"]) == (0.0, 100.0)
    assert len(found["cuts"]) == 1
    assert found["cuts"][0] < found["collections"][0]["at"] < 100
    assert (found["ticks"][0].moment.hour, found["zone"]) == (10, "Europe/Paris")


@pytest.mark.parametrize(
    ("resource", "name", "shown"),
    [
        ("galleries/gal/images/win2016/versions/1.0.0", "1.0.0", "win2016 1.0.0"),
        ("images/win2016", "win2016", "win2016"),
        ("virtualmachines/vm1", "VM1", "VM1"),
    ],
)
def test_a_version_bears_the_name_of_its_image(resource: str, name: str, shown: str) -> None:
    assert shown_name(event("16T09:00", "created", resource, name)) == shown


def test_where_nothing_happened_there_is_no_picture(tp2: Rubric) -> None:
    assert picture(record(), tp2) is None

"""Absence needs proof: what the log, the lists and a name do not say is not held against anybody."""

import json
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from bareme.evidence import Collection, Reading, Source, Status
from bareme.grading.assess import assess
from bareme.lab import Lab
from bareme.reference.arm import Wire, dig
from bareme.simulator import Plan, Subscription, do_lab, exercise_1, exercise_2
from bareme.simulator.events import Actor, Call, Refusal, Tool, event
from bareme.timeline.missing import Missing
from bareme.timeline.refusal import reasons
from tests.labs import SUBSCRIPTION, Grading, lab_done

WRITE = "Microsoft.Compute/virtualMachines/write"
Edit = Callable[[dict[str, Any]], dict[str, Any] | None]


def edited(one: Collection, source: Source, edit: Edit) -> Collection:
    """The collection with every item of a source as `edit` gives it; `None` leaves it out."""
    reading = one.sources[source]
    items = tuple(item for wire in reading.items if (item := edit(dict(wire))) is not None)
    return replace(one, sources={**one.sources, source: replace(reading, items=items)})


def with_events(one: Collection, events: Iterable[Wire]) -> Collection:
    reading = one.sources[Source.ACTIVITY_LOG]
    return replace(one, sources={**one.sources, Source.ACTIVITY_LOG: replace(reading, items=(*events, *reading.items))})


def attempt(azure: Subscription, size: str, *statuses: str, correlation: str = "c-1") -> list[dict[str, Any]]:
    """The events of one try to make the lab's machine, as Azure writes them."""
    vm_id = azure.id_of("Microsoft.Compute/virtualMachines", "VM1-Windows")
    body = {
        "name": "VM1-Windows", "id": vm_id, "location": "francecentral",
        "properties": {"vmId": f"id-{size}", "hardwareProfile": {"vmSize": size}, "provisioningState": "Creating"},
    }  # fmt: skip
    actor = Actor(SUBSCRIPTION, "t", "sha256:me", Tool.CLI, correlation)
    call = Call(operation=WRITE, resource_id=vm_id, body=body, created=True)
    refused = replace(call, refusal=Refusal("AllocationFailed", "no room"))
    events = []
    for status in statuses:
        azure.wait(minutes=1)
        events.append(event(refused if status == "Failed" else call, status, azure.now, actor))
    return events


def sizes_seen(azure: Subscription, events: list[dict[str, Any]]) -> list[list[str]]:
    azure.wait(days=1)
    lab = Lab.of([with_events(azure.collect(), events)])
    return [[fact.value for fact in vm.sizes] for vm in lab.vms]


TRIES: dict[str, tuple[list[tuple[str, tuple[str, ...]]], list[list[str]]]] = {
    "accepted, then done": ([("Standard_B1s", ("Started", "Accepted", "Succeeded"))], [["Standard_B1s"]]),
    "accepted, then failed": ([("Standard_B1s", ("Started", "Accepted", "Failed"))], []),
    "accepted, with nothing after it": ([("Standard_B1s", ("Started", "Accepted"))], [["Standard_B1s"]]),
    "tried again with another size": (
        [("Standard_B1s", ("Started", "Accepted", "Failed")), ("Standard_B2s", ("Started", "Accepted", "Succeeded"))],
        [["Standard_B2s"]],
    ),
    "tried again under one start": (
        [("Standard_B1s", ("Started", "Accepted", "Failed")), ("Standard_B2s", ("Accepted", "Succeeded"))],
        [["Standard_B2s"]],
    ),
    "done, and then failed after all": ([("Standard_B1s", ("Started", "Accepted", "Succeeded", "Failed"))], []),
}


@pytest.mark.parametrize(("tries", "sizes"), TRIES.values(), ids=TRIES)
def test_the_last_event_that_ends_an_action_decides(
    tries: list[tuple[str, tuple[str, ...]]], sizes: list[list[str]]
) -> None:
    azure = Subscription(SUBSCRIPTION)
    events = [one for size, statuses in tries for one in attempt(azure, size, *statuses)]
    assert sizes_seen(azure, events) == sizes


def test_right_after_the_lab_nothing_looks_as_if_it_were_still_running(grading: Grading) -> None:
    azure = Subscription(SUBSCRIPTION)
    exercise_1(azure, Plan(stop="none"))
    azure.wait(minutes=1)
    assert grading.outcomes([azure.collect()])["E1-19"] == "unmet"


@pytest.mark.parametrize(("minutes", "outcome"), [(5, "unverifiable"), (45, "unmet")])
def test_a_log_read_right_after_the_last_change_may_not_hold_it_yet(
    grading: Grading, minutes: int, outcome: str
) -> None:
    azure = Subscription(SUBSCRIPTION)
    exercise_1(azure, Plan(stop="none"))
    azure.wait(minutes=minutes)
    lab = Lab.of([azure.collect()], lag=timedelta(minutes=30))
    assert assess(grading.tasks, lab)["E1-19"].outcome == outcome


def test_silence_proves_nothing_of_the_time_before_the_log_begins(grading: Grading) -> None:
    azure = Subscription(SUBSCRIPTION)
    do_lab(azure, Plan(stop="none"), "none")
    azure.wait(days=100)
    assert grading.outcomes([azure.collect()])["E1-19"] == "unverifiable"


def test_an_empty_subscription_with_a_whole_log_is_nothing_done(grading: Grading) -> None:
    outcomes = grading.outcomes([Subscription(SUBSCRIPTION).collect()])
    assert {outcomes[name] for name in ("E1-01", "E1-20", "E2-01", "E3-01")} == {"unmet"}


def of_the_request(wire: dict[str, Any]) -> dict[str, Any]:
    """A log without answers, whose start events tell what was asked for."""
    properties = dict(wire["properties"])
    body = properties.pop("responseBody", None)
    if body:
        asked = json.loads(body)
        asked["properties"].pop("vmId", None)
        properties["requestbody"] = json.dumps(asked)
    return {**wire, "properties": properties}


def test_the_request_is_a_second_witness(grading: Grading) -> None:
    last = edited(lab_done()[-1], Source.ACTIVITY_LOG, of_the_request)
    outcomes = grading.outcomes([last])
    assert (outcomes["E1-06"], outcomes["E1-15"], outcomes["E1-08"]) == ("met", "met", "met")


def test_the_answer_goes_before_the_request() -> None:
    azure = Subscription(SUBSCRIPTION)
    events = attempt(azure, "Standard_B2s", "Started", "Accepted", "Succeeded")
    asked = {"properties": {"hardwareProfile": {"vmSize": "Standard_B1s"}}, "zones": ["2"]}
    events[0]["properties"]["requestbody"] = json.dumps(asked)
    azure.wait(days=1)
    (vm,) = Lab.of([with_events(azure.collect(), events)]).vms
    assert ([one.value for one in vm.sizes], vm.zones.value) == (["Standard_B2s"], ("2",))


def test_a_masked_value_is_none() -> None:
    azure = Subscription(SUBSCRIPTION)
    events = attempt(azure, "Standard_B1s", "Started", "Accepted", "Succeeded")
    body = json.loads(events[1]["properties"]["responseBody"])
    events[1]["properties"]["responseBody"] = json.dumps({**body, "tags": "******", "location": "******"})
    azure.wait(days=1)
    (vm,) = Lab.of([with_events(azure.collect(), events)]).vms
    for name in ("tags", "location"):
        with pytest.raises(Missing):
            getattr(vm, name)


@pytest.mark.parametrize("source", [Source.VIRTUAL_MACHINES, Source.RESOURCE_GROUPS])
def test_what_azure_is_deleting_is_open(grading: Grading, source: Source) -> None:
    azure = Subscription(SUBSCRIPTION)
    exercise_1(azure)
    azure.wait(hours=1)

    def deleting(wire: dict[str, Any]) -> dict[str, Any]:
        return {**wire, "properties": {**wire.get("properties", {}), "provisioningState": "Deleting"}}

    assert grading.outcomes([edited(azure.collect(), source, deleting)])["E1-20"] == "unverifiable"


NAMESAKES = {"the same group": "rg-tp2", "another group": "rg-other"}


@pytest.mark.parametrize("group", NAMESAKES.values(), ids=NAMESAKES)
def test_a_name_used_again_after_the_lab_costs_nothing(grading: Grading, group: str) -> None:
    azure = Subscription(SUBSCRIPTION)
    do_lab(azure)
    before = grading.outcomes([azure.collect()])
    azure.default_group = group
    azure.portal_create_vms("VM1-Windows-1", zones=("3",), image="22_04-lts-gen2")
    azure.wait(days=1)
    after = grading.outcomes([azure.collect()])
    changed = {name: after[name] for name in before if after[name] != before[name] and not name.startswith("H-")}
    assert changed == {}


def no_children(wire: dict[str, Any]) -> dict[str, Any] | None:
    name = dig(wire, "operationName", "value")
    return None if name.endswith("/delete") and "resourcegroups" not in name.lower() else wire


def test_a_group_that_is_deleted_ends_what_was_in_it(grading: Grading) -> None:
    last = lab_done()[-1]
    azure = Subscription(SUBSCRIPTION)
    last = do_lab(azure, clean_up="group")[-1]
    last = edited(edited(last, Source.ACTIVITY_LOG, no_children), Source.RESOURCE_CHANGES, lambda _: None)
    outcomes = grading.outcomes([last])
    assert (outcomes["E1-17"], outcomes["E1-20"], outcomes["E2-08"]) == ("met", "met", "met")


def in_log_analytics_words(wire: dict[str, Any]) -> dict[str, Any]:
    words = {"Started": "Start", "Accepted": "Accept", "Succeeded": "Success", "Failed": "Failure"}
    return {**wire, "status": words.get(dig(wire, "status", "value"), dig(wire, "status", "value"))}


@pytest.mark.parametrize("edit", [lambda wire: wire, in_log_analytics_words], ids=["REST", "Log Analytics"])
def test_only_failed_attempts_and_their_wreck_deleted_earn_nothing(grading: Grading, edit: Edit) -> None:
    azure = Subscription(SUBSCRIPTION)
    azure.ensure_group()
    events = attempt(azure, "Standard_B1s", "Started", "Accepted", "Failed")
    vm_id = azure.id_of("Microsoft.Compute/virtualMachines", "VM1-Windows")
    azure.call(Call(operation="Microsoft.Compute/virtualMachines/delete", resource_id=vm_id))
    azure.wait(days=1)
    last = edited(with_events(azure.collect(), events), Source.ACTIVITY_LOG, edit)
    outcomes = grading.outcomes([last])
    assert {outcomes[name] for name in ("E1-01", "E1-03", "E1-06", "E1-20")} == {"unmet"}


def without_bodies(wire: dict[str, Any]) -> dict[str, Any]:
    return {**wire, "properties": {k: v for k, v in wire["properties"].items() if k != "responseBody"}}


def test_still_listed_is_not_deleted_whatever_the_log_lacks(grading: Grading) -> None:
    azure = Subscription(SUBSCRIPTION)
    exercise_1(azure)
    azure.wait(days=1)
    assert grading.outcomes([edited(azure.collect(), Source.ACTIVITY_LOG, without_bodies)])["E1-20"] == "unmet"


def test_writes_without_content_are_counted_for_the_types_a_check_rests_on() -> None:
    azure = Subscription(SUBSCRIPTION)
    azure.storage_account("stab")
    azure.wait(days=1)
    lab = Lab.of([edited(azure.collect(), Source.ACTIVITY_LOG, without_bodies)])
    reads = (Source.STORAGE_ACCOUNTS, Source.ACTIVITY_LOG)
    assert list(lab.history.unread(reads))
    assert not list(lab.history.unread((Source.VIRTUAL_MACHINES, Source.ACTIVITY_LOG)))


def nameless(wire: dict[str, Any]) -> dict[str, Any]:
    """As a deallocated machine's disks are listed."""
    profile = wire["properties"].get("storageProfile") or {}
    bare = [
        {"lun": one["lun"], "caching": "None", "managedDisk": {"id": one["managedDisk"]["id"]}}
        for one in profile.get("dataDisks", ())
    ]
    properties = {**wire["properties"], "storageProfile": {**profile, "dataDisks": bare}}
    return {**wire, "properties": properties}


def test_disks_without_a_name_are_as_many_as_they_are() -> None:
    azure = Subscription(SUBSCRIPTION)
    azure.portal_create_vms("vm", zones=())
    azure.attach_new_disk("vm", size_gb=8)
    azure.attach_new_disk("vm", size_gb=16)
    azure.wait(hours=3)
    last = edited(azure.collect(), Source.VIRTUAL_MACHINES, nameless)
    (vm,) = Lab.of([last]).vms
    assert len(vm.data_disks) == 2
    silent = replace(last, sources={**last.sources, Source.ACTIVITY_LOG: Reading(Status.DENIED)})
    (vm,) = Lab.of([silent]).vms
    assert len(vm.data_disks) == 2


def nested(times: int) -> dict[str, Any]:
    """An error so many errors deep."""
    error: dict[str, Any] = {"code": "Innermost", "message": "why"}
    for _ in range(times):
        error = {"code": "Conflict", "message": "see details", "details": [error]}
    return {"error": error}


REFUSALS = {
    "bare": ({"error": {"code": "SkuNotAvailable", "message": "x"}}, ["SkuNotAvailable"]),
    "details": (
        {"status": "Failed", "error": {"code": "ResourceOperationFailure", "message": "see details",
         "details": [{"code": "ZonalAllocationFailed", "message": "no room in the zone"}]}},
        ["ZonalAllocationFailed"],
    ),
    "json in a message": (
        {"status": "Failed", "error": {"code": "DeploymentFailed", "message": "see details", "details": [
            {"code": "Conflict", "message": json.dumps({"error": {"code": "OperationNotAllowed",
             "message": "exceeding approved standardBSFamily Cores quota"}})}]}},
        ["OperationNotAllowed"],
    ),
    "a parameter": (
        {"error": {"code": "InvalidParameter", "target": "vmSize", "message": "The value Standard_B1s is invalid."}},
        ["InvalidParameter"],
    ),
    "a message that only looks like JSON": ({"error": {"code": "A", "message": "{not read"}}, ["A"]),
    "an answer that only looks like JSON": ("{not read", []),
    "written otherwise": ({"error": {"Code": "Conflict", "message": "x"}}, ["Conflict"]),
    "without a code": ({"error": {"message": "x"}}, []),
    "nested as deep as Azure nests": (nested(5), ["Innermost"]),
    "nested as deep as is looked": (nested(11), ["Innermost"]),
    "nested deeper than is looked": (nested(12), ["Conflict"]),
    "nested without end": (nested(40), ["Conflict"]),
    "no error of Azure's": ("<html>", []),
}  # fmt: skip


@pytest.mark.parametrize(("answer", "codes"), REFUSALS.values(), ids=REFUSALS)
def test_the_innermost_code_is_the_reason(answer: object, codes: list[str]) -> None:
    text = answer if isinstance(answer, str) else json.dumps(answer)
    assert [one.code for one in reasons(text)] == codes


def refused_as(code: str, message: str = "Allocation failed.", target: str = "", **asked: str) -> Edit:
    """Failed events whose answer wraps its reason, and names nothing; what was asked for stands in the deployment."""
    inner = {"code": code, "message": message, **({"target": target} if target else {})}
    outer = {"status": "Failed", "error": {"code": "ResourceDeploymentFailure", "message": "x", "details": [inner]}}

    def edit(wire: dict[str, Any]) -> dict[str, Any]:
        if dig(wire, "status", "value") != "Failed":
            return wire
        return {**wire, "properties": {**wire["properties"], "statusMessage": json.dumps(outer)}}

    return edit


REAL_REFUSALS = {
    "zonal allocation": (refused_as("ZonalAllocationFailed"), "Standard_B1s", "met"),
    "allocation": (refused_as("AllocationFailed"), "Standard_B1s", "met"),
    "a quota": (refused_as("OperationNotAllowed", "exceeding approved Cores quota"), "Standard_B1s", "met"),
    "a parameter": (refused_as("InvalidParameter", "invalid", "vmSize"), "Standard_B1s", "met"),
    "another parameter": (refused_as("InvalidParameter", "invalid", "adminPassword"), "Standard_B1s", "partial"),
    "older words": (
        refused_as("BadRequest", "The requested size for resource is currently not available in location"),
        "Standard_B1s", "met",
    ),
    "another size": (refused_as("AllocationFailed"), "Standard_D4s_v5", "partial"),
    "something else": (refused_as("PrincipalNotFound"), "Standard_B1s", "partial"),
}  # fmt: skip


@pytest.mark.parametrize(("edit", "size", "outcome"), REAL_REFUSALS.values(), ids=REAL_REFUSALS)
def test_a_size_that_was_refused_is_excused(grading: Grading, edit: Edit, size: str, outcome: str) -> None:
    azure = Subscription(SUBSCRIPTION)
    azure.fail_create_vm("VM1-Windows", size=size)
    azure.portal_create_vms("VM1-Windows", zones=("1", "2"), size="Standard_B2ats_v2")
    azure.wait(days=1)
    last = edited(azure.collect(), Source.ACTIVITY_LOG, edit)
    assert grading.outcomes([last])["E1-06"] == outcome


@pytest.mark.parametrize(
    ("edit", "outcome"),
    [
        (refused_as("RequestDisallowedByAzure", "disallowed by Azure: best available regions"), "met"),
        (refused_as("QuotaExceeded", "exceeding approved Total Regional Cores quota in francecentral"), "unmet"),
    ],
    ids=["a policy", "a quota of cores"],
)
def test_a_quota_of_cores_closes_no_region(grading: Grading, edit: Edit, outcome: str) -> None:
    azure = Subscription(SUBSCRIPTION)
    azure.fail_create_vm("VM1-Windows", code="InvalidTemplateDeployment")
    azure.portal_create_vms("VM1-Windows", zones=("1", "2"), location="westeurope")
    azure.wait(days=1)
    last = edited(azure.collect(), Source.ACTIVITY_LOG, edit)
    assert grading.outcomes([last])["E1-02"] == outcome


def test_what_a_disabled_subscription_refused_is_open(grading: Grading) -> None:
    azure = Subscription(SUBSCRIPTION)
    machines, image = exercise_1(azure)
    exercise_2(azure, Plan(), image)
    azure.wait(hours=3)
    azure.state = "Disabled"
    vm_id = azure.id_of("Microsoft.Compute/virtualMachines", machines[0])
    refusal = Refusal("ReadOnlyDisabledSubscription", "The subscription is disabled and therefore marked as read only.")
    azure.call(Call(operation="Microsoft.Compute/virtualMachines/delete", resource_id=vm_id, refusal=refusal))
    azure.wait(days=1)
    outcomes = grading.outcomes([azure.collect()])
    assert (outcomes["E1-20"], outcomes["E3-01"], outcomes["E1-01"]) == ("unverifiable", "unverifiable", "met")


def test_what_azure_stopped_itself_is_not_the_students_doing(grading: Grading) -> None:
    azure = Subscription(SUBSCRIPTION)
    exercise_1(azure)
    azure.wait(days=1)
    azure.state = "Disabled"

    def by_nobody(wire: dict[str, Any]) -> dict[str, Any] | None:
        return None if dig(wire, "operationName", "value").endswith("deallocate/action") else wire

    last = edited(azure.collect(), Source.ACTIVITY_LOG, by_nobody)
    assert grading.outcomes([last])["E1-19"] == "unverifiable"
    azure.state = "Enabled"
    assert grading.outcomes([azure.collect()])["E1-19"] == "met"

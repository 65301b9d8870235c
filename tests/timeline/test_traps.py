"""The traps of a lab that is deleted before it is graded, each as a short story."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bareme.evidence import Collection, Reading, Source, Status
from bareme.grading.assess import assess_one
from bareme.grading.lab_events import story
from bareme.lab import Lab
from bareme.simulator import PERFECT, Plan, Subscription, do_lab, exercise_1, exercise_2, exercise_3
from tests.labs import SUBSCRIPTION, Grading, lab_done, without

Story = Callable[[Subscription], object]


def told(story: Story, **collect: object) -> list[Collection]:
    azure = Subscription(SUBSCRIPTION)
    story(azure)
    azure.wait(days=1)
    return [azure.collect(**collect)]  # type: ignore[arg-type]


def nothing(azure: Subscription) -> None:
    del azure


def only_failures(azure: Subscription) -> None:
    azure.fail_create_vm("VM1-Windows")
    azure.fail_create_vm("VM1-Windows", code="QuotaExceeded")


def never_created_but_deleted(azure: Subscription) -> None:
    azure.cli_availability_set("avset-tp2")


def deleted_and_created_again(azure: Subscription) -> None:
    azure.portal_create_vms("VM1-Windows", zones=("1", "2"), size="Standard_B1s")
    azure.wait(hours=1)
    azure.delete_vm("VM1-Windows-1", "VM1-Windows-2")
    azure.wait(hours=1)
    azure.portal_create_vms("VM1-Windows", zones=("1", "2"), size="Standard_B2s")


def another_course(azure: Subscription) -> None:
    azure.portal_create_vms(
        "web01", zones=(), size="Standard_D4s_v3", image="2022-datacenter-g2", os_disk="Premium_LRS"
    )
    azure.wait(minutes=30)
    azure.delete_vm("web01")


def aks(azure: Subscription) -> None:
    azure.default_group = "MC_rg_cluster_francecentral"
    azure.create_scale_set("aks-nodepool1", instances=3, mode="Uniform")


def disk_never_attached(azure: Subscription) -> None:
    azure.portal_create_vms("VM1-Windows", zones=("1", "2"))
    azure.create_disk("data1", size_gb=4, zone="1")


def shrunk_by_autoscale(azure: Subscription) -> None:
    azure.create_scale_set("vmss-tp2", instances=3, mode="Uniform")
    azure.autoscale("vmss-tp2", minimum=1, maximum=4)
    azure.wait(hours=1)
    azure.autoscale_acts("vmss-tp2", 1)


def attached_by_the_new_operation(azure: Subscription) -> None:
    azure.portal_create_vms("VM1-Windows", zones=("1", "2"))
    azure.attach_new_disk("VM1-Windows-1", way="action")
    azure.wait(minutes=5)
    azure.delete_vm("VM1-Windows-1", "VM1-Windows-2")
    azure.delete_left_behind()


def one_twin_left(azure: Subscription) -> None:
    azure.portal_create_vms("VM1-Windows", zones=("1", "2"))
    azure.wait(hours=1)
    azure.delete_vm("VM1-Windows-1")


def flexible_beside_a_set(azure: Subscription) -> None:
    azure.create_scale_set("vmss-tp2", instances=3, mode="Flexible")
    azure.cli_availability_set("avset-tp2")
    azure.cli_create_vm("vm-linux-1", availability_set="avset-tp2")


def region_forbidden(azure: Subscription) -> None:
    azure.allow_regions("westeurope", "northeurope")
    azure.fail_create_vm("VM1-Windows", code="RequestDisallowedByPolicy")
    azure.portal_create_vms("VM1-Windows", zones=("1", "2"), location="westeurope")


def size_refused(azure: Subscription) -> None:
    azure.fail_create_vm("VM1-Windows", size="Standard_B1s")
    azure.portal_create_vms("VM1-Windows", zones=("1", "2"), size="Standard_B2ats_v2")


def size_restricted(azure: Subscription) -> None:
    azure.restrict_size("Standard_B1s")
    azure.portal_create_vms("VM1-Windows", zones=("1", "2"), size="Standard_B2ats_v2")


def shut_down_inside(azure: Subscription) -> None:
    azure.portal_create_vms("VM1-Windows", zones=("1", "2"))
    azure.shut_down_inside("VM1-Windows-1")
    azure.wait(minutes=5)
    azure.delete_vm("VM1-Windows-1", "VM1-Windows-2")


def image_from_a_snapshot(azure: Subscription) -> None:
    azure.portal_create_vms("VM1-Windows", zones=("1", "2"))
    azure.snapshot("VM1-Windows-1")
    azure.capture_gallery_version("VM1-Windows-1", specialized=True)


STORIES: list[tuple[Story, str, str]] = [
    (nothing, "E1-02", "unmet"),
    (nothing, "E1-20", "unmet"),
    (nothing, "E2-08", "unmet"),
    (nothing, "H-01", "unverifiable"),
    (nothing, "H-02", "unverifiable"),
    (only_failures, "E1-02", "unmet"),
    (only_failures, "E1-20", "unmet"),
    (never_created_but_deleted, "E2-08", "unmet"),
    (deleted_and_created_again, "E1-06", "met"),
    (deleted_and_created_again, "E1-15", "partial"),
    (deleted_and_created_again, "E1-20", "unmet"),
    (another_course, "E1-02", "unmet"),
    (another_course, "E1-20", "unmet"),
    (aks, "E3-01", "unmet"),
    (disk_never_attached, "E1-12", "partial"),
    (shrunk_by_autoscale, "E3-01", "met"),
    (attached_by_the_new_operation, "E1-12", "met"),
    (one_twin_left, "E1-20", "partial"),
    (flexible_beside_a_set, "E2-02", "unmet"),
    (flexible_beside_a_set, "E1-02", "unmet"),
    (flexible_beside_a_set, "E3-01", "met"),
    (region_forbidden, "E1-02", "met"),
    (size_refused, "E1-06", "met"),
    (size_restricted, "E1-06", "met"),
    (shut_down_inside, "E1-19", "partial"),
    (image_from_a_snapshot, "E1-16", "met"),
]


@pytest.mark.parametrize(("story", "criterion", "outcome"), STORIES, ids=lambda one: getattr(one, "__name__", one))
def test_a_trap(grading: Grading, story: Story, criterion: str, outcome: str) -> None:
    finding = grading.findings(told(story))[criterion]
    assert finding.outcome == outcome, str(finding.found)


@pytest.mark.parametrize("clean_up", ["none", "vms", "group"])
def test_cleaning_up_never_costs_a_point(grading: Grading, clean_up: str) -> None:
    grade = grading.grade(do_lab(Subscription(SUBSCRIPTION), PERFECT, clean_up, checkpoints=False))  # type: ignore[arg-type]
    asked_to_delete = {"E1-20", "E2-08"} if clean_up == "none" else set()
    lost = {one.criterion.id for one in grade.verdicts if one.outcome == "unmet" and one.criterion.points}
    assert lost == asked_to_delete


def test_with_the_log_denied_after_the_clean_up_nothing_is_lost_for_good(grading: Grading) -> None:
    grade = grading.grade(without(lab_done(), [Source.ACTIVITY_LOG], Status.DENIED))
    assert grade.high == 20
    assert not [one.criterion.id for one in grade.verdicts if one.outcome == "unmet"]


def test_checkpoints_of_the_student_prove_what_the_log_cannot(grading: Grading) -> None:
    with_checkpoints = without(lab_done(checkpoints=True), [Source.ACTIVITY_LOG], Status.DENIED)
    alone = without(lab_done(), [Source.ACTIVITY_LOG], Status.DENIED)
    assert grading.grade(with_checkpoints).score > grading.grade(alone).score


@pytest.mark.parametrize("bodies", ["absent", "truncated"])
def test_a_log_without_bodies_is_not_held_against_the_student(grading: Grading, bodies: str) -> None:
    azure = Subscription(SUBSCRIPTION)
    azure.bodies = bodies  # type: ignore[assignment]
    findings = grading.findings(do_lab(azure, PERFECT, "group", checkpoints=False))
    assert {finding.outcome.value for name, finding in findings.items() if name[0] == "E"} <= {"met", "unverifiable"}


def test_a_log_that_no_longer_reaches_back_to_the_lab_proves_nothing_by_its_silence(grading: Grading) -> None:
    azure = Subscription(SUBSCRIPTION)
    do_lab(azure, PERFECT, "group")
    azure.wait(days=120)
    late = azure.collect()
    began = datetime(2026, 11, 16, tzinfo=UTC)
    check = grading.checks["vm.deleted"]
    task = next(one for one in grading.tasks if one.check is check)
    lab = Lab.of([late], began)
    assert [str(reason) for reason in lab.history.unread(check.reads)]
    assert assess_one(task, check, lab).outcome == "unverifiable"


def test_an_operation_still_running_is_not_judged(grading: Grading) -> None:
    azure = Subscription(SUBSCRIPTION)
    azure.portal_create_vms("VM1-Windows", zones=("1", "2"))
    azure.wait(minutes=5)
    collection = azure.collect()
    reading = collection.sources[Source.ACTIVITY_LOG]
    started = {
        "eventDataId": "e1",
        "operationId": "o1",
        "operationName": {"value": "Microsoft.Compute/virtualMachines/delete"},
        "resourceId": collection.sources[Source.VIRTUAL_MACHINES].items[0]["id"],
        "status": {"value": "Started"},
        "eventTimestamp": collection.collected_at.isoformat(),
    }
    busy = replace(reading, items=(started, *reading.items))
    collection = replace(collection, sources={**collection.sources, Source.ACTIVITY_LOG: busy})
    assert grading.findings([collection])["E1-20"].outcome == "unverifiable"


def test_two_sources_that_contradict_each_other_are_both_named(grading: Grading) -> None:
    collections = lab_done(Plan(members=(), instances=0))
    last = collections[-1]
    wrong = [_with_size(one, "Standard_D8s_v3") for one in last.sources[Source.DEPLOYMENTS].items]
    deployments = Reading(Status.OK, tuple(wrong))
    finding = grading.findings([replace(last, sources={**last.sources, Source.DEPLOYMENTS: deployments})])["E1-06"]
    assert finding.outcome == "unverifiable"
    assert "activity log" in str(finding.found)
    assert "deployment history" in str(finding.found)


def _with_size(deployment: object, size: str) -> dict[str, object]:
    assert isinstance(deployment, dict)
    properties = deployment["properties"]
    parameters = {**properties.get("parameters", {})}
    if "virtualMachineSize" in parameters:
        parameters["virtualMachineSize"] = {"type": "String", "value": size}
    return {**deployment, "properties": {**properties, "parameters": parameters}}


def test_only_the_rosters_resource_group_counts(grading: Grading) -> None:
    azure = Subscription(SUBSCRIPTION, group="rg-other")
    exercise_1(azure)
    assert grading.findings([azure.collect(resource_group="rg-mine")])["E1-02"].outcome == "unverifiable"
    azure.ensure_group("rg-mine")
    mine = azure.collect(resource_group="rg-mine")
    theirs = azure.collect(resource_group="rg-other")
    assert grading.findings([mine])["E1-02"].outcome == "unmet"
    assert grading.findings([theirs])["E1-02"].outcome == "met"


def test_the_timeline_of_one_machine_reads_like_its_story() -> None:
    (vm,) = [one for one in Lab.of(lab_done()).vms if one.name == "VM1-Windows-1"]
    assert [fact.value for fact in vm.sizes] == ["Standard_B1s", "Standard_B2s"]
    assert len(vm.data_disks) == 1
    assert vm.deallocated
    assert vm.deleted
    assert vm.created.value
    assert vm.deleted.value
    assert vm.created.value < vm.deallocated.value < vm.deleted.value


def test_a_name_used_twice_is_two_lives() -> None:
    lab = Lab.of(told(deleted_and_created_again))
    assert len([vm for vm in lab.vms if vm.name == "VM1-Windows-1"]) == 2
    assert len({vm.life.identity for vm in lab.vms}) == 4


def test_members_of_a_set_keep_their_domains_from_the_checkpoint(grading: Grading) -> None:
    azure = Subscription(SUBSCRIPTION)
    exercise_2(azure, PERFECT, "Win2016Datacenter")
    built = azure.collect("set")
    azure.delete_vm("vm-win-1", "vm-linux-1", "vm-linux-2")
    azure.wait(days=1)
    lab = Lab.of([built, azure.collect()])
    domains = {vm.name: (vm.fault_domain.value, vm.update_domain.value) for vm in lab.vms}
    assert domains == {"vm-win-1": (0, 0), "vm-linux-1": (1, 1), "vm-linux-2": (0, 2)}
    assert grading.findings([built])["E2-02"].outcome == "met"


def test_scale_sets_of_both_modes_count_their_instances() -> None:
    for mode in ("Flexible", "Uniform"):
        azure = Subscription(SUBSCRIPTION)
        exercise_3(azure, Plan(mode=mode))
        (group,) = Lab.of([azure.collect()]).scale_sets
        assert group.mode == mode.lower()
        assert max(fact.value for fact in group.capacities) == 3


def test_the_tool_is_known_by_the_deployment_and_the_application() -> None:
    events = story(Lab.of(lab_done()))
    tools = {event.name: event.tool for event in events if event.act == "created"}
    assert tools["VM1-Windows-1"] == "portal"
    assert tools["vm-linux-1"] == "Azure CLI"

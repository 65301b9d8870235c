"""The traces that actions leave are those that Azure leaves."""

import json
from typing import Any

import pytest

from bareme.evidence import Source
from bareme.reference.arm import dig, fold
from bareme.simulator import Subscription, Tool
from bareme.simulator.changing import Attachment
from tests.simulator.reading import codes, events, items, one


def test_one_machine_for_each_zone(azure: Subscription) -> None:
    assert azure.portal_create_vms("VM1-Windows", zones=("1", "3")) == ["VM1-Windows-1", "VM1-Windows-2"]
    assert [vm["zones"] for vm in items(azure, Source.VIRTUAL_MACHINES)] == [["1"], ["3"]]
    (deployment,) = items(azure, Source.DEPLOYMENTS)
    parameters = deployment["properties"]["parameters"]
    assert deployment["name"].startswith("CreateVm-MicrosoftWindowsServer.WindowsServer-201-2026111609")
    assert parameters["virtualMachine2Zone"]["value"] == "3"
    assert parameters["virtualMachineSize"]["value"] == "Standard_B1s"
    assert "value" not in parameters["adminPassword"]


def test_a_machine_without_zone_keeps_its_name(azure: Subscription) -> None:
    assert azure.portal_create_vms("VM1-Windows", zones=()) == ["VM1-Windows"]
    assert "zones" not in one(azure, Source.VIRTUAL_MACHINES, "VM1-Windows")


def test_a_creation_in_the_log(azure: Subscription) -> None:
    azure.portal_create_vms("vm", zones=())
    started, accepted, succeeded = events(azure, "virtualMachines/write")
    assert [dig(event, "status", "value") for event in (started, accepted, succeeded)] == [
        "Started",
        "Accepted",
        "Succeeded",
    ]
    assert started["operationId"] == accepted["operationId"] == succeeded["correlationId"]
    assert succeeded["operationId"] not in {succeeded["correlationId"], started["operationId"]}
    body = json.loads(accepted["properties"]["responseBody"])
    assert accepted["subStatus"]["value"] == "Created"
    assert body["properties"]["provisioningState"] == "Creating"
    assert body["properties"]["hardwareProfile"]["vmSize"] == "Standard_B1s"
    assert "instanceView" not in body["properties"]
    assert not {"responseBody"} & (started["properties"].keys() | succeeded["properties"].keys())
    assert set(accepted["claims"]) == {"appid", "oid"}
    assert accepted["caller"].startswith("sha256:")


def test_twins_share_the_correlation_and_not_the_operation(azure: Subscription) -> None:
    azure.portal_create_vms()
    written = [*events(azure, "virtualMachines/write"), *events(azure, "deployments/write")]
    assert len({event["correlationId"] for event in written}) == 1
    assert len({event["resourceId"] for event in written}) == 3


def test_a_resize(azure: Subscription) -> None:
    azure.portal_create_vms("vm", zones=())
    azure.resize("vm", "Standard_B2s")
    bodies = [json.loads(event["properties"].get("responseBody", "{}")) for event in events(azure, "Machines/write")]
    told = [(dig(body, "properties", "hardwareProfile", "vmSize"), dig(body, "properties", "vmId")) for body in bodies]
    sizes = [size for size, _ in told if size]
    row = items(azure, Source.RESOURCE_CHANGES)[0]["properties"]
    assert sizes == ["Standard_B1s", "Standard_B2s"]
    assert len({vm_id for _, vm_id in told if vm_id}) == 1
    assert row["changeType"] == "Update"
    assert row["changes"]["properties.hardwareProfile.vmSize"]["previousValue"] == "Standard_B1s"


def test_no_resize_between_sizes_with_and_without_temporary_disk(azure: Subscription) -> None:
    azure.portal_create_vms("vm", zones=())
    azure.resize("vm", "Standard_B2ats_v2")
    assert one(azure, Source.VIRTUAL_MACHINES, "vm")["properties"]["hardwareProfile"]["vmSize"] == "Standard_B1s"
    assert events(azure, "virtualMachines/write")[-1]["status"]["value"] == "Failed"


def test_a_machine_made_again_is_another_one(azure: Subscription) -> None:
    ids = set()
    for _ in range(2):
        azure.portal_create_vms("vm", zones=())
        ids.add(one(azure, Source.VIRTUAL_MACHINES, "vm")["properties"]["vmId"])
        azure.delete_vm("vm")
        azure.delete_left_behind()
    assert len(ids) == 2


POWER = {
    "running": (lambda azure: None, "PowerState/running", "Attached"),
    "deallocate": (lambda azure: azure.deallocate("vm"), "PowerState/deallocated", "Reserved"),
    "power off": (lambda azure: azure.power_off("vm"), "PowerState/stopped", "Attached"),
    "from inside": (lambda azure: azure.shut_down_inside("vm"), "PowerState/stopped", "Attached"),
}


@pytest.mark.parametrize(("act", "state", "disk_state"), POWER.values(), ids=POWER)
def test_power(azure: Subscription, act: Any, state: str, disk_state: str) -> None:
    azure.portal_create_vms("vm", zones=())
    act(azure)
    assert codes(azure, "vm") == ["ProvisioningState/succeeded", state]
    assert [disk["properties"]["diskState"] for disk in items(azure, Source.DISKS)] == [disk_state]


def test_a_shutdown_from_inside_is_known_to_resource_health_alone(azure: Subscription) -> None:
    azure.portal_create_vms("vm", zones=())
    before = len(items(azure, Source.ACTIVITY_LOG))
    azure.shut_down_inside("vm")
    new = items(azure, Source.ACTIVITY_LOG)[:-before]
    assert {event["category"]["value"] for event in new} == {"ResourceHealth"}
    assert {event["properties"]["cause"] for event in new} == {"UserInitiated"}


def test_the_model_of_a_deallocated_machine_tells_less_of_its_disk(azure: Subscription) -> None:
    azure.portal_create_vms("vm", zones=())
    azure.deallocate("vm")
    os_disk = one(azure, Source.VIRTUAL_MACHINES, "vm")["properties"]["storageProfile"]["osDisk"]
    assert "diskSizeGB" not in os_disk
    assert "storageAccountType" not in os_disk["managedDisk"]


def test_a_generalized_machine_never_starts_again(azure: Subscription) -> None:
    azure.portal_create_vms("vm", zones=(), security="Standard")
    azure.capture_managed_image("vm")
    azure.start("vm")
    assert codes(azure, "vm")[1:] == ["OSState/generalized", "PowerState/deallocated"]
    assert [event["status"]["value"] for event in events(azure, "start/action")] == ["Started", "Failed"]


def test_a_specialized_capture_leaves_the_machine_alone(azure: Subscription) -> None:
    azure.portal_create_vms("vm", zones=())
    azure.attach_new_disk("vm", size_gb=8)
    azure.capture_gallery_version("vm")
    (version,) = items(azure, Source.GALLERY_IMAGE_VERSIONS)
    assert codes(azure, "vm") == ["ProvisioningState/succeeded", "PowerState/running"]
    assert not events(azure, "generalize/action")
    assert fold(version["properties"]["storageProfile"]["source"]["virtualMachineId"]).endswith("/vm")
    assert version["properties"]["storageProfile"]["dataDiskImages"] == [{"lun": 0, "sizeInGB": 8}]


def test_auto_delete_shares_the_correlation_of_the_capture(azure: Subscription) -> None:
    azure.portal_create_vms("vm", zones=())
    azure.capture_managed_image("vm", auto_delete=True)
    acts = [*events(azure, "images/write"), *events(azure, "virtualMachines/delete")]
    assert len({event["correlationId"] for event in acts}) == 1
    assert not items(azure, Source.VIRTUAL_MACHINES)


LEFT_BEHIND = {
    "portal": (lambda azure: azure.portal_create_vms("vm", zones=()), 0),
    "portal, detach": (lambda azure: azure.portal_create_vms("vm", zones=(), os_disk_delete="Detach"), 1),
    "command line": (lambda azure: azure.cli_create_vm("vm"), 1),
    "data disk": (lambda azure: (azure.portal_create_vms("vm", zones=()), azure.attach_new_disk("vm")), 1),
}


@pytest.mark.parametrize(("make", "disks"), LEFT_BEHIND.values(), ids=LEFT_BEHIND)
def test_what_a_deleted_machine_leaves_behind(azure: Subscription, make: Any, disks: int) -> None:
    make(azure)
    azure.delete_vm("vm")
    left = items(azure, Source.DISKS)
    assert [disk["properties"]["diskState"] for disk in left] == ["Unattached"] * disks
    assert len(items(azure, Source.NETWORK_INTERFACES)) == len(items(azure, Source.PUBLIC_IP_ADDRESSES)) == 1
    azure.delete_left_behind()
    assert not [*items(azure, Source.DISKS), *items(azure, Source.PUBLIC_IP_ADDRESSES)]


def test_an_os_disk_left_behind_names_its_image(azure: Subscription) -> None:
    azure.cli_create_vm("vm", image="Win2016Datacenter")
    azure.delete_vm("vm")
    (disk,) = items(azure, Source.DISKS)
    reference = disk["properties"]["creationData"]["imageReference"]["id"]
    assert "/Offers/WindowsServer/Skus/2016-datacenter-gensecond/" in reference
    assert disk["name"].startswith("vm_OsDisk_1_")


def test_domains_of_a_set(azure: Subscription) -> None:
    azure.cli_availability_set("set")
    for number in (1, 2, 3):
        azure.cli_create_vm(f"vm{number}", availability_set="set")
    views = [vm["properties"]["instanceView"] for vm in items(azure, Source.INSTANCE_VIEWS)]
    assert [(view["platformFaultDomain"], view["platformUpdateDomain"]) for view in views] == [(0, 0), (1, 1), (0, 2)]
    statuses = [vm["properties"]["instanceView"] for vm in items(azure, Source.VM_STATUSES)]
    assert not any("platformFaultDomain" in view for view in statuses)
    members = items(azure, Source.AVAILABILITY_SETS)[0]["properties"]["virtualMachines"]
    assert [member["id"].rpartition("/")[2] for member in members] == ["VM1", "VM2", "VM3"]


def test_a_script_is_recognized_by_its_deployments(azure: Subscription) -> None:
    azure.cli_availability_set("set")
    azure.cli_create_vm("vm", availability_set="set")
    names = [one["name"].rpartition("_") for one in items(azure, Source.DEPLOYMENTS)]
    assert [(tool, len(suffix)) for tool, _, suffix in names] == [("av_set_deploy", 32), ("vm_deploy", 32)]
    assert {event["claims"]["appid"] for event in events(azure, "virtualMachines/write")} == {Tool.CLI}


def test_a_machine_from_a_captured_image(azure: Subscription) -> None:
    azure.portal_create_vms("source", zones=())
    azure.attach_new_disk("source", size_gb=8)
    image = azure.capture_gallery_version("source")
    azure.cli_create_vm("copy", image=image)
    properties = one(azure, Source.VIRTUAL_MACHINES, "copy")["properties"]
    assert properties["storageProfile"]["imageReference"] == {"id": image, "exactVersion": "1.0.0"}
    assert [disk["diskSizeGB"] for disk in properties["storageProfile"]["dataDisks"]] == [8]
    assert "osProfile" not in properties


@pytest.mark.parametrize(("mode", "machines", "instances"), [("Flexible", 3, 0), ("Uniform", 0, 3)])
def test_scale_sets(azure: Subscription, mode: str, machines: int, instances: int) -> None:
    azure.create_scale_set("vmss", instances=3, mode=mode)
    assert items(azure, Source.SCALE_SETS)[0]["sku"]["capacity"] == 3
    assert len(items(azure, Source.VIRTUAL_MACHINES)) == machines
    assert len(items(azure, Source.SCALE_SET_INSTANCES)) == instances
    azure.delete_scale_set("vmss")
    assert not [*items(azure, Source.VIRTUAL_MACHINES), *items(azure, Source.SCALE_SET_INSTANCES)]


def test_autoscale_shrinks_an_idle_scale_set(azure: Subscription) -> None:
    azure.create_scale_set("vmss", instances=3)
    azure.autoscale("vmss")
    azure.autoscale_acts("vmss", 1)
    (event,) = events(azure, "Scaledown/Action")
    assert (event["properties"]["OldInstancesCount"], event["properties"]["NewInstancesCount"]) == ("3", "1")
    assert len(items(azure, Source.VIRTUAL_MACHINES)) == 1


def test_a_refused_creation_leaves_failures_only(azure: Subscription) -> None:
    azure.fail_create_vm("vm", code="SkuNotAvailable")
    failed = events(azure, "virtualMachines/write")[-1]
    assert json.loads(failed["properties"]["statusMessage"])["error"]["code"] == "SkuNotAvailable"
    assert "Standard_B1s" in failed["properties"]["statusMessage"]
    assert items(azure, Source.DEPLOYMENTS)[0]["properties"]["provisioningState"] == "Failed"
    assert not items(azure, Source.VIRTUAL_MACHINES)


def test_a_region_forbidden_by_policy(azure: Subscription) -> None:
    azure.allow_regions("westeurope")
    azure.fail_create_vm("vm", code="RequestDisallowedByAzure")
    assert events(azure, "policies/deny/action")[-1]["category"]["value"] == "Policy"
    assert items(azure, Source.POLICY_ASSIGNMENTS)[0]["properties"]["parameters"]


def test_a_deleted_resource_group_takes_its_history_along(azure: Subscription) -> None:
    azure.portal_create_vms()
    azure.delete_group()
    collection = azure.collect()
    left = {source for source in Source if items(collection, source)}
    assert left == {Source.SUBSCRIPTION, Source.ACTIVITY_LOG, Source.RESOURCE_CHANGES, Source.SKUS}
    assert len(events(azure, "virtualMachines/delete")) == 6


ATTACHMENTS: dict[Attachment, list[str]] = {
    "portal": ["disks/write", "virtualMachines/write"],
    "implicit": ["virtualMachines/write"],
    "action": ["disks/write", "virtualMachines/attachDetachDataDisks/action"],
}


@pytest.mark.parametrize(("way", "operations"), ATTACHMENTS.items())
def test_ways_of_attaching_a_disk(azure: Subscription, way: Attachment, operations: list[str]) -> None:
    azure.portal_create_vms("vm", zones=("2",))
    before = len(items(azure, Source.ACTIVITY_LOG))
    azure.attach_new_disk("vm", way=way)
    new = reversed(items(azure, Source.ACTIVITY_LOG)[:-before])
    done = [event["operationName"]["value"] for event in new if event["status"]["value"] == "Succeeded"]
    assert [operation.removeprefix("Microsoft.Compute/") for operation in done] == operations
    assert one(azure, Source.DISKS, "vm_DataDisk_0")["properties"]["diskState"] == "Attached"


def test_watching_a_machine(azure: Subscription) -> None:
    azure.portal_create_vms("vm", zones=())
    azure.metric_alert("vm")
    azure.auto_shutdown("vm")
    azure.collection_rule("vm")
    kinds = (
        Source.METRIC_ALERTS,
        Source.SCHEDULES,
        Source.DATA_COLLECTION_RULES,
        Source.DATA_COLLECTION_RULE_ASSOCIATIONS,
    )
    assert [len(items(azure, source)) for source in kinds] == [1, 1, 1, 1]

"""What is left behind tells of the machine that is gone: disks, images, versions, availability sets."""

from datetime import UTC, datetime
from typing import Any

import pytest

from bareme.evidence import Collection, Reading, Source, Status
from bareme.reference.arm import dig
from bareme.timeline.from_left_overs import image_reference, machine_of_disk, snapshots

NOON = datetime(2026, 11, 16, 12, tzinfo=UTC)
MADE = "2026-11-16T10:00:00+00:00"
GROUP = "/subscriptions/S/resourceGroups/RG"
VM = f"{GROUP}/providers/Microsoft.Compute/virtualMachines/VM1"
MARKET = ("/Subscriptions/x/Providers/Microsoft.Compute/Locations/fc/Publishers/MicrosoftWindowsServer/ArtifactTypes/"
          "VMImage/Offers/WindowsServer/Skus/2019-Datacenter/Versions/17763.1")  # fmt: skip


def shown(
    source: Source, item: dict[str, Any], **written: datetime
) -> list[tuple[str, dict[str, Any], datetime | None]]:
    one = Collection("S", NOON, {source: Reading(Status.OK, (item,))})
    return [(found.resource_id, dict(found.model), found.time) for found in snapshots(one, written)]


def disk(name: str = "d", **more: Any) -> dict[str, Any]:
    own = {"osType": "Windows", "timeCreated": MADE, **more.pop("properties", {})}
    return {"id": f"{GROUP}/providers/Microsoft.Compute/disks/{name}", "name": name, "properties": own, **more}


@pytest.mark.parametrize(
    ("own", "machine"),
    [
        (disk(managedBy=VM), VM.casefold()),
        (disk(managedBy=f"{GROUP}/providers/Microsoft.Compute/snapshots/s"), ""),
        (disk("VM1_OsDisk_1_0123abcd"), VM.casefold()),
        (disk("VM1_disk1_0123abcdef"), VM.casefold()),
        (disk("vm1_osdisk_1_0123ABCD"), VM.casefold()),
        (disk("VM1_OsDisk_1_012"), ""),
        (disk("data1"), ""),
        (disk("data1", managedBy=""), ""),
        ({"name": "VM1_OsDisk_1_0123abcd"}, ""),
    ],
)
def test_whose_a_disk_is(own: dict[str, Any], machine: str) -> None:
    assert machine_of_disk(own) == machine


@pytest.mark.parametrize(
    ("own", "path", "value"),
    [
        (disk(managedBy=VM), ("properties", "storageProfile", "osDisk", "osType"), "Windows"),
        (disk(managedBy=VM, sku={"name": "Premium_LRS"}),
         ("properties", "storageProfile", "osDisk", "managedDisk", "storageAccountType"), "Premium_LRS"),
        (disk(managedBy=VM, zones=["2"]), ("zones",), ["2"]),
        (disk(managedBy=VM), ("zones",), None),
        (disk(managedBy=VM, location="fc"), ("location",), "fc"),
        (disk(managedBy=VM, properties={"diskSizeGB": 127}),
         ("properties", "storageProfile", "osDisk", "diskSizeGB"), 127),
        (disk(managedBy=VM, properties={"hyperVGeneration": "V2"}),
         ("properties", "instanceView", "hyperVGeneration"), "V2"),
        (disk(managedBy=VM, properties={"creationData": {"imageReference": {"id": "/img"}}}),
         ("properties", "storageProfile", "imageReference"), {"id": "/img"}),
        (disk(managedBy=VM, properties={"creationData": {"galleryImageReference": {"sharedGalleryImageId": "/sh"},
                                                          "imageReference": {"id": "/img"}}}),
         ("properties", "storageProfile", "imageReference"), {"id": "/sh"}),
        (disk(managedBy=VM, properties={"creationData": {}}), ("properties", "storageProfile", "imageReference"), None),
    ],
)  # fmt: skip
def test_what_an_os_disk_tells(own: dict[str, Any], path: tuple[str, ...], value: object) -> None:
    ((machine, model, time),) = shown(Source.DISKS, own)
    assert (machine, dig(model, *path), time) == (VM.casefold(), value, datetime.fromisoformat(MADE))


@pytest.mark.parametrize("own", [disk(), disk(managedBy=VM, properties={"osType": None})])
def test_a_data_disk_tells_of_no_machine(own: dict[str, Any]) -> None:
    assert shown(Source.DISKS, own) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (MARKET, {"publisher": "MicrosoftWindowsServer", "offer": "WindowsServer", "sku": "2019-Datacenter",
                  "exactVersion": "17763.1"}),
        ("/img", {"id": "/img"}),
        (f"{MARKET}/more", {"id": f"{MARKET}/more"}),
    ],
)  # fmt: skip
def test_an_image_by_its_id(text: str, found: dict[str, str]) -> None:
    assert image_reference(text) == found


@pytest.mark.parametrize(
    ("source", "item", "machine", "time"),
    [
        (Source.IMAGES, {"id": "/I", "properties": {"sourceVirtualMachine": {"id": VM}}}, VM.casefold(), NOON),
        (Source.IMAGES, {"id": "/I", "properties": {"sourceVirtualMachine": {"id": "/no/machine"}}}, None, None),
        (Source.GALLERY_IMAGE_VERSIONS,
         {"id": "/V", "properties": {"storageProfile": {"source": {"virtualMachineId": VM, "id": "/x"}},
                                     "publishingProfile": {"publishedDate": MADE}}},
         VM.casefold(), datetime.fromisoformat(MADE)),
        (Source.GALLERY_IMAGE_VERSIONS, {"id": "/V", "properties": {"storageProfile": {"source": {"id": VM}}}},
         VM.casefold(), NOON),
        (Source.GALLERY_IMAGE_VERSIONS, {"id": "/V", "properties": {"storageProfile": {"source": {"id": "/x"}}}},
         None, None),
        (Source.AVAILABILITY_SETS, {"id": "/A", "properties": {"virtualMachines": [{"id": VM}, {"id": ""}]}},
         VM.casefold(), NOON),
        (Source.AVAILABILITY_SETS, {"id": "/A", "properties": {}}, None, None),
    ],
)  # fmt: skip
def test_what_else_names_a_machine(
    source: Source, item: dict[str, Any], machine: str | None, time: datetime | None
) -> None:
    assert [(found, when) for found, _, when in shown(source, item)] == ([] if machine is None else [(machine, time)])


def test_an_image_tells_of_its_machine_when_the_log_saw_it_written() -> None:
    item = {"id": "/I", "properties": {"sourceVirtualMachine": {"id": VM}}}
    one = Collection("S", NOON, {Source.IMAGES: Reading(Status.OK, (item,))})
    (found,) = snapshots(one, {"/i": datetime.fromisoformat(MADE)})
    assert found.time == datetime.fromisoformat(MADE)
    assert found.whole is False


@pytest.mark.parametrize(
    ("source", "profile", "disks"),
    [
        (Source.IMAGES, {"dataDisks": [{"lun": 0}]}, [{"lun": 0}]),
        (Source.IMAGES, {"dataDisks": []}, None),
        (Source.GALLERY_IMAGE_VERSIONS, {"dataDiskImages": [{"lun": 0}]}, [{"lun": 0}]),
        (Source.GALLERY_IMAGE_VERSIONS, {"dataDiskImages": []}, None),
        (Source.GALLERY_IMAGE_VERSIONS, {}, None),
    ],
)
def test_the_data_disks_that_an_image_holds(source: Source, profile: dict[str, Any], disks: object) -> None:
    item = {"id": "/I", "properties": {"sourceVirtualMachine": {"id": VM}, "storageProfile": {
        **profile, "source": {"id": VM}}}}  # fmt: skip
    ((_, model, _),) = shown(source, item)
    assert dig(model, "properties", "storageProfile", "dataDisks") == disks

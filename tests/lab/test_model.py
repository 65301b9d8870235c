"""What one record says of a machine: a value, or nothing where it does not tell."""

from collections.abc import Callable
from typing import Any

import pytest

from bareme.lab import model
from bareme.lab.model import DataDisk, ImageReference, OsDisk
from tests.lab.built import properties

GALLERY = "/subscriptions/S/resourceGroups/RG/providers/Microsoft.Compute/images/I"


def storage(**values: Any) -> dict[str, Any]:
    return properties(storageProfile=values)


READ: dict[str, tuple[Callable[[dict[str, Any]], object], list[tuple[dict[str, Any], object]]]] = {
    "region": (
        model.location, [({"location": "France Central"}, "francecentral"), ({"location": ""}, None), ({}, None)],
    ),
    "zones of a whole record": (
        lambda one: model.zones(one, whole=True),
        [({"zones": ["1", 2]}, ("1", "2")), ({"zones": []}, ()), ({}, ())],
    ),
    "zones of a part": (
        lambda one: model.zones(one, whole=False), [({"zones": ["1"]}, ("1",)), ({"zones": []}, None), ({}, None)],
    ),
    "size": (
        model.size,
        [(properties(hardwareProfile={"vmSize": "B1s"}), "B1s"), (properties(hardwareProfile={}), None)],
    ),
    "system": (model.os_type, [(storage(osDisk={"osType": "Windows"}), "windows"), (storage(osDisk={}), None)]),
    "generation": (
        model.generation,
        [
            (properties(instanceView={"hyperVGeneration": "V2"}), "V2"),
            (properties(hyperVGeneration="V1"), "V1"),
            (properties(instanceView={"hyperVGeneration": "V2"}, hyperVGeneration="V1"), "V2"),
            ({}, None),
        ],
    ),
    "image": (
        model.image,
        [
            (storage(imageReference={"publisher": "P", "offer": "O", "sku": "S"}), ImageReference("p", "o", "s")),
            (storage(imageReference={"id": GALLERY}), ImageReference(id=GALLERY.casefold())),
            (storage(imageReference={"sharedGalleryImageId": "/S"}), ImageReference(id="/s")),
            (storage(imageReference={"communityGalleryImageId": "/C"}), ImageReference(id="/c")),
            (storage(imageReference={"id": "/A", "sharedGalleryImageId": "/S"}), ImageReference(id="/a")),
            (storage(imageReference={"publisher": "P", "offer": "O"}), None),
            (storage(imageReference={}), None),
            ({}, None),
        ],
    ),
    "system disk": (
        model.os_disk,
        [
            (storage(osDisk={"name": "d"}), OsDisk("d")),
            (storage(osDisk={"managedDisk": {"id": "/D", "storageAccountType": "X"}, "diskSizeGB": 127}),
             OsDisk("", "/d", "X", 127)),
            (storage(osDisk={"diskSizeGB": "127"}), OsDisk()),
            (storage(osDisk={}), None),
            ({}, None),
        ],
    ),
    "data disks": (
        model.data_disks,
        [
            (storage(dataDisks=[{"name": "d", "lun": 0, "diskSizeGB": 4}]), (DataDisk("d", size_gb=4, lun=0),)),
            (storage(dataDisks=[{"managedDisk": {"id": "/D", "storageAccountType": "X"}, "lun": "1"}]),
             (DataDisk("", "/d", None, "X"),)),
            (storage(dataDisks=["d", {"toBeDetached": True}]), ()),
            ({}, ()),
        ],
    ),
    "power": (
        model.power_state,
        [
            (properties(instanceView={"statuses": [{"code": "x"}, {"code": "PowerState/Running"}]}), "running"),
            (properties(instanceView={"statuses": [{"code": "OSState/generalized"}]}), None),
        ],
    ),
    "generalized": (
        model.is_generalized,
        [
            (properties(instanceView={"statuses": [{"code": "OSState/Generalized"}]}), True),
            (properties(instanceView={"statuses": [{"code": "OSState/specialized"}]}), False),
            ({}, False),
        ],
    ),
    "capabilities": (
        model.capabilities,
        [({"capabilities": [{"name": "vCPUs", "value": "1"}, {"name": "x", "value": 2}]}, {"vcpus": "1"}), ({}, {})],
    ),
}  # fmt: skip
CASES = {f"{name} {n}": (read, *case) for name, (read, cases) in READ.items() for n, case in enumerate(cases)}


@pytest.mark.parametrize(("read", "own", "found"), CASES.values(), ids=CASES)
def test_what_a_record_tells(read: Callable[[dict[str, Any]], object], own: dict[str, Any], found: object) -> None:
    assert read(own) == found


@pytest.mark.parametrize(
    ("one", "other", "less"),
    [
        (DataDisk("d"), DataDisk("d", size_gb=4), True),
        (DataDisk("d"), DataDisk("d", sku="X"), True),
        (DataDisk("d", size_gb=4), DataDisk("d", sku="X"), True),
        (DataDisk("d", size_gb=4), DataDisk("d", size_gb=8), False),
        (DataDisk("d", sku="X"), DataDisk("d", sku="Y"), False),
        (DataDisk("d", size_gb=4, sku="X"), DataDisk("d"), False),
        (DataDisk("d"), DataDisk("d"), False),
    ],
)
def test_which_record_of_a_disk_tells_less(one: DataDisk, other: DataDisk, less: bool) -> None:
    assert one.tells_less_than(other) is less


@pytest.mark.parametrize(
    ("image", "shown"),
    [
        (ImageReference("p", "o", "s"), "o s"),
        (ImageReference(sku="s"), "s"),
        (ImageReference(id=GALLERY), "Microsoft.Compute/images/I"),
        (ImageReference(id="/img"), "img"),
    ],
)
def test_an_image_in_words(image: ImageReference, shown: str) -> None:
    assert str(image) == shown

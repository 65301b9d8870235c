"""A disk: what its own records tell, and what machines tell of it."""

from typing import Any

import pytest

from bareme.lab.disk import TYPE, Disk, mounts
from bareme.lab.virtual_machine import VirtualMachine
from bareme.timeline.missing import Contradiction, Missing
from tests.lab.built import GROUP, VM, life, properties, record

DISK = f"{GROUP}/providers/{TYPE}/d1"


def disk(*models: dict[str, Any], vm: VirtualMachine | None = None) -> Disk:
    records = [record(DISK, model, n) for n, model in enumerate(models)]
    return Disk(life(*records, place=DISK), mounts([vm] if vm else []).get(DISK, ()))


def with_disks(os: dict[str, Any] | None = None, *data: dict[str, Any]) -> VirtualMachine:
    profile = {**({"osDisk": os} if os else {}), "dataDisks": list(data)}
    return VirtualMachine(life(record(VM, properties(storageProfile=profile))))


def named(name: str, sku: str = "", place: str = "") -> dict[str, Any]:
    return {"name": name, "managedDisk": {"id": place, "storageAccountType": sku}}


@pytest.mark.parametrize(
    ("models", "vm", "sku"),
    [
        ([{"sku": {"name": "StandardSSD_LRS"}}], None, "StandardSSD_LRS"),
        ([{"sku": {"name": "StandardSSD_LRS"}}, {"sku": {"name": "Premium_LRS"}}], None, "Premium_LRS"),
        ([{"sku": {"name": "StandardSSD_LRS"}}, {}], None, "StandardSSD_LRS"),
        ([{}], with_disks(named("d1", "Standard_LRS", DISK)), "Standard_LRS"),
        ([{}], with_disks(None, named("D1", "Standard_LRS")), "Standard_LRS"),  # known by its name alone
        ([{}], with_disks(None, named("d2", "Standard_LRS")), None),
        ([{}], with_disks(None, named("d1", "Standard_LRS", f"{DISK}2")), None),
        ([{}], with_disks(named("d1", "", DISK)), None),
        ([{"sku": {"name": "Premium_LRS"}}], with_disks(named("d1", "Standard_LRS", DISK)), "Premium_LRS"),
        ([{}], None, None),
    ],
)
def test_its_type_is_the_last_one_told(models: list[dict[str, Any]], vm: VirtualMachine | None, sku: str) -> None:
    found = disk(*models, vm=vm)
    if sku:
        assert found.sku.value == sku
    else:
        with pytest.raises(Missing):
            _ = found.sku


@pytest.mark.parametrize(
    ("told", "size"), [([4], 4), ([4, 8], 8), ([0], 0), ([4, "8"], 4), ([4, True], 4), (["4"], None), ([None], None)]
)
def test_its_size_is_the_last_number_told(told: list[Any], size: int | None) -> None:
    found = disk(*(properties(diskSizeGB=one) for one in told))
    if size is None:
        with pytest.raises(Missing):
            _ = found.size_gb
    else:
        assert found.size_gb.value == size


@pytest.mark.parametrize(
    ("models", "zones"),
    [([{"zones": ["1"]}], ("1",)), ([{}], ()), ([{"zones": ["1"]}, {"zones": ["2"]}], Contradiction)],
)
def test_its_zones_never_change(models: list[dict[str, Any]], zones: Any) -> None:
    if isinstance(zones, tuple):
        assert disk(*models).zones.value == zones
    else:
        with pytest.raises(zones):
            _ = disk(*models).zones


@pytest.mark.parametrize(
    ("model", "vm", "has_system"),
    [
        (properties(osType="Windows"), None, True),
        (properties(osType=""), None, False),
        ({}, with_disks(named("d1", "", DISK)), True),
        ({}, with_disks(named("d1")), True),
        ({}, with_disks(None, named("d1", "", DISK)), False),
        ({}, None, False),
    ],
)
def test_a_machine_starts_from_it(model: dict[str, Any], vm: VirtualMachine | None, has_system: bool) -> None:
    assert disk(model, vm=vm).has_system is has_system

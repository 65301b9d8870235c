"""Which machine an exercise is about: the one of its name, else the one that resembles what it asks for enough."""

import re
from collections.abc import Iterable
from typing import Any

import pytest

from bareme.lab import Machine
from bareme.lab.image import Image
from bareme.lab.selection import are_twins, meant
from bareme.lab.virtual_machine import VirtualMachine
from bareme.timeline import RecordKind, Snapshot
from tests.lab.built import GROUP, life, record

ASKED = Machine(
    re.compile(r"VM1-Windows(-[123])?"), "windows", "francecentral", ("2019-datacenter",), ("Standard_B1s",),
    "StandardSSD_LRS",
)  # fmt: skip
NAMED = Machine(re.compile("VM1-Windows"), "windows")
"""Nothing is known of it but its name and system."""

LOOKS: dict[str, dict[str, Any]] = {
    "windows": {"properties": {"storageProfile": {"osDisk": {"osType": "Windows"}}}},
    "linux": {"properties": {"storageProfile": {"osDisk": {"osType": "Linux"}}}},
    "region": {"location": "France Central"},
    "elsewhere": {"location": "westeurope"},
    "zone": {"zones": ["1"]},
    "image": {"properties": {"storageProfile": {"imageReference": {"sku": "2019-Datacenter", "offer": "o"}}}},
    "size": {"properties": {"hardwareProfile": {"vmSize": "standard_b1s"}}},
    "other size": {"properties": {"hardwareProfile": {"vmSize": "Standard_D2s_v3"}}},
    "disk": {"properties": {"storageProfile": {"osDisk": {"managedDisk": {"storageAccountType": "standardssd_lrs"}}}}},
    "data": {"properties": {"storageProfile": {"dataDisks": [{"lun": 0, "name": "d"}]}}},
    "set": {"properties": {"availabilitySet": {"id": f"{GROUP}/providers/Microsoft.Compute/availabilitySets/as"}}},
    "scale set": {"properties": {"virtualMachineScaleSet": {"id": f"{GROUP}/x/virtualMachineScaleSets/ss"}}},
}  # fmt: skip


def joined(one: dict[str, Any], other: dict[str, Any]) -> dict[str, Any]:
    inner = {key: joined(one[key], other[key]) for key in one.keys() & other.keys() if isinstance(one[key], dict)}
    return {**one, **other, **inner}


def shown(place: str, looks: Iterable[str], *, minute: int = 0, action: str = "") -> Snapshot:
    model: dict[str, Any] = {"name": place.rpartition("/")[2]}
    for look in looks:
        model = joined(model, LOOKS[look])
    return record(place, model, minute, RecordKind.LOG, at_creation=not minute, correlation_id=action)


def vm(name: str, looks: str = "windows", *, group: str = GROUP, action: str = "") -> VirtualMachine:
    """A machine that looks so: `windows, size`; `later` is what it looks like an hour afterwards."""
    place = f"{group}/providers/Microsoft.Compute/virtualMachines/{name}"
    first, _, later = looks.partition("later ")
    records = [shown(place, filter(None, map(str.strip, first.split(","))), action=action)]
    if later:
        records.append(shown(place, map(str.strip, later.split(",")), minute=60))
    return VirtualMachine(life(*records, place=place))


def captured(machine: VirtualMachine) -> Image:
    model = {"properties": {"sourceVirtualMachine": {"id": machine.id}}}
    return Image(life(record("img", model), place="img"))


@pytest.mark.parametrize(
    ("name", "looks", "is_meant"),
    [
        ("VM1-Windows", "windows", True),
        ("vm1-windows-3", "windows, elsewhere", True),
        ("VM1-Windows-4", "windows", False),  # another number is another machine
        ("VM1-Windows", "windows, set", False),
        ("VM1-Windows", "windows, scale set", False),
        # a slip of the name is worth three, of five that are needed
        ("VM1-Windws", "windows, region, zone", True),
        ("VM1 Windows", "windows, region, disk", True),
        ("VM1-Windws", "windows, region", False),
        ("VM2-Windws", "windows, region, zone", False),
        ("web", "windows, region, zone", False),
        # the image three, the size two, all else one
        ("web", "windows, image, size", True),
        ("web", "windows, image, region, zone", True),
        ("web", "windows, image, region, disk", True),
        ("web", "windows, image, region, data", True),
        ("web", "windows, image, region", False),
        ("web", "windows, image, elsewhere, data", False),
        ("web", "windows, size, region, zone, disk", True),
        ("web", "windows, size, region, zone", False),
        ("web", "windows, other size, image, region", False),
        ("web", "windows, image, size later other size", True),
        ("web", "windows, image, region, other size later size", True),  # resized
        ("web", "windows, size, region, zone, other size later size", False),  # the size at its creation counts
        ("web", "linux, image, size, region, zone, disk, data", False),
        ("web", "image, size, region, zone, disk, data", True),  # of an unknown system
    ],
)
def test_a_machine_is_meant_by_its_name_or_by_what_it_looks_like(name: str, looks: str, is_meant: bool) -> None:
    own = vm(name, looks)
    assert meant(ASKED, [own], []) == ((own,) if is_meant else ())


@pytest.mark.parametrize(
    ("looks", "is_meant"), [("windows, size", True), ("windows, region, zone", True), ("windows, region", False)]
)
def test_what_an_image_was_captured_from_is_worth_three(looks: str, is_meant: bool) -> None:
    own, other = vm("web", looks), vm("db", "windows")
    assert meant(ASKED, [own, other], [captured(own)]) == ((own,) if is_meant else ())
    assert meant(ASKED, [own, other], [captured(other)]) == ()


@pytest.mark.parametrize(
    ("names", "found"),
    [
        (["VM1-Windows", "web"], ["VM1-Windows"]),
        (["VM1-Windws", "web"], ["VM1-Windws"]),
        (["web"], ["web"]),  # the only one there is
        (["web1", "web2"], ["web1", "web2"]),  # its twins, and no other
        (["web", "db"], []),
        ([], []),
    ],
)
def test_where_nothing_is_known_but_a_name_the_only_machine_is_meant(names: list[str], found: list[str]) -> None:
    assert [one.name for one in meant(NAMED, map(vm, names), [])] == found


@pytest.mark.parametrize(
    ("looks", "found"),
    [
        (["windows", "windows"], ["VM1-Windows", "vm1-windows"]),
        (["linux", "windows"], ["vm1-windows"]),
        (["linux", "linux"], ["VM1-Windows", "vm1-windows"]),  # of the name all the same
        (["linux", ""], ["vm1-windows"]),
    ],
)
def test_of_those_of_the_name_the_ones_of_the_system_are_meant(looks: list[str], found: list[str]) -> None:
    both = [vm("VM1-Windows", looks[0]), vm("vm1-windows", looks[1], group=f"{GROUP}2")]
    assert [one.name for one in meant(ASKED, both, [])] == found


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (vm("a1"), vm("a2"), True),
        (vm("a-1"), vm("A_22"), True),
        (vm("a"), vm("a2"), True),
        (vm("a1"), vm("b1"), False),
        (vm("a1"), vm("a2", group=f"{GROUP}2"), False),
        (vm("a", action="c"), vm("b", action="c"), True),
        (vm("a", action="c"), vm("b", group=f"{GROUP}2", action="c"), True),
        (vm("a", action="c"), vm("b", action="d"), False),
    ],
)
def test_twins_are_of_one_creation_or_of_one_name(one: VirtualMachine, other: VirtualMachine, same: bool) -> None:
    assert are_twins(one, other) is same is are_twins(other, one)

"""Which types of disk systems and data stand on, and how many copies there are of them."""

from typing import Literal

from bareme import (
    Disk,
    DiskSku,
    DiskType,
    Finding,
    Lab,
    Message,
    Redundancy,
    Source,
    VirtualMachine,
    check,
    disk_type,
    every,
    fold,
    met,
    redundancy,
    required,
    say,
    unmet,
)

from .naming import NO_MACHINE, made
from .virtual_machines import MACHINES

Copies = Literal["LRS", "ZRS", "GRS", "RAGRS", "GZRS", "RAGZRS"]
DISKS = (*MACHINES, Source.DISKS)

WHERE = {
    (False, False): say("one data centre"),
    (True, False): say("three zones"),
    (False, True): say("two regions"),
    (True, True): say("three zones and a second region"),
}
"""By several zones, and by several regions."""


@check(
    "disk.system_types",
    reads=DISKS,
    looks_at=(
        "Microsoft.Compute/virtualMachines:properties.storageProfile.osDisk.managedDisk",
        "Microsoft.Compute/disks:sku",
    ),
)
def system_types(lab: Lab, *, types: tuple[DiskSku, ...]) -> Finding:
    """The system of every virtual machine stands on a type of disk that suits the work."""
    expected = say("OS disks: {types}", types=types)

    def judge(vm: VirtualMachine) -> Finding:
        own = vm.os_disk_sku
        found = say("{vm}: {type}", vm=vm.name, type=told(own.value))
        return met(expected, found, own) if _is_one_of(own.value, types) else unmet(expected, found, own)

    return every(expected, made(lab), judge, NO_MACHINE)


@check(
    "disk.data_types",
    reads=DISKS,
    looks_at=(
        "Microsoft.Compute/virtualMachines:properties.storageProfile.dataDisks",
        "Microsoft.Compute/disks:properties.diskState",
        "Microsoft.Compute/disks:sku",
    ),
)
def data_types(lab: Lab, *, types: tuple[DiskSku, ...]) -> Finding:
    """Data stand on disks of their own, apart from the system, and of a type that suits the work."""
    expected = say("data disks: {types}", types=types)

    def judge(disk: Disk) -> Finding:
        found = say("{disk}: {type}", disk=disk.name, type=told(disk.sku.value))
        return met(expected, found, disk.sku) if _is_one_of(disk.sku.value, types) else unmet(expected, found, disk.sku)

    return every(expected, (one for one in lab.disks if not one.has_system), judge, say("no data disk"))


@check(
    "disk.redundancy",
    reads=DISKS,
    looks_at=(
        "Microsoft.Compute/virtualMachines:properties.storageProfile.osDisk.managedDisk",
        "Microsoft.Compute/disks:sku",
        "Microsoft.Compute/virtualMachines:properties.storageProfile.dataDisks",
        "Microsoft.Compute/disks:properties.diskState",
    ),
)
def copies(lab: Lab, *, redundancies: tuple[Copies, ...], of: Literal["all", "system", "data"] = "all") -> Finding:
    """Every managed disk is copied as often, and as far apart, as is asked for."""
    expected = say("disks with {copies}", copies=redundancies)

    def judge(disk: Disk) -> Finding:
        own = known_copies(disk.sku.value)
        found = say("{disk}: {copies}", disk=disk.name, copies=described(own))
        return met(expected, found, disk.sku) if own.name in redundancies else unmet(expected, found, disk.sku)

    disks = [one for one in lab.disks if of == "all" or one.has_system == (of == "system")]
    return every(expected, disks, judge, say("no managed disk"))


def told(sku: str) -> Message:
    """A disk type with what it can do at most."""
    own = _known_type(sku)
    return say("{type} (at most {iops} IOPS and {mb} MB/s)", type=own.name, iops=own.iops, mb=own.throughput_mb)


def known_copies(sku: str) -> Redundancy:
    """The redundancy behind a SKU.

    Raises:
        Missing: nobody knows the SKU.
    """
    return required(redundancy(sku), say("the redundancy {sku} is in no list", sku=sku))


def described(own: Redundancy) -> Message:
    """A redundancy with the durability it promises."""
    where = WHERE[own.zones > 1, own.regions > 1]
    return say("{name}, copies in {where}, durability {percent}% a year", name=own.name, where=where,
               percent=own.durability)  # fmt: skip


def _known_type(sku: str) -> DiskType:
    return required(disk_type(sku), say("the disk type {sku} is in no list", sku=sku))


def _is_one_of(sku: str, types: tuple[str, ...]) -> bool:
    return fold(sku) in {fold(one) for one in types}

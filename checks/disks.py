"""Disks: what the system stands on, and the data disk added to it."""

from bareme import (
    HALF,
    DiskSku,
    Fact,
    Finding,
    Lab,
    Machine,
    Missing,
    Outcome,
    Source,
    VirtualMachine,
    check,
    dig,
    fold,
    met,
    of_machines,
    partial,
    say,
    unmet,
)

from .virtual_machines import MACHINES, NONE


@check(
    "vm.os_disk",
    reads=(*MACHINES, Source.DISKS),
    looks_at=(
        "Microsoft.Compute/virtualMachines:properties.storageProfile.osDisk.managedDisk",
        "Microsoft.Compute/disks:sku",
    ),
)
def os_disk(lab: Lab, *, machine: Machine, sku: DiskSku, half: tuple[DiskSku, ...] = ()) -> Finding:
    """The operating-system disk has the storage type the exercise asks for."""
    expected = say("OS disk {sku}", sku=sku)

    def judge(vm: VirtualMachine) -> Finding:
        own = vm.os_disk_sku
        found = say("{vm}: {sku}", vm=vm.name, sku=own.value)
        if fold(own.value) == fold(sku):
            return met(expected, found, own)
        if fold(own.value) in {fold(one) for one in half}:
            return partial(HALF, expected, found, own, remark=say("the right disk with another redundancy"))
        return unmet(expected, found, own)

    return of_machines(machine, expected, lab.meant(machine), judge, NONE)


@check(
    "vm.data_disk",
    reads=(*MACHINES, Source.DISKS),
    looks_at=("Microsoft.Compute/virtualMachines:properties.storageProfile.dataDisks",),
)
def data_disk(lab: Lab, *, machine: Machine) -> Finding:
    """A managed data disk is attached to the virtual machine."""
    expected = say("a managed data disk attached")
    vms = lab.meant(machine)

    def judge(vm: VirtualMachine) -> Finding:
        if vm.data_disks:
            disk = vm.data_disks[0]
            return met(expected, say("{vm}: {disk}", vm=vm.name, disk=disk.value.name or say("a data disk")), disk)
        if vm.attached:
            return met(expected, say("{vm}: a disk was attached", vm=vm.name), vm.attached)
        return unmet(expected, say("{vm}: no data disk", vm=vm.name), vm.created)

    finding = of_machines(machine, expected, vms, judge, NONE)
    loose = next(iter(_never_attached(lab)), None) if vms and not finding.share else None
    if loose is None:
        return finding
    found = say("the disk {name} was created, but never attached", name=loose.value)
    return partial(HALF, expected, found, loose, remark=say("a disk counts once it is attached to the machine"))


def _never_attached(lab: Lab) -> list[Fact[str]]:
    """Data disks that were made and belong to no machine: listed so now, or written in the log."""
    return [*_listed(lab), *_logged(lab)]


def _listed(lab: Lab) -> list[Fact[str]]:
    try:
        disks = lab.resources(Source.DISKS)
    except Missing:
        return []
    loose = (one for one in disks if fold(dig(one.wire, "properties", "diskState")) == "unattached")
    empty = (one for one in loose if not dig(one.wire, "properties", "osType"))
    return [Fact(one.name, one.proof) for one in empty if not one.time("properties", "LastOwnershipUpdateTime")]


def _logged(lab: Lab) -> list[Fact[str]]:
    writes = (one for one in lab.history.operations if one.name == "microsoft.compute/disks/write")
    made = (one for one in writes if one.outcome is Outcome.DONE and one.body)
    data = (one for one in made if not dig(one.body, "properties", "osType"))
    return [Fact(str(dig(one.body, "name")), one.proof) for one in data]

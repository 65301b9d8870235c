"""What is left after the lab: advice, since the lab does not ask for it."""

from bareme import Finding, Lab, Missing, Source, check, met, say, unmet
from bareme.lab import Kind, Resource
from bareme.wire import dig, fold

BILLED = {"running", "starting", "stopping", "stopped"}


@check("hygiene.nothing_running", reads=(Source.VIRTUAL_MACHINES, Source.VM_STATUSES))
def nothing_running(lab: Lab) -> Finding:
    """No virtual machine is left running after the lab."""
    expected = say("no machine left on")
    _require_work(lab)
    lab.resources(Source.VIRTUAL_MACHINES)
    on = [vm for vm in lab.vms if vm.present and vm.kind is not Kind.SCALE_SET and vm.power_state.value in BILLED]
    if on:
        found = say("{names}", names=tuple(f"{vm.name} ({vm.power_state.value})" for vm in on))
        return unmet(expected, found, *(vm.power_state for vm in on))
    return met(expected, say("nothing is left on"))


@check("hygiene.no_orphans", reads=(Source.DISKS, Source.PUBLIC_IP_ADDRESSES))
def no_orphans(lab: Lab) -> Finding:
    """No disk and no public IP address is left without a machine."""
    expected = say("no orphaned disk, no unused public IP address")
    _require_work(lab)
    disks = [one for one in lab.resources(Source.DISKS) if _is_orphan_disk(one)]
    addresses = [one for one in lab.resources(Source.PUBLIC_IP_ADDRESSES) if _is_unused_address(one)]
    left = [*disks, *addresses]
    if left:
        return unmet(expected, say("{names}", names=tuple(one.name for one in left)), *(one.proof for one in left))
    return met(expected, say("nothing is left behind"))


def _require_work(lab: Lab) -> None:
    """Nothing left is no merit where nothing ever was."""
    if not lab.vms:
        raise Missing(say("no virtual machine was ever seen here"))


def _is_orphan_disk(disk: Resource) -> bool:
    """`Reserved` is the disk of a deallocated machine; only `Unattached` is an orphan."""
    return fold(dig(disk.wire, "properties", "diskState")) == "unattached" and not dig(disk.wire, "managedBy")


def _is_unused_address(address: Resource) -> bool:
    used = dig(address.wire, "properties", "ipConfiguration") or dig(address.wire, "properties", "natGateway")
    return not used

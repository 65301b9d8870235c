"""What is left after the lab: advice, since the lab does not ask for it."""

from bareme import Finding, Lab, MachineKind, Missing, Resource, Source, check, dig, fold, met, say, unmet

BILLED = {"running", "starting", "stopping", "stopped"}


@check(
    "hygiene.nothing_running",
    reads=(Source.VIRTUAL_MACHINES, Source.VM_STATUSES),
    looks_at=(
        "Microsoft.Compute/virtualMachines:properties.instanceView.statuses",
        "Microsoft.Compute/virtualMachines:@gone",
        "Microsoft.Compute/virtualMachines:@left-on",
    ),
)
def nothing_running(lab: Lab) -> Finding:
    """No virtual machine is left running after the lab."""
    expected = say("no machine left on")
    require_work(lab)
    lab.resources(Source.VIRTUAL_MACHINES)
    on = [
        vm for vm in lab.vms if vm.present and vm.kind is not MachineKind.SCALE_SET and vm.power_state.value in BILLED
    ]
    if on:
        found = say("{names}", names=tuple(f"{vm.name} ({vm.power_state.value})" for vm in on))
        stopped = any(vm.power_state.value == "stopped" for vm in on)
        remark = say("stopped is still billed: deallocate it") if stopped else None
        return unmet(expected, found, *(vm.power_state for vm in on), remark=remark)
    return met(expected, say("nothing is left on"))


@check(
    "hygiene.no_orphans",
    reads=(Source.DISKS, Source.PUBLIC_IP_ADDRESSES),
    looks_at=("Microsoft.Compute/disks:properties.diskState",),
)
def no_orphans(lab: Lab) -> Finding:
    """No disk and no public IP address is left without a machine."""
    expected = say("no orphaned disk, no unused public IP address")
    require_work(lab)
    disks = [one for one in lab.resources(Source.DISKS) if is_orphan_disk(one)]
    addresses = [one for one in lab.resources(Source.PUBLIC_IP_ADDRESSES) if is_unused_address(one)]
    left = [*disks, *addresses]
    if left:
        return unmet(expected, say("{names}", names=tuple(one.name for one in left)), *(one.proof for one in left))
    return met(expected, say("nothing is left behind"))


@check(
    "hygiene.no_loose_interfaces",
    reads=(Source.NETWORK_INTERFACES,),
    looks_at=("Microsoft.Network/networkInterfaces:properties.virtualMachine",),
)
def no_loose_interfaces(lab: Lab) -> Finding:
    """No network interface is left without a machine."""
    expected = say("no network interface without a machine")
    require_work(lab)
    loose = [one for one in lab.resources(Source.NETWORK_INTERFACES) if _is_loose(one)]
    if loose:
        remark = say("it costs nothing, but keeps networks and groups from being deleted")
        names = tuple(one.name for one in loose)
        return unmet(expected, say("{names}", names=names), *(one.proof for one in loose), remark=remark)
    return met(expected, say("nothing is left behind"))


def require_work(lab: Lab) -> None:
    """Nothing left is no merit where nothing ever was.

    Raises:
        Missing: nothing ever was, or it cannot be known.
    """
    if not lab.has_work:
        raise Missing(say("nothing was ever made here, as far as could be read"))


def is_orphan_disk(disk: Resource) -> bool:
    """`Reserved` is the disk of a deallocated machine; only `Unattached` is an orphan."""
    return fold(dig(disk.wire, "properties", "diskState")) == "unattached" and not dig(disk.wire, "managedBy")


def is_unused_address(address: Resource) -> bool:
    used = dig(address.wire, "properties", "ipConfiguration") or dig(address.wire, "properties", "natGateway")
    return not used


def _is_loose(interface: Resource) -> bool:
    used = dig(interface.wire, "properties", "virtualMachine") or dig(interface.wire, "properties", "privateEndpoint")
    return not used and "/virtualmachinescalesets/" not in interface.id

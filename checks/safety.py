"""What may go wrong later: things elsewhere, systems without support, machines without a way out."""

from datetime import date

from bareme import (
    Finding,
    Lab,
    Region,
    Source,
    VirtualMachine,
    check,
    dig,
    dig_list,
    disk_type,
    fold,
    met,
    region,
    say,
    series,
    supported_until,
    unmet,
)

from .hygiene import require_work
from .sizes import last_size

PLACED = (
    Source.VIRTUAL_MACHINES,
    Source.DISKS,
    Source.NETWORK_INTERFACES,
    Source.PUBLIC_IP_ADDRESSES,
    Source.VIRTUAL_NETWORKS,
    Source.STORAGE_ACCOUNTS,
)


@check(
    "safety.in_region",
    reads=PLACED,
    looks_at=(
        "Microsoft.Compute/virtualMachines:location",
        "Microsoft.Compute/disks:location",
        "Microsoft.Network/publicIPAddresses:location",
        "Microsoft.Compute/disks:properties.diskState",
    ),
)
def in_region(lab: Lab, *, regions: tuple[Region, ...]) -> Finding:
    """Nothing is left outside the regions that are allowed."""
    expected = say("everything in one of {regions}", regions=regions)
    require_work(lab)
    wanted = {"global", "", *(region(one) for one in regions)}
    astray = [one for source in PLACED for one in lab.resources(source) if one.location not in wanted]
    if astray:
        found = say("{names}", names=tuple(f"{one.name} ({one.location})" for one in astray))
        return unmet(expected, found, *(one.proof for one in astray))
    return met(expected, say("nothing is elsewhere"))


@check(
    "safety.supported",
    reads=(Source.VIRTUAL_MACHINES,),
    looks_at=(
        "Microsoft.Compute/virtualMachines:properties.hardwareProfile.vmSize",
        "Microsoft.Compute/virtualMachines:properties.storageProfile.imageReference",
        "Microsoft.Compute/virtualMachines:properties.storageProfile.osDisk.managedDisk",
        "Microsoft.Compute/disks:sku",
    ),
)
def supported(lab: Lab, *, until: date | None = None) -> Finding:
    """Every machine that is left has a system, a size and an OS disk that go on being supported."""
    expected = say("nothing that is at the end of its life")
    require_work(lab)
    lab.resources(Source.VIRTUAL_MACHINES)
    last = until or lab.read_at.date()
    old = [(vm, end) for vm in lab.vms if vm.present and (end := _end(vm)) and end <= last]
    if old:
        found = say(
            "{names}", names=tuple(say("{vm}: until {day}", vm=vm.name, day=end.isoformat()) for vm, end in old)
        )
        return unmet(expected, found, *(vm.created for vm, _ in old))
    return met(expected, say("nothing is at the end of its life"))


@check(
    "safety.outbound",
    reads=(Source.VIRTUAL_NETWORKS,),
    looks_at=("Microsoft.Network/virtualNetworks:properties.subnets",),
)
def outbound(lab: Lab) -> Finding:
    """Machines have a way out to the Internet, for updates and activation."""
    expected = say("subnets with a way out")
    require_work(lab)
    nets = lab.resources(Source.VIRTUAL_NETWORKS)
    closed = [(net, sub) for net in nets for sub in dig_list(net.wire, "properties", "subnets") if _is_private(sub)]
    if closed:
        found = say("{names}", names=tuple(f"{net.name}/{dig(sub, 'name')}" for net, sub in closed))
        remark = say("since 31 March 2026 new networks are private: give them a NAT gateway or a public address")
        return unmet(expected, found, *(net.proof for net, _ in closed), remark=remark)
    return met(expected, say("each subnet has its way out"))


def _is_private(subnet: object) -> bool:
    return dig(subnet, "properties", "defaultOutboundAccess") is False and not dig(subnet, "properties", "natGateway")


def _end(vm: VirtualMachine) -> date | None:
    """The first of the days on which something of the machine ends; what no record tells of ends no time soon."""
    own = series(last_size(vm).value)
    disk = disk_type(vm.os_disk_sku.value)
    ends = (
        supported_until(fold(vm.image.value.sku)),
        own.retires if own else None,
        disk.system_until if disk else None,
    )
    return min((end for end in ends if end), default=None)

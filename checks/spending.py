"""What goes on costing after the lab: advice, since the lab does not ask for it."""

from collections.abc import Iterable, Iterator

from bareme import (
    DiskSku,
    Fact,
    Finding,
    Lab,
    MachineKind,
    Message,
    Resource,
    ScaleSet,
    Source,
    VirtualMachine,
    capabilities,
    check,
    dig,
    fold,
    met,
    resource_type,
    say,
    series,
    unmet,
)

from .hygiene import require_work
from .sizes import last_size

NETWORK = (Source.LOAD_BALANCERS, Source.NAT_GATEWAYS, Source.BASTION_HOSTS, Source.PUBLIC_IP_ADDRESSES)
IMAGES = (Source.SNAPSHOTS, Source.IMAGES, Source.GALLERY_IMAGE_VERSIONS)

GATEWAYS = {"microsoft.network/applicationgateways", "microsoft.network/virtualnetworkgateways"}
"""Gear that no list of ours holds, but whose public address says whose it is."""

NOTHING = say("nothing is left behind")


@check(
    "spending.hourly_network",
    reads=NETWORK,
    looks_at=("Microsoft.Network/natGateways", "Microsoft.Network/loadBalancers", "Microsoft.Network/bastionHosts"),
)
def hourly_network(lab: Lab) -> Finding:
    """No load balancer, gateway or Bastion is left, which are billed by the hour."""
    require_work(lab)
    return _left(say("no network resource billed by the hour"), network_by_the_hour(lab))


def network_by_the_hour(lab: Lab) -> list[tuple[str, str, Resource]]:
    """Type, name and proof of what is billed by the hour.

    Raises:
        Missing: one of the lists could not be read.
    """
    listed = [one for source in NETWORK[:3] for one in lab.resources(source) if _is_billed(one)]
    owners = ((owner_of(one), one) for one in lab.resources(Source.PUBLIC_IP_ADDRESSES))
    behind = [(owner, one) for owner, one in owners if resource_type(owner) in GATEWAYS]
    found = [*((one.id, one) for one in listed), *behind]
    return [(resource_type(owner).rpartition("/")[2], owner.rpartition("/")[2], one) for owner, one in found]


def owner_of(address: Resource) -> str:
    """The folded id of what a public address belongs to."""
    return "/".join(fold(dig(address.wire, "properties", "ipConfiguration", "id")).split("/")[:9])


@check(
    "spending.images_left",
    reads=IMAGES,
    looks_at=("Microsoft.Compute/snapshots", "Microsoft.Compute/images", "Microsoft.Compute/galleries/images/versions"),
)
def images_left(lab: Lab) -> Finding:
    """No snapshot, image or gallery version is left once the lab is over."""
    require_work(lab)
    left = [one for source in IMAGES for one in lab.resources(source)]
    return _left(say("no snapshot, no image"), [("", _image_name(one), one) for one in left])


@check(
    "spending.scale_sets",
    reads=(Source.SCALE_SETS, Source.AUTOSCALE_SETTINGS),
    looks_at=("Microsoft.Insights/autoscalesettings", "Microsoft.Compute/virtualMachineScaleSets:@left"),
)
def scale_sets(lab: Lab, *, maximum: int = 4) -> Finding:
    """No scale set is left with instances, and none may grow without bounds."""
    expected = say("no instances left; autoscale up to {n} at most", n=maximum)
    require_work(lab)
    lab.resources(Source.SCALE_SETS)
    found = [*_filled(lab.scale_sets), *_boundless(lab, maximum)]
    if found:
        return unmet(expected, say("{each}", each=tuple(told for told, _ in found)), *(fact for _, fact in found))
    return met(expected, NOTHING)


DEAR = ("Premium_LRS", "Premium_ZRS", "PremiumV2_LRS", "UltraSSD_LRS")
"""Disk types that cost more than a lab needs."""


@check(
    "spending.modest",
    reads=(Source.VIRTUAL_MACHINES, Source.DISKS),
    looks_at=(
        "Microsoft.Compute/virtualMachines:properties.hardwareProfile.vmSize",
        "Microsoft.Compute/virtualMachines:properties.storageProfile.osDisk.managedDisk",
        "Microsoft.Compute/disks:sku",
        "Microsoft.Compute/virtualMachines:properties.storageProfile.osDisk.diskSizeGB",
        "Microsoft.Compute/disks:properties.diskSizeGB",
        "Microsoft.Compute/virtualMachines:@gone",
        "Microsoft.Compute/virtualMachines:@left-on",
    ),
)
def modest(lab: Lab, *, vcpus: int = 2, disk_gb: int = 128, dear: tuple[DiskSku, ...] = DEAR) -> Finding:
    """No machine and no disk is larger or dearer than the lab needs."""
    expected = say("at most {n} vCPUs and {gb} GiB a disk, no premium storage, no GPU", n=vcpus, gb=disk_gb)
    require_work(lab)
    lab.resources(Source.VIRTUAL_MACHINES)
    machines = [(vm.name, last_size(vm).proof) for vm in lab.vms if vm.present and _is_large(lab, vm, vcpus)]
    folded = {fold(one) for one in dear}
    disks = [(one.name, one.proof) for one in lab.resources(Source.DISKS) if _is_dear(one, disk_gb, folded)]
    if machines or disks:
        found = say("{names}", names=tuple(name for name, _ in (*machines, *disks)))
        return unmet(expected, found, *(proof for _, proof in (*machines, *disks)))
    return met(expected, say("nothing larger than needed"))


@check(
    "spending.auto_shutdown",
    reads=(Source.VIRTUAL_MACHINES, Source.SCHEDULES),
    looks_at=(
        "Microsoft.Compute/virtualMachines:@gone",
        "Microsoft.Compute/virtualMachines:@left-on",
        "Microsoft.DevTestLab/schedules",
    ),
)
def auto_shutdown(lab: Lab) -> Finding:
    """Every virtual machine that is left shuts down on its own every day."""
    expected = say("a daily shutdown for each machine that is left")
    require_work(lab)
    lab.resources(Source.VIRTUAL_MACHINES)
    shut = {
        fold(dig(one.wire, "properties", "targetResourceId")) for one in lab.resources(Source.SCHEDULES) if _is_on(one)
    }
    left = [vm for vm in lab.vms if vm.present and vm.kind is not MachineKind.SCALE_SET]
    awake = [vm for vm in left if vm.id not in shut]
    if awake:
        return unmet(expected, say("{names}", names=tuple(vm.name for vm in awake)), *(vm.created for vm in awake))
    return met(expected, say("each has its shutdown") if left else say("no machine is left"))


@check(
    "spending.budget",
    reads=(Source.BUDGETS,),
    looks_at=("Microsoft.Consumption/budgets",),
)
def budget(lab: Lab) -> Finding:
    """A budget tells when the credit runs low."""
    expected = say("a budget on the subscription")
    found = lab.resources(Source.BUDGETS)
    if found:
        return met(expected, say("{names}", names=tuple(one.name for one in found)), *(one.proof for one in found))
    return unmet(expected, say("no budget"))


def _image_name(image: Resource) -> str:
    """A gallery version is named after its definition too: all of them are called 1.0.0."""
    definition = image.id.rpartition("/versions/")[0].rpartition("/")[2]
    return f"{definition} {image.name}".strip()


def _left(expected: Message, left: Iterable[tuple[str, str, Resource]]) -> Finding:
    things = list(left)
    if things:
        names = tuple(f"{name} ({kind})" if kind else name for kind, name, _ in things)
        return unmet(expected, say("{names}", names=names), *(one.proof for _, _, one in things))
    return met(expected, NOTHING)


def _is_billed(found: Resource) -> bool:
    """A basic load balancer costs nothing; every other network resource does."""
    return not (resource_type(found.id).endswith("/loadbalancers") and fold(dig(found.wire, "sku", "name")) == "basic")


def _filled(groups: Iterable[ScaleSet]) -> Iterator[tuple[Message, Fact[int]]]:
    for group in groups:
        now = [fact for fact in group.capacities if fact.proof.source is Source.SCALE_SETS]
        if group.present and now and now[-1].value:
            yield say("{name}: {n} instances", name=group.name, n=now[-1].value), now[-1]


def _boundless(lab: Lab, maximum: int) -> Iterator[tuple[Message, Fact[object]]]:
    for setting in lab.autoscale:
        most = max((one.maximum for one in setting.profiles.value), default=0) if setting.present else 0
        if most > maximum:
            yield say("{name}: up to {n} instances", name=setting.name, n=most), setting.profiles


def _is_large(lab: Lab, vm: VirtualMachine, vcpus: int) -> bool:
    size = last_size(vm).value
    own = series(size)
    cpus = capabilities(lab.size(size)).get("vcpus", "0")
    return (own is not None and own.kind == "gpu") or (cpus.isdecimal() and int(cpus) > vcpus)


def _is_dear(disk: Resource, size_gb: int, dear: set[str]) -> bool:
    size = dig(disk.wire, "properties", "diskSizeGB")
    return fold(dig(disk.wire, "sku", "name")) in dear or (isinstance(size, int) and size > size_gb)


def _is_on(schedule: Resource) -> bool:
    task = fold(dig(schedule.wire, "properties", "taskType"))
    return fold(dig(schedule.wire, "properties", "status")) == "enabled" and task == "computevmshutdowntask"

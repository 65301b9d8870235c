"""One machine as the exercise asks for it: name, region, zones, size, image."""

from collections.abc import Iterable
from decimal import Decimal

from bareme import (
    HALF,
    Contradiction,
    Fact,
    Finding,
    ImageSku,
    Lab,
    Machine,
    Missing,
    Region,
    Size,
    Source,
    VirtualMachine,
    check,
    fold,
    met,
    of_machines,
    partial,
    say,
    unmet,
)
from bareme import region as wire_region

from .good_faith import excused, known_open_zones, place_refused, region_slip, size_refused

MACHINES = (Source.VIRTUAL_MACHINES, Source.ACTIVITY_LOG)

NONE = say("no virtual machine that resembles what the exercise asks for")


@check(
    "vm.name",
    reads=MACHINES,
    slips=("naming",),
    looks_at=("Microsoft.Compute/virtualMachines:name",),
)
def name(lab: Lab, *, machine: Machine, example: str) -> Finding:
    """The virtual machine has the name the exercise gives."""
    expected = say("a virtual machine called {name}", name=example)
    vms = lab.meant(machine)
    named = [vm for vm in vms if machine.is_named(vm.name)]
    if named:
        return met(expected, say("{names}", names=_names(named)), *(vm.created for vm in named))
    slip = f"naming={fold(vms[0].name)}" if vms else ""
    return unmet(expected, say("{names}", names=_names(vms)) if vms else NONE, *(vm.created for vm in vms), slip=slip)


@check(
    "vm.region",
    reads=MACHINES,
    slips=("region",),
    looks_at=("Microsoft.Compute/virtualMachines:location",),
)
def place(lab: Lab, *, machine: Machine, region: Region, alternatives_if_blocked: bool = True) -> Finding:
    """The virtual machine is deployed in the region the exercise asks for."""
    expected = say("region {region}", region=region)
    refused = place_refused(lab, region) if alternatives_if_blocked else None

    def judge(vm: VirtualMachine) -> Finding:
        found = say("{vm}: {region}", vm=vm.name, region=vm.location.value)
        if vm.location.value == wire_region(region):
            return met(expected, found, vm.location)
        if refused:
            return met(expected, found, vm.location, refused, remark=excused(refused, region))
        reason = say("the resource group's region does not count")
        return unmet(expected, found, vm.location, remark=reason, slip=region_slip(vm.location.value))

    return of_machines(machine, expected, lab.meant(machine), judge, NONE)


@check(
    "vm.zones",
    reads=MACHINES,
    looks_at=("Microsoft.Compute/virtualMachines:zones",),
)
def zones(lab: Lab, *, machine: Machine, count: int = 2, size: Size = "") -> Finding:
    """The virtual machine is deployed in several distinct availability zones."""
    expected = say("machines in {count} distinct zones", count=count)
    vms = lab.meant(machine)
    facts = [vm.zones for vm in vms]
    zones = sorted({zone for fact in facts for zone in fact.value})
    found = say("zones: {zones}", zones=tuple(zones)) if zones else say("no zone")
    if len(zones) >= count:
        return met(expected, found, *facts)
    offered = known_open_zones(lab, size) if zones and size else None
    if offered is not None and len(offered) < count:
        reason = say("the size was offered in these zones only: {zones}", zones=tuple(sorted(offered)))
        return met(expected, found, *facts, remark=reason)
    if zones:
        return partial(HALF, expected, found, *facts, remark=say("one zone only"))
    return unmet(expected, found if vms else NONE, *facts)


@check(
    "vm.size_at_creation",
    reads=MACHINES,
    looks_at=("Microsoft.Compute/virtualMachines:properties.hardwareProfile.vmSize",),
)
def size_at_creation(lab: Lab, *, machine: Machine, size: Size, substitutes: tuple[Size, ...] = ()) -> Finding:
    """The virtual machine is created with the size the exercise asks for."""
    expected = say("created as {size}", size=size)
    others = {fold(one) for one in substitutes}

    def judge(vm: VirtualMachine) -> Finding:
        own = _size_at_creation(vm, size)
        found = say("{vm}: {size}", vm=vm.name, size=own.value)
        if fold(own.value) == fold(size):
            return met(expected, found, own)
        refused = size_refused(lab, size, vm.location.value) if fold(own.value) in others else None
        if refused:
            return met(expected, found, own, refused, remark=excused(refused, size))
        if fold(own.value) in others:
            reason = say("an accepted substitute, but nothing shows that {size} was refused", size=size)
            return partial(HALF, expected, found, own, remark=reason)
        return unmet(expected, found, own)

    return of_machines(machine, expected, lab.meant(machine), judge, NONE)


@check(
    "vm.image",
    reads=MACHINES,
    looks_at=("Microsoft.Compute/virtualMachines:properties.storageProfile.imageReference",),
)
def image(
    lab: Lab, *, machine: Machine, full: tuple[ImageSku, ...], half: tuple[ImageSku, ...] = (), share: Decimal = HALF
) -> Finding:
    """The virtual machine is made from the image the exercise asks for."""
    expected = say("image {sku}", sku=full[0])

    def judge(vm: VirtualMachine) -> Finding:
        own = vm.image
        found = say("{vm}: {image}", vm=vm.name, image=str(own.value))
        if own.value.sku in {fold(sku) for sku in full}:
            return met(expected, found, own)
        if own.value.sku in {fold(sku) for sku in half}:
            reason = say("the right system in another generation or edition")
            return partial(share, expected, found, own, remark=reason)
        return unmet(expected, found, own)

    return of_machines(machine, expected, lab.meant(machine), judge, NONE)


def _size_at_creation(vm: VirtualMachine, wanted: str) -> Fact[str]:
    """The size at creation; a machine once seen with the wanted size is believed to have begun with it."""
    try:
        return vm.size_at_creation
    except Contradiction:
        raise
    except Missing:
        for fact in vm.sizes:
            if fold(fact.value) == fold(wanted):
                return fact
        raise


def _names(vms: Iterable[VirtualMachine]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(vm.name for vm in vms))

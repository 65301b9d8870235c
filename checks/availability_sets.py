"""An availability set and the machines made in it."""

from collections.abc import Sequence

from bareme import (
    HALF,
    AvailabilitySet,
    Finding,
    Lab,
    Missing,
    Region,
    Source,
    VirtualMachine,
    best,
    capabilities,
    check,
    fold,
    met,
    partial,
    say,
    told,
    unmet,
)
from bareme import fault_domains as documented_limit

from .good_faith import in_place
from .virtual_machines import MACHINES

SETS = (*MACHINES, Source.AVAILABILITY_SETS)

MAX_UPDATE_DOMAINS = 20

NO_SET = say("no availability set")
NO_MEMBER = say("no machine was ever in an availability set")


@check(
    "availability_set.exists",
    reads=(Source.AVAILABILITY_SETS, Source.ACTIVITY_LOG),
    slips=("region",),
    looks_at=(
        "Microsoft.Compute/availabilitySets:location",
        "Microsoft.Compute/availabilitySets:@there",
        "Microsoft.Compute/virtualMachines:properties.availabilitySet",
        "Microsoft.Compute/availabilitySets:sku",
        "Microsoft.Compute/availabilitySets:properties",
    ),
)
def exists(lab: Lab, *, region: Region, fault_domains: int | None = None) -> Finding:
    """An availability set for managed disks exists, with fault and update domains within Azure's limits."""
    limit = fault_domains or _regional_limit(lab) or documented_limit(region)
    expected = say("a set (Aligned) in {region}, at most {fd} fault and 20 update domains", region=region, fd=limit)

    def judge(group: AvailabilitySet) -> Finding:
        faults, updates = group.fault_domains, group.update_domains
        found = say("{set}: {fd} fault domains, {ud} update domains", set=group.name, fd=faults.value, ud=updates.value)
        if group.sku.value != "aligned":
            return unmet(expected, say("{set}: made for unmanaged disks (Classic)", set=group.name), group.sku)
        if not (1 <= faults.value <= limit and 1 <= updates.value <= MAX_UPDATE_DOMAINS):
            return unmet(expected, found, faults, updates)
        remark = say("one fault domain protects from nothing") if faults.value == 1 else None
        return in_place(lab, group.location, region, met(expected, found, faults, group.location, remark=remark))

    return best(expected, lab.availability_sets, judge, NO_SET)


@check(
    "availability_set.members",
    reads=SETS,
    slips=("region",),
    looks_at=(
        "Microsoft.Compute/virtualMachines:location",
        "Microsoft.Compute/availabilitySets:@there",
        "Microsoft.Compute/virtualMachines:properties.availabilitySet",
    ),
)
def members(lab: Lab, *, count: int, region: Region) -> Finding:
    """The availability set holds, or once held, the number of machines the exercise asks for."""
    expected = say("{count} machines in the set, in {region}", count=count, region=region)
    vms = members_of_chosen_set(lab)
    if not vms:
        return unmet(expected, NO_MEMBER)
    found = say("{names}", names=tuple(vm.name for vm in vms))
    proofs = [vm.availability_set for vm in vms]
    if len(vms) < count:
        reason = say("{n} of {count} machines", n=len(vms), count=count)
        enough = len(vms) * 2 >= count
        return partial(HALF, expected, found, *proofs, remark=reason) if enough else unmet(expected, found, *proofs)
    return in_place(lab, vms[0].location, region, met(expected, found, *proofs, vms[0].location))


@check(
    "availability_set.systems",
    reads=SETS,
    looks_at=(
        "Microsoft.Compute/availabilitySets:@there",
        "Microsoft.Compute/virtualMachines:properties.availabilitySet",
        "Microsoft.Compute/virtualMachines:properties.storageProfile.osDisk.osType",
    ),
)
def systems(lab: Lab) -> Finding:
    """The availability set holds both Windows and Linux machines."""
    expected = say("Windows and Linux in the set")
    vms = members_of_chosen_set(lab)
    facts = told(vms, lambda vm: vm.os_type)
    kinds = {fact.value for fact in facts}
    if {"windows", "linux"} <= kinds:
        return met(expected, say("Windows and Linux"), *facts)
    if len(facts) < len(vms):
        raise Missing(say("the system of a machine in the set is in no source that could be read"))
    return unmet(expected, say("only {systems}", systems=tuple(sorted(kinds))) if kinds else NO_MEMBER, *facts)


@check(
    "availability_set.configurations",
    reads=SETS,
    looks_at=(
        "Microsoft.Compute/availabilitySets:@there",
        "Microsoft.Compute/virtualMachines:properties.availabilitySet",
        "Microsoft.Compute/virtualMachines:properties.hardwareProfile.vmSize",
        "Microsoft.Compute/virtualMachines:properties.storageProfile.imageReference",
        "Microsoft.Compute/virtualMachines:properties.storageProfile.dataDisks",
    ),
)
def configurations(lab: Lab, *, count: int = 3) -> Finding:
    """The machines of the availability set have different configurations."""
    expected = say("machines that differ by size, image or disks")
    vms = members_of_chosen_set(lab)
    described = [(vm, _configuration(vm)) for vm in vms]
    different = len({configuration for _, configuration in described})
    found = say("{n} different configurations on {vms} machines", n=different, vms=len(vms))
    proofs = [vm.sizes[0] for vm in vms if vm.sizes]
    if different >= count:
        return met(expected, found, *proofs)
    if any(not vm.sizes for vm in vms):
        raise Missing(say("the size of a machine in the set is in no source that could be read"))
    if different > 1:
        return partial(HALF, expected, found, *proofs, remark=say("some machines are alike"))
    return unmet(expected, found if vms else NO_MEMBER, *proofs)


@check(
    "availability_set.domains",
    reads=(*SETS, Source.INSTANCE_VIEWS),
    looks_at=(
        "Microsoft.Compute/availabilitySets:@there",
        "Microsoft.Compute/virtualMachines:properties.availabilitySet",
        "Microsoft.Compute/virtualMachines:properties.instanceView.platformFaultDomain",
    ),
)
def domains(lab: Lab, *, count: int = 3) -> Finding:
    """The fault and update domains of the machines in the set were recorded."""
    expected = say("fault and update domains of {count} machines, read while they ran", count=count)
    vms = members_of_chosen_set(lab)
    facts = told(vms, lambda vm: vm.fault_domain)
    if len(facts) >= count:
        return met(expected, say("{domains}", domains=tuple(_domains(vm) for vm in vms)), *facts)
    raise Missing(say("domains are told only while a machine runs, and no collection was made then"))


def chosen_set(lab: Lab) -> AvailabilitySet | None:
    """The set an exercise means: the one that ever held most machines."""
    return max(lab.availability_sets, key=lambda one: len(one.members), default=None)


def members_of_chosen_set(lab: Lab) -> Sequence[VirtualMachine]:
    """Every machine ever in that set; where no record of a set is left, every machine that was in one."""
    group = chosen_set(lab)
    return group.members if group else [vm for vm in lab.vms if vm.availability_set]


def _domains(vm: VirtualMachine) -> str:
    return f"{vm.name} (FD {vm.fault_domain.value}, UD {vm.update_domain.value})"


def _regional_limit(lab: Lab) -> int | None:
    limit = capabilities(lab.sku("availabilitySets", "Aligned")).get("maximumplatformfaultdomaincount")
    return int(limit or 0) or None


def _configuration(vm: VirtualMachine) -> tuple[str, str, int]:
    size = fold(vm.sizes[0].value) if vm.sizes else ""
    return size, _image(vm), len(vm.data_disks)


def _image(vm: VirtualMachine) -> str:
    return str(next(iter(told([vm], lambda one: one.image.value)), ""))

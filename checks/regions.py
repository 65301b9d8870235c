"""Where things are."""

from bareme import Finding, Lab, Source, VirtualMachine, check, every, met, say, unmet
from bareme.lab import Resource
from bareme.wire import region

from .good_faith import excused, place_refused
from .naming import NO_MACHINE, made
from .virtual_machines import MACHINES


@check("region.allowed", reads=MACHINES)
def allowed(lab: Lab, *, regions: tuple[str, ...]) -> Finding:
    """Every virtual machine is in one of the regions that are allowed."""
    expected = say("one of {regions}", regions=regions)
    wanted = {region(one) for one in regions}
    refused = next((proof for one in regions if (proof := place_refused(lab, one))), None)

    def judge(vm: VirtualMachine) -> Finding:
        found = say("{vm}: {region}", vm=vm.name, region=vm.location.value)
        if vm.location.value in wanted:
            return met(expected, found, vm.location)
        if refused:
            return met(expected, found, vm.location, refused, remark=excused(refused, regions[0]))
        return unmet(expected, found, vm.location, remark=say("the resource group's region does not count"))

    return every(expected, made(lab), judge, NO_MACHINE)


@check("region.resource_groups", reads=(Source.RESOURCE_GROUPS,))
def resource_groups(lab: Lab, *, regions: tuple[str, ...]) -> Finding:
    """Every resource group keeps its own data in one of the regions that are allowed."""
    expected = say("resource groups in one of {regions}", regions=regions)
    wanted = {region(one) for one in regions}

    def judge(group: Resource) -> Finding:
        found = say("{group}: {region}", group=group.name, region=group.location)
        return met(expected, found, group.proof) if group.location in wanted else unmet(expected, found, group.proof)

    groups = (one for one in lab.resources(Source.RESOURCE_GROUPS) if not is_of_azure(one))
    return every(expected, groups, judge, say("no resource group is left"))


def is_of_azure(group: Resource) -> bool:
    """Whether Azure made it on its own, where it saw fit: no student chose its place or its tags."""
    name = group.name.casefold()
    return name == "networkwatcherrg" or name.startswith(("mc_", "defaultresourcegroup-", "cloud-shell-storage-"))

"""Where things are."""

from bareme import (
    Finding,
    Lab,
    Missing,
    Outcome,
    Region,
    Resource,
    Source,
    VirtualMachine,
    check,
    every,
    met,
    region,
    say,
    unmet,
)

from .good_faith import excused, place_refused, region_slip
from .naming import NO_MACHINE, made
from .virtual_machines import MACHINES

NO_GROUP = say("no resource group is left")

_WRITE = "microsoft.resources/subscriptions/resourcegroups/write"


@check(
    "region.allowed",
    reads=MACHINES,
    slips=("region",),
    looks_at=("Microsoft.Compute/virtualMachines:location",),
)
def allowed(lab: Lab, *, regions: tuple[Region, ...]) -> Finding:
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
        reason = say("the resource group's region does not count")
        return unmet(expected, found, vm.location, remark=reason, slip=region_slip(vm.location.value))

    return every(expected, made(lab), judge, NO_MACHINE)


@check(
    "region.resource_groups",
    reads=(Source.RESOURCE_GROUPS,),
    slips=("region",),
    looks_at=("*:location", "Microsoft.Resources/resourceGroups:location"),
)
def resource_groups(lab: Lab, *, regions: tuple[Region, ...]) -> Finding:
    """Every resource group keeps its own data in one of the regions that are allowed."""
    expected = say("resource groups in one of {regions}", regions=regions)
    wanted = {region(one) for one in regions}

    def judge(group: Resource) -> Finding:
        found = say("{group}: {region}", group=group.name, region=group.location)
        if group.location in wanted:
            return met(expected, found, group.proof)
        return unmet(expected, found, group.proof, slip=region_slip(group.location))

    return every(expected, groups_of(lab), judge, NO_GROUP)


def groups_of(lab: Lab) -> list[Resource]:
    """The resource groups that are there, and those that the log shows being made: deleting one loses nothing.

    Raises:
        Missing: none is left, and the log kept none.
    """
    done = (one for one in lab.history.operations if one.name == _WRITE and one.outcome is Outcome.DONE and one.body)
    logged = [Resource({**one.body, "id": one.resource_id}, one.proof) for one in done if one.body]
    found = {one.id: one for one in (*logged, *lab.resources(Source.RESOURCE_GROUPS))}
    if not found:
        raise Missing(NO_GROUP)
    return list(found.values())

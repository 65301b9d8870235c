"""Tags: who pays, whose it is, what for."""

from bareme import Finding, Lab, Resource, Source, VirtualMachine, check, dig, every, fold, met, say, unmet

from .naming import NO_MACHINE, made
from .regions import NO_GROUP, groups_of
from .virtual_machines import MACHINES


@check(
    "tags.machines",
    reads=MACHINES,
    looks_at=("Microsoft.Compute/virtualMachines:tags",),
)
def machines(lab: Lab, *, names: tuple[str, ...]) -> Finding:
    """Every virtual machine carries the tags that are asked for."""
    expected = say("tags: {names}", names=names)

    def judge(vm: VirtualMachine) -> Finding:
        lacking = _lacking(names, dict(vm.tags.value))
        if lacking:
            return unmet(expected, say("{name}: without {tags}", name=vm.name, tags=lacking), vm.tags)
        return met(expected, say("{name}: tagged", name=vm.name), vm.tags)

    return every(expected, made(lab), judge, NO_MACHINE)


@check(
    "tags.resource_groups",
    reads=(Source.RESOURCE_GROUPS,),
    looks_at=("Microsoft.Resources/resourceGroups:tags",),
)
def resource_groups(lab: Lab, *, names: tuple[str, ...]) -> Finding:
    """Every resource group carries the tags that are asked for."""
    expected = say("tags: {names}", names=names)

    def judge(group: Resource) -> Finding:
        tags = dig(group.wire, "tags")
        lacking = _lacking(names, {fold(name): str(value) for name, value in tags.items()} if tags else {})
        if lacking:
            return unmet(expected, say("{name}: without {tags}", name=group.name, tags=lacking), group.proof)
        return met(expected, say("{name}: tagged", name=group.name), group.proof)

    return every(expected, groups_of(lab), judge, NO_GROUP)


def _lacking(names: tuple[str, ...], tags: dict[str, str]) -> tuple[str, ...]:
    """The tags that are not there, or empty."""
    return tuple(name for name in names if not tags.get(fold(name), "").strip())

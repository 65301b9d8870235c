"""Changing the size of a machine."""

from itertools import combinations

from bareme import (
    HALF,
    Fact,
    Finding,
    Lab,
    Machine,
    Resize,
    Source,
    VirtualMachine,
    Wire,
    best,
    capabilities,
    check,
    documented_power,
    met,
    of_machines,
    partial,
    say,
)

from .virtual_machines import MACHINES, NONE


@check(
    "vm.resized_up",
    reads=(*MACHINES, Source.SKUS),
    looks_at=("Microsoft.Compute/virtualMachines:properties.hardwareProfile.vmSize",),
)
def resized_up(lab: Lab, *, machine: Machine) -> Finding:
    """The virtual machine is resized to a larger size."""
    expected = say("a change to a larger size")
    vms = lab.meant(machine)

    def judge(vm: VirtualMachine) -> Finding:
        return best(
            expected, list(vm.resizes), lambda one: _judged(lab, vm, one), say("{vm}: never resized", vm=vm.name)
        )

    finding = of_machines(machine, expected, vms, judge, NONE)
    again = _recreated_bigger(lab, vms) if not finding.share else None
    if again is None:
        return finding
    found = say("{vm}: deleted and created again as {size}", vm=again.name, size=last_size_made(again).value)
    reason = say("changing the size keeps the machine; creating it again loses it")
    return partial(HALF, expected, found, last_size_made(again), remark=reason)


def _judged(lab: Lab, vm: VirtualMachine, change: Resize) -> Finding:
    expected = say("a change to a larger size")
    before, after = change.before.value, change.after.value
    found = say("{vm}: from {before} to {after}", vm=vm.name, before=before, after=after)
    larger = _is_larger(lab, before, after)
    if larger is None:
        reason = say("the list of sizes was not collected, so that {size} could not be compared", size=after)
        return met(expected, found, change.before, change.after, remark=reason)
    if larger:
        return met(expected, found, change.before, change.after)
    reason = say("the machine was too slow: a larger size was needed")
    return partial(HALF, expected, found, change.before, change.after, remark=reason)


def _recreated_bigger(lab: Lab, vms: tuple[VirtualMachine, ...]) -> VirtualMachine | None:
    """The machine that was deleted and made again with a larger size; made again smaller or equal is no change."""
    for vm in vms:
        if any(_is_larger(lab, again.before.value, again.after.value) for again in vm.made_again):
            return vm
    for first, second in combinations(vms, 2):  # oldest first
        again = first.id == second.id and first.sizes and second.sizes
        if again and _is_larger(lab, first.sizes[-1].value, second.sizes[0].value):
            return second
    return None


def last_size_made(vm: VirtualMachine) -> Fact[str]:
    """The size a machine had when it was made the last time."""
    return vm.made_again[-1].after if vm.made_again else vm.sizes[0]


def _is_larger(lab: Lab, before: str, after: str) -> bool | None:
    """Whether no capability shrinks and one grows; `None` where the list of sizes tells nothing of one of them."""
    old, new = _power(lab.size(before), before), _power(lab.size(after), after)
    if old is None or new is None:
        return None
    return all(b >= a for a, b in zip(old, new, strict=True)) and old != new


def _power(entry: Wire | None, size: str) -> tuple[float, float] | None:
    """VCPUs and memory in GiB."""
    told = capabilities(entry)
    cpus, memory = told.get("vcpus"), told.get("memorygb")
    if cpus and memory:
        return float(cpus), float(memory)
    return documented_power(size)

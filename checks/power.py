"""Stopping and deleting machines."""

from collections.abc import Sequence

from bareme import (
    HALF,
    QUARTER,
    Finding,
    Lab,
    Machine,
    Message,
    Source,
    VirtualMachine,
    best,
    check,
    met,
    partial,
    say,
    unmet,
)

from .availability_sets import members_of_chosen_set
from .virtual_machines import MACHINES, NONE

STATUSES = (*MACHINES, Source.VM_STATUSES)


@check("vm.deallocated", reads=STATUSES)
def deallocated(lab: Lab, *, machine: Machine) -> Finding:
    """The virtual machine is stopped and deallocated."""
    expected = say("stopped (deallocated)")

    def judge(vm: VirtualMachine) -> Finding:
        if vm.deallocated:
            return met(expected, say("{vm}: deallocated", vm=vm.name), vm.deallocated)
        if vm.powered_off:
            found, reason = say("{vm}: powered off", vm=vm.name), say("powered off is still billed; deallocate it")
            return partial(HALF, expected, found, vm.powered_off, remark=reason)
        if vm.stopped_inside:
            reason = say("a shutdown from inside Windows is still billed; stop it in the portal")
            return partial(
                QUARTER, expected, say("{vm}: shut down from inside", vm=vm.name), vm.stopped_inside, remark=reason
            )
        return unmet(expected, say("{vm}: never stopped", vm=vm.name), vm.created)

    return best(expected, lab.meant(machine), judge, NONE)


@check("vm.deleted", reads=MACHINES)
def deleted(lab: Lab, *, machine: Machine) -> Finding:
    """The virtual machine is deleted, after it was created."""
    return _all_deleted(lab.meant(machine), NONE)


@check("availability_set.members_deleted", reads=(*MACHINES, Source.AVAILABILITY_SETS))
def members_deleted(lab: Lab, *, count: int = 3) -> Finding:
    """The virtual machines of the availability set are deleted, after they were created."""
    members = members_of_chosen_set(lab)
    finding = _all_deleted(members, say("no machine was ever in an availability set"))
    if finding.share and len(members) < count:
        reason = say("{n} of {count} machines were created", n=len(members), count=count)
        return partial(HALF, finding.expected, finding.found, *finding.proofs, remark=reason)
    return finding


def _all_deleted(vms: Sequence[VirtualMachine], nothing: Message) -> Finding:
    """All gone is met, some gone is half; what never was cannot be deleted."""
    expected = say("created, then deleted")
    lives = _last_lives(vms)
    if not lives:
        return unmet(expected, nothing)
    facts = [vm.deleted for vm in lives]
    left = tuple(vm.name for vm, fact in zip(lives, facts, strict=True) if fact is None)
    proofs = [*(vm.created for vm in lives), *facts]
    if not left:
        return met(expected, say("deleted: {names}", names=tuple(vm.name for vm in lives)), *proofs)
    found = say("still there: {names}", names=left)
    if len(left) < len(lives):
        return partial(HALF, expected, found, *proofs, remark=say("some of the machines were left"))
    return unmet(expected, found, *proofs)


def _last_lives(vms: Sequence[VirtualMachine]) -> list[VirtualMachine]:
    """The last life of each name: an earlier one under the same name is gone by nature."""
    return list({vm.id: vm for vm in vms}.values())

"""Stopping and deleting machines."""

from collections.abc import Sequence
from datetime import datetime

from bareme import (
    HALF,
    QUARTER,
    Fact,
    Finding,
    Lab,
    Machine,
    Message,
    Missing,
    Operation,
    Source,
    VirtualMachine,
    check,
    fold,
    is_person,
    met,
    of_machines,
    partial,
    say,
    told,
    unmet,
)

from .availability_sets import members_of_chosen_set
from .virtual_machines import MACHINES, NONE

DEALLOCATE = "microsoft.compute/virtualmachines/deallocate/action"
CLOSED = {"disabled", "warned", "pastdue"}
"""States of a subscription in which Azure stops what runs."""

STATUSES = (*MACHINES, Source.VM_STATUSES)


@check(
    "vm.deallocated",
    reads=STATUSES,
    looks_at=("Microsoft.Compute/virtualMachines:properties.instanceView.statuses",),
)
def deallocated(lab: Lab, *, machine: Machine) -> Finding:
    """The virtual machine is stopped and deallocated."""
    expected = say("stopped (deallocated)")

    def judge(vm: VirtualMachine) -> Finding:
        if vm.deallocated:
            return _stopped(lab, vm, expected, vm.deallocated)
        if vm.powered_off:
            found, reason = say("{vm}: powered off", vm=vm.name), say("powered off is still billed; deallocate it")
            return partial(HALF, expected, found, vm.powered_off, remark=reason)
        if vm.stopped_inside:
            reason = say("a shutdown from inside Windows is still billed; stop it in the portal")
            return partial(
                QUARTER, expected, say("{vm}: shut down from inside", vm=vm.name), vm.stopped_inside, remark=reason
            )
        return unmet(expected, say("{vm}: never stopped", vm=vm.name), vm.created)

    return of_machines(machine, expected, lab.meant(machine), judge, NONE)


def _stopped(lab: Lab, vm: VirtualMachine, expected: Message, stopped: Fact[datetime]) -> Finding:
    """By the student, by the schedule he set, or by Azure itself.

    Raises:
        Missing: the subscription is disabled, so that Azure may have stopped it.
    """
    found = say("{vm}: deallocated", vm=vm.name)
    acts = vm.life.done(DEALLOCATE)
    if any(is_by_person(one) for one in acts):
        return met(expected, found, stopped)
    if fold(lab.subscription_state) in CLOSED:
        raise Missing(say("{vm} is stopped, but Azure stops machines itself once credit is spent", vm=vm.name))
    if acts and _is_scheduled(lab, vm):
        reason = say("the auto-shutdown schedule stopped it, not the student")
        return partial(HALF, expected, found, stopped, remark=reason)
    return met(expected, found, stopped)


def is_by_person(operation: Operation) -> bool:
    """Whether somebody signed in did it; where the log names nobody, he is believed."""
    return not operation.caller or is_person(operation.caller, operation.object_id)


def _is_scheduled(lab: Lab, vm: VirtualMachine) -> bool:
    """Whether the machine ever had an auto-shutdown schedule, which bears its name."""
    name = f"/schedules/shutdown-computevm-{fold(vm.name)}"
    listed = any(one.resource_id.endswith(name) for one in lab.history.lives("microsoft.devtestlab/schedules"))
    return listed or any(one.resource_id.endswith(name) for one in lab.history.operations)


@check(
    "vm.deleted",
    reads=MACHINES,
    destroys=True,
    looks_at=("Microsoft.Compute/virtualMachines:@gone",),
)
def deleted(lab: Lab, *, machine: Machine) -> Finding:
    """The virtual machine is deleted, after it was created."""
    return _all_deleted(lab, lab.meant(machine), NONE)


@check(
    "availability_set.members_deleted",
    reads=(*MACHINES, Source.AVAILABILITY_SETS),
    destroys=True,
    looks_at=(
        "Microsoft.Compute/virtualMachines:@gone",
        "Microsoft.Compute/availabilitySets:@there",
        "Microsoft.Compute/virtualMachines:properties.availabilitySet",
    ),
)
def members_deleted(lab: Lab, *, count: int = 3) -> Finding:
    """The virtual machines of the availability set are deleted, after they were created."""
    members = members_of_chosen_set(lab)
    finding = _all_deleted(lab, members, say("no machine was ever in an availability set"))
    if finding.share and len(members) < count:
        reason = say("{n} of {count} machines were created", n=len(members), count=count)
        return partial(HALF, finding.expected, finding.found, *finding.proofs, remark=reason)
    return finding


def _all_deleted(lab: Lab, vms: Sequence[VirtualMachine], nothing: Message) -> Finding:
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
    if lab.closed and any(one.name.endswith("/delete") for one in lab.refusals):
        raise Missing(say("Azure refused to delete {names}: the subscription was disabled", names=left))
    if any(facts):
        return partial(HALF, expected, found, *proofs, remark=say("some of the machines were left"))
    return unmet(expected, found, *proofs, seen=True)


def _last_lives(vms: Sequence[VirtualMachine]) -> list[VirtualMachine]:
    """The lab's own life of each name: the one with most of the lab's work in it, else the last.

    An earlier try under the same name is gone by nature, and what is made under it after the lab is another machine,
    also in another group.
    """
    own: dict[str, VirtualMachine] = {}
    for vm in vms:
        name = fold(vm.name)
        before = own.get(name)
        if before is None or not (_is_later(vm, before) and vm.work < before.work):
            own[name if before is None or _is_later(vm, before) else vm.id] = vm
    return list(own.values())


def _is_later(vm: VirtualMachine, before: VirtualMachine) -> bool:
    """Whether a machine was made after another one was deleted."""
    ended = told([before], lambda one: one.deleted)
    gone = ended[0].value if ended and ended[0] else None
    return gone is not None and vm.created.value is not None and vm.created.value >= gone

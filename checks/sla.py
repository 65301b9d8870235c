"""What Microsoft promises of the machines as they stand together, and the downtime that leaves."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

from bareme import (
    Fact,
    Finding,
    Lab,
    LoadBalancer,
    MachineKind,
    Message,
    Proof,
    ScaleSet,
    VirtualMachine,
    are_twins,
    check,
    dated,
    downtime,
    fold,
    in_series,
    met,
    say,
    table,
    unmet,
)

from .availability import BALANCED

SEVERAL = 2


@dataclass(frozen=True)
class Promise:
    """What is promised of one part of the deployment, and why."""

    percent: Decimal
    why: Message
    proofs: tuple[Proof, ...]


@check(
    "availability.sla",
    reads=BALANCED,
    looks_at=(
        "Microsoft.Compute/virtualMachines:zones",
        "Microsoft.Compute/virtualMachines:properties.storageProfile.osDisk.managedDisk",
        "Microsoft.Compute/disks:sku",
        "Microsoft.Compute/availabilitySets:@there",
        "Microsoft.Compute/virtualMachines:properties.availabilitySet",
        "Microsoft.Compute/virtualMachineScaleSets:@there",
        "Microsoft.Compute/virtualMachineScaleSets:sku",
        "Microsoft.Network/loadBalancers:@there",
        "Microsoft.Network/networkInterfaces:properties",
    ),
)
def sla(lab: Lab, *, percent: Decimal) -> Finding:
    """The service promises the availability asked for, as its machines are placed."""
    expected = say("{percent}%: {downtime}", percent=percent, downtime=_downtime(percent))
    own = max(promises(lab), key=lambda one: one.percent, default=None)
    if own is None:
        return unmet(expected, say("no machine"))
    found = say("{percent}%: {why}; {downtime}", percent=_short(own.percent), why=own.why,
                downtime=_downtime(own.percent))  # fmt: skip
    remark = say("figures: {source}", source=dated("availability"))
    if own.percent >= percent:
        return met(expected, found, *own.proofs, remark=remark)
    return unmet(expected, found, *own.proofs, remark=remark)


def promises(lab: Lab) -> Iterator[Promise]:
    """What is promised of each part; where a load balancer is, the service is what stands behind it."""
    behind = [one for one in lab.load_balancers if one.sku == "standard" and (one.machines or one.scale_sets)]
    if behind:
        yield from map(_balanced, behind)
        return
    for group in lab.scale_sets:
        yield _of_scale_set(group)
    for twins in _together([vm for vm in lab.vms if vm.kind is not MachineKind.SCALE_SET]):
        yield _of_machines(twins)


def _balanced(balancer: LoadBalancer) -> Promise:
    parts = [_of_machines(balancer.machines)] if balancer.machines else []
    best = max([*parts, *map(_of_scale_set, balancer.scale_sets)], key=lambda one: one.percent)
    own = _guarantee("load-balancer")
    why = say("{part} × load balancer {percent}%", part=best.why, percent=own)
    return Promise(in_series([best.percent, own]), why, (*best.proofs, balancer.created.proof))


def _of_machines(vms: Sequence[VirtualMachine]) -> Promise:
    zones = {zone for vm in vms for zone in vm.zones.value}
    proofs = tuple(vm.zones.proof for vm in vms)
    if len(zones) >= SEVERAL:
        percent = _guarantee("zones")
        return Promise(percent, say("{n} machines in {zones} zones", n=len(vms), zones=len(zones)), proofs)
    if len(vms) >= SEVERAL and all(vm.kind is MachineKind.AVAILABILITY_SET for vm in vms):
        return Promise(_guarantee("set"), say("{n} machines in an availability set", n=len(vms)), proofs)
    return max(map(_alone, vms), key=lambda one: one.percent)


def _of_scale_set(group: ScaleSet) -> Promise:
    count = max((fact.value for fact in group.capacities), default=0)
    zones, proofs = len(group.zones.value), (group.zones.proof,)
    if count >= SEVERAL:
        spread = say("{n} instances of a scale set in {zones} zones", n=count, zones=zones)
        beside = say("{n} instances of a scale set in one place", n=count)
        kind, why = ("zones", spread) if zones >= SEVERAL else ("set", beside)
        return Promise(_guarantee(kind), why, proofs)
    return Promise(_guarantee("hdd"), say("a single instance of a scale set"), proofs)


def _alone(vm: VirtualMachine) -> Promise:
    """One machine: its disk decides."""
    own: Fact[str] = vm.os_disk_sku
    kind = _KINDS.get(fold(own.value.partition("_")[0]), "hdd")
    return Promise(_guarantee(kind), say("one machine on {sku}", sku=own.value), (own.proof,))


def _together(vms: list[VirtualMachine]) -> Iterator[list[VirtualMachine]]:
    """Machines that do the same: those of one set, and those that bear one name with different numbers."""
    left = list(vms)
    while left:
        first = left[0]
        twins = [vm for vm in left if vm is first or _are_one_part(first, vm)]
        left = [vm for vm in left if vm not in twins]
        yield twins


def _are_one_part(one: VirtualMachine, other: VirtualMachine) -> bool:
    if one.availability_set or other.availability_set:
        return bool(
            one.availability_set
            and other.availability_set
            and one.availability_set.value == other.availability_set.value
        )
    return are_twins(one, other)


def _guarantee(kind: str) -> Decimal:
    return Decimal(table("availability")["guarantee"][kind])


def _downtime(percent: Decimal) -> Message:
    down = downtime(percent)
    return say("at most {year} h a year, {month} min a month, {week} min a week", year=_hours(down.year),
               month=_minutes(down.month), week=_minutes(down.week))  # fmt: skip


def _hours(span: timedelta) -> Decimal:
    return _short(Decimal(span.total_seconds()) / 3600)


def _minutes(span: timedelta) -> Decimal:
    return _short(Decimal(span.total_seconds()) / 60)


def _short(number: Decimal) -> Decimal:
    return number.quantize(Decimal("0.01"))


_KINDS = {"premium": "premium", "premiumv2": "premium", "ultrassd": "premium", "standardssd": "standard-ssd"}

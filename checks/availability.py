"""The four ways of making machines available, and what they promise together."""

from collections.abc import Iterator
from typing import Literal

from bareme import HALF, Finding, Lab, LoadBalancer, MachineKind, Proof, Source, best, check, met, partial, say, unmet

from .virtual_machines import MACHINES

Option = Literal["none", "zones", "scale-set", "set"]

TOPOLOGY = (*MACHINES, Source.SCALE_SETS, Source.AVAILABILITY_SETS)
BALANCED = (*TOPOLOGY, Source.LOAD_BALANCERS, Source.NETWORK_INTERFACES)

OPTIONS = {
    "none": say("no redundancy"),
    "zones": say("availability zones"),
    "scale-set": say("a scale set"),
    "set": say("an availability set"),
}


@check(
    "availability.options",
    reads=TOPOLOGY,
    looks_at=(
        "Microsoft.Compute/virtualMachines:zones",
        "Microsoft.Compute/availabilitySets:@there",
        "Microsoft.Compute/virtualMachines:properties.availabilitySet",
        "Microsoft.Compute/virtualMachineScaleSets:@there",
        "Microsoft.Compute/virtualMachineScaleSets:sku",
    ),
)
def options(lab: Lab, *, options: tuple[Option, ...]) -> Finding:
    """The availability options asked for are used."""
    expected = say("{options}", options=tuple(OPTIONS[one] for one in options))
    used = dict(_used(lab))
    found = say("{options}", options=tuple(OPTIONS[one] for one in used)) if used else say("no machine")
    proofs = [used[one] for one in options if one in used]
    lacking = tuple(OPTIONS[one] for one in options if one not in used)
    if not lacking:
        return met(expected, found, *proofs)
    if proofs:
        return partial(HALF, expected, found, *proofs, remark=say("lacking: {options}", options=lacking))
    return unmet(expected, found)


@check(
    "availability.load_balancer",
    reads=BALANCED,
    looks_at=(
        "Microsoft.Compute/virtualMachines:zones",
        "Microsoft.Network/loadBalancers:@there",
        "Microsoft.Network/networkInterfaces:properties",
    ),
)
def load_balancer(lab: Lab, *, zones: int = 2) -> Finding:
    """A load balancer spreads requests over machines in several zones."""
    expected = say("a load balancer before machines in {zones} zones", zones=zones)

    def judge(balancer: LoadBalancer) -> Finding:
        behind = zones_of(balancer)
        found = say("{name}: machines {n}, zones {zones}", name=balancer.name,
                    n=len(balancer.machines), zones=tuple(sorted(behind)))  # fmt: skip
        proofs = (balancer.created, *(vm.zones for vm in balancer.machines))
        if len(behind) >= zones:
            return met(expected, found, *proofs)
        if balancer.machines or balancer.scale_sets:
            return partial(HALF, expected, found, *proofs, remark=say("all of them fail with their zone"))
        return unmet(expected, say("{name}: nothing behind it", name=balancer.name), balancer.created)

    return best(expected, lab.load_balancers, judge, say("no load balancer"))


def zones_of(balancer: LoadBalancer) -> set[str]:
    """The zones of everything behind a load balancer."""
    machines = {zone for vm in balancer.machines for zone in vm.zones.value}
    return machines | {zone for group in balancer.scale_sets for zone in group.zones.value}


def _used(lab: Lab) -> Iterator[tuple[Option, Proof]]:
    for group in lab.scale_sets:
        yield "scale-set", group.created.proof
    for vm in lab.vms:
        if vm.kind is MachineKind.AVAILABILITY_SET:
            yield "set", vm.created.proof
        elif vm.kind is MachineKind.STAND_ALONE:
            yield ("zones" if vm.zones.value else "none"), vm.zones.proof

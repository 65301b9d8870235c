"""Virtual machine scale sets."""

from bareme import HALF, Finding, Lab, Region, ScaleSet, Source, best, check, met, partial, say, unmet

from .good_faith import in_place
from .virtual_machines import MACHINES

SCALE_SETS = (*MACHINES, Source.SCALE_SETS, Source.SCALE_SET_INSTANCES)


@check(
    "scale_set.instances",
    reads=SCALE_SETS,
    slips=("region",),
    looks_at=(
        "Microsoft.Compute/virtualMachineScaleSets:location",
        "Microsoft.Compute/virtualMachineScaleSets:@there",
        "Microsoft.Compute/virtualMachineScaleSets:sku",
    ),
)
def instances(lab: Lab, *, count: int, region: Region) -> Finding:
    """A scale set has, or once had, the number of instances the exercise asks for."""
    expected = say("a scale set with {count} instances in {region}", count=count, region=region)

    def judge(group: ScaleSet) -> Finding:
        most = max(group.capacities, key=lambda fact: fact.value, default=None)
        if most is None or most.value * 2 < count:
            found = say("{set}: {n} instances", set=group.name, n=most.value if most else 0)
            return unmet(expected, found, most or group.created)
        found = say("{set} ({mode}): {n} instances", set=group.name, mode=group.mode, n=most.value)
        if most.value < count:
            return partial(HALF, expected, found, most, remark=say("an instance is lacking"))
        return in_place(lab, group.location, region, met(expected, found, most, group.location))

    return best(expected, lab.scale_sets, judge, say("no scale set"))

"""Resources of one type taken out of everything: lists, log, deployments, change records."""

from dataclasses import replace
from functools import partial

from bareme.prove.aspects import Aspect
from bareme.prove.example import Example
from bareme.prove.mutation import Mutation, mutation
from bareme.prove.mutations.place import VM
from bareme.prove.rewrite import without
from bareme.reference.arm import resource_type
from bareme.text.message import say


def gone(example: Example, kind: str) -> Example:
    """Nothing of this type, and nothing inside of it."""
    return without(example, lambda one, _: resource_type(one) == kind or resource_type(one).startswith(f"{kind}/"))


def _gone(name: str, kind: str, *touches: Aspect) -> Mutation:
    made = mutation(f"no-{name}", say("nothing of type {type}", type=kind), partial(gone, kind=kind), *touches)
    return replace(made, is_sweeping=True)


_NOT_OF_MACHINES = {Aspect.ANSWERS, Aspect.SCRIPT, Aspect.NETWORK, Aspect.SCALE_SET}
_OF_MACHINES = tuple(aspect for aspect in Aspect if aspect not in _NOT_OF_MACHINES)
_OF_DISKS = (Aspect.OS_DISK, Aspect.OS_DISK_SIZE, Aspect.DATA_DISK, Aspect.DATA_DISK_TYPE, Aspect.ORPHANS)

_AROUND = (
    ("networks", "microsoft.network/virtualnetworks", Aspect.NETWORK),
    ("interfaces", "microsoft.network/networkinterfaces", Aspect.LOAD_BALANCER),
    ("load-balancers", "microsoft.network/loadbalancers", Aspect.LOAD_BALANCER),
    ("metric-alerts", "microsoft.insights/metricalerts", Aspect.ALERTS),
    ("autoscale", "microsoft.insights/autoscalesettings", Aspect.AUTOSCALE),
    ("schedules", "microsoft.devtestlab/schedules", Aspect.SCHEDULES),
    ("budgets", "microsoft.consumption/budgets", Aspect.BUDGET),
    ("storage-accounts", "microsoft.storage/storageaccounts", Aspect.STORAGE),
    ("collection-rules", "microsoft.insights/datacollectionruleassociations", Aspect.COLLECTION_RULES),
)

GONE = (
    _gone("machines", VM, *_OF_MACHINES),
    _gone("disks", "microsoft.compute/disks", *_OF_DISKS),
    _gone("security-groups", "microsoft.network/networksecuritygroups", Aspect.NETWORK),
    *(_gone(name, kind, aspect) for name, kind, aspect in _AROUND),
)

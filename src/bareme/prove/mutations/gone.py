"""Resources of one type taken out of everything: lists, log, deployments, change records."""

from dataclasses import replace
from functools import partial

from bareme.prove.example import Example
from bareme.prove.mutation import Mutation, mutation
from bareme.prove.mutations.place import VM
from bareme.prove.rewrite import without
from bareme.reference.arm import fold, resource_type
from bareme.text.message import say


def gone(example: Example, kind: str) -> Example:
    """Nothing of this type, and nothing inside of it."""
    return without(example, lambda one, _: resource_type(one) == kind or resource_type(one).startswith(f"{kind}/"))


def _gone(name: str, kind: str, *also: str) -> Mutation:
    """A type gone; `also` is what is nothing without it."""
    made = mutation(f"no-{name}", say("nothing of type {type}", type=kind), partial(gone, kind=fold(kind)), kind, *also)
    return replace(made, is_sweeping=True)


_WITH_MACHINES = (
    "Microsoft.Compute/disks", "Microsoft.Compute/availabilitySets", "Microsoft.Compute/images",
    "Microsoft.Compute/galleries", "Microsoft.Compute/snapshots", "Microsoft.Network/networkInterfaces",
    "Microsoft.Network/publicIPAddresses", "Microsoft.Network/loadBalancers", "Microsoft.Insights/metricAlerts",
    "Microsoft.Insights/dataCollectionRuleAssociations", "Microsoft.DevTestLab/schedules", "deployments",
)  # fmt: skip

_AROUND = (
    ("networks", "Microsoft.Network/virtualNetworks"),
    ("interfaces", "Microsoft.Network/networkInterfaces"),
    ("load-balancers", "Microsoft.Network/loadBalancers"),
    ("metric-alerts", "Microsoft.Insights/metricAlerts"),
    ("autoscale", "Microsoft.Insights/autoscalesettings"),
    ("schedules", "Microsoft.DevTestLab/schedules"),
    ("budgets", "Microsoft.Consumption/budgets"),
    ("storage-accounts", "Microsoft.Storage/storageAccounts"),
    ("collection-rules", "Microsoft.Insights/dataCollectionRuleAssociations"),
)

GONE = (
    _gone("machines", VM, *_WITH_MACHINES),
    _gone("disks", "Microsoft.Compute/disks", "Microsoft.Compute/virtualMachines:properties.storageProfile"),
    _gone("security-groups", "Microsoft.Network/networkSecurityGroups"),
    *(_gone(name, kind) for name, kind in _AROUND),
)

"""Which list holds what, and the API version each is asked with. The only table of versions.

Versions are ours and fixed, so that the evidence has the same shape whichever SDK is installed. Names and levels
are those of the Azure REST API reference.
"""

from dataclasses import dataclass
from urllib.parse import quote

from bareme.azure.settings import Target
from bareme.evidence import Source

COMPUTE = "2024-07-01"
DISKS = "2024-03-02"
GALLERIES = "2024-03-03"
SKUS = "2021-07-01"
NETWORK = "2024-05-01"
RESOURCES = "2024-03-01"
SUBSCRIPTIONS = "2022-12-01"
ACTIVITY_LOG = "2015-04-01"
COLLECTION_RULES = "2022-06-01"
GRAPH = "2022-10-01"
PERMISSIONS = "2022-04-01"


@dataclass(frozen=True, slots=True)
class Listing:
    """A plain list, at the level of the subscription or of a resource group."""

    kind: str
    version: str


LISTINGS = {
    Source.VIRTUAL_MACHINES: Listing("Microsoft.Compute/virtualMachines", COMPUTE),
    Source.AVAILABILITY_SETS: Listing("Microsoft.Compute/availabilitySets", COMPUTE),
    Source.SCALE_SETS: Listing("Microsoft.Compute/virtualMachineScaleSets", COMPUTE),
    Source.IMAGES: Listing("Microsoft.Compute/images", COMPUTE),
    Source.DISKS: Listing("Microsoft.Compute/disks", DISKS),
    Source.SNAPSHOTS: Listing("Microsoft.Compute/snapshots", DISKS),
    Source.GALLERIES: Listing("Microsoft.Compute/galleries", GALLERIES),
    Source.NETWORK_INTERFACES: Listing("Microsoft.Network/networkInterfaces", NETWORK),
    Source.PUBLIC_IP_ADDRESSES: Listing("Microsoft.Network/publicIPAddresses", NETWORK),
    Source.NETWORK_SECURITY_GROUPS: Listing("Microsoft.Network/networkSecurityGroups", NETWORK),
    Source.VIRTUAL_NETWORKS: Listing("Microsoft.Network/virtualNetworks", NETWORK),
    Source.LOAD_BALANCERS: Listing("Microsoft.Network/loadBalancers", NETWORK),
    Source.NAT_GATEWAYS: Listing("Microsoft.Network/natGateways", NETWORK),
    Source.BASTION_HOSTS: Listing("Microsoft.Network/bastionHosts", NETWORK),
    Source.AUTOSCALE_SETTINGS: Listing("Microsoft.Insights/autoscalesettings", "2022-10-01"),
    Source.METRIC_ALERTS: Listing("Microsoft.Insights/metricAlerts", "2018-03-01"),
    Source.DATA_COLLECTION_RULES: Listing("Microsoft.Insights/dataCollectionRules", COLLECTION_RULES),
    Source.POLICY_ASSIGNMENTS: Listing("Microsoft.Authorization/policyAssignments", "2022-06-01"),
    Source.SCHEDULES: Listing("Microsoft.DevTestLab/schedules", "2018-09-15"),
    Source.BUDGETS: Listing("Microsoft.Consumption/budgets", "2023-05-01"),
    Source.STORAGE_ACCOUNTS: Listing("Microsoft.Storage/storageAccounts", "2023-05-01"),
}

GRAPH_PATH = f"/providers/Microsoft.ResourceGraph/resources?api-version={GRAPH}"


def subscription_path(target: Target) -> str:
    """The subscription's own path."""
    return f"/subscriptions/{quote(target.subscription_id, safe='')}"


def group_path(target: Target, group: str) -> str:
    """A resource group's path."""
    return f"{subscription_path(target)}/resourceGroups/{quote(group, safe='')}"


def scope_path(target: Target) -> str:
    """The path of what is collected: the resource group if there is one, else the subscription."""
    return group_path(target, target.resource_group) if target.resource_group else subscription_path(target)


def listing_path(target: Target, source: Source) -> str:
    """The first page of a plain list."""
    listing = LISTINGS[source]
    return with_query(f"{scope_path(target)}/providers/{listing.kind}", listing.version)


def with_query(path: str, version: str, **options: str) -> str:
    """A path with its API version and OData options: `filter` is `$filter`."""
    parts = [f"api-version={version}", *(f"${name}={quote(text, safe='(),:')}" for name, text in options.items())]
    return f"{path}?{'&'.join(parts)}"

"""Which of Azure's lists holds resources of a type: Resource Manager's own list, or a table of Resource Graph.

Sources: Azure Resource Graph documentation, "Resource Graph tables and resource types reference"; Azure Resource
Manager REST API, "Resources - List" (tracked resources alone: no assignments, no settings, no records).
"""

from collections.abc import Iterator
from functools import lru_cache

from bareme.reference.arm import fold, resource_type

GROUP = "microsoft.resources/resourcegroups"
_GROUP_NAMES = frozenset({GROUP, "microsoft.resources/subscriptions/resourcegroups"})

RESOURCES = "resources"
CONTAINERS = "resourcecontainers"
AUTHORIZATION = "authorizationresources"
ALWAYS = (RESOURCES, CONTAINERS, AUTHORIZATION)
"""The tables that any lab may have something in."""

SIDE_TABLES: dict[str, tuple[str, ...]] = {
    "policyresources": ("microsoft.authorization/policyassignments", "microsoft.authorization/policydefinitions",
                        "microsoft.authorization/policysetdefinitions", "microsoft.authorization/policyexemptions",
                        "microsoft.policyinsights/"),
    "recoveryservicesresources": ("microsoft.recoveryservices/vaults/", "microsoft.dataprotection/backupvaults/"),
    "dnsresources": ("microsoft.network/dnszones/", "microsoft.network/privatednszones/"),
    "networkresources": ("microsoft.network/networkmanagers/",),
    "appserviceresources": ("microsoft.web/sites/",),
    "insightsresources": ("microsoft.insights/datacollectionruleassociations", "microsoft.insights/tenantactiongroups"),
}  # fmt: skip
"""What the other tables hold, by the beginning of the folded type."""

OPENED_BY: dict[str, tuple[str, ...]] = {
    "recoveryservicesresources": ("microsoft.recoveryservices/vaults", "microsoft.dataprotection/backupvaults"),
    "dnsresources": ("microsoft.network/dnszones", "microsoft.network/privatednszones"),
    "networkresources": ("microsoft.network/networkmanagers",),
    "appserviceresources": ("microsoft.web/sites",),
}
"""The resources without which a side table holds nothing of a subscription."""

_TRACKED_CHILDREN = frozenset(
    {
        "microsoft.automation/automationaccounts/runbooks",
        "microsoft.cdn/profiles/endpoints",
        "microsoft.compute/galleries/images",
        "microsoft.compute/galleries/images/versions",
        "microsoft.compute/virtualmachines/extensions",
        "microsoft.containerregistry/registries/replications",
        "microsoft.containerregistry/registries/webhooks",
        "microsoft.devices/provisioningservices",
        "microsoft.eventgrid/domains/topics",
        "microsoft.machinelearningservices/workspaces/onlineendpoints",
        "microsoft.netapp/netappaccounts/capacitypools",
        "microsoft.netapp/netappaccounts/capacitypools/volumes",
        "microsoft.network/networkwatchers/connectionmonitors",
        "microsoft.network/networkwatchers/flowlogs",
        "microsoft.network/privatednszones/virtualnetworklinks",
        "microsoft.sql/managedinstances/databases",
        "microsoft.sql/servers/databases",
        "microsoft.sql/servers/elasticpools",
        "microsoft.synapse/workspaces/bigdatapools",
        "microsoft.synapse/workspaces/sqlpools",
        "microsoft.web/sites/slots",
    }
)
"""Children that have a place and tags of their own, and stand in Resource Manager's list."""

_UNTRACKED = (
    "microsoft.advisor/", "microsoft.authorization/", "microsoft.billing/", "microsoft.consumption/",
    "microsoft.costmanagement/", "microsoft.guestconfiguration/", "microsoft.insights/diagnosticsettings",
    "microsoft.insights/datacollectionruleassociations", "microsoft.insights/autoscalesettings/",
    "microsoft.maintenance/configurationassignments", "microsoft.management/", "microsoft.policyinsights/",
    "microsoft.resourcehealth/", "microsoft.resources/deployments", "microsoft.resources/resourcegroups",
    "microsoft.resources/subscriptions", "microsoft.resources/tags", "microsoft.security/", "microsoft.support/",
)  # fmt: skip
"""Providers and types whose resources are settings of others, or records: in no list of resources."""


def canonical(type_: str) -> str:
    """A type as it is compared: folded, a resource group under one of its two names."""
    folded = fold(type_).strip("/")
    return GROUP if folded in _GROUP_NAMES else folded


@lru_cache(maxsize=2**13)
def type_of(resource_id: str) -> str:
    """The folded type of an id; a resource group's id has no provider in it."""
    parts = resource_id.strip("/").split("/")
    if len(parts) == 4 and fold(parts[2]) == "resourcegroups":
        return GROUP
    return resource_type(resource_id)


def is_listed(type_: str) -> bool:
    """Whether Resource Manager's list of resources shows resources of a folded type."""
    return type_ in _TRACKED_CHILDREN or (type_.count("/") == 1 and not is_setting(type_))


def is_setting(type_: str) -> bool:
    """Whether resources of a folded type are laid on others, of any type: locks, assignments, diagnostic settings."""
    return type_.startswith(_UNTRACKED)


def table_of(type_: str) -> str | None:
    """The table of Resource Graph that holds resources of a folded type; none holds many a child."""
    if is_listed(type_):
        return RESOURCES
    if type_ == GROUP:
        return CONTAINERS
    side = next((name for name, starts in SIDE_TABLES.items() if type_.startswith(starts)), None)
    if side is None and type_.startswith("microsoft.authorization/role"):
        return AUTHORIZATION
    return side


def ancestors(resource_id: str) -> Iterator[str]:
    """The ids of what a resource hangs under, the nearest first: the subnet's network, the record's zone."""
    parts = resource_id.split("/")
    while len(parts) > 9 and fold(parts[-4]) != "providers":
        parts = parts[:-2]
        yield "/".join(parts)

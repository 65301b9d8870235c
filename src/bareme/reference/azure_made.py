"""What Azure makes for itself in a subscription: nobody's work, and nobody's fault.

Sources: Azure documentation of Cloud Shell storage, Network Watcher, AKS node resource groups, Databricks managed
resource groups, default Log Analytics workspaces, Azure Backup restore points, Application Insights smart detection.
"""

import re
from functools import lru_cache

from bareme.reference.arm import fold, resource_group, resource_name, resource_type

_GROUPS = re.compile(
    r"networkwatcherrg|cloud-shell-storage-.*|defaultresourcegroup-.*|mc_.*|databricks-rg-.*|azurebackuprg_.*"
    r"|synapseworkspace-managedrg-.*|me_.*_managed|ai_.*_managed|visualstudioonline-.*|dashboards"
)
_RESOURCES = {
    "microsoft.storage/storageaccounts": re.compile(r"cs[12][0-9a-f]{12,22}"),
    "microsoft.operationalinsights/workspaces": re.compile(r"defaultworkspace-.*|managed-.*-ws"),
    "microsoft.network/networkwatchers": re.compile(r".*"),
    "microsoft.insights/actiongroups": re.compile(r"application insights smart detection"),
    "microsoft.alertsmanagement/smartdetectoralertrules": re.compile(r"failure anomalies.*"),
    "microsoft.operationsmanagement/solutions": re.compile(r".*\(defaultworkspace-.*\)"),
}


_ASKED_FOR = ("microsoft.network/networkwatchers/",)
"""What students make inside of what Azure made: connection monitors, flow logs."""


@lru_cache(maxsize=2**13)
def is_azure_made(resource_id: str) -> bool:
    """Whether Azure made a resource or a resource group on its own, where it saw fit."""
    type_ = resource_type(resource_id)
    if type_.startswith(_ASKED_FOR):
        return False
    group = resource_group(resource_id)
    if group and _GROUPS.fullmatch(group):
        return True
    own = _RESOURCES.get(type_)
    return own is not None and own.fullmatch(fold(resource_name(resource_id))) is not None

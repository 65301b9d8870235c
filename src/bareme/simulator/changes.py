"""Rows of Resource Graph's `resourcechanges` table."""

from datetime import datetime
from typing import Any

from bareme.reference.arm import resource_group, resource_type
from bareme.simulator.events import Actor, Tool
from bareme.simulator.ids import guid, stamp

_CLIENTS = {Tool.PORTAL: "Azure Portal", Tool.CLI: "Azure CLI", Tool.POWERSHELL: "Azure PowerShell"}

Differences = dict[str, tuple[object, object]]
"""Property path → value before, value after."""


def change(kind: str, resource_id: str, moment: datetime, actor: Actor, differences: Differences) -> dict[str, Any]:
    """One row; `Create` and `Delete` rows carry no properties."""
    folded = resource_id.casefold()
    change_id = guid("change", kind, folded, moment.isoformat())
    verb = "delete" if kind == "Delete" else "write"
    changes = {
        path: {"propertyChangeType": "Update", "previousValue": before, "newValue": after}
        for path, (before, after) in differences.items()
    }
    return {
        "id": f"{folded}/providers/Microsoft.Resources/changes/{change_id}",
        "name": change_id,
        "type": "microsoft.resources/changes",
        "resourceGroup": resource_group(resource_id),
        "subscriptionId": actor.subscription_id,
        "tenantId": actor.tenant_id,
        "properties": {
            "targetResourceId": folded,
            "targetResourceType": resource_type(resource_id),
            "changeType": kind,
            "changeAttributes": {
                "changedBy": actor.person,
                "changedByType": "User",
                "clientType": _CLIENTS[actor.tool],
                "operation": f"{resource_type(resource_id)}/{verb}",
                "timestamp": stamp(moment),
                "changesCount": len(changes),
                "correlationId": actor.correlation,
            },
            "changes": changes,
        },
    }

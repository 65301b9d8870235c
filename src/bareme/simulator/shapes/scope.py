"""The subscription itself, its resource groups and its policies."""

from typing import Any

from bareme.reference.arm import resource_name


def subscription(subscription_id: str, tenant_id: str, state: str) -> dict[str, Any]:
    """A student's subscription."""
    return {
        "id": f"/subscriptions/{subscription_id}",
        "subscriptionId": subscription_id,
        "tenantId": tenant_id,
        "displayName": "Azure for Students",
        "state": state,
        "subscriptionPolicies": {
            "locationPlacementId": "Public_2014-09-01",
            "quotaId": "AzureForStudents_2018-01-01",
            "spendingLimit": "On",
        },
        "authorizationSource": "RoleBased",
    }


def resource_group(group_id: str, location: str) -> dict[str, Any]:
    """A resource group."""
    return {
        "id": group_id,
        "name": resource_name(group_id),
        "type": "Microsoft.Resources/resourceGroups",
        "location": location,
        "properties": {"provisioningState": "Succeeded"},
    }


def region_policy(subscription_id: str, regions: list[str]) -> dict[str, Any]:
    """The policy that Azure for Students uses to keep subscriptions in some regions."""
    scope = f"/subscriptions/{subscription_id}"
    return {
        "id": f"{scope}/providers/Microsoft.Authorization/policyAssignments/sys.regionrestriction",
        "name": "sys.regionrestriction",
        "type": "Microsoft.Authorization/policyAssignments",
        "properties": {
            "displayName": "Allowed resource deployment regions",
            "scope": scope,
            "parameters": {"listOfAllowedLocations": {"value": regions}},
            "enforcementMode": "Default",
        },
    }

"""What stands around machines: storage accounts, load balancers, NAT gateways, budgets."""

from typing import Any

from bareme.reference.arm import resource_name


def storage_account(account_id: str, location: str, sku: str, *, safe: bool) -> dict[str, Any]:
    """A general-purpose v2 account."""
    properties = {
        "provisioningState": "Succeeded",
        "accessTier": "Hot",
        "supportsHttpsTrafficOnly": safe,
        "minimumTlsVersion": "TLS1_2" if safe else "TLS1_0",
        "allowBlobPublicAccess": not safe,
        "primaryLocation": location,
        "statusOfPrimary": "available",
    }
    body = _resource(account_id, "Microsoft.Storage/storageAccounts", location, properties)
    return {**body, "sku": {"name": sku, "tier": "Standard"}, "kind": "StorageV2", "tags": {}}


def load_balancer(balancer_id: str, location: str, address_id: str, members: list[str]) -> dict[str, Any]:
    """A standard public load balancer; `members` are the ids of IP configurations."""
    pool_id = f"{balancer_id}/backendAddressPools/pool"
    pool = {"backendIPConfigurations": [{"id": one} for one in members]}
    front = {"publicIPAddress": {"id": address_id}, "privateIPAllocationMethod": "Dynamic"}
    properties = {
        "provisioningState": "Succeeded",
        "frontendIPConfigurations": [{"name": "front", "id": front_of(balancer_id), "properties": front}],
        "backendAddressPools": [{"name": "pool", "id": pool_id, "properties": pool}],
        "loadBalancingRules": [],
        "inboundNatRules": [],
    }
    body = _resource(balancer_id, "Microsoft.Network/loadBalancers", location, properties)
    return {**body, "sku": {"name": "Standard", "tier": "Regional"}}


def front_of(balancer_id: str) -> str:
    """The id of its frontend."""
    return f"{balancer_id}/frontendIPConfigurations/front"


def nat_gateway(gateway_id: str, location: str) -> dict[str, Any]:
    """A NAT gateway that no subnet uses yet."""
    body = _resource(gateway_id, "Microsoft.Network/natGateways", location, {"provisioningState": "Succeeded"})
    return {**body, "sku": {"name": "Standard"}}


def budget(budget_id: str, amount: int) -> dict[str, Any]:
    """A monthly budget of a subscription."""
    properties = {"category": "Cost", "amount": amount, "timeGrain": "Monthly", "notifications": {}}
    return {
        "name": resource_name(budget_id),
        "id": budget_id,
        "type": "Microsoft.Consumption/budgets",
        "properties": properties,
    }


def _resource(resource_id: str, kind: str, location: str, properties: dict[str, Any]) -> dict[str, Any]:
    return {
        "name": resource_name(resource_id),
        "id": resource_id,
        "type": kind,
        "location": location,
        "properties": properties,
    }

"""Bodies of networks that several stories make."""

from typing import Any

from bareme.simulator.subscription import Subscription

NETWORK = "Microsoft.Network/virtualNetworks"


def network(
    azure: Subscription, name: str, space: str, *subnets: dict[str, Any], location: str = "francecentral"
) -> str:
    """A virtual network with its subnets, which get their ids here; returns its id."""
    network_id = azure.id_of(NETWORK, name)
    named = [{"id": f"{network_id}/subnets/{one['name']}", "type": f"{NETWORK}/subnets", **one} for one in subnets]
    properties = {"addressSpace": {"addressPrefixes": [space]}, "subnets": named, "virtualNetworkPeerings": []}
    return azure.make(NETWORK, name, properties, location=location)


def subnet(name: str, prefix: str, **more: Any) -> dict[str, Any]:
    """A subnet; `more` are its other properties."""
    return {"name": name, "properties": {"addressPrefix": prefix, **more}}


def peering(network_id: str, name: str, remote: str, state: str = "Connected", **more: Any) -> dict[str, Any]:
    """A peering of one network with another; `more` are its other properties."""
    return {
        "name": name,
        "id": f"{network_id}/virtualNetworkPeerings/{name}",
        "type": f"{NETWORK}/virtualNetworkPeerings",
        "properties": {
            "peeringState": state,
            "allowVirtualNetworkAccess": True,
            "remoteVirtualNetwork": {"id": remote},
            **more,
        },
    }


def rule(guard_id: str, name: str, **properties: Any) -> dict[str, Any]:
    """A rule of the security group of this id."""
    kind = "Microsoft.Network/networkSecurityGroups/securityRules"
    return {"name": name, "id": f"{guard_id}/securityRules/{name}", "type": kind, "properties": properties}

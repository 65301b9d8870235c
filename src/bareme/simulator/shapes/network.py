"""Networks, their security groups, interfaces and public addresses."""

from dataclasses import dataclass
from typing import Any

from bareme.reference.arm import resource_name


def network(network_id: str, location: str) -> dict[str, Any]:
    """A virtual network with one subnet."""
    subnet = {
        "name": "default",
        "id": f"{network_id}/subnets/default",
        "type": "Microsoft.Network/virtualNetworks/subnets",
        "properties": {"provisioningState": "Succeeded", "addressPrefix": "10.0.0.0/24"},
    }
    space = {"addressSpace": {"addressPrefixes": ["10.0.0.0/16"]}, "subnets": [subnet]}
    return _resource(network_id, "virtualNetworks", location, space)


def security_group(group_id: str, location: str, rules: list[dict[str, Any]]) -> dict[str, Any]:
    """A network security group."""
    named = [{**rule, "id": f"{group_id}/securityRules/{rule['name']}"} for rule in rules]
    return _resource(group_id, "networkSecurityGroups", location, {"securityRules": named, "defaultSecurityRules": []})


def remote_access(system: str, source: str = "*", *, portal: bool = True) -> dict[str, Any]:
    """The rule that opens RDP or SSH, as the portal or the command line writes it."""
    name, port = ("RDP", "3389") if system == "Windows" else ("SSH", "22")
    return {
        "name": name if portal else ("rdp" if system == "Windows" else "default-allow-ssh"),
        "properties": {
            "provisioningState": "Succeeded",
            "protocol": "TCP" if portal else "Tcp",
            "sourcePortRange": "*",
            "destinationPortRange": port,
            "sourceAddressPrefix": source,
            "destinationAddressPrefix": "*",
            "access": "Allow",
            "priority": 300 if portal else 1000,
            "direction": "Inbound",
        },
    }


def public_address(address_id: str, location: str, zone: str | None, nic_id: str, address: str) -> dict[str, Any]:
    """A standard public address, in use by an interface."""
    body = _resource(
        address_id,
        "publicIPAddresses",
        location,
        {
            "ipAddress": address,
            "publicIPAddressVersion": "IPv4",
            "publicIPAllocationMethod": "Static",
            "ipConfiguration": {"id": f"{nic_id}/ipConfigurations/ipconfig1"},
        },
    )
    return {**body, "sku": {"name": "Standard", "tier": "Regional"}, **({"zones": [zone]} if zone else {})}


@dataclass(frozen=True, slots=True)
class Connection:
    """What an interface connects."""

    machine_id: str
    subnet_id: str
    group_id: str
    address_id: str | None


def interface(nic_id: str, location: str, connection: Connection) -> dict[str, Any]:
    """A network interface of a machine."""
    configuration: dict[str, Any] = {
        "privateIPAddress": "10.0.0.4",
        "privateIPAllocationMethod": "Dynamic",
        "subnet": {"id": connection.subnet_id},
        "primary": True,
        "privateIPAddressVersion": "IPv4",
        **({"publicIPAddress": {"id": connection.address_id}} if connection.address_id else {}),
    }
    configured = [
        {"name": "ipconfig1", "id": f"{nic_id}/ipConfigurations/ipconfig1", "properties": configuration},
    ]
    return _resource(
        nic_id,
        "networkInterfaces",
        location,
        {
            "ipConfigurations": configured,
            "networkSecurityGroup": {"id": connection.group_id},
            "virtualMachine": {"id": connection.machine_id},
            "primary": True,
        },
    )


def _resource(resource_id: str, kind: str, location: str, properties: dict[str, Any]) -> dict[str, Any]:
    return {
        "name": resource_name(resource_id),
        "id": resource_id,
        "type": f"Microsoft.Network/{kind}",
        "location": location,
        "properties": {"provisioningState": "Succeeded", **properties},
    }

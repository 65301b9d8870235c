"""Things left in the subscription at the end, one at a time."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

from bareme.evidence import Source
from bareme.prove.example import Example
from bareme.prove.mutation import mutation
from bareme.reference.arm import Wire
from bareme.text.message import say

Left = dict[Source, Wire]


def left(example: Example, make: Callable[[str], Left]) -> Example:
    """The last collection with more in its lists; `make` is given the resource group's id."""
    final = example.collections[-1]
    group = f"/subscriptions/{final.subscription_id}/resourceGroups/{final.resource_group or 'rg-left'}"
    lists = dict(final.sources)
    for source, wire in make(group).items():
        if source in lists:
            lists[source] = replace(lists[source], items=(*lists[source].items, wire))
    return replace(example, collections=(*example.collections[:-1], replace(final, sources=lists)))


def loose_interface(group: str) -> Left:
    """An interface without a machine."""
    return {Source.NETWORK_INTERFACES: _resource(group, "Microsoft.Network/networkInterfaces", {})}


def gateway(group: str) -> Left:
    """A NAT gateway."""
    return {Source.NAT_GATEWAYS: _resource(group, "Microsoft.Network/natGateways", {})}


def snapshot(group: str) -> Left:
    """A snapshot."""
    return {Source.SNAPSHOTS: _resource(group, "Microsoft.Compute/snapshots", {"diskSizeGB": 127})}


def full_scale_set(group: str) -> Left:
    """A scale set with instances."""
    wire = _resource(group, "Microsoft.Compute/virtualMachineScaleSets", {"orchestrationMode": "Uniform"})
    return {Source.SCALE_SETS: {**wire, "sku": {"name": "Standard_D4s_v5", "capacity": 9}}}


def huge_disk(group: str) -> Left:
    """A disk larger than any lab needs, in use by a machine of somebody else."""
    wire = _resource(group, "Microsoft.Compute/disks", {"diskState": "Attached", "diskSizeGB": 1024})
    return {Source.DISKS: {**wire, "sku": {"name": "StandardSSD_ZRS"}, "managedBy": f"{group}/elsewhere"}}


def exposed(group: str) -> Left:
    """A machine with a basic public address, and no security group before it."""
    address = _resource(group, "Microsoft.Network/publicIPAddresses", {"ipConfiguration": {"id": "elsewhere"}})
    configuration = {"name": "ipconfig1", "properties": {"publicIPAddress": {"id": address["id"]}}}
    machine = {"id": f"{group}/providers/Microsoft.Compute/virtualMachines/left"}
    properties = {"virtualMachine": machine, "ipConfigurations": [configuration]}
    return {
        Source.PUBLIC_IP_ADDRESSES: {**address, "sku": {"name": "Basic"}},
        Source.NETWORK_INTERFACES: _resource(group, "Microsoft.Network/networkInterfaces", properties),
    }


def private_subnet(group: str) -> Left:
    """A network without a way out."""
    subnets = [{"name": "default", "properties": {"defaultOutboundAccess": False}}]
    return {Source.VIRTUAL_NETWORKS: _resource(group, "Microsoft.Network/virtualNetworks", {"subnets": subnets})}


def _resource(group: str, kind: str, properties: dict[str, Any]) -> dict[str, Any]:
    return {"id": f"{group}/providers/{kind}/left", "name": "left", "type": kind, "properties": properties}


LEFT = (
    mutation(
        "loose-interface",
        say("an interface left behind"),
        partial(left, make=loose_interface),
        "Microsoft.Network/networkInterfaces:properties.virtualMachine",
    ),
    mutation(
        "gateway-left",
        say("a NAT gateway left behind"),
        partial(left, make=gateway),
        "Microsoft.Network/natGateways",
        "Microsoft.Network/loadBalancers",
        "Microsoft.Network/bastionHosts",
    ),
    mutation(
        "snapshot-left",
        say("a snapshot left behind"),
        partial(left, make=snapshot),
        "Microsoft.Compute/snapshots",
        "Microsoft.Compute/images",
        "Microsoft.Compute/galleries/images/versions",
    ),
    mutation(
        "scale-set-left",
        say("a scale set left behind"),
        partial(left, make=full_scale_set),
        "Microsoft.Compute/virtualMachineScaleSets:@left",
    ),
    mutation(
        "huge-disk", say("a huge disk"), partial(left, make=huge_disk), "Microsoft.Compute/disks:properties.diskSizeGB"
    ),
    mutation(
        "exposed",
        say("a machine open to the Internet"),
        partial(left, make=exposed),
        "Microsoft.Network/networkSecurityGroups:properties.securityRules",
        "Microsoft.Network/networkInterfaces:properties",
        "Microsoft.Network/publicIPAddresses",
    ),
    mutation(
        "private-subnet",
        say("a subnet without a way out"),
        partial(left, make=private_subnet),
        "Microsoft.Network/virtualNetworks:properties.subnets",
    ),
)

"""A lab on networks: two of them peered, subnets with their rules, routes and their way out."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from bareme.evidence import Collection
from bareme.simulator.ids import guid
from bareme.simulator.subscription import Subscription
from tools.stories.networks import network, peering, subnet
from tools.stories.told import Told

GROUP = "rg-reseau"
RUBRIC = "network-lab"


@dataclass(frozen=True, slots=True, kw_only=True)
class Networks:
    """How the networks are made; the defaults are perfect."""

    hub: str = "10.0.0.0/16"
    ssh_from: str = ""
    """Where SSH is open from; empty for nowhere."""
    is_guarded: bool = True
    """Whether the security group is laid on its subnet."""
    is_peered_back: bool = True
    next_hop: str = "10.0.2.4"
    has_gateway: bool = True
    tidy: bool = True
    """Whether the bastion is deleted at the end."""


def network_lab(azure: Subscription, networks: Networks | None = None) -> list[Collection]:
    """Make the networks, collect, tidy up, and collect on the next day."""
    wanted = networks or Networks()
    rules = [
        _rule("https", 100, "443", "Internet"),
        *([_rule("ssh", 110, "22", wanted.ssh_from)] if wanted.ssh_from else []),
    ]
    guard = azure.make("Microsoft.Network/networkSecurityGroups", "nsg-web", {"securityRules": rules})
    azure.wait(minutes=5)
    route = {"addressPrefix": "0.0.0.0/0", "nextHopType": "VirtualAppliance", "nextHopIpAddress": wanted.next_hop}
    routes = azure.make(
        "Microsoft.Network/routeTables", "rt-donnees", {"routes": [{"name": "sortie", "properties": route}]}
    )
    outgoing = subnet("web", "10.0.1.0/24")
    if wanted.has_gateway:
        nat = azure.make(
            "Microsoft.Network/natGateways", "nat-web", {"idleTimeoutInMinutes": 4}, sku={"name": "Standard"}
        )
        outgoing["properties"] |= {"natGateway": {"id": nat}}
    if wanted.is_guarded:
        outgoing["properties"] |= {"networkSecurityGroup": {"id": guard}}
    inner = subnet("donnees", "10.0.2.0/24", routeTable={"id": routes})
    azure.wait(minutes=5)
    hub = network(azure, "vnet-centre", wanted.hub, outgoing, inner)
    spoke = network(azure, "vnet-site", "10.1.0.0/16", subnet("postes", "10.1.1.0/24"))
    azure.wait(minutes=5)
    state = "Connected" if wanted.is_peered_back else "Initiated"
    azure.change(hub, {"properties.virtualNetworkPeerings": [peering(hub, "vers-site", spoke, state)]})
    if wanted.is_peered_back:
        azure.change(spoke, {"properties.virtualNetworkPeerings": [peering(spoke, "vers-centre", hub, state)]})
    bastion = azure.make("Microsoft.Network/bastionHosts", "bastion-lab", {"scaleUnits": 2}, sku={"name": "Basic"})
    built = azure.collect("built")
    azure.wait(hours=2)
    if wanted.tidy:
        azure.remove(bastion)
    azure.wait(days=1)
    return [built, azure.collect("final")]


def _rule(name: str, priority: int, port: str, source: str) -> dict[str, Any]:
    properties = {
        "protocol": "Tcp", "sourcePortRange": "*", "destinationPortRange": port, "sourceAddressPrefix": source,
        "destinationAddressPrefix": "*", "access": "Allow", "priority": priority, "direction": "Inbound",
    }  # fmt: skip
    return {"name": name, "properties": properties}


STUDENTS: Mapping[str, Networks] = {
    "good": Networks(),
    "half-peered": Networks(is_peered_back=False, is_guarded=False),
    "open-and-left": Networks(ssh_from="*", next_hop="10.0.9.9", has_gateway=False, tidy=False),
}


def examples() -> Iterator[Told]:
    """The good student, and two who err as students do."""
    for name, networks in STUDENTS.items():
        yield Told(name, network_lab(Subscription(guid("example", RUBRIC, name), group=GROUP), networks))

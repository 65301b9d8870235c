"""AZ-104, lab 05: two peered networks with a machine each, and a route of one's own."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from bareme.evidence import Collection
from bareme.simulator.ids import guid
from bareme.simulator.subscription import Subscription
from tools.stories.networks import network, peering, subnet
from tools.stories.told import Told

RUBRIC = "az104/lab-05"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sites:
    """How the two sites are made; the defaults are perfect."""

    is_peered_back: bool = True
    forwards: bool = True
    hop: str = "10.0.1.7"
    is_used: bool = True
    """Whether the route table is laid on its subnet."""


def lab(azure: Subscription, wanted: Sites) -> list[Collection]:
    """Both sites, their peering, the route."""
    for name in ("CoreServicesVM", "ManufacturingVM"):
        azure.portal_create_vms(name, zones=(), rdp_from="")
    route = {"addressPrefix": "10.0.0.0/16", "nextHopType": "VirtualAppliance", "nextHopIpAddress": wanted.hop}
    own = {"disableBgpRoutePropagation": True, "routes": [{"name": "PerimetertoCore", "properties": route}]}
    table = azure.make("Microsoft.Network/routeTables", "rt-CoreServices", own)
    used = {"routeTable": {"id": table}} if wanted.is_used else {}
    inner = (subnet("Core", "10.0.0.0/24", **used), subnet("perimeter", "10.0.1.0/24"))
    core = network(azure, "CoreServicesVnet", "10.0.0.0/16", *inner)
    plant = network(azure, "ManufacturingVnet", "172.16.0.0/16", subnet("Manufacturing", "172.16.0.0/24"))
    state = "Connected" if wanted.is_peered_back else "Initiated"
    there = peering(core, "CoreServicesVnet-to-Manufacturing", plant, state, allowForwardedTraffic=wanted.forwards)
    azure.change(core, {"properties.virtualNetworkPeerings": [there]})
    if wanted.is_peered_back:
        back = peering(plant, "ManufacturingVnet-to-CoreServices", core, state, allowForwardedTraffic=wanted.forwards)
        azure.change(plant, {"properties.virtualNetworkPeerings": [back]})
    azure.wait(hours=1)
    return [azure.collect("final")]


STUDENTS: Mapping[str, Sites] = {
    "good": Sites(),
    "half-peered": Sites(is_peered_back=False, forwards=False),
    "route-unused": Sites(hop="10.0.0.7", is_used=False),
}


def examples() -> Iterator[Told]:
    """The good student, and two who err as students do."""
    for name, sites in STUDENTS.items():
        yield Told(name, lab(Subscription(guid("example", RUBRIC, name), group="az104-rg5"), sites))

"""AZ-104, lab 06: a load balancer and an application gateway before the machines of a template."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from bareme.evidence import Collection
from bareme.simulator.events import Tool
from bareme.simulator.ids import guid
from bareme.simulator.subscription import Subscription
from tools.stories.networks import network, subnet
from tools.stories.told import Told

RUBRIC = "az104/lab-06"
_INTERFACE = "Microsoft.Network/networkInterfaces"


@dataclass(frozen=True, slots=True, kw_only=True)
class Traffic:
    """How traffic is shared out; the defaults are perfect."""

    members: int = 2
    """How many machines stand in the balancer's pool."""
    interval: int = 5
    follows_probe: bool = True
    instances: int = 2
    paths: tuple[str, ...] = ("image", "video")


def lab(azure: Subscription, wanted: Traffic) -> list[Collection]:
    """The template's network, the balancer, the gateway."""
    interfaces = _machines(azure)
    _balancer(azure, interfaces[: wanted.members], wanted)
    _gateway(azure, wanted)
    azure.wait(hours=1)
    return [azure.collect("final")]


def _machines(azure: Subscription) -> list[str]:
    parts = [subnet(f"subnet{number}", f"10.60.{number}.0/24") for number in range(3)]
    with azure.deploying("az104-06-vms-template", {"vmSize": "Standard_B1s"}, Tool.PORTAL):
        network(azure, "az104-06-vnet1", "10.60.0.0/22", *parts, subnet("subnet-appgw", "10.60.3.224/27"))
        return [azure.make(_INTERFACE, f"az104-06-nic{number}", {"ipConfigurations": []}) for number in range(3)]


def _address(azure: Subscription, name: str) -> dict[str, str]:
    allocated = {"publicIPAllocationMethod": "Static"}
    return {"id": azure.make("Microsoft.Network/publicIPAddresses", name, allocated, sku={"name": "Standard"})}


def _balancer(azure: Subscription, members: list[str], wanted: Traffic) -> None:
    kind = "Microsoft.Network/loadBalancers"
    own = azure.id_of(kind, "az104-lb")
    inside = [{"id": f"{one}/ipConfigurations/ipconfig1"} for one in members]
    rule = {"frontendPort": 80, "backendPort": 80, "protocol": "Tcp", "idleTimeoutInMinutes": 4}
    probe = {"probe": {"id": f"{own}/probes/az104-hp"}} if wanted.follows_probe else {}
    pool = {"name": "az104-be", "id": f"{own}/backendAddressPools/az104-be", "type": f"{kind}/backendAddressPools"}
    parts = {
        "frontendIPConfigurations": [_named("az104-fe", publicIPAddress=_address(azure, "az104-lbpip"))],
        "backendAddressPools": [{**pool, "properties": {"backendIPConfigurations": inside}}],
        "probes": [_named("az104-hp", protocol="Tcp", port=80, intervalInSeconds=wanted.interval)],
        "loadBalancingRules": [_named("az104-lbrule", **rule, **probe)],
    }
    azure.make(kind, "az104-lb", parts, sku={"name": "Standard", "tier": "Regional"})


def _gateway(azure: Subscription, wanted: Traffic) -> None:
    pools = ["az104-appgwbe", *(f"az104-{one}be" for one in wanted.paths)]
    rules = [_named(f"{one}s", paths=[f"/{one}/*"]) for one in wanted.paths]
    is_split = len(rules) > 1
    parts = {
        "sku": {"name": "Standard_v2", "tier": "Standard_v2", "capacity": wanted.instances},
        "frontendIPConfigurations": [_named("front", publicIPAddress=_address(azure, "az104-gwpip"))],
        "backendAddressPools": [_named(one) for one in pools],
        "urlPathMaps": [_named("az104-gwrule", pathRules=rules)] if rules else [],
        "requestRoutingRules": [
            _named("az104-gwrule", priority=10, ruleType="PathBasedRouting" if is_split else "Basic")
        ],
    }
    azure.make("Microsoft.Network/applicationGateways", "az104-appgw", parts)


def _named(name: str, **properties: Any) -> dict[str, Any]:
    return {"name": name, "properties": properties}


STUDENTS: Mapping[str, Traffic] = {
    "good": Traffic(),
    "one-machine-unprobed": Traffic(members=1, follows_probe=False, interval=15),
    "no-paths": Traffic(paths=(), instances=1),
}


def examples() -> Iterator[Told]:
    """The good student, and two who err as students do."""
    for name, traffic in STUDENTS.items():
        yield Told(name, lab(Subscription(guid("example", RUBRIC, name), group="az104-rg6"), traffic))

"""AZ-104, lab 04: two networks, their security groups, their names."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from bareme.evidence import Collection
from bareme.simulator.events import Tool
from bareme.simulator.ids import guid
from bareme.simulator.subscription import Subscription
from tools.stories.networks import network, rule, subnet
from tools.stories.told import Told

RUBRIC = "az104/lab-04"
REGION = "eastus"
_ZONES = "Microsoft.Network/privateDnsZones"


@dataclass(frozen=True, slots=True, kw_only=True)
class Networks:
    """How the networks are made; the defaults are perfect."""

    second_sensors: str = "10.30.21.0/24"
    is_guarded: bool = True
    allows: str = "group"
    """What the web is allowed from: the `group`, or `anywhere`."""
    priority: int = 4096
    is_linked: bool = True
    by_template: bool = True


def lab(azure: Subscription, wanted: Networks) -> list[Collection]:
    """Two networks, the rules of one, and both zones."""
    azure.ensure_group(location=REGION)
    web = azure.make("Microsoft.Network/applicationSecurityGroups", "asg-web", location=REGION)
    _guard(azure, web, wanted)
    plant = _networks(azure, wanted)
    _names(azure, plant, wanted)
    azure.wait(hours=1)
    return [azure.collect("final")]


def _guard(azure: Subscription, web: str, wanted: Networks) -> None:
    kind = "Microsoft.Network/networkSecurityGroups"
    guard = azure.id_of(kind, "myNSGSecure")
    source = {"sourceApplicationSecurityGroups": [{"id": web}]}
    if wanted.allows == "anywhere":
        source = {"sourceAddressPrefix": "*"}  # type: ignore[dict-item]
    shared = {"sourcePortRange": "*"}
    inward = rule(
        guard, "AllowASG", access="Allow", direction="Inbound", protocol="Tcp", priority=100,
        destinationPortRanges=["80", "443"], destinationAddressPrefix="*", **shared, **source,
    )  # fmt: skip
    outward = rule(
        guard, "DenyInternetOutbound", access="Deny", direction="Outbound", protocol="*", priority=wanted.priority,
        destinationPortRange="*", destinationAddressPrefix="Internet", sourceAddressPrefix="*", **shared,
    )  # fmt: skip
    azure.make(kind, "myNSGSecure", {"securityRules": [inward, outward]}, location=REGION)


def _networks(azure: Subscription, wanted: Networks) -> str:
    guard = azure.id_of("Microsoft.Network/networkSecurityGroups", "myNSGSecure")
    laid = {"networkSecurityGroup": {"id": guard}} if wanted.is_guarded else {}
    shared = subnet("SharedServicesSubnet", "10.20.10.0/24", **laid)
    data = subnet("DatabaseSubnet", "10.20.20.0/24")
    network(azure, "CoreServicesVnet", "10.20.0.0/16", shared, data, location=REGION)
    sensors = (subnet("SensorSubnet1", "10.30.20.0/24"), subnet("SensorSubnet2", wanted.second_sensors))
    azure.wait(minutes=10)
    if not wanted.by_template:
        return network(azure, "ManufacturingVnet", "10.30.0.0/16", *sensors, location=REGION)
    with azure.deploying("Microsoft.Template-20261116092500", {}, Tool.PORTAL):
        return network(azure, "ManufacturingVnet", "10.30.0.0/16", *sensors, location=REGION)


def _names(azure: Subscription, plant: str, wanted: Networks) -> None:
    azure.make("Microsoft.Network/dnsZones", "contoso4711.com", location="global")
    record = {"TTL": 1, "ARecords": [{"ipv4Address": "10.1.1.4"}]}
    azure.make("Microsoft.Network/dnsZones/A", "contoso4711.com/www", record)
    azure.make(_ZONES, "private.contoso.com", location="global")
    if wanted.is_linked:
        link = {"registrationEnabled": False, "virtualNetwork": {"id": plant}}
        azure.make(f"{_ZONES}/virtualNetworkLinks", "private.contoso.com/manufacturing-link", link)
    azure.make(f"{_ZONES}/A", "private.contoso.com/sensorvm", {"ttl": 1, "aRecords": [{"ipv4Address": "10.1.1.4"}]})


STUDENTS: Mapping[str, Networks] = {
    "good": Networks(),
    "guards-nothing": Networks(is_guarded=False, allows="anywhere"),
    "by-hand-and-unlinked": Networks(by_template=False, is_linked=False, second_sensors="10.30.22.0/24"),
}


def examples() -> Iterator[Told]:
    """The good student, and two who err as students do."""
    for name, networks in STUDENTS.items():
        yield Told(name, lab(Subscription(guid("example", RUBRIC, name), group="az104-rg4"), networks))

"""AZ-104, lab 08: machines in zones, a disk that becomes another, a scale set that grows."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from bareme.evidence import Collection
from bareme.simulator.ids import guid
from bareme.simulator.subscription import Subscription
from tools.stories.networks import network, rule, subnet
from tools.stories.told import Told

RUBRIC = "az104/lab-08"
_SET = "Microsoft.Compute/virtualMachineScaleSets"


@dataclass(frozen=True, slots=True, kw_only=True)
class Machines:
    """How the machines are made; the defaults are perfect."""

    zones: tuple[str, ...] = ("1", "2")
    is_resized: bool = True
    is_faster: bool = True
    """Whether the disk becomes an SSD."""
    set_zones: tuple[str, ...] = ("1", "2", "3")
    shrinks: bool = True
    is_deallocated: bool = True


def lab(azure: Subscription, wanted: Machines) -> list[Collection]:
    """Machines and a disk, the scale set, and a machine of the command line."""
    first = azure.portal_create_vms("az104-vm", zones=wanted.zones, size="Standard_D2s_v3", rdp_from="")[0]
    if wanted.is_resized:
        azure.resize(first, "Standard_DS1_v2")
    disk = azure.attach_new_disk(first, size_gb=32, storage="Standard_LRS", name="vm1-disk1")
    azure.wait(minutes=5)
    azure.detach_disk(first, "vm1-disk1")
    if wanted.is_faster:
        azure.change(disk, {"sku.name": "StandardSSD_LRS"})
    _scale_set(azure, wanted)
    azure.cli_create_vm("myCLIVM")
    azure.wait(hours=1)
    if wanted.is_deallocated:
        azure.deallocate("myCLIVM")
    return [azure.collect("final")]


def _scale_set(azure: Subscription, wanted: Machines) -> None:
    network(azure, "vmss-vnet", "10.82.0.0/20", subnet("subnet0", "10.82.0.0/24"))
    kind = "Microsoft.Network/networkSecurityGroups"
    opened = {"destinationPortRange": "80", "access": "Allow", "priority": 1010, "direction": "Inbound"}
    web = rule(azure.id_of(kind, "vmss1-nsg"), "allow-http", protocol="Tcp", **opened)
    azure.make(kind, "vmss1-nsg", {"securityRules": [web]})
    azure.make("Microsoft.Network/loadBalancers", "vmss-lb", {"backendAddressPools": []}, sku={"name": "Standard"})
    size = {"name": "Standard_D2s_v3", "capacity": 2}
    own = azure.make(_SET, "vmss1", {"orchestrationMode": "Uniform"}, sku=size, zones=list(wanted.set_zones))
    rules = [_scaling("Increase", 70), *([_scaling("Decrease", 30)] if wanted.shrinks else [])]
    profile = {"name": "default", "capacity": {"minimum": "2", "maximum": "10", "default": "2"}, "rules": rules}
    setting = {"enabled": True, "targetResourceUri": own, "profiles": [profile]}
    azure.make("Microsoft.Insights/autoscaleSettings", "vmss1-autoscale", setting)


def _scaling(direction: str, threshold: int) -> dict[str, Any]:
    trigger = {"metricName": "Percentage CPU", "timeWindow": "PT10M", "threshold": threshold}
    return {"metricTrigger": trigger, "scaleAction": {"direction": direction, "type": "PercentChangeCount"}}


STUDENTS: Mapping[str, Machines] = {
    "good": Machines(),
    "one-zone": Machines(zones=("1",), set_zones=("1",), shrinks=False),
    "nothing-changed": Machines(is_resized=False, is_faster=False, is_deallocated=False),
}


def examples() -> Iterator[Told]:
    """The good student, and two who err as students do."""
    for name, machines in STUDENTS.items():
        yield Told(name, lab(Subscription(guid("example", RUBRIC, name), group="az104-rg8"), machines))

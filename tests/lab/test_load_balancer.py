"""What was ever behind a load balancer, whichever side tells it."""

from typing import Any

import pytest

from bareme.lab.load_balancer import INTERFACE, TYPE, Wiring
from bareme.lab.scale_set import TYPE as SETS
from bareme.lab.scale_set import ScaleSet
from bareme.lab.virtual_machine import VirtualMachine
from tests.lab.built import GROUP, life, properties, record

BALANCER = f"{GROUP}/providers/{TYPE}/lb"
NIC, OTHER = (f"{GROUP}/providers/{INTERFACE}/nic{n}" for n in (1, 2))
SET = f"{GROUP}/providers/{SETS}/ss"


def vm(name: str, *interfaces: str) -> VirtualMachine:
    place = f"{GROUP}/providers/microsoft.compute/virtualmachines/{name}"
    model = properties(networkProfile={"networkInterfaces": [{"id": one} for one in interfaces]})
    return VirtualMachine(life(record(place, model), place=place))


def in_pool(balancer: str = BALANCER) -> list[dict[str, Any]]:
    pools = [{"id": f"{balancer}/backendAddressPools/p".upper()}]
    return [{"properties": {}}, {"properties": {"loadBalancerBackendAddressPools": pools}}]


def pool_of(*members: str) -> dict[str, Any]:
    configurations = [{"id": f"{one}/ipConfigurations/c"} for one in members]
    return properties(
        backendAddressPools=[{"properties": {}}, {"properties": {"backendIPConfigurations": configurations}}]
    )


def behind(
    balancer: dict[str, Any], interface: dict[str, Any] | None = None, group: dict[str, Any] | None = None
) -> tuple[list[str], int]:
    """The machines and how many scale sets stand behind it; the first of two machines has the interface."""
    interfaces = (life(record(NIC, interface or {}), place=NIC),)
    groups = (ScaleSet(life(record(SET, group or {}), place=SET)),)
    wiring = Wiring(interfaces, (vm("vm1", NIC.upper()), vm("vm2", OTHER)), groups)
    found = wiring.balancer(life(record(BALANCER, balancer), place=BALANCER))
    return [one.name for one in found.machines], len(found.scale_sets)


@pytest.mark.parametrize(
    ("balancer", "interface", "machines"),
    [
        ({}, None, []),
        (pool_of(NIC), None, ["vm1"]),
        (pool_of(OTHER), None, ["vm2"]),
        (pool_of(NIC, OTHER), None, ["vm1", "vm2"]),
        (pool_of(f"{NIC}9"), None, []),
        ({}, properties(ipConfigurations=in_pool()), ["vm1"]),
        ({}, properties(ipConfigurations=in_pool(f"{BALANCER}2")), []),
        ({}, properties(ipConfigurations=in_pool()[:1]), []),
        (pool_of(OTHER), properties(ipConfigurations=in_pool()), ["vm1", "vm2"]),
    ],
)
def test_machines_behind_it(balancer: dict[str, Any], interface: dict[str, Any] | None, machines: list[str]) -> None:
    assert behind(balancer, interface) == (machines, 0)


def profile(configurations: list[dict[str, Any]]) -> dict[str, Any]:
    own = {"networkInterfaceConfigurations": [{"properties": {"ipConfigurations": configurations}}]}
    return properties(virtualMachineProfile={"networkProfile": own})


@pytest.mark.parametrize(
    ("balancer", "group", "sets"),
    [
        ({}, {}, 0),
        ({}, profile(in_pool()), 1),
        ({}, profile(in_pool(f"{BALANCER}2")), 0),
        ({}, profile(in_pool()[:1]), 0),
        (pool_of(f"{SET}/virtualMachines/0/networkInterfaces/n"), {}, 1),
        (pool_of(f"{SET}2/virtualMachines/0/networkInterfaces/n"), {}, 0),
    ],
)
def test_scale_sets_behind_it(balancer: dict[str, Any], group: dict[str, Any], sets: int) -> None:
    assert behind(balancer, None, group) == ([], sets)


@pytest.mark.parametrize(
    ("models", "sku"),
    [([{}], "basic"), ([{"sku": {"name": "Standard"}}], "standard"), ([{}, {"sku": {"name": "Gateway"}}], "gateway")],
)
def test_its_kind(models: list[dict[str, Any]], sku: str) -> None:
    own = life(*(record(BALANCER, model, n) for n, model in enumerate(models)), place=BALANCER)
    assert Wiring((), (), ()).balancer(own).sku == sku

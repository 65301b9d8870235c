"""A load balancer, and the machines it spreads requests over."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from bareme.lab.noun import Noun
from bareme.lab.scale_set import ScaleSet
from bareme.lab.virtual_machine import VirtualMachine
from bareme.reference.arm import Wire, dig, dig_list, fold
from bareme.timeline import Life

TYPE = "microsoft.network/loadbalancers"
INTERFACE = "microsoft.network/networkinterfaces"

_PROFILE = ("properties", "virtualMachineProfile", "networkProfile", "networkInterfaceConfigurations")


@dataclass(frozen=True)
class LoadBalancer(Noun):
    """A load balancer, with everything that was ever behind it."""

    machines: tuple[VirtualMachine, ...] = ()
    scale_sets: tuple[ScaleSet, ...] = ()

    @cached_property
    def sku(self) -> str:
        """`basic` (retired, without a guarantee), `standard` or `gateway`."""
        return next(
            (fact.value for fact in self.facts(lambda one: fold(dig(one.model, "sku", "name")) or None)), "basic"
        )


@dataclass(frozen=True)
class Wiring:
    """Which interface belongs to which machine, and which pool; told by either side."""

    interfaces: tuple[Life, ...]
    vms: tuple[VirtualMachine, ...]
    scale_sets: tuple[ScaleSet, ...]

    def balancer(self, life: Life) -> LoadBalancer:
        """A load balancer with what is behind it."""
        members = {one for snapshot in life.snapshots for one in _members(snapshot.model)} | set(self._joined(life))
        machines = tuple(vm for vm in self.vms if members & set(interfaces_of(vm)))
        return LoadBalancer(life, machines, tuple(one for one in self.scale_sets if _is_behind(one, life, members)))

    def _joined(self, life: Life) -> Iterator[str]:
        """Interfaces that say themselves that they are in one of its pools."""
        for interface in self.interfaces:
            configurations = (
                one for shown in interface.snapshots for one in dig_list(shown.model, "properties", "ipConfigurations")
            )
            if any(_is_in(one, life.resource_id) for one in configurations):
                yield interface.resource_id


def interfaces_of(vm: VirtualMachine) -> Iterator[str]:
    """The folded ids of a machine's interfaces, as any record tells them."""
    for snapshot in vm.life.snapshots:
        for one in dig_list(snapshot.model, "properties", "networkProfile", "networkInterfaces"):
            yield fold(dig(one, "id"))


def _members(balancer: Wire) -> Iterator[str]:
    """Interfaces, or instances of uniform scale sets, in a load balancer's own model."""
    for pool in dig_list(balancer, "properties", "backendAddressPools"):
        for one in dig_list(pool, "properties", "backendIPConfigurations"):
            yield fold(dig(one, "id")).partition("/ipconfigurations/")[0]


def _is_behind(group: ScaleSet, life: Life, members: Iterable[str]) -> bool:
    profiles = (one for shown in group.life.snapshots for one in dig_list(shown.model, *_PROFILE))
    configurations = (one for profile in profiles for one in dig_list(profile, "properties", "ipConfigurations"))
    listed = any(one.startswith(f"{group.id}/") for one in members)
    return listed or any(_is_in(one, life.resource_id) for one in configurations)


def _is_in(configuration: Wire, balancer_id: str) -> bool:
    pools = dig_list(configuration, "properties", "loadBalancerBackendAddressPools")
    return any(fold(dig(pool, "id")).startswith(f"{balancer_id}/") for pool in pools)

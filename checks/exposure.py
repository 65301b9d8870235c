"""What of a machine the Internet can reach: both security groups, by priority, and an address leading there."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from bareme import Finding, Lab, Missing, Resource, Source, Wire, check, dig, dig_list, fold, met, say, unmet

from .hygiene import require_work
from .security_rules import lets_in

T = TypeVar("T")

WAYS_IN = (
    Source.NETWORK_INTERFACES,
    Source.NETWORK_SECURITY_GROUPS,
    Source.PUBLIC_IP_ADDRESSES,
    Source.VIRTUAL_NETWORKS,
    Source.LOAD_BALANCERS,
)


@dataclass(frozen=True)
class Nets:
    """The security groups by id, those of the subnets, the addresses and the NAT rules."""

    groups: dict[str, Resource]
    subnets: dict[str, str]
    addresses: dict[str, Resource]
    forwards: tuple[tuple[str, int], ...]
    """Interface and port that a load balancer forwards to."""


@check(
    "exposure.remote_access",
    reads=WAYS_IN,
    looks_at=(
        "Microsoft.Network/networkSecurityGroups:properties.securityRules",
        "Microsoft.Network/virtualNetworks:@there",
        "Microsoft.Network/networkInterfaces:properties",
        "Microsoft.Network/publicIPAddresses",
    ),
)
def remote_access(lab: Lab, *, ports: tuple[int, ...] = (3389, 22)) -> Finding:
    """Nobody on the Internet can reach remote desktop or SSH of a machine."""
    expected = say("ports {ports} closed to the Internet", ports=ports)
    require_work(lab)
    nets = _nets(lab)
    interfaces = [one for one in lab.resources(Source.NETWORK_INTERFACES) if _has_machine(one)]
    open_ = [(one, port) for one in interfaces for port in ports if _is_reachable(one, port, nets)]
    if open_:
        found = say("{names}", names=tuple(f"{_machine(one)}: {port}" for one, port in open_))
        remark = say("allow your own address alone (x.x.x.x/32), just-in-time access or Azure Bastion")
        return unmet(expected, found, *(one.proof for one, _ in open_), remark=remark)
    return met(expected, say("nothing is open to the Internet"))


@check(
    "exposure.unprotected",
    reads=WAYS_IN,
    looks_at=(
        "Microsoft.Network/networkSecurityGroups:properties.securityRules",
        "Microsoft.Network/virtualNetworks:@there",
        "Microsoft.Network/networkInterfaces:properties",
        "Microsoft.Network/publicIPAddresses",
    ),
)
def unprotected(lab: Lab) -> Finding:
    """No machine has a public address without a network security group."""
    expected = say("a network security group before every public address")
    require_work(lab)
    nets = _nets(lab)
    bare = [
        one for one in lab.resources(Source.NETWORK_INTERFACES)
        if _has_machine(one) and _addresses(one, nets) and not _groups(one, nets)
    ]  # fmt: skip
    if bare:
        return unmet(expected, say("{names}", names=tuple(map(_machine, bare))), *(one.proof for one in bare))
    return met(expected, say("each public address is protected"))


def _nets(lab: Lab) -> Nets:
    """Everything a way in can lead through.

    Raises:
        Missing: one of the lists could not be read.
    """
    subnets = [
        sub for net in lab.resources(Source.VIRTUAL_NETWORKS) for sub in dig_list(net.wire, "properties", "subnets")
    ]
    return Nets(
        {one.id: one for one in lab.resources(Source.NETWORK_SECURITY_GROUPS)},
        {fold(dig(sub, "id")): fold(dig(sub, "properties", "networkSecurityGroup", "id")) for sub in subnets},
        {one.id: one for one in lab.resources(Source.PUBLIC_IP_ADDRESSES)},
        tuple(_forwards(lab.resources(Source.LOAD_BALANCERS))),
    )


def _forwards(balancers: Sequence[Resource]) -> Iterator[tuple[str, int]]:
    for balancer in balancers:
        for rule in dig_list(balancer.wire, "properties", "inboundNatRules"):
            port = dig(rule, "properties", "backendPort")
            target = fold(dig(rule, "properties", "backendIPConfiguration", "id")).partition("/ipconfigurations/")[0]
            if isinstance(port, int):
                yield target, port


def _is_reachable(interface: Resource, port: int, nets: Nets) -> bool:
    addresses = _addresses(interface, nets)
    if not addresses and (interface.id, port) not in nets.forwards:
        return False
    groups = _groups(interface, nets)
    if not groups:
        return any(fold(dig(one.wire, "sku", "name")) == "basic" for one in addresses)
    return all(lets_in(group, port) for group in groups)


def _addresses(interface: Resource, nets: Nets) -> list[Resource]:
    """Its public addresses.

    Raises:
        Missing: one of them is in no list.
    """
    ids = (fold(dig(one, "properties", "publicIPAddress", "id")) for one in _configurations(interface))
    return [_seen(nets.addresses, one) for one in ids if one]


def _groups(interface: Resource, nets: Nets) -> list[Resource]:
    """The groups of the interface and of its subnet: both must let a packet through.

    Raises:
        Missing: one of them, or the subnet, is in no list.
    """
    subnets = (fold(dig(one, "properties", "subnet", "id")) for one in _configurations(interface))
    own = fold(dig(interface.wire, "properties", "networkSecurityGroup", "id"))
    ids = [own, *(_seen(nets.subnets, subnet) for subnet in subnets if subnet)]
    return [_seen(nets.groups, one) for one in dict.fromkeys(ids) if one]


def _seen(things: Mapping[str, T], identifier: str) -> T:
    if identifier not in things:
        raise Missing(say("{name}, which leads to a machine, could not be read", name=identifier.rpartition("/")[2]))
    return things[identifier]


def _has_machine(interface: Resource) -> bool:
    return bool(dig(interface.wire, "properties", "virtualMachine", "id"))


def _machine(interface: Resource) -> str:
    return str(dig(interface.wire, "properties", "virtualMachine", "id")).rpartition("/")[2]


def _configurations(interface: Resource) -> list[Wire]:
    return dig_list(interface.wire, "properties", "ipConfigurations")

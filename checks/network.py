"""Reaching a machine over the network."""

from collections.abc import Iterator

from bareme import (
    Finding,
    Lab,
    Machine,
    Missing,
    Operation,
    Outcome,
    Proof,
    Resource,
    Source,
    Wire,
    check,
    dig,
    dig_list,
    dig_text,
    fold,
    met,
    resource_name,
    say,
    unmet,
)

from .virtual_machines import MACHINES, NONE

RULES = (*MACHINES, Source.NETWORK_SECURITY_GROUPS)


@check(
    "network.remote_desktop",
    reads=RULES,
    looks_at=(
        "Microsoft.Network/networkSecurityGroups:properties.securityRules",
        "Microsoft.Network/virtualNetworks:@there",
    ),
)
def remote_desktop(lab: Lab, *, machine: Machine, port: int = 3389) -> Finding:
    """A rule lets remote desktop connections in."""
    expected = say("an inbound rule that allows TCP {port}", port=port)
    vms = lab.meant(machine)
    for rule, group in _rules(lab):
        if _allows(rule, port):
            return met(expected, say("{group}: {rule}", group=group.name, rule=str(dig(rule, "name"))), group.proof)
    for operation, rule in _logged(lab):
        if _allows(rule, port):
            name = resource_name(operation.resource_id)
            return met(expected, say("{group}: {rule}", group=name, rule=str(dig(rule, "name"))), operation.proof)
    if _bastion(lab):
        return met(expected, say("Azure Bastion"), _bastion(lab))
    return unmet(expected, say("no such rule") if vms else NONE)


def _rules(lab: Lab) -> list[tuple[Wire, Resource]]:
    try:
        groups = lab.resources(Source.NETWORK_SECURITY_GROUPS)
    except Missing:
        return []
    return [(rule, group) for group in groups for rule in dig_list(group.wire, "properties", "securityRules")]


def _logged(lab: Lab) -> Iterator[tuple[Operation, Wire]]:
    """The rules of security groups that were made and are gone."""
    for one in lab.history.operations:
        if one.outcome is Outcome.DONE and one.body:
            yield from ((one, rule) for rule in dig_list(one.body, "properties", "securityRules"))


def _bastion(lab: Lab) -> Proof | None:
    """A Bastion that is there.

    Raises:
        Missing: their list could not be read, so that there may be one.
    """
    return next((one.proof for one in lab.resources(Source.BASTION_HOSTS)), None)


def _allows(rule: Wire, port: int) -> bool:
    properties = dig(rule, "properties")
    ports = [dig_text(properties, "destinationPortRange"), *dig_list(properties, "destinationPortRanges")]
    return (
        fold(dig(properties, "direction")) == "inbound"
        and fold(dig(properties, "access")) == "allow"
        and fold(dig(properties, "protocol")) in {"tcp", "*"}
        and any(covers(str(one), port) for one in ports if one)
    )


def covers(text: str, port: int) -> bool:
    """Whether a rule's port, range or star covers a port."""
    if text == "*":
        return True
    first, _, last = text.partition("-")
    return first.isdecimal() and int(first) <= port <= int(last if last.isdecimal() else first)

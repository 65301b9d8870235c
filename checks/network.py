"""Reaching a machine over the network."""

from bareme import (
    Finding,
    Lab,
    Machine,
    Missing,
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
    say,
    unmet,
)

from .virtual_machines import MACHINES, NONE

RULES = (*MACHINES, Source.NETWORK_SECURITY_GROUPS)


@check("network.remote_desktop", reads=RULES)
def remote_desktop(lab: Lab, *, machine: Machine, port: int = 3389) -> Finding:
    """A rule lets remote desktop connections in."""
    expected = say("an inbound rule that allows TCP {port}", port=port)
    vms = lab.meant(machine)
    for rule, group in _rules(lab):
        if _allows(rule, port):
            return met(expected, say("{group}: {rule}", group=group.name, rule=str(dig(rule, "name"))), group.proof)
    for operation in lab.history.operations:
        for rule in dig_list(operation.body, "properties", "securityRules"):
            if _allows(rule, port):
                return met(expected, say("rule {rule}", rule=str(dig(rule, "name"))), vms[0].created if vms else None)
    if _bastion(lab):
        return met(expected, say("Azure Bastion"), _bastion(lab))
    return unmet(expected, say("no such rule") if vms else NONE)


def _rules(lab: Lab) -> list[tuple[Wire, Resource]]:
    try:
        groups = lab.resources(Source.NETWORK_SECURITY_GROUPS)
    except Missing:
        return []
    return [(rule, group) for group in groups for rule in dig_list(group.wire, "properties", "securityRules")]


def _bastion(lab: Lab) -> Proof | None:
    try:
        return next((one.proof for one in lab.resources(Source.BASTION_HOSTS)), None)
    except Missing:
        return None


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

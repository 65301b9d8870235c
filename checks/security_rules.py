"""What a network security group lets in from the Internet: its rules by priority, the first that concerns decides."""

import ipaddress

from bareme import Resource, Wire, dig, dig_list, dig_text, fold

from .network import covers

ANYBODY = {"*", "internet", "any"}
HALF_OF_THE_INTERNET = 1
"""Length of a prefix that, allowed, is as good as all of it: two such rules are."""


def lets_in(group: Resource, port: int) -> bool:
    """The first rule by priority that concerns anybody on this port decides; without one, Azure denies."""
    rules = [dig(one, "properties") for one in dig_list(group.wire, "properties", "securityRules")]
    inbound = [one for one in rules if fold(dig(one, "direction")) == "inbound" and _concerns(one, port)]
    first = min(inbound, key=_priority, default=None)
    return first is not None and fold(dig(first, "access")) == "allow"


def _concerns(rule: Wire, port: int) -> bool:
    ports = [dig_text(rule, "destinationPortRange"), *dig_list(rule, "destinationPortRanges")]
    whole = HALF_OF_THE_INTERNET if fold(dig(rule, "access")) == "allow" else 0
    sources = [dig_text(rule, "sourceAddressPrefix"), *dig_list(rule, "sourceAddressPrefixes")]
    return (
        fold(dig(rule, "protocol")) in {"*", "tcp"}
        and any(covers(str(one), port) for one in ports if one)
        and any(_is_anybody(str(one), whole) for one in sources if one)
    )


def _is_anybody(source: str, whole: int) -> bool:
    if fold(source) in ANYBODY:
        return True
    length = source.rpartition("/")[2]
    if source.startswith("hidden/"):
        return length.isdecimal() and int(length) <= whole
    try:
        return ipaddress.ip_network(source, strict=False).prefixlen <= whole
    except ValueError:
        return False


def _priority(rule: Wire) -> int:
    value = dig(rule, "priority")
    return value if isinstance(value, int) else 65_535

"""What the Internet can reach: both groups, priorities, ranges, and an address or a NAT rule leading there."""

import copy
from dataclasses import replace
from typing import Any

import pytest

from bareme import Lab, Missing
from bareme.checking.catalogue import Catalogue
from bareme.checking.finding import Finding
from bareme.evidence import Collection, Reading, Source, Status
from bareme.simulator import Subscription
from tests.labs import SUBSCRIPTION

GROUP = f"/subscriptions/{SUBSCRIPTION}/resourceGroups/rg-tp2"
NETWORK = f"{GROUP}/providers/Microsoft.Network"


def rule(
    ports: str | list[str] = "3389", *, source: str | list[str] = "*", access: str = "Allow", priority: int = 300,
    direction: str = "Inbound", protocol: str = "TCP",
) -> dict[str, Any]:  # fmt: skip
    own: dict[str, Any] = {"access": access, "priority": priority, "direction": direction, "protocol": protocol}
    own |= {"destinationPortRange": ports} if isinstance(ports, str) else {"destinationPortRanges": ports}
    own |= {"sourceAddressPrefix": source} if isinstance(source, str) else {"sourceAddressPrefixes": source}
    return {"name": f"rule{priority}", "properties": own}


def group(name: str, rules: list[dict[str, Any]]) -> dict[str, Any]:
    return {"id": f"{NETWORK}/networkSecurityGroups/{name}", "name": name, "properties": {"securityRules": rules}}


OPEN = [rule()]
CLOSED: list[dict[str, Any]] = []


@pytest.fixture(scope="module")
def machine() -> Collection:
    """A subscription with one machine; its network is put in by each test."""
    azure = Subscription(SUBSCRIPTION)
    azure.portal_create_vms(zones=("1",))
    return azure.collect()


def network(
    machine: Collection,
    on_interface: list[dict[str, Any]] | None = None,
    on_subnet: list[dict[str, Any]] | None = None,
    *,
    address: str = "Standard",
    forwarded: int | None = None,
) -> Lab:
    """A lab whose machine stands behind these groups; `address` is the public address's SKU, empty for none."""
    groups = {"nic": on_interface, "sub": on_subnet}
    there = {name: group(name, rules) for name, rules in groups.items() if rules is not None}
    refer = {name: {"networkSecurityGroup": {"id": one["id"].upper()}} for name, one in there.items()}
    subnet = {"id": f"{NETWORK}/virtualNetworks/v/subnets/default", "properties": refer.get("sub", {})}
    public = {"id": f"{NETWORK}/publicIPAddresses/ip", "sku": {"name": address}, "properties": {}}
    leads = {"publicIPAddress": {"id": public["id"]}} if address else {}
    interface_id = f"{NETWORK}/networkInterfaces/nic"
    configuration = {
        "id": f"{interface_id}/ipConfigurations/c",
        "properties": {"subnet": {"id": subnet["id"]}, **leads},
    }
    vm = {"id": f"{GROUP}/providers/Microsoft.Compute/virtualMachines/VM1-Windows"}
    interface = {"virtualMachine": vm, "ipConfigurations": [configuration], **refer.get("nic", {})}
    nat = {"backendPort": forwarded, "backendIPConfiguration": {"id": configuration["id"]}}
    lists: dict[Source, list[Any]] = {
        Source.NETWORK_SECURITY_GROUPS: list(there.values()),
        Source.VIRTUAL_NETWORKS: [{"id": f"{NETWORK}/virtualNetworks/v", "properties": {"subnets": [subnet]}}],
        Source.PUBLIC_IP_ADDRESSES: [public] if address else [],
        Source.NETWORK_INTERFACES: [{"id": interface_id, "name": "nic", "properties": interface}],
        Source.LOAD_BALANCERS: [
            {"id": f"{NETWORK}/loadBalancers/lb", "properties": {"inboundNatRules": [{"properties": nat}]}}
        ] if forwarded else [],
    }  # fmt: skip
    read = {source: Reading(Status.OK, tuple(items)) for source, items in lists.items()}
    return Lab.of([replace(machine, sources={**machine.sources, **read})])


def finding(checks: Catalogue, lab: Lab, name: str = "exposure.remote_access") -> Finding:
    return checks[name].run(lab, {})


@pytest.mark.parametrize(
    ("interface", "subnet", "outcome"),
    [
        (OPEN, None, "unmet"),
        (None, OPEN, "unmet"),
        (OPEN, OPEN, "unmet"),
        (OPEN, CLOSED, "met"),
        (CLOSED, OPEN, "met"),
        (CLOSED, None, "met"),
        ([rule("3000-4000")], None, "unmet"),
        ([rule("*")], None, "unmet"),
        ([rule(["80", "20-25"])], None, "unmet"),
        ([rule("443")], None, "met"),
        ([rule(protocol="Tcp")], None, "unmet"),
        ([rule(protocol="*")], None, "unmet"),
        ([rule(protocol="Udp")], None, "met"),
        ([rule(direction="Outbound")], None, "met"),
        ([rule(source="Internet")], None, "unmet"),
        ([rule(source="0.0.0.0/0")], None, "unmet"),
        ([rule(source="::/0")], None, "unmet"),
        ([rule(source=["10.0.0.0/8", "0.0.0.0/1"])], None, "unmet"),
        ([rule(source="203.0.113.7/32")], None, "met"),
        ([rule(source="hidden/32")], None, "met"),
        ([rule(source="VirtualNetwork")], None, "met"),
        ([rule(), rule(access="Deny", priority=100)], None, "met"),
        ([rule(), rule(source="0.0.0.0/1", access="Deny", priority=100)], None, "unmet"),
        ([rule(), rule(access="Deny", priority=400)], None, "unmet"),
        ([rule(), rule("22", access="Deny", priority=100)], None, "unmet"),
        ([rule(), rule(source="203.0.113.0/24", access="Deny", priority=100)], None, "unmet"),
    ],
)
def test_the_first_rule_that_concerns_anybody_decides_in_each_group(
    checks: Catalogue, machine: Collection, interface: Any, subnet: Any, outcome: str
) -> None:
    found = finding(checks, network(machine, interface, subnet))
    assert found.outcome == outcome, str(found.found)


@pytest.mark.parametrize(
    ("way", "rules", "outcome"),
    [
        ({"address": ""}, OPEN, "met"),
        ({"address": "", "forwarded": 3389}, OPEN, "unmet"),
        ({"address": "", "forwarded": 8080}, OPEN, "met"),
        ({"address": "", "forwarded": 3389}, CLOSED, "met"),
        ({"address": "Standard"}, None, "met"),
        ({"address": "Basic"}, None, "unmet"),
    ],
)
def test_something_must_lead_there(
    checks: Catalogue, machine: Collection, way: dict[str, Any], rules: Any, outcome: str
) -> None:
    found = finding(checks, network(machine, rules, **way))
    assert found.outcome == outcome, str(found.found)


@pytest.mark.parametrize(
    ("address", "rules", "outcome"),
    [("Standard", None, "unmet"), ("Basic", None, "unmet"), ("Standard", CLOSED, "met"), ("", None, "met")],
)
def test_an_address_without_a_group(
    checks: Catalogue, machine: Collection, address: str, rules: Any, outcome: str
) -> None:
    lab = network(machine, rules, address=address)
    assert finding(checks, lab, "exposure.unprotected").outcome == outcome


@pytest.mark.parametrize("name", ["exposure.remote_access", "exposure.unprotected"])
@pytest.mark.parametrize(
    "source", [Source.PUBLIC_IP_ADDRESSES, Source.VIRTUAL_NETWORKS, Source.NETWORK_SECURITY_GROUPS]
)
def test_what_lies_in_another_resource_group_is_not_guessed(
    checks: Catalogue, machine: Collection, name: str, source: Source
) -> None:
    seen = network(machine, OPEN).history.last
    partly = replace(seen, sources={**seen.sources, source: Reading(Status.OK, ())})
    with pytest.raises(Missing):
        finding(checks, Lab.of([partly]), name)


def taken_away(interface: dict[str, Any], what: str) -> None:
    properties = interface["properties"]
    del (properties if what == "virtualMachine" else properties["ipConfigurations"][0]["properties"])[what]


@pytest.mark.parametrize(
    ("rules", "lacking", "outcome"),
    [(OPEN, "subnet", "unmet"), (CLOSED, "subnet", "met"), (OPEN, "virtualMachine", "met")],
)
def test_an_interface_without_a_subnet_has_its_own_group_alone_and_without_a_machine_exposes_none(
    checks: Catalogue, machine: Collection, rules: Any, lacking: str, outcome: str
) -> None:
    seen = network(machine, rules).history.last
    interface = copy.deepcopy(dict(seen.sources[Source.NETWORK_INTERFACES].items[0]))
    taken_away(interface, lacking)
    lists = {**seen.sources, Source.NETWORK_INTERFACES: Reading(Status.OK, (interface,))}
    assert finding(checks, Lab.of([replace(seen, sources=lists)])).outcome == outcome

"""Ports, days, ways out, tags and alerts: one line each, with what is nearly the same."""

import json
import re
from datetime import date, timedelta
from typing import Any

import pytest

from bareme import Finding, Lab
from bareme.checking.catalogue import Catalogue
from bareme.evidence import Source
from bareme.grading.assess import Task, assess_one
from bareme.lab import Machine
from bareme.rubric.model import Criterion
from bareme.simulator import Subscription
from tests.labs import SUBSCRIPTION

VM = Machine(name=re.compile("VM1-Windows.*"))


def found(checks: Catalogue, name: str, azure: Subscription, **values: Any) -> Finding:
    return checks[name].run(Lab.of([azure.collect()]), values)


def machine() -> Subscription:
    azure = Subscription(SUBSCRIPTION)
    azure.portal_create_vms("VM1-Windows", zones=())
    return azure


OPEN = {"direction": "Inbound", "access": "Allow", "protocol": "Tcp", "destinationPortRange": "3389"}


@pytest.mark.parametrize(
    ("change", "outcome"),
    [
        ({}, "met"),
        ({"protocol": "*"}, "met"),
        ({"protocol": "TCP"}, "met"),
        ({"protocol": "Udp"}, "unmet"),
        ({"access": "Deny"}, "unmet"),
        ({"direction": "Outbound"}, "unmet"),
        ({"destinationPortRange": "*"}, "met"),
        ({"destinationPortRange": "3388"}, "unmet"),
        ({"destinationPortRange": "3390"}, "unmet"),
        ({"destinationPortRange": "3389-3389"}, "met"),
        ({"destinationPortRange": "3000-3389"}, "met"),
        ({"destinationPortRange": "3389-4000"}, "met"),
        ({"destinationPortRange": "3000-3388"}, "unmet"),
        ({"destinationPortRange": "3390-4000"}, "unmet"),
        ({"destinationPortRange": "rdp"}, "unmet"),
        ({"destinationPortRange": None, "destinationPortRanges": ["22", "3389"]}, "met"),
        ({"destinationPortRange": None, "destinationPortRanges": ["22", "80"]}, "unmet"),
        ({"destinationPortRange": None}, "unmet"),
    ],
)
@pytest.mark.parametrize("is_gone", [False, True], ids=["there", "gone"])
def test_a_rule_that_lets_remote_desktop_in(
    checks: Catalogue, change: dict[str, Any], outcome: str, is_gone: bool
) -> None:
    azure = machine()
    for group in azure.each(Source.NETWORK_SECURITY_GROUPS):
        for rule in group["properties"]["securityRules"]:
            rule["properties"] = {**OPEN, **change}
    if not is_gone:
        azure.log.clear()
    else:
        for event in azure.log:
            body = event.get("properties", {}).get("responseBody", "")
            if "securityRules" in body:
                event["properties"]["responseBody"] = _rewritten(body, {**OPEN, **change})
        azure.delete_group()
    assert found(checks, "network.remote_desktop", azure, machine=VM).outcome == outcome


def _rewritten(body: str, properties: dict[str, Any]) -> str:
    wire = json.loads(body)
    for rule in wire["properties"]["securityRules"]:
        rule["properties"] = properties
    return json.dumps(wire)


def test_a_machine_is_supported_until_the_day_before_something_of_it_ends(checks: Catalogue) -> None:
    azure = machine()
    late = found(checks, "safety.supported", azure, until=date(2099, 1, 1))
    assert late.outcome == "unmet"
    told = re.search(r"until (\d{4}-\d\d-\d\d)", str(late.found))
    assert told is not None
    end = date.fromisoformat(told[1])
    days = [(end + timedelta(days=more)) for more in (-1, 0, 1)]
    assert [found(checks, "safety.supported", azure, until=day).outcome for day in days] == ["met", "unmet", "unmet"]


@pytest.mark.parametrize(
    ("properties", "outcome"),
    [
        ({}, "met"),
        ({"defaultOutboundAccess": True}, "met"),
        ({"defaultOutboundAccess": None}, "met"),
        ({"defaultOutboundAccess": False}, "unmet"),
        ({"defaultOutboundAccess": False, "natGateway": {"id": "x"}}, "met"),
        ({"natGateway": {"id": "x"}}, "met"),
    ],
)
def test_a_way_out(checks: Catalogue, properties: dict[str, Any], outcome: str) -> None:
    azure = machine()
    for net in azure.each(Source.VIRTUAL_NETWORKS):
        net["properties"]["subnets"][0]["properties"] |= properties
    assert found(checks, "safety.outbound", azure).outcome == outcome


@pytest.mark.parametrize(
    ("change", "asked", "outcome"),
    [
        ({}, (), "met"),
        ({}, ("Percentage CPU",), "met"),
        ({}, ("percentage cpu", "Network In"), "met"),
        ({}, ("Network In",), "unmet"),
        ({"enabled": False}, (), "unmet"),
        ({"scopes": ["/subscriptions/s/resourceGroups/g/providers/Microsoft.Storage/storageAccounts/a"]}, (), "unmet"),
    ],
)
def test_an_alert_that_watches(checks: Catalogue, change: dict[str, Any], asked: tuple[str, ...], outcome: str) -> None:
    azure = machine()
    azure.metric_alert("VM1-Windows")
    (alert,) = azure.each(Source.METRIC_ALERTS)
    alert["properties"] |= change
    azure.log.clear()
    assert found(checks, "monitoring.alert", azure, metrics=asked).outcome == outcome


@pytest.mark.parametrize(
    ("tags", "outcome"),
    [
        ({"env": "lab"}, "met"),
        ({"ENV": "lab"}, "met"),
        ({"env": "lab", "more": "x"}, "met"),
        ({"env": ""}, "unmet"),
        ({"env": " "}, "unmet"),
        ({"other": "lab"}, "unmet"),
        ({}, "unmet"),
    ],
)
@pytest.mark.parametrize("what", ["machines", "resource_groups"])
def test_a_tag_says_something(checks: Catalogue, tags: dict[str, str], outcome: str, what: str) -> None:
    azure = machine()
    azure.log.clear()
    sources = (Source.VIRTUAL_MACHINES, Source.RESOURCE_GROUPS)
    for source in sources:
        for wire in azure.each(source):
            wire["tags"] = tags
    assert found(checks, f"tags.{what}", azure, names=("env",)).outcome == outcome


@pytest.mark.parametrize(
    ("place", "regions", "outcome"),
    [
        ("francecentral", ("francecentral",), "met"),
        ("France Central", ("francecentral",), "met"),
        ("francecentral", ("westeurope", "France Central"), "met"),
        ("westeurope", ("francecentral",), "unmet"),
        ("", ("francecentral",), "met"),
        ("global", ("francecentral",), "met"),
    ],
)
def test_nothing_is_left_elsewhere(checks: Catalogue, place: str, regions: tuple[str, ...], outcome: str) -> None:
    azure = machine()
    for address in azure.each(Source.PUBLIC_IP_ADDRESSES):
        address["location"] = place
    own = found(checks, "safety.in_region", azure, regions=regions)
    assert (own.outcome == "met") is (outcome == "met")
    assert found(checks, "safety.in_region", machine(), regions=("westeurope",)).outcome == "unmet"


@pytest.mark.parametrize(
    ("is_open", "denied", "outcome"),
    [
        (True, (), "met"),
        (True, (Source.BASTION_HOSTS,), "met"),
        (True, (Source.NETWORK_SECURITY_GROUPS,), "met"),  # the log shows the rule
        (False, (), "unmet"),
        (False, (Source.BASTION_HOSTS,), "unverifiable"),
        (False, (Source.NETWORK_SECURITY_GROUPS,), "unverifiable"),
    ],
)
def test_where_the_list_of_bastions_was_not_read_there_may_be_one(
    checks: Catalogue, is_open: bool, denied: tuple[Source, ...], outcome: str
) -> None:
    azure = machine()
    wanted = OPEN if is_open else {**OPEN, "access": "Deny"}
    for group in azure.each(Source.NETWORK_SECURITY_GROUPS):
        for rule in group["properties"]["securityRules"]:
            rule["properties"] = wanted
    for event in azure.log:
        body = event.get("properties", {}).get("responseBody", "")
        if "securityRules" in body:
            event["properties"]["responseBody"] = _rewritten(body, wanted)
    own = checks["network.remote_desktop"]
    criterion = Criterion.model_validate({"id": "C", "title": "t", "points": 1, "check": own.name})
    lab = Lab.of([azure.collect(denied=denied)])
    assert assess_one(Task(criterion, own, {"machine": VM}), own, lab).outcome == outcome

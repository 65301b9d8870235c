"""Names, prices, promises: one line each."""

from decimal import Decimal

import pytest

from bareme import Lab, Missing
from bareme.checking.catalogue import Catalogue
from bareme.evidence import Source
from bareme.reference.arm import fold
from bareme.simulator import Subscription
from tests.labs import SUBSCRIPTION


def one_machine(name: str = "vm1", location: str = "francecentral", **options: object) -> Subscription:
    azure = Subscription(SUBSCRIPTION)
    azure.cli_create_vm(name, location=location, storage="StandardSSD_LRS", **options)  # type: ignore[arg-type]
    return azure


@pytest.mark.parametrize(
    ("name", "location", "outcome"),
    [
        ("deveus-webvm01", "eastus", "met"),
        ("DEVEUS-WEBVM01", "eastus", "met"),
        ("devfc-webvm01", "francecentral", "met"),
        ("prodfrc-boutique-sqlvm02", "francecentral", "met"),
        ("aqjw-messagerie03", "japanwest", "met"),
        ("devfc-webvm01-2", "francecentral", "met"),
        ("vm-web-dev-frc-001", "francecentral", "met"),
        ("vm-boutique-web-dev-francecentral-001", "francecentral", "met"),
        ("deveus-webvm01", "francecentral", "unmet"),
        ("VM1-Windows", "francecentral", "unmet"),
        ("webvm01", "francecentral", "unmet"),
        ("devfc-webvm", "francecentral", "unmet"),
        ("tempfc-webvm01", "francecentral", "unmet"),
    ],
)
def test_a_name_tells_environment_place_role_and_number(
    checks: Catalogue, name: str, location: str, outcome: str
) -> None:
    lab = Lab.of([one_machine(name, location).collect()])
    assert checks["naming.convention"].run(lab, {}).outcome == outcome


@pytest.mark.parametrize(("roles", "outcome"), [(("web", "sql"), "met"), (("sql",), "unmet")])
def test_a_school_names_its_roles(checks: Catalogue, roles: tuple[str, ...], outcome: str) -> None:
    lab = Lab.of([one_machine("devfc-webvm01").collect()])
    assert checks["naming.convention"].run(lab, {"roles": roles}).outcome == outcome


@pytest.mark.parametrize(
    ("size", "told"),
    [
        ("Standard_B2s", "about 36.42 USD a month"),
        ("Standard_D2s_v5", "about 76.13 USD a month"),
        ("Standard_HB120rs_v3", "price not known: vm1 (Standard_HB120rs_v3)"),
    ],
)
def test_an_estimate_never_takes_an_unknown_price_for_nothing(checks: Catalogue, size: str, told: str) -> None:
    found = checks["spending.estimate"].run(Lab.of([one_machine(size=size).collect()]), {"limit": Decimal(1)})
    assert found.outcome == "unmet"
    assert told in str(found.found)
    assert "not a bill" in str(found.remark)


def test_a_deallocated_machine_costs_its_disk_and_its_address(checks: Catalogue) -> None:
    azure = one_machine(size="Standard_D2s_v5")
    azure.deallocate("vm1")
    found = checks["spending.estimate"].run(Lab.of([azure.collect()]), {"limit": Decimal(10)})
    assert (found.outcome, "about 6.05 USD" in str(found.found)) == ("met", True)


@pytest.mark.parametrize(
    ("storage", "percent", "outcome"),
    [
        ("Premium_LRS", "99.9", "met"),
        ("Premium_LRS", "99.95", "unmet"),
        ("StandardSSD_LRS", "99.5", "met"),
        ("StandardSSD_LRS", "99.9", "unmet"),
        ("Standard_LRS", "95", "met"),
        ("Standard_LRS", "99.5", "unmet"),
    ],
)
def test_what_a_single_machine_promises_depends_on_its_disk(
    checks: Catalogue, storage: str, percent: str, outcome: str
) -> None:
    azure = Subscription(SUBSCRIPTION)
    azure.cli_create_vm("vm1", storage=storage)
    assert checks["availability.sla"].run(Lab.of([azure.collect()]), {"percent": Decimal(percent)}).outcome == outcome


@pytest.mark.parametrize(("zones", "told"), [(("1", "2"), "99.99%"), (("1", "1"), "99.50%")])
def test_two_zones_promise_more_than_two_machines(checks: Catalogue, zones: tuple[str, ...], told: str) -> None:
    azure = Subscription(SUBSCRIPTION)
    for number, zone in enumerate(zones, 1):
        azure.cli_create_vm(f"web{number}", zone=zone, storage="StandardSSD_LRS")
    found = checks["availability.sla"].run(Lab.of([azure.collect()]), {"percent": Decimal(99)})
    assert str(found.found).startswith(told)


@pytest.mark.parametrize(
    ("sets", "told"),
    [
        (("a", "a"), "99.95%: 2 machines in an availability set"),
        (("a", "a", None), "99.95%: 2 machines in an availability set"),
        ((None, "a", "a"), "99.95%: 2 machines in an availability set"),
        (("a", "b"), "99.50%"),
        (("a", None), "99.50%"),
        ((None, None), "99.50%"),
    ],
)
def test_those_of_one_set_stand_together_whatever_they_are_called(
    checks: Catalogue, sets: tuple[str | None, ...], told: str
) -> None:
    azure = Subscription(SUBSCRIPTION)
    for name in sorted({one for one in sets if one}):
        azure.cli_availability_set(name)
    for number, own in enumerate(sets, 1):
        azure.cli_create_vm(f"web{number}", availability_set=own, storage="StandardSSD_LRS")
    found = checks["availability.sla"].run(Lab.of([azure.collect()]), {"percent": Decimal(99)})
    assert str(found.found).startswith(told)


def test_two_machines_in_a_set_promise_9995(checks: Catalogue) -> None:
    azure = Subscription(SUBSCRIPTION)
    azure.cli_availability_set()
    for name in ("sql1", "web7"):
        azure.cli_create_vm(name, availability_set="avset-tp2")
    found = checks["availability.sla"].run(Lab.of([azure.collect()]), {"percent": Decimal("99.95")})
    assert (found.outcome, "99.95%: 2 machines in an availability set" in str(found.found)) == ("met", True)


@pytest.mark.parametrize(
    ("change", "outcome"),
    [
        ({"threshold": 75}, "met"),
        ({"threshold": 75.0}, "met"),
        ({"operator": "GreaterThanOrEqual"}, "met"),
        ({"metricName": "percentage cpu"}, "met"),
        ({"timeWindow": "PT5M"}, "partial"),
        ({"timeWindow": "nonsense"}, "partial"),
        ({"threshold": 80}, "partial"),
        ({"threshold": "<script>"}, "partial"),
        ({"metricName": "Network In Total"}, "partial"),
    ],
)
def test_the_autoscale_rule_of_the_lecture(checks: Catalogue, change: dict[str, object], outcome: str) -> None:
    azure = Subscription(SUBSCRIPTION)
    azure.create_scale_set()
    azure.autoscale("vmss-tp2")
    setting = azure.find(Source.AUTOSCALE_SETTINGS, "vmss-tp2-autoscale")
    setting["properties"]["profiles"][0]["rules"][0]["metricTrigger"] |= change
    assert checks["autoscale.rule"].run(Lab.of([azure.collect()]), {}).outcome == outcome


@pytest.mark.parametrize(("recurrence", "outcome"), [({"frequency": "Week"}, "met"), (None, "unmet")])
def test_scaling_by_schedule(checks: Catalogue, recurrence: object, outcome: str) -> None:
    azure = Subscription(SUBSCRIPTION)
    azure.create_scale_set()
    azure.autoscale("vmss-tp2")
    setting = azure.find(Source.AUTOSCALE_SETTINGS, "vmss-tp2-autoscale")
    setting["properties"]["profiles"][0]["recurrence"] = recurrence
    assert checks["autoscale.schedule"].run(Lab.of([azure.collect()]), {}).outcome == outcome


@pytest.mark.parametrize(
    ("address", "owner", "outcome"),
    [
        ("agw-ip", "applicationGateways/agw/frontendIPConfigurations/f", "unmet"),
        ("vpn-ip", "virtualNetworkGateways/vpn/ipConfigurations/c", "unmet"),
        ("nic-ip", "networkInterfaces/nic/ipConfigurations/c", "met"),
    ],
)
def test_a_gateway_is_known_by_its_address(checks: Catalogue, address: str, owner: str, outcome: str) -> None:
    azure = one_machine()
    wire = azure.find(Source.PUBLIC_IP_ADDRESSES, "vm1PublicIP")
    wire["properties"]["ipConfiguration"]["id"] = f"{azure.group_id()}/providers/Microsoft.Network/{owner}"
    found = checks["spending.hourly_network"].run(Lab.of([azure.collect()]), {})
    assert (found.outcome, fold(owner.split("/")[1]) in str(found.found)) == (outcome, outcome == "unmet")


def test_a_nat_gateway_is_billed_by_the_hour(checks: Catalogue) -> None:
    azure = one_machine()
    azure.nat_gateway()
    assert checks["spending.hourly_network"].run(Lab.of([azure.collect()]), {}).outcome == "unmet"


def test_a_loose_interface_is_told(checks: Catalogue) -> None:
    azure = one_machine()
    azure.delete_vm("vm1")
    assert checks["hygiene.no_loose_interfaces"].run(Lab.of([azure.collect()]), {}).outcome == "unmet"


@pytest.mark.parametrize("name", ["spending.estimate", "spending.modest", "exposure.remote_access", "safety.outbound"])
def test_nothing_left_is_no_merit_where_nothing_ever_was(checks: Catalogue, name: str) -> None:
    with pytest.raises(Missing):
        checks[name].run(Lab.of([Subscription(SUBSCRIPTION).collect()]), {})


@pytest.mark.parametrize(
    ("faults", "updates", "outcome", "remark"),
    [
        (2, 5, "met", ""),
        (2, 1, "met", ""),
        (2, 20, "met", ""),
        (1, 5, "met", "one fault domain protects from nothing"),
        (3, 5, "met", ""),
    ],
)
def test_domains_within_azures_limits(checks: Catalogue, faults: int, updates: int, outcome: str, remark: str) -> None:
    azure = Subscription(SUBSCRIPTION)
    azure.cli_availability_set("avset", location="francecentral", fault_domains=faults, update_domains=updates)
    found = checks["availability_set.exists"].run(Lab.of([azure.collect()]), {"region": "francecentral"})
    assert (found.outcome, str(found.remark or "")) == (outcome, remark)


@pytest.mark.parametrize(
    ("machines", "count", "outcome"),
    [(3, 3, "met"), (3, 4, "partial"), (2, 4, "partial"), (1, 3, "unmet"), (2, 5, "unmet"), (3, 7, "unmet")],
)
def test_half_of_the_members_earn_half(checks: Catalogue, machines: int, count: int, outcome: str) -> None:
    azure = Subscription(SUBSCRIPTION)
    azure.cli_availability_set("avset-tp2")
    for number in range(machines):
        azure.cli_create_vm(f"m{number}", availability_set="avset-tp2")
    asked = {"count": count, "region": "francecentral"}
    assert checks["availability_set.members"].run(Lab.of([azure.collect()]), asked).outcome == outcome

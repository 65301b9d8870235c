"""Proofs made of conditions, and of single values for a teacher's own checks."""

from pathlib import Path

import pytest

from bareme.checking.catalogue import catalogue
from bareme.evidence import Collection
from bareme.prove import MUTATIONS, Bench, Example, Flaw, prove
from bareme.prove.proof import Proven
from bareme.rubric import load_rubric
from bareme.simulator import Subscription
from bareme.simulator.events import Tool

SITE = "Microsoft.Web/sites"
LOCKS = ("Microsoft.Authorization/locks",)
ALWAYS = "{any: [{path: properties.httpsOnly, eq: true}, {path: kind, like: '*'}]}"
RUBRIC = "schema: bareme/rubric/v1\nid: own\ntitle: own\nsections:\n- id: A\n  title: A\n  criteria:\n"
CHECKS = '''
from bareme import Finding, Lab, check, dig, met, say, unmet

SITES = ("Microsoft.Web/sites",)
NONE = say("no site")


@check("site.careless", reads=(), types=SITES)
def careless(lab: Lab) -> Finding:
    """The site speaks HTTPS alone, says this check, and does not look."""
    sites = lab.lives("Microsoft.Web/sites")
    return met(NONE, NONE, sites[0].created) if sites else unmet(NONE, NONE)


@check("site.https", reads=(), types=SITES)
def https(lab: Lab) -> Finding:
    """The site speaks HTTPS alone."""
    for site in lab.lives("Microsoft.Web/sites"):
        own = site.latest(say("HTTPS"), lambda one: dig(one.model, "properties", "httpsOnly"))
        if own.value:
            return met(NONE, NONE, own)
    return unmet(NONE, NONE)
'''


@pytest.fixture(scope="module")
def site() -> Collection:
    azure = Subscription("00000000-0000-0000-0000-0000000000cc", group="rg-own")
    azure.make(SITE, "w1", {"httpsOnly": True, "siteConfig": {"minTlsVersion": "1.2"}}, kind="app")
    vault = azure.make("Microsoft.KeyVault/vaults", "kv1", {"enableSoftDelete": True})
    azure.remove(vault)
    return azure.collect()


def proven(folder: Path, criterion: str, *collections: Collection) -> Proven:
    (folder / "own.yaml").write_text(f"{RUBRIC}  - {{id: C, title: c, points: 1, {criterion}}}\n", encoding="utf-8")
    (folder / "checks").mkdir(exist_ok=True)
    (folder / "checks" / "own.py").write_text(CHECKS, encoding="utf-8")
    checks = catalogue(folder)
    return prove(Bench(load_rubric(folder / "own.yaml", checks), checks), Example("good", collections), MUTATIONS)


@pytest.mark.parametrize(
    ("criterion", "flaws"),
    [
        ("check: resource, with: {type: Microsoft.Web/sites, where: [{path: properties.httpsOnly, eq: true}]}", []),
        ("check: resource, with: {type: Microsoft.Web/sites, where: [{path: kind, like: '*'}]}", [Flaw.CANNOT_FAIL]),
        (f"check: resource, with: {{type: Microsoft.Web/sites, where: [{ALWAYS}]}}", [Flaw.CANNOT_FAIL]),
        ("check: resource, with: {type: Microsoft.KeyVault/vaults, moment: gone}", []),
        ("check: resource, with: {type: Microsoft.Web/sites, moment: gone}", [Flaw.NOT_MET]),
        ("check: resource, with: {type: Microsoft.Sql/servers, moment: end, count: {max: 0}}", []),
        ("check: operation, with: {name: Microsoft.KeyVault/vaults/delete}", []),
        ("check: site.https", []),
        ("check: site.careless", [Flaw.CANNOT_FAIL]),
    ],
    ids=["value", "any value", "always true", "gone", "not gone", "none of them", "operation", "own", "own, careless"],
)
def test_what_is_proven(tmp_path: Path, site: Collection, criterion: str, flaws: list[Flaw]) -> None:
    found = proven(tmp_path, criterion, site)
    assert [one.flaw for one in found.problems] == flaws, found.problems


def test_each_value_falls_by_its_own_spoiling(tmp_path: Path, site: Collection) -> None:
    where = "[{path: properties.httpsOnly, eq: true}, {path: properties.siteConfig.minTlsVersion, in: ['1.2', '1.3']}]"
    found = proven(tmp_path, f"check: resource, with: {{type: {SITE}, where: {where}}}", site)
    killers = {name for name, _ in found.rows[0].killers}
    assert {"C:none", "C:other-1", "C:other-2"} <= killers
    assert found.problems == ()


def test_a_load_balancer_is_seen_through_its_interfaces(tmp_path: Path) -> None:
    azure = Subscription("00000000-0000-0000-0000-0000000000cd", group="rg-lb")
    azure.portal_create_vms("vm", zones=("1", "2"))
    azure.load_balancer("lb", "vm-1", "vm-2")
    found = proven(tmp_path, "check: availability.load_balancer, with: {zones: 2}", azure.collect())
    assert found.problems == ()


def test_zones_can_be_lost_where_one_is_enough(tmp_path: Path) -> None:
    azure = Subscription("00000000-0000-0000-0000-0000000000ce", group="rg-zone")
    azure.portal_create_vms("vm", zones=("2",))
    found = proven(tmp_path, "check: vm.zones, with: {machine: {name: 'vm.*'}, count: 1}", azure.collect())
    assert found.problems == ()


def test_what_makes_or_acts_on_a_resource_falls_with_it(tmp_path: Path) -> None:
    azure = Subscription("00000000-0000-0000-0000-0000000000cf", group="rg-made")
    with azure.deploying("site", {}, Tool.CLI):
        site = azure.make(SITE, "w1", {"httpsOnly": True})
    azure.act(site, "restart")
    azure.make(LOCKS[0], "kept", {"level": "CanNotDelete"}, scope=site)
    others = (
        "check: deployment, with: {makes: Microsoft.Web/sites}}",
        "{id: D, title: d, points: 1, check: operation, with: {name: '*restart*', on: {type: Microsoft.Web/sites}}}",
        "{id: E, title: e, points: 1, check: resource, with: {type: Microsoft.Web/sites, name: w1}}",
        "{id: F, title: f, points: 1, check: resource, with: {type: Microsoft.Resources/resourceGroups, name: 'rg-*'}}",
        "{id: G, title: g, points: 1, check: operation, with: {name: 'Microsoft.Web/*/restart/action'}}",
        "{id: H, title: h, points: 1, check: resource, with: {type: Microsoft.Authorization/locks, name: kept}",
    )
    assert proven(tmp_path, "\n  - ".join(others), azure.collect(declared=LOCKS)).problems == ()


def test_a_machine_is_seen_through_its_disk_and_its_interface(tmp_path: Path) -> None:
    azure = Subscription("00000000-0000-0000-0000-0000000000d0", group="rg-vm")
    azure.portal_create_vms("vm1", zones=())
    machine = "check: resource, with: {type: Microsoft.Compute/virtualMachines, name: vm1}"
    assert proven(tmp_path, machine, azure.collect()).problems == ()

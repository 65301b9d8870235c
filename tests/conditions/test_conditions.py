"""What conditions say: operators, moments, counts, joins, and what is never held against a student."""

from dataclasses import replace
from decimal import Decimal

import pytest

from bareme.evidence import Collection, Source
from bareme.simulator import Subscription
from tests.conditions.worlds import NETWORK, SITE, VAULT, asked, azure, said

BODY = {
    "addressSpace": {"addressPrefixes": ["10.0.0.0/16"]},
    "subnets": [{"name": "web", "properties": {"addressPrefix": "10.0.1.0/24"}}],
    "enableDdosProtection": False,
    "flowTimeoutInMinutes": 10,
}


@pytest.fixture(scope="module")
def network() -> Collection:
    lab = azure()
    lab.make(NETWORK, "vnet1", BODY, sku={"name": "Standard_LRS"}, tags={"Env": "Lab"})
    return lab.collect()


@pytest.mark.parametrize(
    ("condition", "outcome"),
    [
        ("{path: location, eq: France Central}", "met"),
        ("{path: location, eq: westeurope}", "unmet"),
        ("{path: sku.name, in: [GRS, LRS]}", "met"),
        ("{path: sku.name, like: standard_*}", "met"),
        ("{path: sku.name, pattern: '(standard|premium)_[a-z]+'}", "met"),
        ("{path: sku.name, pattern: 'premium.*'}", "unmet"),
        ("{path: tags.env, eq: LAB}", "met"),
        ("{path: properties.addressSpace.addressPrefixes, has: 10.0.0.0/16}", "met"),
        ("{path: properties.addressSpace.addressPrefixes, eq: [10.0.0.0/16]}", "met"),
        ("{path: properties.addressSpace.addressPrefixes, length: 2}", "unmet"),
        ("{path: properties.addressSpace.addressPrefixes, length: {min: 1}}", "met"),
        ("{path: properties.enableDdosProtection, eq: false}", "met"),
        ("{path: properties.enableDdosProtection, eq: 'False'}", "met"),
        ("{path: properties.flowTimeoutInMinutes, eq: '10'}", "met"),
        ("{path: properties.flowTimeoutInMinutes, min: 4, max: 30}", "met"),
        ("{path: properties.flowTimeoutInMinutes, between: [11, 30]}", "unmet"),
        ("{path: properties.nothing, exists: false}", "met"),
        ("{path: properties.nothing, exists: true}", "unmet"),
        ("{path: properties.nothing, eq: true, default: true}", "met"),
        ("{path: properties.nothing, eq: true}", "unmet"),
        ("{any: [{path: location, eq: x}, {path: sku.name, eq: LRS}]}", "met"),
        ("{any: [{path: location, eq: x}, {path: enableDdosProtection, eq: true}]}", "unmet"),
        ("{not: {path: location, eq: x}}", "met"),
        ("{not: {path: location, eq: francecentral}}", "unmet"),
        ("{path: \"properties.subnets[?name=='WEB'].properties.addressPrefix\", eq: 10.0.1.0/24}", "met"),
    ],
)
def test_an_operator(network: Collection, condition: str, outcome: str) -> None:
    assert said(f"{{type: {NETWORK}, name: VNET1, where: [{condition}]}}", network) == outcome


def test_each_condition_earns_its_share(network: Collection) -> None:
    where = (
        "[{path: location, eq: x}, {path: sku.name, eq: LRS}, {path: tags.env, eq: lab}, {path: kind, exists: false}]"
    )
    found = asked(f"{{type: {NETWORK}, where: {where}}}", network)
    assert (found.outcome.value, found.share) == ("partial", Decimal("0.75"))
    assert "location: francecentral" in str(found.found)
    assert "set location to x" in str(found.remark)
    assert said(f"{{type: {NETWORK}, where: {where}, all: true}}", network) == "unmet"
    half = asked(
        f"{{type: {NETWORK}, where: [{{path: location, eq: x}}], half: [{{path: tags.env, eq: lab}}]}}", network
    )
    assert half.share == Decimal("0.5")


def test_the_author_s_own_words_are_said(network: Collection) -> None:
    condition = "{path: location, eq: x, title: {fr: à Paris, en: in Paris}, fix: {fr: déménagez, en: move}}"
    found = asked(f"{{type: {NETWORK}, where: [{condition}]}}", network)
    assert "à Paris" in str(found.expected)
    assert "déménagez" in str(found.remark)


@pytest.fixture(scope="module")
def lives() -> tuple[Collection, Collection]:
    """A site that changes and stays, a vault that is made and deleted."""
    lab = azure()
    site = lab.make(SITE, "w1", {"httpsOnly": False, "siteConfig": {"numberOfWorkers": 1}}, kind="app")
    vault = lab.make(VAULT, "kv1", {"enableSoftDelete": True})
    lab.wait(minutes=30)
    built = lab.collect("built")
    lab.wait(minutes=30)
    lab.change(site, {"properties.httpsOnly": True, "properties.siteConfig.numberOfWorkers": 3})
    lab.act(site, "restart")
    lab.remove(vault)
    lab.refuse(VAULT, "kv2", "QuotaExceeded", "no more")
    lab.wait(days=1)
    return built, lab.collect("final")


@pytest.mark.parametrize(
    ("parameters", "outcome"),
    [
        ("type: Microsoft.Web/sites, where: [{path: properties.httpsOnly, eq: false}]", "met"),
        ("type: Microsoft.Web/sites, moment: end, where: [{path: properties.httpsOnly, eq: false}]", "unmet"),
        ("type: Microsoft.Web/sites, moment: end, where: [{path: properties.httpsOnly, eq: true}]", "met"),
        ("type: Microsoft.Web/sites, moment: before-deletion, where: [{path: properties.httpsOnly, eq: true}]", "met"),
        ("type: Microsoft.Web/sites, moment: 'stage: built', where: [{path: properties.httpsOnly, eq: false}]", "met"),
        ("type: Microsoft.Web/sites, moment: 'stage: other'", "unverifiable"),
        ("type: Microsoft.Web/sites, moment: gone", "unmet"),
        ("type: Microsoft.KeyVault/vaults, moment: gone", "met"),
        (
            "type: Microsoft.KeyVault/vaults, moment: gone, where: [{path: properties.enableSoftDelete, eq: true}]",
            "met",
        ),
        ("type: Microsoft.KeyVault/vaults, moment: end", "unmet"),
        ("type: Microsoft.KeyVault/vaults, moment: before-deletion", "met"),
        ("type: Microsoft.KeyVault/vaults, moment: end, count: {max: 0}", "met"),
        ("type: Microsoft.Web/sites, moment: end, count: {max: 0}", "unmet"),
        ("type: Microsoft.Web/sites, changed: {path: properties.httpsOnly, from: false, to: true}", "met"),
        ("type: Microsoft.Web/sites, changed: {path: properties.httpsOnly, from: true, to: false}", "unmet"),
        ("type: Microsoft.Web/sites, changed: {path: properties.siteConfig.numberOfWorkers, direction: up}", "met"),
        ("type: Microsoft.Web/sites, changed: {path: properties.siteConfig.numberOfWorkers, direction: down}", "unmet"),
        ("type: Microsoft.Web/sites, name: w2", "unmet"),
        ("type: Microsoft.Web/sites, pattern: 'W\\d'", "met"),
        ("type: Microsoft.Web/sites, group: rg-other", "unmet"),
        ("type: Microsoft.KeyVault/vaults, name: kv2", "unmet"),
    ],
)
def test_a_moment(lives: tuple[Collection, ...], parameters: str, outcome: str) -> None:
    assert said(f"{{{parameters}}}", *lives) == outcome


@pytest.mark.parametrize(
    ("place", "outcome"), [("properties.clientAffinityEnabled", "met"), ("properties.httpsOnly", "unverifiable")]
)
def test_of_what_only_changes_tell_the_last_one_stands_before_the_deletion(place: str, outcome: str) -> None:
    lab = azure()
    site = lab.make(SITE, "w1", {"httpsOnly": True}, kind="app")
    for changed in ({"properties.httpsOnly": False}, {"properties.clientAffinityEnabled": False}):
        lab.wait(minutes=30)
        lab.change(site, changed)
    lab.remove(site)
    only = lab.collect("final", denied=set(Source) - {Source.RESOURCE_CHANGES, Source.SUBSCRIPTION})
    assert said(f"{{type: {SITE}, moment: before-deletion, where: [{{path: {place}, eq: false}}]}}", only) == outcome


@pytest.mark.parametrize(
    ("parameters", "outcome"),
    [
        ("name: Microsoft.Web/sites/restart/action", "met"),
        ("name: '*/restart/action', on: {type: Microsoft.Web/sites, name: w1}, tool: portal", "met"),
        ("name: '*/restart/action', on: {type: Microsoft.Web/sites, name: w2}", "unmet"),
        ("name: '*/restart/action', tool: cli", "unmet"),
        ("name: '*/restart/action', times: 2", "partial"),
        ("name: Microsoft.KeyVault/vaults/write, outcome: refused, code: Quota*", "met"),
        ("name: Microsoft.KeyVault/vaults/delete, after: {name: Microsoft.Web/sites/restart/action}", "met"),
        ("name: Microsoft.Web/sites/restart/action, after: {name: Microsoft.KeyVault/vaults/delete}", "unmet"),
    ],
)
def test_an_operation(lives: tuple[Collection, ...], parameters: str, outcome: str) -> None:
    assert said(f"{{{parameters}}}", *lives, check="operation") == outcome


def test_counts(network: Collection) -> None:
    lab = azure()
    for number, place in enumerate(("francecentral", "francecentral", "westeurope")):
        lab.make(VAULT, f"kv{number}", {}, location=place)
    read = lab.collect()
    where = "where: [{path: location, eq: francecentral}]"
    assert said(f"{{type: {VAULT}, {where}, count: 2}}", read) == "met"
    assert asked(f"{{type: {VAULT}, {where}, count: 4}}", read).share == Decimal("0.5")
    assert asked(f"{{type: {VAULT}, {where}, each: true}}", read).share == Decimal(2) / 3
    assert said(f"{{type: {VAULT}, {where}, count: {{min: 1, max: 1}}}}", read) == "partial"
    assert said(f"{{type: {VAULT}, {where}, count: {{min: 1, max: 2}}}}", read) == "met"


def test_none_is_earned_by_nobody_who_made_nothing() -> None:
    lab = azure()
    none = f"{{type: {VAULT}, moment: end, count: {{max: 0}}}}"
    assert said(none, lab.collect()) == "unmet"
    lab.make(SITE, "w1", {})
    assert said(none, lab.collect()) == "met"
    assert said(none, lab.collect(denied=[Source.ACTIVITY_LOG])) == "met", "the list of resources shows the work too"
    assert said(none, lab.collect(denied=[Source.RESOURCES, Source.RESOURCE_GRAPH])) == "unverifiable"


def test_a_join_leads_to_another_resource() -> None:
    lab = azure()
    guard = lab.make("Microsoft.Network/networkSecurityGroups", "nsg1", {"securityRules": []})
    pool = lab.id_of("Microsoft.Network/loadBalancers", "lb1")
    lab.make("Microsoft.Network/loadBalancers", "lb1", {}, sku={"name": "Standard"})
    subnets = [{"name": "web", "properties": {"networkSecurityGroup": {"id": guard.upper()}}}]
    lab.make(NETWORK, "vnet1", {"subnets": subnets, "pool": {"id": f"{pool}/backendAddressPools/p"}})
    read = lab.collect()
    guarded = "path: 'properties.subnets[*].properties.networkSecurityGroup.id'"
    nsg = f"{guarded}, ref: {{type: Microsoft.Network/networkSecurityGroups"
    assert said(f"{{type: {NETWORK}, where: [{{{nsg}, name: nsg1}}}}]}}", read) == "met"
    assert said(f"{{type: {NETWORK}, where: [{{{nsg}, name: nsg2}}}}]}}", read) == "unmet"
    target = "{type: Microsoft.Network/loadBalancers, where: [{path: sku.name, eq: Standard}]}"
    balancer = f"path: properties.pool.id, ref: {target}"
    assert said(f"{{type: {NETWORK}, where: [{{{balancer}}}]}}", read) == "met"
    lab.make("Microsoft.Network/loadBalancers", "lb2", {}, sku={"name": "Basic"})
    another = balancer.replace("Standard", "Basic")
    assert said(f"{{type: {NETWORK}, where: [{{{another}}}]}}", lab.collect()) == "unmet", "that is another balancer's"


def test_children_stand_in_their_parents() -> None:
    lab = azure()
    place = lab.id_of(NETWORK, "vnet1")
    child = {"name": "web", "id": f"{place}/subnets/web", "properties": {"addressPrefix": "10.0.1.0/24"}}
    network = lab.make(NETWORK, "vnet1", {"subnets": [child]})
    subnets = f"type: {NETWORK}/subnets, name: web"
    built = lab.collect("built")
    assert (
        said(f"{{{subnets}, moment: end, where: [{{path: properties.addressPrefix, eq: 10.0.1.0/24}}]}}", built)
        == "met"
    )
    lab.change(network, {"properties.subnets": []})
    assert said(f"{{{subnets}, moment: gone}}", built, lab.collect()) == "met"


DENIALS = (
    {Source.RESOURCES}, {Source.RESOURCE_GRAPH}, {Source.RESOURCES, Source.RESOURCE_GRAPH}, {Source.ACTIVITY_LOG},
    set(Source) - {Source.SUBSCRIPTION},
)  # fmt: skip


@pytest.mark.parametrize("denied", DENIALS, ids=lambda one: "+".join(sorted(one))[:40])
@pytest.mark.parametrize("parameters", ["", "moment: gone, ", "moment: end, ", "count: 2, "])
def test_what_was_not_read_is_never_unmet(denied: set[Source], parameters: str) -> None:
    lab = azure()
    lab.make(SITE, "w1", {"httpsOnly": True})
    whole = said(f"{{type: {SITE}, {parameters}where: [{{path: properties.httpsOnly, eq: true}}]}}", lab.collect())
    found = said(f"{{type: {SITE}, {parameters}where: [{{path: properties.httpsOnly, eq: true}}]}}",
                 lab.collect(denied=denied))  # fmt: skip
    assert found in {"unverifiable", whole}


def test_a_type_that_nothing_lists_is_not_held_against_anybody() -> None:
    container = "Microsoft.Storage/storageAccounts/blobServices/containers"
    lab = azure()
    account = lab.storage_account("stlab")
    assert said(f"{{type: {container}}}", lab.collect()) == "unverifiable"
    assert said(f"{{type: {container}}}", lab.collect(declared=[container])) == "unmet"
    lab.make(container, "stlab/default/photos", {"publicAccess": "None"})
    assert account
    where = "where: [{path: properties.publicAccess, eq: None}]"
    assert (
        said(f"{{type: {container}, name: photos, moment: end, {where}}}", lab.collect(declared=[container])) == "met"
    )


def test_what_resource_graph_alone_still_shows_is_gone() -> None:
    lab = azure()
    site = lab.make(SITE, "w1", {"httpsOnly": True})
    behind = lab.collect().sources[Source.RESOURCE_GRAPH]
    lab.remove(site)
    read = lab.collect()
    read = replace(read, sources={**read.sources, Source.RESOURCE_GRAPH: behind})
    assert said(f"{{type: {SITE}, moment: gone, where: [{{path: properties.httpsOnly, eq: true}}]}}", read) == "met"
    assert said(f"{{type: {SITE}, moment: end}}", read) == "unmet"


def test_a_write_without_content_may_have_been_anything() -> None:
    lab = azure()
    lab.bodies = "absent"
    site = lab.make(SITE, "w1", {"httpsOnly": True})
    lab.change(site, {"properties.httpsOnly": False})
    lab.changes.clear()
    read = lab.collect()
    assert said(f"{{type: {SITE}, where: [{{path: properties.httpsOnly, eq: true}}]}}", read) == "unverifiable"
    assert said(f"{{type: {SITE}, moment: end, where: [{{path: properties.httpsOnly, eq: true}}]}}", read) == "unmet"


def test_a_region_that_azure_refused_is_no_fault() -> None:
    lab: Subscription = azure()
    lab.allow_regions("swedencentral")
    lab.make(SITE, "w1", {}, location="swedencentral")
    found = asked(f"{{type: {SITE}, where: [{{path: location, eq: francecentral}}]}}", lab.collect())
    assert found.outcome.value == "met"
    assert "accepted: Azure refused francecentral" in str(found.remark)


def test_one_wrong_region_is_one_slip() -> None:
    lab = azure()
    lab.make(SITE, "w1", {}, location="westeurope")
    assert (
        asked(f"{{type: {SITE}, where: [{{path: location, eq: francecentral}}]}}", lab.collect()).slip
        == "region=westeurope"
    )


@pytest.mark.parametrize(
    ("count", "told"),
    [(3, "there is w0, w1, w2"), (4, "there is w0, w1, w2, w3"), (6, "there is w0, w1, w2, w3, … +2")],
)
def test_of_many_others_a_few_are_named(count: int, told: str) -> None:
    lab = azure()
    for number in range(count):
        lab.make(SITE, f"w{number}", {}, kind="app")
    assert str(asked("{type: Microsoft.Web/sites, name: other}", lab.collect()).found).endswith(told)


@pytest.mark.parametrize(("place", "outcome"), [("x", "met"), ("francecentral", "unmet")])
def test_what_may_not_be_there_is_counted_by_one_of_several_conditions(place: str, outcome: str) -> None:
    lab = azure()
    lab.make(NETWORK, "vnet1", BODY)
    either = f"{{any: [{{path: location, eq: {place}}}, {{path: enableDdosProtection, eq: true}}]}}"
    assert said(f"{{type: {NETWORK}, count: {{max: 0}}, where: [{either}]}}", lab.collect()) == outcome


@pytest.mark.parametrize(("times", "share"), [(1, "1"), (2, "1"), (3, "0.67"), (4, "0.50")])
def test_an_operation_done_less_often_than_asked_for_earns_its_part(times: int, share: str) -> None:
    lab = azure()
    site = lab.make(SITE, "w1", {}, kind="app")
    for _ in range(2):
        lab.act(site, "restart")
        lab.wait(minutes=10)
    found = asked(f"{{name: {SITE}/restart/action, times: {times}}}", lab.collect(), check="operation")
    assert round(found.share, 2) == Decimal(share)


@pytest.mark.parametrize(
    ("right", "wrong", "parameters", "share"),
    [
        (1, 0, "", "1"),
        (1, 3, "", "1"),  # the best counts
        (0, 3, "", "0"),
        (2, 0, "count: 2", "1"),
        (3, 0, "count: 2", "1"),
        (1, 0, "count: 2", "0.5"),
        (1, 5, "count: 2", "0.5"),
        (3, 0, "count: {min: 2}", "1"),
        (1, 0, "count: {min: 2}", "0.5"),
        (2, 0, "count: {max: 2}", "1"),
        (3, 0, "count: {max: 2}", "0.5"),
        (2, 4, "count: {max: 2}", "1"),  # those that are otherwise are not counted
        (0, 0, "count: {max: 0}", "1"),
        (0, 2, "count: {max: 0}", "1"),
        (1, 2, "count: {max: 0}", "0"),
        (2, 2, "each: true", "0.5"),
        (4, 0, "each: true", "1"),
        (2, 0, "each: true, count: 4", "0.5"),
        (2, 2, "each: true, count: 2", "0.5"),
        (2, 6, "each: true, count: {min: 2}", "0.25"),
    ],
)
def test_what_so_many_earn(right: int, wrong: int, parameters: str, share: str) -> None:
    lab = azure()
    lab.make(VAULT, "kv1", {})
    for number in range(right + wrong):
        lab.make(SITE, f"w{number}", {"httpsOnly": number < right})
    words = f"type: {SITE}, where: [{{path: properties.httpsOnly, eq: true}}], {parameters}"
    assert asked(f"{{{words}}}", lab.collect()).share == Decimal(share)


@pytest.mark.parametrize(
    ("held", "of", "words", "share"),
    [
        (2, 4, "", "0.5"),
        (3, 4, "", "0.75"),
        (3, 4, "all: true", "0"),
        (4, 4, "all: true", "1"),
        (0, 2, "half: [{path: tags.env, eq: lab}]", "0.5"),
        (0, 2, "half: [{path: tags.env, eq: other}]", "0"),
        (0, 2, "half: [{path: tags.env, eq: lab}, {path: tags.env, eq: other}]", "0"),
        (3, 4, "half: [{path: tags.env, eq: lab}]", "0.75"),
        (1, 4, "half: [{path: tags.env, eq: lab}]", "0.5"),
        (3, 4, "all: true, half: [{path: tags.env, eq: lab}]", "0.5"),
    ],
)
def test_what_so_many_conditions_earn(network: Collection, held: int, of: int, words: str, share: str) -> None:
    where = ["{path: sku.name, eq: LRS}"] * held + ["{path: sku.name, eq: GRS}"] * (of - held)
    assert asked(f"{{type: {NETWORK}, where: [{', '.join(where)}], {words}}}", network).share == Decimal(share)


@pytest.mark.parametrize(
    ("right", "remark"), [(1, None), (2, None), (3, "3 of them, 2 at most are asked for"), (4, "4 of them, 2 at most")]
)
def test_too_many_are_told_and_fewer_are_not(right: int, remark: str | None) -> None:
    lab = azure()
    for number in range(right):
        lab.make(SITE, f"w{number}", {})
    told = asked(f"{{type: {SITE}, count: {{max: 2}}}}", lab.collect()).remark
    assert told is None if remark is None else remark in str(told)


def without_side_tables(one: Collection) -> Collection:
    """As it is read where nothing that fills the other tables of Resource Graph is there: they are not asked for."""
    graph = one.sources[Source.RESOURCE_GRAPH]
    parts = {name: part for name, part in graph.parts.items() if name in {"resources", "resourcecontainers"}}
    return replace(one, sources={**one.sources, Source.RESOURCE_GRAPH: replace(graph, parts=parts)})


@pytest.mark.parametrize(
    ("denied", "outcome"),
    [((), "unmet"), ((Source.RESOURCES,), "unverifiable"), ((Source.RESOURCE_GRAPH,), "unverifiable")],
)
@pytest.mark.parametrize("side", ["Microsoft.Network/dnsZones/A", "Microsoft.RecoveryServices/vaults/backupFabrics"])
def test_what_no_parent_is_there_for_is_not_there(side: str, denied: tuple[Source, ...], outcome: str) -> None:
    lab = azure()
    lab.make(VAULT, "kv1", {})
    assert said(f"{{type: {side}}}", without_side_tables(lab.collect(denied=denied))) == outcome

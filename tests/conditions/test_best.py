"""Which resource, and which of its records, a question is judged by: the best one, wherever it stands."""

from decimal import Decimal
from itertools import permutations

import pytest

from bareme.conditions.judge import Excuse, judged, truth
from bareme.conditions.model import Condition
from bareme.evidence import Source
from bareme.files.located_yaml import Tree
from bareme.lab import Lab
from bareme.text.message import say
from bareme.timeline import Proof
from bareme.timeline.record import Record
from tests.conditions.worlds import NETWORK, SITE, VAULT, asked, azure, said

RIGHT = {"a": True, "b": True, "c": True}
WHERE = "where: [{path: properties.a, eq: true}, {path: properties.b, eq: true}, {path: properties.c, eq: true}]"


@pytest.mark.parametrize("order", list(permutations((0, 1, 2))), ids=lambda one: "".join(map(str, one)))
@pytest.mark.parametrize("moment", ["ever", "end"])
@pytest.mark.parametrize(
    ("words", "share", "named"),
    [("count: 1", Decimal(2) / 3, "w2"), ("count: 2", Decimal("0.5"), "w2"), ("each: true", Decimal(1) / 3, "w2")],
)
def test_those_that_agree_most_are_counted_wherever_they_stand(
    order: tuple[int, ...], moment: str, words: str, share: Decimal, named: str
) -> None:
    lab = azure()
    for right in order:
        lab.make(SITE, f"w{right}", {name: place < right for place, name in enumerate("abc")})
    found = asked(f"{{type: {SITE}, moment: {moment}, {words}, {WHERE}}}", lab.collect())
    assert found.share == share
    assert str(found.found).startswith(f"{named}: c: false")


@pytest.mark.parametrize("moment", ["ever", "end"])
@pytest.mark.parametrize("number", [1, 2, 3])
def test_as_many_as_are_right_are_found_among_others(number: int, moment: str) -> None:
    lab = azure()
    for place in range(6):
        lab.make(SITE, f"w{place}", RIGHT if place % 2 else {})
    read = lab.collect()
    assert said(f"{{type: {SITE}, moment: {moment}, count: {number}, {WHERE}}}", read) == "met"
    assert said(f"{{type: {SITE}, moment: {moment}, count: 4, {WHERE}}}", read) == "partial"


@pytest.mark.parametrize("first", ["wrong kind", "right kind"])
def test_what_azure_refused_counts_as_agreed_where_the_best_is_chosen(first: str) -> None:
    lab = azure()
    lab.allow_regions("swedencentral")
    made = [("francecentral", "functionapp"), ("swedencentral", "app")]
    for number, (place, kind) in enumerate(made if first == "wrong kind" else reversed(made)):
        lab.make(SITE, f"w{number}", {}, location=place, kind=kind)
    where = "where: [{path: location, eq: francecentral}, {path: kind, eq: app}]"
    assert said(f"{{type: {SITE}, {where}}}", lab.collect()) == "met"


def test_what_held_at_some_time_is_proven_by_the_record_that_shows_it() -> None:
    lab = azure()
    site = lab.make(SITE, "w1", {"httpsOnly": True}, tags={"env": "lab"})
    lab.wait(days=1)
    lab.change(site, {"properties.httpsOnly": False})
    lab.wait(days=1)
    lab.change(site, {"tags.env": "other"})
    where = "where: [{path: properties.httpsOnly, eq: true}, {path: tags.env, eq: lab}]"
    found = asked(f"{{type: {SITE}, {where}}}", lab.collect())
    assert found.outcome.value == "met"
    assert said(f"{{type: {SITE}, moment: end, {where}}}", lab.collect()) == "unmet"


def test_of_records_that_tell_a_part_the_one_counts_that_contradicts_least() -> None:
    lab = azure()
    site = lab.make(SITE, "w1", {})
    lab.wait(days=1)
    lab.change(site, {"properties.a": 1})
    lab.wait(days=1)
    lab.change(site, {"properties.a": 1, "properties.b": 2})
    only = lab.collect("final", denied=set(Source) - {Source.RESOURCE_CHANGES, Source.SUBSCRIPTION})
    where = "where: [{path: properties.a, eq: 1}, {path: properties.b, eq: 1}]"
    assert said(f"{{type: {SITE}, {where}}}", only) == "unverifiable"


PROOF = Proof(Source.RESOURCES, "r", None, say("r"))
EXCUSE = Excuse(say("Azure refused it"), PROOF)


@pytest.mark.parametrize(
    ("text", "expected", "is_excused"),
    [
        ("{path: a, eq: 1}", True, False),
        ("{path: a, eq: 2}", True, True),
        ("{path: b, eq: 2}", False, False),  # nothing stands there that could be accepted instead
        ("{any: [{path: a, eq: 2}, {path: b, eq: 2}]}", True, True),
        ("{not: {path: a, eq: 1}}", False, False),
    ],
    ids=["as asked", "something else", "nothing", "one of several", "what must not be"],
)
def test_good_faith_excuses_what_stands_there_and_nothing_else(text: str, expected: bool, is_excused: bool) -> None:
    condition = Condition.model_validate(Tree(text).data)
    record = Record({"a": 1}, whole=True, proof=PROOF)
    found = judged(condition, record, Lab.of(()), lambda _: EXCUSE)
    assert (found.truth, found.excuse) == (expected, EXCUSE if is_excused else None)
    if condition.path is not None:
        assert truth(condition, record, Lab.of(()), lambda _: EXCUSE) is expected


@pytest.mark.parametrize(
    ("target", "outcome"),
    [
        ("type: Microsoft.Network/loadBalancers", "met"),
        ("type: Microsoft.Network/loadBalancers, name: lb1", "met"),
        ("type: Microsoft.Network/loadBalancers, name: lb0", "unmet"),
        ("type: Microsoft.KeyVault/vaults", "unmet"),
        ("type: Microsoft.Web/sites", "unmet"),
        ("type: Microsoft.Network/loadBalancers, where: [{path: sku.name, eq: Standard}]", "met"),
        ("type: Microsoft.Network/loadBalancers, where: [{path: sku.name, eq: Basic}]", "unmet"),
        ("type: Microsoft.Network/loadBalancers, where: [{path: sku.name, eq: Gateway}]", "unmet"),
    ],
)
def test_an_id_leads_to_that_one_resource(target: str, outcome: str) -> None:
    lab = azure()
    for name, sku in (("lb0", "Basic"), ("lb1", "Standard"), ("lb2", "Gateway")):
        lab.make("Microsoft.Network/loadBalancers", name, {}, sku={"name": sku})
    pool = f"{lab.id_of('Microsoft.Network/loadBalancers', 'lb1')}/backendAddressPools/p"
    lab.make(NETWORK, "vnet1", {"pool": {"id": pool}})
    where = f"where: [{{path: properties.pool.id, ref: {{{target}}}}}]"
    assert said(f"{{type: {NETWORK}, {where}}}", lab.collect()) == outcome


def test_of_what_an_id_leads_to_and_nothing_was_read_nothing_is_known() -> None:
    lab = azure()
    lab.make(NETWORK, "vnet1", {"vault": {"id": lab.id_of(VAULT, "kv1")}})
    where = f"where: [{{path: properties.vault.id, ref: {{type: {VAULT}, where: [{{path: kind, eq: x}}]}}}}]"
    assert said(f"{{type: {NETWORK}, {where}}}", lab.collect()) == "unverifiable"


@pytest.mark.parametrize("first", ["w1", "w2"])
def test_at_the_end_the_one_counts_that_is_right_then(first: str) -> None:
    lab = azure()
    places = [lab.make(SITE, name, RIGHT) for name in sorted(("w1", "w2"), key=lambda one: one != first)]
    lab.wait(days=1)
    lab.change(places[0], {"properties.a": False, "properties.b": False})
    assert said(f"{{type: {SITE}, moment: end, {WHERE}}}", lab.collect()) == "met"


@pytest.mark.parametrize("order", [("half", "third"), ("third", "half")])
def test_what_earns_half_is_found_beside_what_agrees_more(order: tuple[str, str]) -> None:
    lab = azure()
    for one in order:
        lab.make(SITE, one, {"a": one == "third"}, tags={"kind": one})
    words = f"{WHERE}, half: [{{path: tags.kind, eq: half}}]"
    assert asked(f"{{type: {SITE}, {words}}}", lab.collect()).share == Decimal("0.5")


@pytest.mark.parametrize("order", [("still", "moved"), ("moved", "still")])
def test_what_changed_is_found_beside_what_agrees_as_much(order: tuple[str, str]) -> None:
    lab = azure()
    for one in order:
        place = lab.make(SITE, one, {"a": True, "size": 1})
        lab.wait(hours=1)
        if one == "moved":
            lab.change(place, {"properties.size": 2})
    where = "where: [{path: properties.a, eq: true}, {path: properties.b, eq: true}]"
    words = f"{where}, changed: {{path: properties.size, from: 1, to: 2}}"
    assert asked(f"{{type: {SITE}, {words}}}", lab.collect()).share == Decimal(2) / 3


@pytest.mark.parametrize(
    ("sizes", "changed", "outcome"),
    [
        ((1, 2), "from: 1, to: 2", "met"),
        ((1, 2), "from: 1", "met"),
        ((1, 2), "to: 2", "met"),
        ((1, 2), "", "met"),
        ((1, 2), "from: 2", "unmet"),
        ((1, 2), "to: 1", "unmet"),
        ((1, 2), "to: 3", "unmet"),
        ((1, 2), "direction: up", "met"),
        ((1, 2), "direction: down", "unmet"),
        ((2, 1), "direction: down", "met"),
        ((2, 1), "direction: up", "unmet"),
        ((1, 2, 1), "from: 2, to: 1", "met"),
        ((1, 2, 3), "from: 1, to: 3", "met"),
        ((1, 2, 3), "direction: up, to: 3", "met"),
        ((3, 1, 2), "direction: up, from: 1", "met"),
        ((1,), "", "unmet"),
        ((1,), "from: 1", "unmet"),
        ((1,), "to: 1", "unmet"),
        (("a", "b"), "direction: up", "unmet"),
        (("a", "b"), "", "met"),
    ],
)
def test_what_became_what(sizes: tuple[object, ...], changed: str, outcome: str) -> None:
    lab = azure()
    site = lab.make(SITE, "w1", {"size": sizes[0]})
    for size in sizes[1:]:
        lab.wait(hours=1)
        lab.change(site, {"properties.size": size})
    words = ", ".join(filter(None, ["path: properties.size", changed]))
    assert said(f"{{type: {SITE}, changed: {{{words}}}}}", lab.collect()) == outcome


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("count: 1", "w0"),
        ("count: 2", "w0, w1"),
        ("count: 3", "w0, w1; 1 missing"),
        ("each: true", "w0, w1"),
        ("name: w0", "w0"),
        ("count: {max: 0}, where: [{path: kind, eq: x}]", "w0, w1: none of them so"),
        ("count: {max: 0}", "w0, w1"),
    ],
)
def test_which_ones_a_finding_names(words: str, told: str) -> None:
    lab = azure()
    for number in range(2):
        lab.make(SITE, f"w{number}", {})
    assert str(asked(f"{{type: {SITE}, {words}}}", lab.collect()).found) == told


@pytest.mark.parametrize("number", [4, 5])
def test_four_are_named_at_most(number: int) -> None:
    lab = azure()
    for one in range(number):
        lab.make(SITE, f"w{one}", {})
    found = asked(f"{{type: {SITE}, each: true}}", lab.collect())
    assert str(found.found) == "w0, w1, w2, w3"
    assert len(found.proofs) == number


@pytest.mark.parametrize(
    ("places", "more", "slip"),
    [
        (("westeurope",), "", "region=westeurope"),
        (("westeurope", "westeurope"), "", "region=westeurope"),
        (("westeurope", "eastus"), "", ""),
        (("westeurope", "francecentral"), "", "region=westeurope"),
        (("westeurope",), ", {path: kind, eq: app}", ""),
        (("westeurope",), ", {path: kind, exists: false}", "region=westeurope"),
        (("francecentral",), ", {path: kind, eq: app}", ""),
    ],
)
def test_a_slip_is_one_wrong_region_and_nothing_else(places: tuple[str, ...], more: str, slip: str) -> None:
    lab = azure()
    for number, place in enumerate(places):
        lab.make(SITE, f"w{number}", {}, location=place)
    where = f"where: [{{path: location, eq: francecentral}}{more}]"
    assert asked(f"{{type: {SITE}, each: true, {where}}}", lab.collect()).slip == slip


def test_what_is_gone_is_no_slip() -> None:
    lab = azure()
    lab.make(SITE, "w0", {}, location="westeurope")
    lab.remove(lab.make(SITE, "w1", {}, location="westeurope"))
    where = "where: [{path: location, eq: francecentral}]"
    assert asked(f"{{type: {SITE}, moment: end, each: true, {where}}}", lab.collect()).slip == ""

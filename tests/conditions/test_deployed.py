"""Which deployments are meant, and what of them is otherwise than asked for."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from bareme.evidence import Collection, Reading, Source, Status
from tests.conditions.worlds import NETWORK, SITE, SUB, asked, azure, said

PLACE = f"/subscriptions/{SUB}/resourceGroups/rg-any/providers/Microsoft.Resources/deployments"
MADE = [{"id": f"/subscriptions/{SUB}/resourceGroups/rg-any/providers/{NETWORK}/vnet1"}]
SITES = {"outputResources": [{"id": MADE[0]["id"].replace(NETWORK, SITE)}]}
USUAL: Mapping[str, Any] = {
    "mode": "Incremental",
    "provisioningState": "Succeeded",
    "timestamp": "2026-11-16T10:00:00Z",
    "parameters": {"Count": {"type": "Int", "value": 2}, "name": {"type": "String", "value": "web"}},
    "outputResources": MADE,
}


def deployed(*named: tuple[str, Mapping[str, Any]]) -> Collection:
    """What is collected where these deployments were made: names, and what of each is otherwise than usual."""
    lab = azure()
    lab.make(NETWORK, "vnet1", {})
    items = tuple(
        {"id": f"{PLACE}/{name}", "name": name, "properties": {**USUAL, **changes}} for name, changes in named
    )
    one = lab.collect()
    return replace(one, sources={**one.sources, Source.DEPLOYMENTS: Reading(Status.OK, items)})


@pytest.mark.parametrize(
    ("text", "changes", "outcome", "told"),
    [
        ("name: main", {}, "met", "main"),
        ("name: MAIN", {}, "met", "main"),
        ("name: ma*", {}, "met", "main"),
        ("name: other", {}, "unmet", "no deployment of that name succeeded"),
        ("", {}, "met", "main"),
        ("", {"provisioningState": "Failed"}, "unmet", "no deployment succeeded"),
        ("mode: incremental", {}, "met", "main"),
        ("mode: complete", {}, "unmet", "mode incremental"),
        ("mode: complete", {"mode": "Complete"}, "met", "main"),
        ("mode: incremental", {"mode": "Complete"}, "unmet", "mode complete"),
        ("mode: incremental", {"mode": None}, "unmet", "mode ?"),
        ("parameters: {count: 2}", {}, "met", "main"),
        ("parameters: {COUNT: '2'}", {}, "met", "main"),
        ("parameters: {name: web}", {}, "met", "main"),
        ("parameters: {name: 2}", {}, "unmet", "parameter name: web"),
        ("parameters: {count: web}", {}, "unmet", "parameter count: 2"),
        ("parameters: {other: 2}", {}, "unmet", "parameter other: nothing"),
        ("parameters: {a: 2}", {}, "unmet", "parameter a: nothing"),
        ("parameters: {z: 2}", {}, "unmet", "parameter z: nothing"),
        ("parameters: {count: 2}", {"parameters": None}, "unmet", "parameter count: nothing"),
        ("parameters: {count: 2, name: db}", {}, "partial", "parameter name: web"),
        (f"makes: {NETWORK}", {}, "met", "main"),
        (f"makes: {SITE}", {}, "unmet", "nothing of type"),
        (f"makes: {NETWORK}", SITES, "unmet", "nothing of type"),
        (f"makes: {SITE}", SITES, "met", "main"),
        (f"makes: {SITE}", {"outputResources": None}, "unmet", "nothing of type"),
        ("by: template", {}, "met", "main"),
        ("by: portal", {}, "unmet", "made with: template"),
        ("where: [{path: properties.mode, eq: Incremental}]", {}, "met", "main"),
        ("where: [{path: properties.mode, eq: Complete}]", {}, "unmet", "properties.mode is otherwise"),
        ("where: [{path: properties.nowhere, eq: 1}]", {}, "unmet", "properties.nowhere is otherwise"),
        ("where: [{path: properties.nowhere, exists: false}]", {}, "met", "main"),
    ],
)
def test_what_of_a_deployment_is_as_asked_for(text: str, changes: Mapping[str, Any], outcome: str, told: str) -> None:
    found = asked(f"{{{text}}}", deployed(("main", changes)), check="deployment")
    assert found.outcome.value == outcome
    assert told in str(found.found)


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 2, 0)])
def test_the_deployment_that_is_most_as_asked_for_counts(order: tuple[int, ...]) -> None:
    each: list[tuple[str, Mapping[str, Any]]] = [
        ("both", {"mode": "Complete", "outputResources": []}),
        ("one", {"mode": "Complete"}),
        ("none", {}),
    ]
    one = deployed(*(each[number] for number in order))
    assert str(asked(f"{{mode: incremental, makes: {NETWORK}}}", one, check="deployment").found) == "none"
    assert said(f"{{name: one, mode: incremental, makes: {NETWORK}}}", one, check="deployment") == "partial"
    assert said(f"{{name: both, mode: incremental, makes: {NETWORK}}}", one, check="deployment") == "unmet"


@pytest.mark.parametrize(
    ("tool", "name"), [("cli", "vm_deploy_x"), ("portal", "CreateVm-x"), ("template", "Microsoft.Template-1")]
)
def test_with_what_it_was_deployed(tool: str, name: str) -> None:
    one = deployed((name, {}))
    for other in ("cli", "portal", "template"):
        assert said(f"{{by: {other}}}", one, check="deployment") == ("met" if other == tool else "unmet")


@pytest.mark.parametrize(
    ("text", "outcome"),
    [("", "unverifiable"), ("name: CreateVm*", "unverifiable"), ("name: main", "unmet")],
    ids=["any", "the one of the log", "another one"],
)
def test_a_deployment_whose_record_is_gone_with_its_group_is_not_held_against_anybody(text: str, outcome: str) -> None:
    lab = azure()
    lab.portal_create_vms("vm1", zones=())
    lab.delete_group()
    one = lab.collect()
    gone = replace(one, sources={**one.sources, Source.DEPLOYMENTS: Reading(Status.OK, ())})
    assert said(f"{{{text}}}", gone, check="deployment") == outcome


def test_without_a_deployment_in_the_log_there_was_none() -> None:
    lab = azure()
    lab.make(NETWORK, "vnet1", {})
    assert said("{}", lab.collect(), check="deployment") == "unmet"
    lab.refuse("Microsoft.Resources/deployments", "main", "InvalidTemplate", "no")
    assert said("{}", lab.collect(), check="deployment") == "unmet"


@pytest.mark.parametrize(
    ("on", "outcome"),
    [
        (f"{{type: {SITE}}}", "met"),
        (f"{{type: {SITE}, name: w1}}", "met"),
        (f"{{type: {SITE}, name: w2}}", "unmet"),
        (f"{{type: {NETWORK}}}", "unmet"),
        ("{type: Microsoft.Zone/things}", "unmet"),
        (f"{{type: {SITE}, group: rg-any}}", "met"),
        (f"{{type: {SITE}, group: rg-other}}", "unmet"),
    ],
)
def test_what_an_operation_was_done_to(on: str, outcome: str) -> None:
    lab = azure()
    lab.act(lab.make(SITE, "w1", {}), "restart")
    assert said(f"{{name: '*/restart/action', on: {on}}}", lab.collect(), check="operation") == outcome


@pytest.mark.parametrize(
    ("words", "outcome"),
    [
        ("outcome: refused", "met"),
        ("outcome: refused, code: QuotaExceeded", "met"),
        ("outcome: refused, code: quota*", "met"),
        ("outcome: refused, code: Conflict", "unmet"),
        ("", "unmet"),
    ],
)
def test_how_an_operation_ended(words: str, outcome: str) -> None:
    lab = azure()
    lab.make(NETWORK, "vnet1", {})
    lab.refuse(SITE, "w1", "QuotaExceeded", "no more")
    assert said(f"{{name: {SITE}/write, {words}}}", lab.collect(), check="operation") == outcome

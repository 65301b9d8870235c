"""What a rubric declares is read by GET alone, below resources, and each type tells how it was read."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from aiohttp import web

from bareme.__main__ import main
from bareme.azure import Settings
from bareme.azure.collection.collect import collect_many, collect_one
from bareme.azure.settings import Target
from bareme.evidence import Collection, Part, Source, Status, read_collection
from bareme.evidence.declared import ChildList, Declared
from bareme.evidence.files import evidence_paths
from tests.azure import arm_server as arm
from tests.azure.arm_server import ArmServer
from tests.azure.test_collect import TARGET
from tests.azure.world import GROUP, HOME, SUB, furnish

ACCOUNT = f"{GROUP}/providers/Microsoft.Storage/storageAccounts/stlab"
SITE = f"{GROUP}/providers/Microsoft.Web/sites/w1"
NEW = f"{GROUP}/providers/Microsoft.New/things/t"
CONTAINERS = "microsoft.storage/storageaccounts/blobservices/containers"
POLICY = "microsoft.storage/storageaccounts/managementpolicies"
LOCKS = "microsoft.authorization/locks"
WANTED = Declared(
    types=("microsoft.web/sites", "microsoft.new/things"),
    lists=(
        ChildList("Microsoft.Storage/storageAccounts", "blobServices/default/containers", "2023-05-01"),
        ChildList("Microsoft.Storage/storageAccounts", "managementPolicies/default", "2023-05-01"),
        ChildList("resource-group", "providers/Microsoft.Authorization/locks", "2020-05-01"),
    ),
)


@pytest.fixture
def furnished(signed_in: ArmServer) -> ArmServer:
    """A storage account with a container, a site, and a thing whose version nobody knows beforehand."""
    rows = [
        (ACCOUNT, "Microsoft.Storage/storageAccounts"),
        (SITE, "Microsoft.Web/sites"),
        (NEW, "Microsoft.New/things"),
    ]
    signed_in.lists[f"{HOME}/resources".casefold()] += [{"id": id_, "type": kind} for id_, kind in rows]
    container = {"id": f"{ACCOUNT}/blobServices/default/containers/photos", "name": "photos", "properties": {}}
    signed_in.lists[f"{ACCOUNT}/blobServices/default/containers".casefold()] = [container]
    lock = {
        "id": f"{GROUP}/providers/Microsoft.Authorization/locks/l",
        "name": "l",
        "properties": {"level": "ReadOnly"},
    }
    signed_in.lists[f"{GROUP}/providers/Microsoft.Authorization/locks".casefold()] = [lock]
    signed_in.objects[SITE.casefold()] = {"id": SITE, "properties": {"httpsOnly": True}}
    signed_in.objects[NEW.casefold()] = {"id": NEW, "properties": {}}
    versions = {"resourceType": "things", "apiVersions": ["2026-01-01-preview", "2025-03-01", "2024-01-01"]}
    signed_in.objects[f"{HOME}/providers/microsoft.new".casefold()] = {"resourceTypes": [versions]}
    return signed_in


def test_types_and_lists_are_read(furnished: ArmServer, settings: Settings) -> None:
    reading = collect_one(TARGET, replace(settings, declared=WANTED)).sources[Source.DECLARED]
    assert {str(one["id"]).rpartition("/")[2] for one in reading.items} == {"w1", "t", "photos", "l"}
    assert reading.status is Status.OK
    assert set(reading.parts) == {"microsoft.web/sites", "microsoft.new/things", CONTAINERS, POLICY, LOCKS}
    assert set(reading.parts.values()) == {Part(Status.OK)}, "a policy that is not there is not there"
    assert furnished.verbs == {"GET", "POST"}
    assert {one.path for one in furnished.asked if one.method == "POST"} == {
        "/providers/Microsoft.ResourceGraph/resources"
    }
    asked = next(one for one in furnished.asked if one.path.endswith("/things/t"))
    assert asked.query["api-version"] == "2025-03-01", "the newest that is no preview"


def test_a_part_that_is_refused_leaves_the_others(furnished: ArmServer, settings: Settings) -> None:
    furnished.fail("/containers", arm.refuse(403, "AuthorizationFailed"))
    reading = collect_one(TARGET, replace(settings, declared=WANTED)).sources[Source.DECLARED]
    assert reading.parts[CONTAINERS] == Part(Status.DENIED, "AuthorizationFailed")
    assert reading.of_part(CONTAINERS).status is Status.DENIED
    assert reading.parts[LOCKS] == Part(Status.OK)


def test_without_a_rubric_two_requests_more(furnished: ArmServer, settings: Settings) -> None:
    furnished.page_size = 1000
    collection = collect_one(TARGET, settings)
    assert Source.DECLARED not in collection.sources
    graph = [one for one in furnished.paths("ResourceGraph") if "resourcechanges" not in one.body]
    assert len(graph) + len(furnished.paths(f"{SUB}/resources$")) == 2


def test_a_union_that_azure_refuses_is_asked_table_by_table(furnished: ArmServer, settings: Settings) -> None:
    furnished.graph.append({"id": SITE, "type": "microsoft.web/sites", "properties": {"httpsOnly": True}})

    async def reply(request: web.Request) -> web.StreamResponse:
        body = await request.text()
        if "union" in body:
            return arm.error(400, "BadRequest", "union")
        return furnished._rows(json.loads(body))

    furnished.fail("ResourceGraph", reply)
    reading = collect_one(TARGET, settings).sources[Source.RESOURCE_GRAPH]
    assert reading.status is Status.OK
    assert {"resources", "authorizationresources", "appserviceresources"} <= set(reading.parts)
    row = next(one for one in reading.items if one["id"] == SITE)
    assert (row["table"], row["properties"]) == ("resources", {"httpsOnly": True})
    assert row["read_at"]


def test_collect_reads_what_a_rubric_declares(furnished: ArmServer, tmp_path: Path) -> None:
    rubric = tmp_path / "lab.yaml"
    rubric.write_text(
        """
schema: bareme/rubric/v1
id: lab
title: Lab
collect:
  - {under: Microsoft.Storage/storageAccounts, list: blobServices/default/containers, api: "2023-05-01"}
sections:
  - id: A
    title: A
    criteria:
      - id: A1
        title: HTTPS
        points: 1
        check: resource
        with: {type: Microsoft.Web/sites, where: [{path: properties.httpsOnly, eq: true}]}
""",
        encoding="utf-8",
    )
    evidence = tmp_path / "evidence"
    words = [
        "--evidence",
        str(evidence),
        "--arm-endpoint",
        furnished.url,
        "--rubric",
        str(rubric),
        "--subscription",
        SUB,
    ]
    assert main(["collect", *words]) == 0
    reading = read_collection(evidence_paths(next(evidence.iterdir()))[0]).sources[Source.DECLARED]
    assert set(reading.parts) == {"microsoft.web/sites", CONTAINERS}
    checked = ["check", "--rubric", str(rubric), "--evidence", str(next(evidence.iterdir())), "--fail-under", "20"]
    assert main([*checked, "--no-history"]) == 0


def test_a_class_of_one_tenant_is_asked_for_together(signed_in: ArmServer, settings: Settings) -> None:
    signed_in.page_size = 1000
    others = [f"{SUB[:-2]}{number:02d}" for number in range(6)]
    for one in others:
        furnish(signed_in, one)
        place = f"/subscriptions/{one}/resourceGroups/RG/providers"
        signed_in.graph.append({"id": f"{place}/Microsoft.Web/sites/w-{one[-2:]}",
                                "type": "microsoft.web/sites"})  # fmt: skip
    found: dict[str, Collection] = {}
    collect_many([Target(one, one) for one in others], settings, lambda target, one: found.update({target.key: one}))
    asked = [one.body for one in signed_in.paths("ResourceGraph") if "resourcechanges" not in one.body]
    assert len(asked) == 3, "nine tables, four a query"
    for one in others:
        rows = found[one].items(Source.RESOURCE_GRAPH)
        assert [row["id"].rpartition("/")[2] for row in rows] == [f"w-{one[-2:]}"], "each has his own rows alone"

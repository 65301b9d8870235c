"""Students open the door with one template: what it says, what deploying it gives, and who has not done it."""

import base64
import json
import re
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]

from bareme.__main__ import main
from bareme.azure.lighthouse.offer import READER, Offer, template
from tests.azure import arm_server as arm
from tests.azure.arm_server import ArmServer
from tests.azure.test_commands import fake_az
from tests.azure.world import SUB

SCHOOL, TEACHER, STUDENTS_TENANT = (f"{digit}0000000-aaaa-4bbb-8ccc-dddddddddddd" for digit in "123")
OFFER = Offer("TP 2", SCHOOL, TEACHER, "Prof")

GUID = "^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$"


def resource(type_: str, **properties: Any) -> dict[str, Any]:
    """A resource of the provider, as its reference describes version 2022-10-01."""
    asked = {"type": "object", "required": [*properties], "additionalProperties": False}
    return {
        "type": "object",
        "required": ["type", "apiVersion", "name", "properties"],
        "properties": {
            "type": {"const": f"Microsoft.ManagedServices/{type_}"},
            "apiVersion": {"const": "2022-10-01"},
            "name": {"type": "string", "pattern": GUID},
            "dependsOn": {"type": "array", "items": {"type": "string"}},
            "properties": {**asked, "properties": properties},
        },
        "additionalProperties": False,
    }


AUTHORIZATION = {
    "type": "object",
    "required": ["principalId", "roleDefinitionId"],
    "properties": {
        "principalId": {"type": "string", "pattern": GUID},
        "principalIdDisplayName": {"type": "string"},
        "roleDefinitionId": {"type": "string", "pattern": GUID},
    },
    "additionalProperties": False,
}
SCHEMA = {
    "type": "object",
    "required": ["$schema", "contentVersion", "resources"],
    "properties": {
        "$schema": {"pattern": r"^https://schema\.management\.azure\.com/.+/subscriptionDeploymentTemplate\.json#$"},
        "contentVersion": {"pattern": r"^\d+(\.\d+){3}$"},
        "resources": {
            "prefixItems": [
                resource(
                    "registrationDefinitions",
                    registrationDefinitionName={"type": "string", "minLength": 1},
                    description={"type": "string"},
                    managedByTenantId={"type": "string", "pattern": GUID},
                    authorizations={"type": "array", "items": AUTHORIZATION, "minItems": 1},
                ),
                resource("registrationAssignments", registrationDefinitionId={"type": "string"}),
            ],
            "minItems": 2,
            "items": False,
        },
    },
    "additionalProperties": False,
}


def deployed(text: str, server: ArmServer, subscription: str) -> None:
    """What Resource Manager does with the template: names resolved, then the subscription is seen from outside."""
    home = f"/subscriptions/{subscription}"
    resolved = re.sub(r"\[subscriptionResourceId\('([\w./]+)', '([\w-]+)'\)\]", rf"{home}/providers/\1/\2", text)
    definition, assignment = json.loads(resolved)["resources"]
    place = f"{home}/providers/{definition['type']}/{definition['name']}"
    assert assignment["properties"]["registrationDefinitionId"] == place
    assert assignment["dependsOn"] == [place]
    tenant = definition["properties"]["managedByTenantId"]
    server.lists.setdefault("/subscriptions", []).append({
        "id": home, "subscriptionId": subscription, "displayName": f"of {subscription[:1]}", "state": "Enabled",
        "tenantId": STUDENTS_TENANT, "managedByTenants": [{"tenantId": tenant}],
    })  # fmt: skip


def token() -> str:
    claims = base64.urlsafe_b64encode(json.dumps({"tid": SCHOOL, "oid": TEACHER}).encode()).rstrip(b"=").decode()
    return f"eyJhbGciOiJub25lIn0.{claims}.signature"


@pytest.fixture
def teacher(signed_in: ArmServer) -> ArmServer:
    signed_in.token = token()
    return signed_in


def run(*words: object) -> int:
    return main([*map(str, words), "--lang", "en"])


def roster(folder: Path) -> Path:
    file = folder / "roster.csv"
    file.write_text(f"student_id,name,subscription_id\nE1,Anna,{SUB}\nE2,Bob,{SUB[:-1]}6\nE3,Cleo,\n", encoding="utf-8")
    return file


def test_the_template_is_of_the_documented_shape_and_grants_reader_alone() -> None:
    found = template(OFFER, "why")
    assert list(Draft202012Validator(SCHEMA).iter_errors(found)) == []
    (authorization,) = found["resources"][0]["properties"]["authorizations"]
    assert authorization["roleDefinitionId"] == READER == "acdd72a7-3385-48ef-bd42-f606fba81ae7"
    assert template(OFFER, "why") == found, "the same offer again is the same delegation"


def test_an_invitation_is_of_who_is_signed_in(
    teacher: ArmServer, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("invite", "--out", tmp_path / "i", "--arm-endpoint", teacher.url, "--name", "TP 2") == 0
    properties = json.loads((tmp_path / "i" / "bareme-reader.json").read_text(encoding="utf-8"))["resources"][0][
        "properties"
    ]
    assert (properties["managedByTenantId"], properties["authorizations"][0]["principalId"]) == (SCHOOL, TEACHER)
    assert token() not in capsys.readouterr().out
    assert teacher.verbs <= {"GET"}


PAGES = {
    "en": ("az deployment sub create --location", "It cannot create, change", "How to take it back"),
    "fr": ("az deployment sub create --location", "Il ne peut rien créer", "Comment le retirer"),
}


@pytest.mark.parametrize("language", PAGES)
def test_the_page_says_what_is_granted_and_how_to_take_it_back(tmp_path: Path, language: str) -> None:
    assert run("invite", "--out", tmp_path, "--tenant", SCHOOL, "--principal", TEACHER, "-q") == 0
    page = (tmp_path / f"invitation.{language}.html").read_text(encoding="utf-8")
    assert [text for text in PAGES[language] if text not in page] == []
    assert f"az managedservices assignment delete --assignment {OFFER.id}" in page


def test_a_template_that_is_hosted_has_a_link_to_the_portal(tmp_path: Path) -> None:
    who = ("--tenant", SCHOOL, "--principal", TEACHER, "-q", "--out", tmp_path)
    assert run("invite", *who, "--template-address", "https://school.example/t.json") == 0
    page = (tmp_path / "invitation.en.html").read_text(encoding="utf-8")
    assert "https://portal.azure.com/#create/Microsoft.Template/uri/https%3A%2F%2Fschool.example%2Ft.json" in page
    assert "--template-uri https://school.example/t.json" in page


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--tenant", "x", "--principal", TEACHER), "“x” is no id"),
        (("--tenant", SCHOOL, "--principal", TEACHER, "--template-address", "ftp://x"), "is no https address"),
    ],
)
def test_a_slip_is_told(tmp_path: Path, words: tuple[str, ...], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("invite", "--out", tmp_path, *words) == 2
    assert said in capsys.readouterr().err


def test_access_tells_who_opened_the_door_and_who_has_not(
    teacher: ArmServer, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    deployed(json.dumps(template(OFFER, "why")), teacher, SUB)
    deployed(json.dumps(template(Offer("x", STUDENTS_TENANT, TEACHER), "of another school")), teacher, SUB[:-1] + "9")
    asked = ("access", roster(tmp_path), "--delegated", "--arm-endpoint", teacher.url)
    assert run(*asked) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines == [
        "Delegated to you: 1 subscriptions of 1 tenants.", "Done: 1 of 3 students.", "Not yet: E2 (Bob)",
        "Not known: E3 (Cleo), of whom the roster has no subscription",
    ]  # fmt: skip
    assert run(*asked, "--json") == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["done"], told["missing"]) == (["E1"], ["E2", "E3"])


def test_nobody_opened_it_or_the_list_is_refused(teacher: ArmServer, tmp_path: Path) -> None:
    teacher.lists["/subscriptions"] = []
    assert run("access", roster(tmp_path), "--delegated", "--arm-endpoint", teacher.url, "-q") == 3
    teacher.fail(r"^/subscriptions$", arm.refuse(403, "AuthorizationFailed"))
    assert run("access", roster(tmp_path), "--delegated", "--arm-endpoint", teacher.url, "-q") == 3


def test_what_is_delegated_is_read_from_home_whatever_tenant_the_roster_names(
    server: ArmServer, tmp_path: Path
) -> None:
    """A token of the student's tenant would open nothing: Lighthouse lets in the teacher's own."""
    fake_az(tmp_path)
    file = tmp_path / "roster.csv"
    file.write_text(f"student_id,subscription_id,tenant_id\nE1,{SUB},elsewhere.example\n", encoding="utf-8")
    asked = ("collect", file, "--evidence", tmp_path / "ev", "--arm-endpoint", server.url, "-q")
    assert run(*asked) == 3
    deployed(json.dumps(template(OFFER, "why")), server, SUB)
    assert run(*asked) == 0

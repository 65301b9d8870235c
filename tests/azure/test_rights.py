"""`bareme access` says when the credential can do more than read, and never writes to find out."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from bareme.__main__ import main
from bareme.azure.credentials.permissions import Rights, rights
from tests.azure import arm_server as arm
from tests.azure.arm_server import ArmServer
from tests.azure.world import CONTRIBUTOR, OWNER, READER, SUB, furnish

WHERE = f"/subscriptions/{SUB}/providers/microsoft.authorization/permissions".casefold()


@pytest.fixture(autouse=True)
def _english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BAREME_LANG", "en")


def role(*actions: str, taken: tuple[str, ...] = ()) -> dict[str, Any]:
    return {"actions": list(actions), "notActions": list(taken)}


ALL = ("*/write", "*/delete", "*/action")
ROLES: dict[str, tuple[list[Mapping[str, Any]], tuple[str, ...], bool]] = {
    "nothing": ([], (), False),
    "Reader": ([READER], (), False),
    "Contributor": ([CONTRIBUTOR], ALL, False),
    "Owner": ([OWNER], ALL, True),
    "Reader and Owner": ([READER, OWNER], ALL, True),
    "one action": (
        [READER, role("Microsoft.Compute/virtualMachines/start/action")],
        ("Microsoft.Compute/virtualMachines/start/action",), False),
    "one provider": (
        [role("Microsoft.Support/*")], tuple(f"Microsoft.Support/*/{verb}" for verb in ("write", "delete", "action")),
        False),
    "everything but what changes things": ([role("*", taken=("*/write", "*/delete", "*/action"))], (), False),
    "in capitals": ([role("*/READ", "*/Write", taken=("*/WRITE",))], (), False),
    "taken from one role, given by another": (
        [role("*/write", taken=("*/write",)), role("*/write")], ("*/write",), True),
    "user access administrator": (
        [role("*/read", "Microsoft.Authorization/*")],
        tuple(f"Microsoft.Authorization/*/{verb}" for verb in ("write", "delete", "action")), True),
    "reading alone of many": ([role("*/read", "Microsoft.Compute/disks/read")], (), False),
    "not as documented": ([{"actions": None}, {"notActions": "x", "actions": [7, "*/read"]}], (), False),
}  # fmt: skip


@pytest.mark.parametrize(("permissions", "beyond", "gives"), ROLES.values(), ids=list(ROLES))
def test_what_roles_allow_beyond_reading(
    permissions: list[Mapping[str, Any]], beyond: tuple[str, ...], gives: bool
) -> None:
    assert rights(permissions) == Rights(beyond, gives)


def access(server: ArmServer, *words: object) -> int:
    return main(["access", *map(str, words), "--arm-endpoint", server.url])


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ([READER], "This credential can only read, which is enough."),
        ([OWNER], "as an Owner can (*/write, */delete, */action). Of one's own subscription that is usual."),
        ([CONTRIBUTOR], "as a Contributor can (*/write"),
        ([READER, role("Microsoft.Support/*")], "more than read: Microsoft.Support/*/write"),
    ],
    ids=["Reader", "Owner", "Contributor", "support"],
)
def test_of_ones_own_subscription_it_is_a_note(
    signed_in: ArmServer, capsys: pytest.CaptureFixture[str], given: list[dict[str, Any]], said: str
) -> None:
    signed_in.lists[WHERE] = given
    assert access(signed_in, "--subscription", SUB) == 0
    told = capsys.readouterr().out
    assert said in told
    assert "let the owner take the other role away" not in told
    assert signed_in.verbs <= {"GET", "POST"}
    assert {one.path for one in signed_in.asked if one.method == "POST"} == {
        "/providers/Microsoft.ResourceGraph/resources"
    }


def test_every_role_counts_also_on_a_second_page(signed_in: ArmServer, capsys: pytest.CaptureFixture[str]) -> None:
    signed_in.page_size = 1
    signed_in.lists[WHERE] = [READER, OWNER]
    assert access(signed_in, "--subscription", SUB) == 0
    assert "as an Owner can" in capsys.readouterr().out


def a_class(server: ArmServer, tmp_path: Path, owners: set[int], size: int = 4) -> Path:
    rows = []
    for number in range(size):
        subscription = f"{SUB[:-3]}{number:03}"
        furnish(server, subscription)
        server.lists[WHERE.replace(SUB, subscription)] = [OWNER if number in owners else READER]
        rows.append(f"E{number:03},{subscription}")
    roster = tmp_path / "class.csv"
    roster.write_text("student_id,subscription_id\n" + "\n".join(rows) + "\n", encoding="utf-8")
    return roster


def test_of_a_class_it_is_advice(signed_in: ArmServer, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert access(signed_in, a_class(signed_in, tmp_path, {1, 3})) == 0
    told = capsys.readouterr().out
    assert "Subscriptions in which this account can do more than read: 2, as an Owner can" in told
    assert "– E001, E003." in told
    assert "Reader is enough, and safer" in told


def test_a_class_that_is_only_read_is_as_it_should_be(
    signed_in: ArmServer, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert access(signed_in, a_class(signed_in, tmp_path, set())) == 0
    assert "This credential can only read, which is enough." in capsys.readouterr().out


@pytest.mark.usefixtures("hurried")
@pytest.mark.parametrize(
    ("reply", "code"),
    [
        (arm.refuse(403, "AuthorizationFailed"), "AuthorizationFailed"),
        (arm.refuse(500, "InternalServerError"), "InternalServerError"),
        (arm.text("<html>"), "NotAPage"),
    ],
    ids=["refused", "broken", "no page"],
)
def test_what_could_not_be_told_is_said_and_stops_nothing(
    signed_in: ArmServer, tmp_path: Path, capsys: pytest.CaptureFixture[str], reply: arm.Reply, code: str
) -> None:
    roster = a_class(signed_in, tmp_path, set())
    signed_in.fail(f"{SUB[:-3]}002/.*Authorization/permissions", reply)
    signed_in.fail(f"{SUB}/.*Authorization/permissions", reply)
    assert access(signed_in, "--subscription", SUB) == 0
    assert f"could not be told ({code})." in capsys.readouterr().out
    assert access(signed_in, roster) == 0
    assert f"could not be told ({code}). Students concerned: 1 of 4." in capsys.readouterr().out


def test_of_a_resource_group_its_own_permissions_are_asked(signed_in: ArmServer) -> None:
    group = f"/subscriptions/{SUB}/resourcegroups/rg-tp2"
    for path, items in list(signed_in.lists.items()):
        signed_in.lists[path.replace(f"/subscriptions/{SUB}/providers", f"{group}/providers")] = items
    signed_in.objects[group] = {"id": group, "name": "RG-TP2"}
    assert access(signed_in, "--subscription", SUB, "--resource-group", "RG-TP2") == 0
    (asked,) = signed_in.paths("Authorization/permissions")
    assert asked.path == f"/subscriptions/{SUB}/resourceGroups/RG-TP2/providers/Microsoft.Authorization/permissions"
    assert asked.query == {"api-version": "2022-04-01"}


def test_for_scripts(signed_in: ArmServer, capsys: pytest.CaptureFixture[str]) -> None:
    signed_in.lists[WHERE] = [OWNER]
    assert access(signed_in, "--subscription", SUB, "--json") == 0
    (student,) = json.loads(capsys.readouterr().out)["students"]
    assert student["rights"] == {"beyond": list(ALL), "gives_roles": True, "unread": ""}


def test_nobody_asks_while_collecting(signed_in: ArmServer, tmp_path: Path) -> None:
    words = ["--subscription", SUB, "--evidence", str(tmp_path / "e"), "--arm-endpoint", signed_in.url, "-q"]
    assert main(["collect", *words]) == 0
    assert signed_in.paths("Authorization/permissions") == []


def test_where_nothing_can_be_read_nothing_more_is_asked(signed_in: ArmServer) -> None:
    signed_in.fail(SUB, arm.refuse(404, "SubscriptionNotFound"))
    assert access(signed_in, "--subscription", SUB) == 3
    assert signed_in.paths("Authorization/permissions") == []

"""What `access` and `collect` tell of a class: one sentence for one cause, and what else must be known."""

import json
from pathlib import Path

import pytest
from aiohttp import web

from bareme.__main__ import main
from bareme.azure import Settings, Target
from bareme.azure.collection.collect import collect_one
from bareme.evidence import Source, Status
from tests.azure import arm_server as arm
from tests.azure.arm_server import ArmServer
from tests.azure.world import GROUP, SUB, event, furnish

HOME = f"/subscriptions/{SUB}".casefold()


@pytest.fixture(autouse=True)
def _english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BAREME_LANG", "en")


def thirty(server: ArmServer, tmp_path: Path) -> Path:
    """A roster of thirty, the first of whom can be read."""
    subscriptions = [f"{SUB[:-3]}{number:03}" for number in range(30)]
    furnish(server, subscriptions[0])
    roster = tmp_path / "class.csv"
    rows = (f"E{number:03},{one}" for number, one in enumerate(subscriptions))
    roster.write_text("student_id,subscription_id\n" + "\n".join(rows) + "\n", encoding="utf-8")
    for subscription in subscriptions[1:]:
        server.fail(subscription, arm.refuse(403, "AuthorizationFailed"))
    server.graph = []
    return roster


@pytest.mark.parametrize("command", ["collect", "access"])
def test_one_refusal_of_a_class_is_told_once(
    signed_in: ArmServer, tmp_path: Path, capsys: pytest.CaptureFixture[str], command: str
) -> None:
    roster, evidence = thirty(signed_in, tmp_path), tmp_path / "evidence"
    where = ["--evidence", str(evidence)] if command == "collect" else []
    assert main([command, str(roster), "--arm-endpoint", signed_in.url, *where]) == 0
    lines = capsys.readouterr().out.splitlines()
    refused = [line for line in lines if "Azure refused (AuthorizationFailed): everything" in line]
    assert refused == ["E001, E002, E003, E004, E005, E006, … +23: Azure refused (AuthorizationFailed): everything"]
    (advice,) = [line for line in lines if "Reader is missing" in line]
    assert f"--scope /subscriptions/{SUB[:-3]}001 – the same for: {SUB[:-3]}002, " in advice
    assert [path.name for path in evidence.glob("*")] == (["E000"] if command == "collect" else [])


def test_of_whom_nothing_was_read_there_is_no_file(signed_in: ArmServer, tmp_path: Path) -> None:
    signed_in.fail(".", arm.refuse(403, "AuthorizationFailed"))
    words = ["collect", "--subscription", SUB, "--evidence", str(tmp_path / "e"), "--arm-endpoint", signed_in.url]
    assert main(words) == 3
    assert list(tmp_path.glob("e/*")) == []


def test_a_class_that_is_graded_keeps_one_refusal_to_tell_it(signed_in: ArmServer, tmp_path: Path) -> None:
    (tmp_path / "class.csv").write_text(f"student_id,subscription_id\nE1,{SUB}\n", encoding="utf-8")
    signed_in.fail(".", arm.refuse(403, "AuthorizationFailed"))
    words = ["grade", str(tmp_path / "class.csv"), "--rubric", "tp2-vm", "--out", str(tmp_path / "out")]
    for _ in range(2):
        main([*words, "--arm-endpoint", signed_in.url, "--workers", "0"])
    assert len(list(tmp_path.glob("out/evidence/E1/*"))) == 1
    assert "Nothing could be read: access denied" in (tmp_path / "out/students/E1.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("AuthorizationFailed", "--role Reader"),
        ("RequestDisallowedByPolicy", "A policy of the organisation forbids it (RequestDisallowedByPolicy)"),
        ("RequestDisallowedByAzure", "no role helps"),
    ],
)
def test_a_policy_is_no_missing_role(
    signed_in: ArmServer, capsys: pytest.CaptureFixture[str], code: str, said: str
) -> None:
    signed_in.fail("Compute/disks", arm.refuse(403, code))
    assert main(["access", "--subscription", SUB, "--arm-endpoint", signed_in.url]) == 0
    told = capsys.readouterr().out
    assert said in told
    assert ("--role Reader" in told) is (code == "AuthorizationFailed")


@pytest.mark.parametrize(
    ("state", "told"), [("Enabled", False), ("Disabled", True), ("Warned", True), ("PastDue", True)]
)
def test_the_state_of_the_subscription_is_told(
    signed_in: ArmServer, tmp_path: Path, capsys: pytest.CaptureFixture[str], state: str, *, told: bool
) -> None:
    signed_in.objects[HOME]["state"] = state
    words = ["--subscription", SUB, "--arm-endpoint", signed_in.url]
    for command in (["access", *words], ["collect", *words, "--evidence", str(tmp_path / "e")]):
        assert main(command) == 0
        assert (f"the subscription is {state}" in capsys.readouterr().out) is told


def access(server: ArmServer, group: str) -> int:
    return main(["access", "--subscription", SUB, "--resource-group", group, "--arm-endpoint", server.url])


@pytest.fixture
def without_group(signed_in: ArmServer) -> ArmServer:
    """Azure knows the group RG-TP2, and none of another name."""
    signed_in.fail("resourceGroups/(?!RG-TP2)", arm.refuse(404, "ResourceGroupNotFound"))
    signed_in.graph = []
    signed_in.lists[f"{HOME}/providers/microsoft.insights/eventtypes/management/values"] = []
    return signed_in


def test_a_group_that_nobody_ever_saw_is_a_wrong_name(
    without_group: ArmServer, capsys: pytest.CaptureFixture[str]
) -> None:
    access(without_group, "rg-tp-2")
    told = capsys.readouterr().out
    assert "no resource group rg-tp-2 was ever here; there is RG-TP2" in told
    assert "Every read works." not in told
    assert "resource_group column" in told


def test_of_groups_that_may_not_be_listed_none_is_named(
    without_group: ArmServer, capsys: pytest.CaptureFixture[str]
) -> None:
    without_group.fail("resourcegroups[?]", arm.refuse(403, "AuthorizationFailed"))
    access(without_group, "rg-tp-2")
    assert "no resource group rg-tp-2 was ever here: is the name right?" in capsys.readouterr().out


def test_a_group_that_was_deleted_leaves_its_log(without_group: ArmServer, capsys: pytest.CaptureFixture[str]) -> None:
    gone = event(1) | {"resourceId": f"{GROUP.replace('RG-TP2', 'rg-gone')}/providers/Microsoft.Compute/disks/d"}
    without_group.lists[f"{HOME}/providers/microsoft.insights/eventtypes/management/values"] = [gone]
    assert access(without_group, "rg-gone") == 0
    assert "was ever here" not in capsys.readouterr().out


def test_a_log_that_repeats_itself_is_kept_once(signed_in: ArmServer, settings: Settings) -> None:
    asked = iter(range(10**6))

    async def again(request: web.Request) -> web.StreamResponse:
        link = request.url.update_query({"$skiptoken": str(next(asked))})
        page = [event(number) | {"requestNumber": str(link)} for number in range(3)]
        return web.json_response({"value": page, "nextLink": str(link)})

    signed_in.fail("eventtypes", again)
    reading = collect_one(Target("E1", SUB), settings).sources[Source.ACTIVITY_LOG]
    assert (reading.status, len(reading.items)) == (Status.FAILED, 3)
    assert len(signed_in.paths("eventtypes")) == 2


def test_pages_that_overlap_are_whole(signed_in: ArmServer, settings: Settings) -> None:
    first = [event(number) for number in range(3)]
    link = f"/subscriptions/{SUB}/next"
    signed_in.fail("eventtypes", arm.page(first, link))
    signed_in.fail("/next", arm.page([*first[1:], event(3)]))
    reading = collect_one(Target("E1", SUB), settings).sources[Source.ACTIVITY_LOG]
    assert (reading.status, [one["eventDataId"] for one in reading.items]) == (
        Status.OK,
        [f"event-{number}" for number in range(4)],
    )


def test_the_clock_and_the_causes_are_there_for_scripts(
    signed_in: ArmServer, capsys: pytest.CaptureFixture[str]
) -> None:
    signed_in.objects[HOME]["state"] = "Warned"
    assert main(["access", "--subscription", SUB, "--arm-endpoint", signed_in.url, "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["clock_ahead_seconds"] == 0
    assert found["students"][0]["subscription_state"] == "Warned"

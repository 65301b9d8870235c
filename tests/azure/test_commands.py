"""What a user sees: `bareme collect` and `bareme access` from the outside."""

import json
import logging
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bareme.__main__ import main
from bareme.evidence import Source, Status, read_collection
from bareme.evidence.files import evidence_paths
from tests.azure import arm_server as arm
from tests.azure.arm_server import ArmServer
from tests.azure.world import CANARIES, SUB, furnish
from tests.handins.exports import collection, export_files, zipped
from tests.suspicion.forging import copied

OTHER = "99999999-2222-3333-4444-555555555555"
AZ = """#!/bin/sh
echo "$@" >> "{log}"
case "$1 $2" in
  "account show") echo '{{"id": "{sub}", "name": "Mine", "tenantId": "t"}}' ;;
  "account get-access-token")
    case "$*" in *elsewhere*) echo "ERROR: AADSTS90002: Tenant elsewhere not found." >&2; exit 1 ;; esac
    echo "{{\\"accessToken\\": \\"canary-token-a1b2c3\\", \\"expires_on\\": 4102444800}}" ;;
  *) exit 1 ;;
esac
"""


@pytest.fixture(autouse=True)
def _english(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("BAREME_LANG", "en")
    yield
    logger = logging.getLogger("bareme.azure")
    logger.handlers.clear()
    logger.setLevel(logging.NOTSET)


def run(*words: object) -> int:
    return main([str(word) for word in words])


def collect(server: ArmServer, folder: Path, *words: object) -> int:
    return run("collect", "--subscription", SUB, "--evidence", folder, "--arm-endpoint", server.url, *words)


def fake_az(tmp_path: Path) -> Path:
    log = tmp_path / "az.log"
    (tmp_path / "bin" / "az").write_text(AZ.format(log=log, sub=SUB))
    (tmp_path / "bin" / "az").chmod(0o755)
    return log


def test_a_collection_is_a_new_file_each_time(
    signed_in: ArmServer, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "evidence"
    assert collect(signed_in, folder, "--stage", "built") == 0
    assert collect(signed_in, folder, "--stage", "cleaned") == 0
    first, second = (read_collection(path) for path in evidence_paths(folder))
    assert (first.stage, second.stage, second.previous) == ("built", "cleaned", first.sha256)
    assert f"Evidence: {folder}" in capsys.readouterr().out


def test_nothing_secret_is_printed_or_logged(
    signed_in: ArmServer, tmp_path: Path, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    assert collect(signed_in, tmp_path / "evidence", "--verbose") == 0
    said = capfd.readouterr()
    assert "GET /subscriptions/" in said.err
    assert [canary for canary in CANARIES if canary in said.out + said.err + caplog.text] == []


def test_no_credential_is_said_in_one_sentence(
    server: ArmServer, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert collect(server, tmp_path / "evidence") == 3
    said = capfd.readouterr().err
    assert "No Azure credential was found" in said
    assert "az login" in said
    assert "Traceback" not in said
    assert server.asked == []


@pytest.mark.parametrize(
    "case",
    [
        (SUB, arm.refuse(403, "AuthorizationFailed"), 3, "--role Reader"),
        ("eventtypes", arm.refuse(403, "AuthorizationFailed"), 0, "Azure refused (AuthorizationFailed): activity log"),
        (SUB, arm.refuse(404, "SubscriptionNotFound"), 3, "does not exist, or this account sees nothing of it"),
        (SUB, arm.refuse(401, "InvalidAuthenticationTokenTenant"), 3, "az login --tenant"),
        (SUB, arm.refuse(401, "ExpiredAuthenticationToken"), 3, "The sign-in is no longer accepted"),
        (SUB, arm.text("<html>", 404), 3, "What answers is not Azure Resource Manager"),
        (SUB, arm.refuse(429, "TooManyRequests", headers={"Retry-After": "1200"}), 3, "in half an hour"),
    ],
    ids=["all refused", "log refused", "unknown", "other tenant", "expired", "no Azure", "throttled"],
)
def test_what_went_wrong_is_told_with_what_to_do(
    signed_in: ArmServer, tmp_path: Path, capsys: pytest.CaptureFixture[str], case: tuple[str, arm.Reply, int, str]
) -> None:
    pattern, reply, code, sentence = case
    signed_in.graph = []
    signed_in.fail(pattern, reply)
    signed_in.fail("ResourceGraph", reply)
    assert collect(signed_in, tmp_path / "evidence") == code
    assert sentence in capsys.readouterr().out


UNREAD = {
    "all refused": (arm.refuse(403, "AuthorizationFailed"), "--role Reader"),
    "unknown": (arm.refuse(404, "SubscriptionNotFound"), "compare with “az account list”"),
    "expired": (arm.refuse(401, "ExpiredAuthenticationToken"), "Run “az login”, then the same command again"),
    "no Azure": (arm.text("<html>", 404), "What answers is not Azure Resource Manager"),
    "throttled": (arm.refuse(429, "TooManyRequests", headers={"Retry-After": "1200"}), "Azure asked to wait too long"),
}


@pytest.mark.parametrize(("reply", "sentence"), UNREAD.values(), ids=UNREAD)
def test_a_check_that_read_nothing_tells_why_and_nothing_about_the_lab(
    signed_in: ArmServer, tmp_path: Path, capsys: pytest.CaptureFixture[str], reply: arm.Reply, sentence: str
) -> None:
    signed_in.graph = []
    for pattern in (SUB, "ResourceGraph"):
        signed_in.fail(pattern, reply)
    files = (f"--junit={tmp_path / 'r.xml'}", f"--markdown={tmp_path / 'r.md'}")
    words = ("check", "-r", "tp2-vm", "--subscription", SUB, "--arm-endpoint", signed_in.url, *files)
    assert run(*words) == 3
    printed = capsys.readouterr()
    assert (printed.out, sentence in " ".join(printed.err.split())) == ("", True)
    assert len(printed.err.splitlines()) <= 8
    assert "how to fix" not in (tmp_path / "r.xml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "url", ["http://management.example", "ftp://127.0.0.1", "https://x/y", "nonsense", "http://a@127.0.0.1"]
)
def test_a_token_never_travels_in_the_clear(
    signed_in: ArmServer, tmp_path: Path, capsys: pytest.CaptureFixture[str], url: str
) -> None:
    assert run("collect", "--subscription", SUB, "--evidence", tmp_path, "--arm-endpoint", url) == 2
    assert signed_in.token_requests == []
    assert url in capsys.readouterr().err


def test_the_current_subscription_of_az_is_taken_and_shown(
    signed_in: ArmServer, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "azure").mkdir()
    entries = [{"id": OTHER, "name": "First"}, {"id": SUB, "name": "Mine", "isDefault": True}]
    profile = json.dumps({"subscriptions": entries})
    (tmp_path / "azure" / "azureProfile.json").write_text(profile, encoding="utf-8-sig")
    assert run("collect", "--evidence", tmp_path / "evidence", "--arm-endpoint", signed_in.url) == 0
    assert f"Subscription {SUB} (Mine, the current one of “az”)" in capsys.readouterr().err
    assert signed_in.paths(OTHER) == []


def test_no_subscription_at_all_is_a_question(signed_in: ArmServer, tmp_path: Path) -> None:
    assert run("collect", "--evidence", tmp_path / "evidence", "--arm-endpoint", signed_in.url) == 2


def test_az_gives_the_token_and_the_subscription(
    server: ArmServer, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    log = fake_az(tmp_path)
    assert run("collect", "--evidence", tmp_path / "evidence", "--arm-endpoint", server.url) == 0
    assert "Subscription " + SUB in capsys.readouterr().err
    assert log.read_text().count("get-access-token") == 1
    assert {one.authorization for one in server.asked} == {"Bearer canary-token-a1b2c3"}


def test_access_names_the_credential_and_keeps_nothing(
    signed_in: ArmServer, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    signed_in.fail("eventtypes", arm.refuse(403, "AuthorizationFailed"))
    assert run("access", "--subscription", SUB, "--arm-endpoint", signed_in.url) == 0
    said = capsys.readouterr().out
    assert "Credential: ManagedIdentityCredential" in said
    assert "activity-log                       denied    AuthorizationFailed" in said
    assert "disks                              ok" in said
    assert f"--role Reader --scope /subscriptions/{SUB}" in said
    assert signed_in.paths("eventtypes")
    assert list(tmp_path.rglob("*.gz")) == []


def test_access_reads_first_pages_only(signed_in: ArmServer) -> None:
    signed_in.page_size = 2
    assert run("access", "--subscription", SUB, "--arm-endpoint", signed_in.url) == 0
    assert len(signed_in.paths("providers/Microsoft.Compute/disks$")) == 1


def test_json_for_scripts(signed_in: ArmServer, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    signed_in.fail("Compute/disks", arm.refuse(403, "AuthorizationFailed"))
    assert collect(signed_in, tmp_path / "evidence", "--json") == 0
    found = json.loads(capsys.readouterr().out)
    assert found["students"][0]["unread"] == {"disks": {"status": "denied", "error": "AuthorizationFailed"}}
    assert found["requests"] == len(signed_in.asked)


def a_class(server: ArmServer, tmp_path: Path, size: int) -> Path:
    rows = [f"E{number:03},{SUB[:-3]}{number:03}" for number in range(size)]
    for row in rows:
        furnish(server, row.split(",")[1])
    roster = tmp_path / "class.csv"
    roster.write_text("student_id,subscription_id\n" + "\n".join(rows) + "\n", encoding="utf-8")
    return roster


def test_one_students_failure_is_his_own(
    signed_in: ArmServer, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    roster = a_class(signed_in, tmp_path, 4)
    signed_in.fail(f"{SUB[:-3]}002", arm.refuse(404, "SubscriptionNotFound"))
    evidence = tmp_path / "evidence"
    assert run("collect", roster, "--evidence", evidence, "--arm-endpoint", signed_in.url) == 0
    said = capsys.readouterr().out
    assert "3 students read whole, 0 in part, 1 not at all" in said
    assert "E002: could not be read (SubscriptionNotFound): everything" in said
    assert sorted(path.name for path in evidence.iterdir()) == ["E000", "E001", "E003"]


def test_an_interruption_is_taken_up_where_it_was(signed_in: ArmServer, tmp_path: Path) -> None:
    roster = a_class(signed_in, tmp_path, 6)
    signed_in.fail(f"{SUB[:-3]}005", arm.hang)
    evidence = tmp_path / "evidence"
    words = ["collect", str(roster), "--evidence", str(evidence), "--arm-endpoint", signed_in.url, "--workers", "2"]
    process = subprocess.Popen([sys.executable, "-m", "bareme", *words], env=dict(os.environ), stderr=subprocess.PIPE)
    until = time.monotonic() + 20
    while len(list(evidence.glob("*/*.gz"))) < 5 and time.monotonic() < until:
        time.sleep(0.05)
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=10)
    assert process.returncode == 130
    assert b"Interrupted" in said
    signed_in.faults.clear()
    asked = len(signed_in.asked)
    assert run(*words) == 0
    assert len(list(evidence.glob("*/*.gz"))) == 6
    assert {one.path.split("/")[2] for one in signed_in.asked[asked:] if "subscriptions" in one.path} == {
        f"{SUB[:-3]}005"
    }
    assert run(*words) == 0
    assert len(list(evidence.glob("*/*.gz"))) == 12


def test_a_resource_group_is_asked_at_its_own_level(signed_in: ArmServer, tmp_path: Path) -> None:
    group = f"/subscriptions/{SUB}/resourcegroups/rg-tp2"
    for path, items in list(signed_in.lists.items()):
        signed_in.lists[path.replace(f"/subscriptions/{SUB}/providers", f"{group}/providers")] = items
    signed_in.lists[f"{group}/resources"] = signed_in.lists[f"/subscriptions/{SUB}/resources"]
    signed_in.objects[group] = {"id": group, "name": "RG-TP2"}
    evidence = tmp_path / "evidence"
    assert collect(signed_in, evidence, "--resource-group", "RG-TP2") == 0
    found = read_collection(evidence_paths(evidence)[0])
    assert {reading.status for reading in found.sources.values()} == {Status.OK}
    assert found.resource_group == "RG-TP2"
    wide = [one for one in signed_in.asked if f"{SUB}/providers" in one.path]
    kinds = {one.path.rpartition("/providers/")[2].split("?")[0] for one in wide}
    assert kinds == {
        "Microsoft.Compute/skus",
        "Microsoft.Insights/eventtypes/management/values",
    }
    assert "resourceGroupName eq 'RG-TP2'" in signed_in.paths("eventtypes")[0].query["$filter"]
    queries = [one.body for one in signed_in.paths("ResourceGraph")]
    assert any("resourceGroup =~ 'RG-TP2'" in one for one in queries)
    assert any("tolower(id) contains '/resourcegroups/rg-tp2/'" in one for one in queries)
    assert len(found.sources[Source.VM_STATUSES].items) == 3


def tagged(
    server: ArmServer, tmp_path: Path, *groups: dict[str, Any], students: tuple[str, ...] = ("E1", "O'Neil")
) -> tuple[object, ...]:
    """The words of a collection by tag, in a subscription with these groups."""
    server.lists[f"/subscriptions/{SUB}/resourcegroups"] = [
        {"id": f"/subscriptions/{SUB}/resourceGroups/{group['name']}", **group} for group in groups
    ]
    for group in groups:
        server.objects[f"/subscriptions/{SUB}/resourcegroups/{group['name']}"] = group
    (tmp_path / "names.csv").write_text("\n".join(["student_id", *students]), encoding="utf-8")
    words = ("collect", tmp_path / "names.csv", "--evidence", tmp_path / "evidence", "--arm-endpoint", server.url)
    return (*words, "--subscription", SUB, "--tag", "student")


def test_a_tag_tells_whose_resource_group_is_whose(signed_in: ArmServer, tmp_path: Path) -> None:
    mine, his = {"name": "rg-1", "tags": {"Student": "e1"}}, {"name": "rg-2", "tags": {"student": "O'Neil"}}
    assert run(*tagged(signed_in, tmp_path, mine, his, {"name": "rg-3"})) == 0
    found = {place.name: read_collection(evidence_paths(place)[0]) for place in (tmp_path / "evidence").iterdir()}
    assert found["E1"].resource_group == "rg-1"
    assert sorted(str(one.resource_group) for one in found.values()) == ["rg-1", "rg-2"]
    assert ["$filter" in one.query for one in signed_in.paths("/resourcegroups$")] == [False]


@pytest.mark.parametrize("student", ["E1", "O'Neil"])
def test_a_student_alone_is_asked_for_by_his_tag(signed_in: ArmServer, tmp_path: Path, student: str) -> None:
    group = {"name": "rg-1", "tags": {"student": student}}
    assert run(*tagged(signed_in, tmp_path, group, students=(student,))) == 0
    quoted = student.replace("'", "''")
    (asked,) = signed_in.paths("/resourcegroups$")
    assert asked.query["$filter"] == f"tagName eq 'student' and tagValue eq '{quoted}'"


@pytest.mark.parametrize(
    ("groups", "said"),
    [
        ([], "No resource group has the tag student=E1"),
        (
            [{"name": "a", "tags": {"student": "E1"}}, {"name": "b", "tags": {"student": "E1"}}],
            "Several resource groups",
        ),
    ],
)
def test_a_tag_that_tells_nothing_is_told_and_nothing_is_kept(
    signed_in: ArmServer, tmp_path: Path, capsys: pytest.CaptureFixture[str], groups: list[dict[str, Any]], said: str
) -> None:
    assert run(*tagged(signed_in, tmp_path, *groups)) == 3
    assert said in " ".join(capsys.readouterr().out.split())
    assert not list((tmp_path / "evidence").glob("*/*.gz"))
    assert not signed_in.paths("resourceGroups/.*virtualMachines")


def test_each_tenant_has_its_own_token(server: ArmServer, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    log = fake_az(tmp_path)
    roster = a_class(server, tmp_path, 3)
    lines = roster.read_text(encoding="utf-8").splitlines()
    tenants = ["tenant_id", "", "22222222-0000-0000-0000-000000000000", "33333333-0000-0000-0000-000000000000"]
    rows = [f"{line},{tenant}" for line, tenant in zip(lines, tenants, strict=True)]
    roster.write_text("\n".join(rows), encoding="utf-8")
    az = (tmp_path / "bin" / "az").read_text().replace("*elsewhere*", "*33333333*")
    (tmp_path / "bin" / "az").write_text(az)
    assert run("collect", roster, "--evidence", tmp_path / "evidence", "--arm-endpoint", server.url) == 0
    said = capsys.readouterr().out
    assert "E002: Azure refused (NoToken): everything" in said
    assert "is in another tenant than the credential" in said
    assert "2 students read whole, 0 in part, 1 not at all" in said
    asked = [line.partition("--tenant ")[2][:4] for line in log.read_text().splitlines() if "get-access" in line]
    assert sorted(asked) == ["", "2222", "3333"]


def test_resource_graph_is_shared_by_the_class(signed_in: ArmServer, tmp_path: Path) -> None:
    roster = a_class(signed_in, tmp_path, 4)
    wait = {"Retry-After": "1"}
    signed_in.fail("ResourceGraph", arm.refuse(429, "RateLimiting", headers=wait), times=2)
    started = time.monotonic()
    assert run("collect", roster, "--evidence", tmp_path / "evidence", "--arm-endpoint", signed_in.url) == 0
    assert time.monotonic() - started >= 1
    assert len(signed_in.paths("ResourceGraph")) <= 6 + 4 * 4
    for path in (tmp_path / "evidence").glob("*/*.gz"):
        assert read_collection(path).sources[Source.RESOURCE_CHANGES].status is Status.OK


def test_progress_is_told_on_a_terminal(
    signed_in: ArmServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("TERM", "xterm")
    assert collect(signed_in, tmp_path / "evidence") == 0
    assert "1 of 1 students" in capfd.readouterr().err


def test_quiet_is_quiet(signed_in: ArmServer, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert collect(signed_in, tmp_path / "evidence", "--quiet") == 0
    said = capfd.readouterr()
    assert said.out + said.err == ""


def test_an_interrupted_subscription_leaves_no_half_file(signed_in: ArmServer, tmp_path: Path) -> None:
    signed_in.fail("Compute/disks", arm.hang)
    words = ["collect", "--subscription", SUB, "--evidence", str(tmp_path / "e"), "--arm-endpoint", signed_in.url]
    process = subprocess.Popen([sys.executable, "-m", "bareme", *words], stderr=subprocess.DEVNULL)
    until = time.monotonic() + 20
    while not signed_in.paths("Compute/disks") and time.monotonic() < until:
        time.sleep(0.05)
    process.send_signal(signal.SIGINT)
    assert process.wait(timeout=10) == 130
    assert list(tmp_path.glob("e/*")) == []


def test_who_can_be_read_is_read_whatever_he_handed_in(signed_in: ArmServer, tmp_path: Path) -> None:
    (tmp_path / "roster.csv").write_text(f"student_id,subscription_id\nE1,{SUB}\n", encoding="utf-8")
    one = copied(collection("E1"), SUB)
    (tmp_path / "E1.zip").write_bytes(zipped(export_files(one)))
    assert run("import", tmp_path / "E1.zip", "--student", "E1", "--evidence", tmp_path / "ev") == 0
    run("grade", tmp_path / "roster.csv", "-r", "tp2-vm", "--evidence", tmp_path / "ev", "--out", tmp_path / "out",
        "--arm-endpoint", signed_in.url, "--workers", "0", "-q")  # fmt: skip
    (student,) = json.loads((tmp_path / "out" / "results.json").read_text(encoding="utf-8"))["students"]
    assert {one["origin"] for one in student["collections"]} == {"collected", "exported-by-student"}
    assert student["score"] < 5


@pytest.mark.parametrize("can_keep_a_key", [True, False])
def test_what_a_teacher_collected_counts_also_where_no_key_can_be_kept(
    signed_in: ArmServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, can_keep_a_key: bool
) -> None:
    (tmp_path / "config").mkdir() if can_keep_a_key else (tmp_path / "config").touch()
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    (tmp_path / "roster.csv").write_text(f"student_id,subscription_id\nE1,{SUB}\n", encoding="utf-8")
    where = ("--evidence", tmp_path / "ev")
    assert run("collect", tmp_path / "roster.csv", *where, "--arm-endpoint", signed_in.url, "-q") == 0
    assert (tmp_path / "ev" / "collectors.txt").is_file() is not can_keep_a_key
    run("grade", tmp_path / "roster.csv", "-r", "tp2-vm", *where, "--out", tmp_path / "out", "--offline", "-q")
    (student,) = json.loads((tmp_path / "out" / "results.json").read_text(encoding="utf-8"))["students"]
    assert [one["origin"] for one in student["collections"]] == ["collected"]

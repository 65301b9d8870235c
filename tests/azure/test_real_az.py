"""Signed in with the real Azure CLI against the loopback server: `pytest --real-az PATH` (`pip install azure-cli`)."""

import base64
import json
import os
import subprocess
from pathlib import Path

import pytest

from bareme.__main__ import main
from bareme.evidence import Origin, Source, Status, read_collection
from bareme.evidence.files import evidence_paths
from tests.azure.arm_server import ArmServer
from tests.azure.world import SUB

TENANT = "11111111-aaaa-bbbb-cccc-555555555555"
ENDPOINTS = (
    "resource-manager",
    "active-directory",
    "active-directory-resource-id",
    "management",
    "gallery",
    "active-directory-graph-resource-id",
    "microsoft-graph-resource-id",
)


def jwt() -> str:
    """A token of the shape that `az` looks into."""
    parts = ({"alg": "none", "typ": "JWT"}, {"tid": TENANT, "oid": "o", "canary-claim": "canary"})
    told = [base64.urlsafe_b64encode(json.dumps(part).encode()).decode().rstrip("=") for part in parts]
    return ".".join([*told, "c2ln"])


@pytest.fixture
def real_az(request: pytest.FixtureRequest, encrypted: ArmServer, monkeypatch: pytest.MonkeyPatch) -> ArmServer:
    """The real `az`, signed in to the server."""
    az: Path | None = request.config.getoption("--real-az")
    if az is None:
        pytest.skip("needs --real-az PATH")
    monkeypatch.setenv("PATH", f"{az.resolve().parent}:/usr/bin:/bin")
    for name, value in {
        "IDENTITY_ENDPOINT": f"{encrypted.url}/msi/token",
        "IDENTITY_HEADER": "header",
        "AZURE_TOKEN_CREDENTIALS": "AzureCliCredential",
        "AZURE_CORE_COLLECT_TELEMETRY": "no",
        "AZURE_CORE_INSTANCE_DISCOVERY": "false",
    }.items():
        monkeypatch.setenv(name, value)
    encrypted.token = jwt()
    home = {"id": f"/subscriptions/{SUB}", "subscriptionId": SUB, "tenantId": TENANT, "state": "Enabled"}
    encrypted.lists["/subscriptions"] = [home | {"displayName": "Mine"}]
    endpoints = [word for name in ENDPOINTS for word in (f"--endpoint-{name}", encrypted.url)]
    run("cloud", "register", "-n", "Loopback", "--skip-endpoint-discovery", *endpoints)
    run("cloud", "set", "-n", "Loopback")
    run("login", "--identity")
    encrypted.asked.clear()
    return encrypted


def run(*words: str) -> None:
    done = subprocess.run(["az", *words], check=False, capture_output=True, text=True, env=os.environ.copy())
    assert done.returncode == 0, done.stderr


def test_az_login_is_all_that_a_student_needs(
    real_az: ArmServer, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["collect", "--evidence", str(tmp_path / "e"), "--arm-endpoint", real_az.url, "--lang", "en", "-v"]
    assert main(words) == 0
    (path,) = evidence_paths(tmp_path / "e")
    collected = read_collection(path)
    assert collected.subscription_id == SUB, "az's current account, not the first of a list"
    assert collected.sources[Source.VIRTUAL_MACHINES].status is Status.OK
    assert {one.authorization for one in real_az.asked} == {f"Bearer {jwt()}"}
    assert real_az.verbs == {"GET", "POST"}
    said = capsys.readouterr()
    assert jwt() not in said.out + said.err
    assert jwt().encode() not in path.read_bytes()


def test_access_names_the_cli(real_az: ArmServer, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["access", "--arm-endpoint", real_az.url, "--lang", "en"]) == 0
    assert "AzureCliCredential" in capsys.readouterr().out


def test_the_students_own_export_is_made_with_it(
    real_az: ArmServer, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["collect", "--script"]) == 0
    script = tmp_path / "collect.sh"
    script.write_text(capsys.readouterr().out, encoding="utf-8")
    subprocess.run(["sh", str(script)], cwd=tmp_path, check=True, capture_output=True, env=os.environ.copy())
    (export,) = tmp_path.glob("*.zip")
    assert (
        main(["import", str(export), "--student", "E1", "--evidence", str(tmp_path / "e"), "--subscription", SUB]) == 0
    )
    (path,) = evidence_paths(tmp_path / "e" / "E1")
    collected = read_collection(path)
    unread = {source.value: one.error for source, one in collected.sources.items() if not one.status.was_read}
    assert (collected.origin, unread) == (Origin.EXPORTED_BY_STUDENT, {})
    assert collected.sources[Source.VIRTUAL_MACHINES].items
    assert real_az.verbs == {"GET", "POST"}

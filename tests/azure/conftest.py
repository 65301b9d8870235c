"""A server, a credential that it gives, and settings that lose no time."""

import asyncio
import ssl
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import certifi
import pytest
import trustme

from bareme.azure import RequestLimits, Settings
from tests.azure.arm_server import ArmServer, serving
from tests.azure.world import furnish

QUICK = RequestLimits(
    request_seconds=0.6,
    probe_seconds=0.6,
    deadline_seconds=8.0,
    longest_wait=2.0,
    backoff=(0.01, 0.02, 0.02),
    throttle_backoff=(0.01, 0.02, 0.02),
    pages=30,
    page_bytes=2**20,
)


@pytest.fixture(autouse=True)
def _nobody(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No credential of the machine that runs the tests, and no `az`."""
    for name in ("CLIENT_ID", "CLIENT_SECRET", "TENANT_ID", "USERNAME", "FEDERATED_TOKEN_FILE", "TOKEN_CREDENTIALS"):
        monkeypatch.delenv(f"AZURE_{name}", raising=False)
    for name in ("IDENTITY_ENDPOINT", "IDENTITY_HEADER", "MSI_ENDPOINT", "BAREME_ARM_ENDPOINT", "BAREME_LANG"):
        monkeypatch.delenv(name, raising=False)
    (tmp_path / "bin").mkdir()
    monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}:/usr/bin:/bin")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("AZURE_CONFIG_DIR", str(tmp_path / "azure"))


@pytest.fixture
def hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a command's own patience is at work, its waits between attempts pass a hundred times as quickly."""

    async def sleep(seconds: float) -> None:
        await asyncio.sleep(seconds / 100)

    monkeypatch.setattr("bareme.azure.http.retry.asyncio", SimpleNamespace(**{**vars(asyncio), "sleep": sleep}))


@pytest.fixture
def server() -> Iterator[ArmServer]:
    with serving(furnish(ArmServer())) as running:
        yield running


@pytest.fixture
def bare_server() -> Iterator[ArmServer]:
    with serving(ArmServer()) as running:
        yield running


@pytest.fixture
def signed_in(server: ArmServer, monkeypatch: pytest.MonkeyPatch) -> ArmServer:
    """The server, with its managed identity at hand."""
    monkeypatch.setenv("IDENTITY_ENDPOINT", f"{server.url}/msi/token")
    monkeypatch.setenv("IDENTITY_HEADER", "header")
    return server


@pytest.fixture
def settings(server: ArmServer) -> Settings:
    return Settings(arm_endpoint=server.url, limits=QUICK)


@pytest.fixture
def encrypted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[ArmServer]:
    """The server behind TLS, with an authority of its own that the usual variable names."""
    authority = trustme.CA()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(context)
    bundle = tmp_path / "bundle.pem"
    bundle.write_bytes(Path(certifi.where()).read_bytes() + authority.cert_pem.bytes())
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(bundle))
    with serving(furnish(ArmServer(tls=context))) as running:
        yield running

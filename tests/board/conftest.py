"""A server with one subscription, and the identity that may read it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.azure.arm_server import ArmServer, serving
from tests.azure.world import furnish


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[ArmServer]:
    monkeypatch.setenv("HOME", str(tmp_path))
    with serving(furnish(ArmServer())) as running:
        monkeypatch.setenv("IDENTITY_ENDPOINT", f"{running.url}/msi/token")
        monkeypatch.setenv("IDENTITY_HEADER", "header")
        yield running

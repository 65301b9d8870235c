"""An endpoint behind TLS with an authority of its own: a sovereign cloud, or a proxy of the school."""

from pathlib import Path

import pytest

from bareme.__main__ import main
from bareme.evidence.files import evidence_paths
from tests.azure.arm_server import ArmServer
from tests.azure.world import SUB


@pytest.fixture
def behind_tls(encrypted: ArmServer, monkeypatch: pytest.MonkeyPatch) -> ArmServer:
    monkeypatch.setenv("IDENTITY_ENDPOINT", f"{encrypted.url}/msi/token")
    monkeypatch.setenv("IDENTITY_HEADER", "header")
    return encrypted


def collect(server: ArmServer, folder: Path) -> int:
    return main(["collect", "--subscription", SUB, "--evidence", str(folder), "--arm-endpoint", server.url, "-q"])


def test_the_usual_variable_names_the_authority(behind_tls: ArmServer, tmp_path: Path) -> None:
    assert collect(behind_tls, tmp_path / "e") == 0
    assert len(evidence_paths(tmp_path / "e")) == 1


@pytest.mark.usefixtures("hurried")
def test_an_unknown_authority_is_given_no_token(
    behind_tls: ArmServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("REQUESTS_CA_BUNDLE")
    assert collect(behind_tls, tmp_path / "e") == 3
    assert not behind_tls.asked
    assert not evidence_paths(tmp_path / "e")

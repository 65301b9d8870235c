"""The example of a teacher's own check works as its page says."""

import shlex
from pathlib import Path

import pytest

from bareme.__main__ import main
from bareme.evidence import write_collection
from bareme.simulator import Subscription
from tests.labs import SUBSCRIPTION

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "examples" / "own-check" / "README.md"


def commands() -> list[list[str]]:
    lines = PAGE.read_text(encoding="utf-8").splitlines()
    return [shlex.split(line)[1:] for line in lines if line.startswith("bareme ")]


@pytest.mark.parametrize(
    ("security", "score"), [("TrustedLaunch", "4 / 4"), ("Standard", "1 / 4")], ids=["trusted", "standard"]
)
def test_the_page_works(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], security: str, score: str
) -> None:
    azure = Subscription(SUBSCRIPTION)
    azure.cli_create_vm("vm1", security=security)
    write_collection(tmp_path / "evidence", azure.collect())
    (tmp_path / "docs").symlink_to(ROOT / "docs")
    monkeypatch.chdir(tmp_path)
    assert [main([*words, "--lang", "en"]) for words in commands()] == [0, 0]
    assert score in capsys.readouterr().out

"""`bareme watch` as a command: the address first, nobody without it, and 0 at its end."""

import signal
import subprocess
import sys
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from bareme.__main__ import main
from tests.azure.arm_server import ArmServer
from tests.azure.world import SUB


@pytest.mark.slow
def test_the_address_stands_alone_and_a_signal_ends_with_0(server: ArmServer, tmp_path: Path) -> None:
    (tmp_path / "class.csv").write_text(f"student_id,subscription_id\nE1,{SUB}\n", encoding="utf-8")
    words = [sys.executable, "-m", "bareme", "watch", "class.csv", "-r", "tp2-vm", "--no-browser", "-q"]
    with subprocess.Popen(
        [*words, "--arm-endpoint", server.url], cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        address = process.stdout.readline().rstrip("\n")
        assert address.startswith("http://127.0.0.1:")
        with pytest.raises(urllib.error.HTTPError, match="403"):
            urllib.request.urlopen(address.partition("?")[0], timeout=20)
        process.send_signal(signal.SIGTERM)
        rest, errors = process.communicate(timeout=60)
    assert (process.returncode, rest, errors) == (0, "", "")
    assert server.verbs <= {"GET", "POST"}


@pytest.mark.parametrize(
    ("words", "code"),
    [(["nowhere.csv", "-r", "tp2-vm"], 2), (["class.csv", "-r", "none"], 2), (["class.csv"], 2),
     (["class.csv", "-r", "tp2-vm", "--arm-endpoint", "http://management.example"], 2),
     (["class.csv", "-r", "tp2-vm", "--every", "1"], 2), (["class.csv", "-r", "tp2-vm", "--replay", "s.jsonl"], 2),
     ([], 2), (["--replay", "nowhere.jsonl"], 2), (["class.csv", "-r", "tp2-vm", "--record", "no/where.jsonl"], 2),
     (["class.csv", "-r", "tp2-vm", "--record", "class.csv"], 2)],
)  # fmt: skip
def test_what_cannot_be_is_told(
    tmp_path: Path, words: list[str], code: int, monkeypatch: pytest.MonkeyPatch, own_place: Path
) -> None:
    del own_place
    monkeypatch.chdir(tmp_path)
    Path("class.csv").write_text(f"student_id,subscription_id\nE1,{SUB}\n", encoding="utf-8")
    assert main(["watch", "--no-browser", *words]) == code

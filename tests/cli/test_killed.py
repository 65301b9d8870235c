"""A killed run loses at most the students in flight, and the same command continues."""

import json
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from bareme.__main__ import main
from bareme.demo import write_demo_class

pytestmark = pytest.mark.slow


def words(folder: Path, out: Path) -> list[str]:
    own = ["grade", str(folder / "roster.csv"), "-r", "tp2-vm", "--offline", "--evidence", str(folder / "evidence")]
    return [*own, "--out", str(out), "-q", "--lang", "en", "--workers", "1"]


def test_results_after_kills_equal_those_of_an_undisturbed_run(tmp_path: Path) -> None:
    write_demo_class(tmp_path)
    assert main(words(tmp_path, tmp_path / "calm")) == 0
    chance = random.Random(7)
    with (tmp_path / "said.txt").open("wb") as said:
        for _ in range(4):
            command = [sys.executable, "-m", "bareme", *words(tmp_path, tmp_path / "killed")]
            running = subprocess.Popen(command, stderr=said)
            time.sleep(chance.uniform(0.8, 2.5))
            running.send_signal(signal.SIGKILL)
            running.wait()
    assert main(words(tmp_path, tmp_path / "killed")) == 0
    calm, killed = (json.loads((tmp_path / one / "results.json").read_text()) for one in ("calm", "killed"))
    assert calm == killed
    pages = [sorted(path.name for path in (tmp_path / one / "students").iterdir()) for one in ("calm", "killed")]
    assert (tmp_path / "said.txt").read_text() == "", "workers left alone go quietly"
    assert pages[1] == pages[0], "nothing unfinished is left"

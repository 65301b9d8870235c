"""A killed run loses at most the students in flight, and the same command continues."""

import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from bareme.__main__ import main
from bareme.simulator.demo import write_demo_class

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


@pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="processes are found through /proc")
def test_ctrl_c_while_everything_is_still_being_imported_says_one_sentence(tmp_path: Path) -> None:
    """A terminal sends it to every process of the command: only the command itself has something to say."""
    (tmp_path / "roster.csv").write_text("id,subscription\nE1,11111111-2222-3333-4444-555555555555\n", encoding="utf-8")
    command = [sys.executable, "-m", "bareme", *words(tmp_path, tmp_path / "out")]
    running = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, start_new_session=True)
    children = Path(f"/proc/{running.pid}/task/{running.pid}/children")
    while len(children.read_text(encoding="ascii").split()) < 2:  # the resource tracker's, and the fork server's
        time.sleep(0.005)
    os.killpg(running.pid, signal.SIGINT)
    _, said = running.communicate(timeout=30)
    assert said.strip() == "Interrupted. What was done is kept; the same command continues."
    # Python ends itself by the signal where it struck inside an exec(), which makes every dataclass: 130 to a shell.
    assert running.returncode in {130, -signal.SIGINT}


@pytest.mark.parametrize(("error", "is_told"), [("EOFError", False), ("ValueError", True)])
def test_the_fork_server_says_nothing_of_a_message_that_nobody_finished(error: str, is_told: bool) -> None:
    code = f"import bareme.classrun.engine.fork_server; raise {error}('half')"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert ("half" in done.stderr) is is_told

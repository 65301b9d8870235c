"""Work beside this process: done, told when it fails, and gone with whoever asked for it."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from bareme.classrun.engine.parallel import beside
from bareme.errors import EvidenceError
from bareme.text.message import say

LONG = """
import sys, time
from pathlib import Path
sys.path.insert(0, {tests!r})
from bareme.classrun.engine.parallel import beside
from tests.classrun.test_parallel import sleep
if __name__ == "__main__":
    with beside(sleep, [Path({folder!r}) / "one", Path({folder!r}) / "two"]):
        print("begun", flush=True)
        time.sleep(60)
"""


def touch(path: Path) -> None:
    path.touch()


def fail(path: Path) -> None:
    raise EvidenceError(say("{file} is damaged", file=path.name), say("Take a copy."))


def die(path: Path) -> None:
    del path
    os._exit(3)


def sleep(path: Path) -> None:
    path.write_text(str(os.getpid()), encoding="ascii")
    time.sleep(60)


def test_every_share_is_done_when_the_block_ends(tmp_path: Path) -> None:
    files = [tmp_path / name for name in "abc"]
    with beside(touch, files):
        pass
    assert all(file.exists() for file in files)


def pieces(path: Path) -> Iterator[int]:
    yield from (1, 2)
    path.touch()


def test_what_is_done_so_far_is_heard(tmp_path: Path) -> None:
    heard: list[int] = []
    files = [tmp_path / name for name in "ab"]
    with beside(pieces, files, heard.append):
        pass
    assert sorted(heard) == [1, 1, 2, 2]
    assert all(file.exists() for file in files)


def test_what_a_share_raises_is_raised_here_whole(tmp_path: Path) -> None:
    with pytest.raises(EvidenceError, match="x is damaged") as caught, beside(fail, [tmp_path / "x"]):
        pass
    assert caught.value.advice == say("Take a copy.")


def test_a_share_that_dies_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ChildProcessError), beside(die, [tmp_path / "x"]):
        pass


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no SIGKILL here")
def test_nobody_stays_behind_when_the_process_is_killed(tmp_path: Path) -> None:
    script = tmp_path / "long.py"
    script.write_text(LONG.format(tests=str(Path(__file__).parents[2]), folder=str(tmp_path)), encoding="utf-8")
    running = subprocess.Popen([sys.executable, str(script)], stdout=subprocess.PIPE)
    assert running.stdout
    assert running.stdout.readline() == b"begun\n"
    until = time.monotonic() + 30
    while not all(_number(tmp_path / name) for name in ("one", "two")) and time.monotonic() < until:
        time.sleep(0.05)
    running.send_signal(signal.SIGKILL)
    running.wait()
    running.stdout.close()
    pids = [_number(tmp_path / name) for name in ("one", "two")]
    while any(map(_lives, pids)) and time.monotonic() < until:
        time.sleep(0.05)
    assert [pid for pid in pids if _lives(pid)] == []


def _number(path: Path) -> int:
    return int(path.read_text(encoding="ascii") or 0) if path.exists() else 0


def _lives(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True

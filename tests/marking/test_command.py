"""`bareme mark` and `bareme demo --answers` as commands: what they say, and what they end with."""

import builtins
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from bareme.__main__ import main
from bareme.classrun.sources import FACT
from bareme.files.lock import locked
from bareme.marking.regrader import EVERYBODY, Regrader
from bareme.results.ledger import Ledger
from bareme.text.language import Language
from bareme.web.extra import LIBRARIES

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM"])
def test_the_address_stands_alone_before_anything_is_served_and_a_signal_ends_with_0(answered: Path, name: str) -> None:
    words = [sys.executable, "-m", "bareme", "mark", str(answered), "--no-browser", "-q"]
    with subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        address = process.stdout.readline().rstrip("\n")
        assert address.startswith("http://127.0.0.1:")
        with pytest.raises(urllib.error.HTTPError, match="403"):
            urllib.request.urlopen(address.partition("?")[0], timeout=20)
        process.send_signal(getattr(signal, name))
        rest, errors = process.communicate(timeout=60)
    assert (process.returncode, rest, errors) == (0, "", "")


def test_a_port_that_is_taken_is_the_machines_trouble(answered: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with closing(socket.socket()) as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        assert main(["mark", str(answered), "--no-browser", "--port", port, "--lang", "en"]) == 3
    assert f"Port {port}" in capsys.readouterr().err


def test_a_folder_without_a_run_and_a_run_that_knows_nothing_of_itself(
    answered: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["mark", str(tmp_path), "--no-browser", "--lang", "en"]) == 2
    old = shutil.copytree(answered, tmp_path / "old")
    with closing(Ledger(old)) as ledger:
        ledger.set_facts({FACT: None})
    assert main(["mark", str(old), "--no-browser", "--lang", "en"]) == 2
    assert "Grade the class again" in capsys.readouterr().err
    lost = shutil.copytree(answered, tmp_path / "lost")
    (lost / "roster.csv").unlink()
    assert main(["mark", str(lost), "--no-browser", "--lang", "en"]) == 2
    assert "roster" in capsys.readouterr().err


@pytest.mark.parametrize("name", LIBRARIES)
def test_what_is_not_installed_is_asked_for_in_one_sentence(
    name: str, answered: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    real = builtins.__import__

    def lacking(wanted: str, *rest: Any, **more: Any) -> Any:
        if wanted.partition(".")[0] == name:
            raise ImportError(wanted, name=name)
        return real(wanted, *rest, **more)

    monkeypatch.setitem(sys.modules, name, None)
    monkeypatch.setattr(builtins, "__import__", lacking)
    assert main(["mark", str(answered), "--no-browser", "--lang", "en"]) == 2
    assert "pip install 'bareme[web]'" in capsys.readouterr().err


def test_a_signed_run_says_so_before_the_first_mark(
    answered: Path,
    tmp_path: Path,
    own_place: Path,
    capsys: pytest.CaptureFixture[str],
    open_desk: Callable[[Path], str],
) -> None:
    signed = shutil.copytree(answered, tmp_path / "signed")
    assert main(["keys", "new", "-q"]) == 0
    assert main(["sign", str(signed), "-q"]) == 0
    assert "This run is signed" in open_desk(signed)


def test_the_demonstration_class_with_answers_has_forty_students_and_eleven_questions(
    tmp_path: Path, open_desk: Callable[[Path], str]
) -> None:
    assert main(["demo", "--answers", "--out", str(tmp_path / "demo"), "-q", "--lang", "en"]) == 0
    assert len(list((tmp_path / "demo" / "repos").iterdir())) == 38
    page = open_desk(tmp_path / "demo")
    assert page.count('<a href="/q/') >= 11
    kinds = {path.suffix for path in (tmp_path / "demo" / "repos").rglob("captures/*")}
    assert kinds == {".png", ".jpg", ".webp", ".pdf"}


def test_a_grade_run_in_the_same_folder_is_waited_for(answered: Path, tmp_path: Path) -> None:
    folder = shutil.copytree(answered, tmp_path / "held")
    with closing(Regrader(folder, Language.ENGLISH)) as regrader:
        with locked(folder):
            regrader.grade(EVERYBODY)
            deadline = time.monotonic() + 30
            while regrader.problem is None and time.monotonic() < deadline:
                time.sleep(0.05)
                regrader.listen()
            assert regrader.problem is not None
            assert regrader.is_busy
        while regrader.is_busy and time.monotonic() < deadline:
            time.sleep(0.05)
        assert not regrader.is_busy
        assert regrader.problem is None

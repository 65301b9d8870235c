"""Plain pytest in somebody's folder: the plugin comes with a rubric, and with nothing else."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from bareme.__main__ import main
from bareme.content import rubric_path
from bareme.evidence import write_collection
from bareme.simulator import Plan
from tests.labs import lab_done

RUBRIC = rubric_path("tp2-vm")


WITHOUT = [word for name in ("cacheprovider", "hypothesispytest", "anyio") for word in ("-p", f"no:{name}")]
"""Other people's plugins, which take half a second to load and to say nothing."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copy(RUBRIC, tmp_path)
    write_collection(tmp_path / "ev", lab_done(Plan(tidy=False))[-1])
    return tmp_path


def run(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("PYTEST", "COV"))}
    command = [sys.executable, "-m", "pytest", "-q", *WITHOUT, *words]
    return subprocess.run(
        command, cwd=folder, env={**clean, "BAREME_LANG": "en"}, capture_output=True, text=True, check=False
    )


def test_a_rubric_brings_its_plugin_along(folder: Path) -> None:
    done = run(folder, "tp2-vm.yaml", "--evidence", "ev")
    assert (done.returncode, "23 passed, 13 skipped" in done.stdout) == (0, True), done.stdout


def test_advice_makes_nobodys_run_red(folder: Path) -> None:
    done = run(folder, "tp2-vm.yaml", "--evidence", "ev", "-rs", "-k", "H-02")
    assert (done.returncode, "1 skipped" in done.stdout) == (0, True), done.stdout
    assert "Delete" in done.stdout or "how to fix" in done.stdout


@pytest.mark.parametrize("words", ["desallouee", "désallouée", "deallocated"])
def test_words_of_titles_select(folder: Path, words: str) -> None:
    assert "1 passed" in run(folder, "tp2-vm.yaml", "--evidence", "ev", "-k", words).stdout


def test_the_criteria_are_listed_without_evidence(folder: Path) -> None:
    done = run(folder, "tp2-vm.yaml", "--collect-only")
    assert (done.returncode, "E1-08:vm.os_disk" in done.stdout) == (0, True), done.stdout


@pytest.mark.parametrize("place", ["nowhere", "empty"])
def test_no_evidence_is_a_usage_error_with_its_sentence(folder: Path, place: str) -> None:
    (folder / "empty").mkdir()
    done = run(folder, "tp2-vm.yaml", "--evidence", place)
    assert (done.returncode, "holds no evidence file" in done.stderr) == (4, True), done.stderr


def test_other_peoples_tests_meet_nothing_of_it(tmp_path: Path) -> None:
    (tmp_path / "test_x.py").write_text(
        "import sys\ndef test_x(): assert {m for m in sys.modules if m.startswith('bareme')} <= "
        "{'bareme', 'bareme.version', 'bareme.pytest_entry'}\n",
        encoding="utf-8",
    )
    done = run(tmp_path, "test_x.py")
    assert done.returncode == 0, done.stdout
    assert run(tmp_path, "test_x.py", "--evidence", "x").returncode == 4


def test_a_junit_file_says_why_nothing_was_evaluated(folder: Path) -> None:
    (folder / "empty").mkdir()
    words = ["check", "-r", "tp2-vm", "--evidence", str(folder / "empty"), "--junit", str(folder / "j.xml"), "-q"]
    assert main(words) == 3
    text = (folder / "j.xml").read_text(encoding="utf-8")
    assert text.count("<error ") == 1
    assert 'tests="1"' in text


def test_a_device_is_written_into_and_stays_one(folder: Path) -> None:
    words = ["check", "-r", "tp2-vm", "--evidence", str(folder / "ev"), "-q"]
    pipe = folder / "pipe"
    os.mkfifo(pipe)
    reader = subprocess.Popen(["cat", str(pipe)], stdout=subprocess.PIPE, text=True)
    assert main([*words, "--json", str(pipe)]) == 0
    assert json.loads(reader.communicate()[0])["students"]
    assert pipe.is_fifo()
    link, target = folder / "link.html", folder / "target.html"
    link.symlink_to(target)
    assert main([*words, "--html", str(link)]) == 0
    assert link.is_symlink()
    assert "<h1>" in target.read_text(encoding="utf-8")
    out = subprocess.run(
        [sys.executable, "-m", "bareme", *words, "--json", "/dev/stdout"], capture_output=True, text=True, check=True
    )
    assert json.loads(out.stdout)["students"]
    assert Path("/dev/stdout").is_symlink()

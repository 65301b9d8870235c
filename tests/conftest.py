"""What every test may ask for: the catalogue, the lab's rubric, and the folder of recorded answers of Azure."""

import gc
import os
import subprocess
import sys
from collections.abc import Callable
from functools import cache, partial
from pathlib import Path

import pytest

from bareme.checking.catalogue import Catalogue, catalogue
from bareme.content import rubric_path
from bareme.files.lock import locked
from bareme.rubric import Rubric, load_rubric
from tests.answered import write_answered
from tests.labs import Grading


def pytest_configure() -> None:
    """Some thousand tests are collected, and stay: looking for garbage among them takes a tenth of the time."""
    gc.set_threshold(100_000, 20, 50)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--recorded-arm", type=Path, metavar="DIR", help="recorded answers of Azure Resource Manager to read as well"
    )
    parser.addoption("--real-az", type=Path, metavar="PATH", help="the real Azure CLI to sign in with, too")


@pytest.fixture(scope="session")
def checks() -> Catalogue:
    return catalogue()


@pytest.fixture(scope="session")
def tp2(checks: Catalogue) -> Rubric:
    return load_rubric(rubric_path("tp2-vm"), checks)


@pytest.fixture(scope="session")
def grading(tp2: Rubric, checks: Catalogue) -> Grading:
    return Grading(tp2, checks)


@pytest.fixture
def recorded(request: pytest.FixtureRequest) -> Path:
    folder: Path | None = request.config.getoption("--recorded-arm")
    if folder is None:
        pytest.skip("needs --recorded-arm DIR")
    return folder


@pytest.fixture(scope="session")
def made_once(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str, Callable[[Path], object]], Path]:
    """A folder by its name, filled by whichever worker of the tests asks first: to be read, or copied."""
    own = tmp_path_factory.getbasetemp()
    shared = (own.parent if os.environ.get("PYTEST_XDIST_WORKER") else own) / "made-once"

    def made(name: str, fill: Callable[[Path], object]) -> Path:
        with locked(shared / f"{name}.lock", wait=True):
            if not (shared / f"{name}.made").exists():
                fill(shared / name)
                (shared / f"{name}.made").touch()
        return shared / name

    return made


@pytest.fixture(scope="session")
def demo_run(made_once: Callable[[str, Callable[[Path], object]], Path]) -> Callable[[str], Path]:
    """The demo class, graded once in each language: to be read, and copied by whoever changes it.

    A process of its own makes it, so that nothing a test has patched is in it.
    """

    def grade(language: str, folder: Path) -> None:
        words = ["demo", "--out", str(folder), "--lang", language, "-q"]
        subprocess.run([sys.executable, "-m", "bareme", *words], check=True)

    return cache(lambda language: made_once(f"demo-{language}", partial(grade, language)))


@pytest.fixture(scope="session")
def answered(made_once: Callable[[str, Callable[[Path], object]], Path]) -> Path:
    """A small class with answers, screenshots and scripts, graded once: to be copied."""
    return made_once("answered", write_answered)


@pytest.fixture
def own_place(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A configuration folder of its own, wherever the system keeps it: no test makes a key on somebody's machine."""
    home = tmp_path_factory.mktemp("home")
    for name in ("XDG_CONFIG_HOME", "HOME", "APPDATA", "LOCALAPPDATA", "USERPROFILE"):
        monkeypatch.setenv(name, str(home))
    monkeypatch.delenv("BAREME_KEY_PASSPHRASE", raising=False)
    return home


@pytest.fixture(autouse=True, scope="session")
def own_state(tmp_path_factory: pytest.TempPathFactory) -> None:
    """What a check keeps of itself, and the key that signs collections, lie in a folder of the tests' own."""
    os.environ["XDG_STATE_HOME"] = str(tmp_path_factory.mktemp("state"))
    os.environ["XDG_CONFIG_HOME"] = str(tmp_path_factory.mktemp("config"))


@pytest.fixture(autouse=True, scope="session")
def attended() -> None:
    """The tests speak as to a person, also where a pipeline runs them."""
    for name in [one for one in os.environ if one in SERVICES or one.startswith(("AZURE_", "ACTIONS_"))]:
        del os.environ[name]


SERVICES = ("CI", "GITHUB_ACTIONS", "GITLAB_CI", "TF_BUILD", "JENKINS_URL")
ALLOWED_SKIPS = ("needs --real-az PATH",)
"""Reasons why a test may be skipped also where everything is at hand."""


def pytest_sessionfinish(session: pytest.Session) -> None:
    """With BAREME_NO_SKIPS a test that is skipped is a failure: nobody would notice it otherwise."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if reporter is None or not os.environ.get("BAREME_NO_SKIPS"):
        return
    reasons = [str(one.longrepr[2]) for one in reporter.stats.get("skipped", []) if isinstance(one.longrepr, tuple)]
    unexpected = sorted({one for one in reasons if not one.endswith(ALLOWED_SKIPS)})
    if unexpected:
        reporter.write_line(f"skipped, and not on the list: {unexpected}", red=True)
        session.exitstatus = pytest.ExitCode.TESTS_FAILED

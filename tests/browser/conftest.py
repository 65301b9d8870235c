"""A real browser, headless; where there is none the tests say so, except where it is required."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from selenium import webdriver
from selenium.webdriver.chrome.service import Service

from bareme.__main__ import main
from bareme.evidence.files import evidence_paths

ROOT = Path(__file__).parents[2]

FLAGS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def _missing(what: str) -> None:
    if os.environ.get("BAREME_REQUIRE_BROWSER"):
        pytest.fail(f"{what} is required here")
    pytest.skip(f"{what} is not installed")


@pytest.fixture(scope="session")
def axe() -> str:
    script = ROOT / "node_modules" / "axe-core" / "axe.min.js"
    if not script.is_file():
        _missing("axe-core (npm ci)")
    return script.read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[webdriver.Chrome]:
    binary, driver = shutil.which("chromium"), shutil.which("chromedriver")
    if not binary or not driver:
        _missing("Chromium with its driver")
    options = webdriver.ChromeOptions()
    options.binary_location = str(binary)
    for flag in (*FLAGS, f"--user-data-dir={tmp_path_factory.mktemp('profile')}"):
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"performance": "ALL", "browser": "ALL"})
    chrome = webdriver.Chrome(options, Service(str(driver)))
    yield chrome
    chrome.quit()


@pytest.fixture(scope="session", params=["fr", "en"])
def site(
    request: pytest.FixtureRequest, demo_run: Callable[[str], Path], tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """The demo class, graded in each language; somebody's evidence lies in somebody else's folder as well."""
    folder = shutil.copytree(demo_run(request.param), tmp_path_factory.mktemp("site") / "class")
    stray = evidence_paths(folder / "evidence" / "E001")[0]
    shutil.copy(stray, folder / "evidence" / "E013" / "stray.json.gz")
    words = ["--rubric", "tp2-vm", "--offline", "--out", str(folder), "--repos", str(folder / "repos")]
    words += ["--lang", request.param, "-q"]
    assert main(["grade", str(folder / "roster.csv"), *words]) == 0
    return folder

"""A browser without a window, what it shows as a small picture, and pages that a command serves."""

import io
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PIL import Image
from selenium import webdriver
from selenium.webdriver import Chrome
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.remote.webelement import WebElement

WIDE = (1320, 820)
PHONE = (390, 844)


@contextmanager
def browser() -> Iterator[Chrome]:
    """Chromium, as wide as a small laptop.

    Raises:
        SystemExit: it is not installed.
    """
    driver, binary = shutil.which("chromedriver"), shutil.which("chromium")
    if not driver or not binary:
        raise SystemExit("Chromium with its driver is not installed")
    options = webdriver.ChromeOptions()
    options.binary_location = binary
    for flag in ("--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars"):
        options.add_argument(flag)
    chrome = Chrome(options, Service(driver))
    try:
        sized(chrome, WIDE)
        yield chrome
    finally:
        chrome.quit()


def sized(chrome: Chrome, size: tuple[int, int], scale: float = 1) -> None:
    """Give the page a size, in CSS pixels."""
    metrics = {"width": size[0], "height": size[1], "deviceScaleFactor": scale, "mobile": size == PHONE}
    chrome.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)


def picture(shown: Chrome | WebElement, path: Path) -> None:
    """What is on the screen, or one part of the page, as WebP."""
    png = shown.screenshot_as_png if isinstance(shown, WebElement) else shown.get_screenshot_as_png()
    with Image.open(io.BytesIO(png)) as image:
        image.convert("RGB").save(path, "WEBP", quality=82, method=6)


@contextmanager
def served(*words: str) -> Iterator[str]:
    """The address of what a command of bareme serves, which it prints first."""
    command = [sys.executable, "-m", "bareme", *words, "--no-browser", "-q"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            yield process.stdout.readline().strip() if process.stdout else ""
        finally:
            process.terminate()

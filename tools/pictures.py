"""The pictures of the pages on marking: the demonstration class, marked a little, seen by a real browser.

`python tools/pictures.py` writes `docs/pictures/`; it needs Chromium with its driver.
"""

import io
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from PIL import Image
from selenium import webdriver
from selenium.webdriver import ActionChains, Chrome
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.wait import WebDriverWait

ROOT = Path(__file__).parents[1]
SIZE = (1320, 820)
COLOURS = 128


def main() -> int:
    """Write them, in both languages."""
    driver, binary = shutil.which("chromedriver"), shutil.which("chromium")
    if not driver or not binary:
        print("Chromium with its driver is not installed")
        return 1
    with tempfile.TemporaryDirectory() as scratch, browser(binary, driver) as chrome:
        for language in ("en", "fr"):
            run = Path(scratch) / language
            words = ["demo", "--answers", "--out", str(run), "--lang", language, "-q"]
            subprocess.run([sys.executable, "-m", "bareme", *words], check=True)
            with served(run, language) as address:
                shoot(chrome, address, ROOT / "docs" / "pictures" / language)
    return 0


@contextmanager
def browser(binary: str, driver: str) -> Iterator[Chrome]:
    """A browser without a window."""
    options = webdriver.ChromeOptions()
    options.binary_location = binary
    for flag in ("--headless=new", "--no-sandbox", "--disable-gpu", f"--window-size={SIZE[0]},{SIZE[1]}"):
        options.add_argument(flag)
    chrome = Chrome(options, Service(driver))
    try:
        metrics = {"width": SIZE[0], "height": SIZE[1], "deviceScaleFactor": 1, "mobile": False}
        chrome.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
        yield chrome
    finally:
        chrome.quit()


@contextmanager
def served(run: Path, language: str) -> Iterator[str]:
    """The marking page of a run; its address."""
    words = [sys.executable, "-m", "bareme", "mark", str(run), "--no-browser", "--lang", language, "-q"]
    with subprocess.Popen(words, stdout=subprocess.PIPE, text=True) as process:
        try:
            yield process.stdout.readline().strip() if process.stdout else ""
        finally:
            process.terminate()


def shoot(chrome: Chrome, address: str, folder: Path) -> None:
    """Mark a little, and take the pictures."""
    root = address.partition("?")[0]
    chrome.get(address)

    def press(*keys: str) -> None:
        ActionChains(chrome).send_keys(*keys).perform()

    def wait(until: Callable[[Chrome], object]) -> None:
        WebDriverWait(chrome, 20).until(until)

    def keep() -> None:
        before = chrome.current_url
        press(Keys.ENTER)
        wait(lambda one: one.current_url != before)

    chrome.get(f"{root}q/E1-11")
    press("0")
    keep()
    press("1", "c")
    press("Et le disque temporaire ?")
    chrome.find_element(By.NAME, "bank").click()
    press(Keys.ESCAPE)
    for digit in ("1", "2", "1", "0", "2"):
        press(digit)
        keep()
    press("2")
    picture(chrome, folder / "question.png")
    chrome.get(f"{root}q/E1-14?after=blank")
    wait(lambda one: one.execute_script("const one = document.querySelector('.frame img'); return one && one.complete"))
    press("2")
    picture(chrome, folder / "screenshot.png")
    chrome.get(f"{root}rubric")
    field = chrome.find_element(By.ID, "p-E1-08")
    field.clear()
    field.send_keys("1")
    wait(lambda one: one.find_elements(By.CSS_SELECTOR, "#trial .gain"))
    picture(chrome, folder / "rubric.png")


def picture(chrome: Chrome, path: Path) -> None:
    """What is on the screen, in few colours: it is small then."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with Image.open(io.BytesIO(chrome.get_screenshot_as_png())) as image:
        image.convert("RGB").quantize(COLOURS).save(path, optimize=True)
    print(path.relative_to(ROOT))


if __name__ == "__main__":
    sys.exit(main())

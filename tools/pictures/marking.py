"""The page of `mark`: a question, a screenshot beside its answer, and a change of the rubric tried."""

from collections.abc import Callable
from pathlib import Path

from selenium.webdriver import ActionChains, Chrome
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.wait import WebDriverWait

from tools.pictures.browser import WIDE, picture, served, sized


def shoot(chrome: Chrome, run: Path, language: str, folder: Path) -> None:
    """Serve the page of a run, mark a little, and take the pictures."""
    sized(chrome, WIDE)
    with served("mark", str(run), "--lang", language) as address:
        _marked(chrome, address, folder)


def _marked(chrome: Chrome, address: str, folder: Path) -> None:
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
    picture(chrome, folder / "question.webp")
    chrome.get(f"{root}q/E1-14?after=blank")
    wait(lambda one: one.execute_script("const one = document.querySelector('.frame img'); return one && one.complete"))
    press("2")
    picture(chrome, folder / "screenshot.webp")
    chrome.get(f"{root}rubric")
    field = chrome.find_element(By.ID, "p-E1-08")
    field.clear()
    field.send_keys("1")
    wait(lambda one: one.find_elements(By.CSS_SELECTOR, "#trial .gain"))
    picture(chrome, folder / "rubric.webp")

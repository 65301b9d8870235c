"""The marking pages in a real browser, from a real server: keys, two tabs, a killed server, no barrier."""

import json
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from selenium.webdriver import ActionChains, Chrome
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.wait import WebDriverWait

from bareme.__main__ import main
from bareme.marking.desk import sid
from bareme.marks import MarkStore
from tests.browser.looking import barriers, sized

PAGES = ("", "q/E1-05", "q/E1-14?after=blank", f"s/{sid('E001')}/E2-05", f"s/{sid('E001')}/E2-07", "s", "journal",
         "contested", "double", "again", "flagged", "q/E1-09/accept", "rubric")  # fmt: skip

pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("ignore::ResourceWarning")]


class Served:
    """`bareme mark` at work, and a browser that has opened what it printed."""

    def __init__(self, folder: Path, browser: Chrome, language: str = "en") -> None:
        self.folder, self.browser, self.language = folder, browser, language
        words = [sys.executable, "-m", "bareme", "mark", str(folder), "--no-browser", "--lang", language]
        self.process = subprocess.Popen(words, stdout=subprocess.PIPE, text=True)
        assert self.process.stdout is not None
        address = self.process.stdout.readline().strip()
        self.root = address.partition("?")[0]
        self.show(1400, 900)
        browser.get(address)
        self.settle()

    def show(self, width: int, height: int = 900, scheme: str = "light") -> None:
        sized(self.browser, width, height, scheme)

    def go(self, path: str) -> None:
        self.browser.get(self.root + path)
        self.settle()

    def settle(self) -> None:
        """Wait until the page was drawn: before that its width is the last one's, and keys are lost."""
        self.browser.execute_async_script("requestAnimationFrame(() => requestAnimationFrame(arguments[0]))")

    def press(self, *keys: str) -> None:
        ActionChains(self.browser).send_keys(*keys).perform()

    def until(self, script: str) -> None:
        """Wait until a script finds something; a page that is being replaced has nothing yet."""
        WebDriverWait(self.browser, 15, 0.02).until(lambda chrome: chrome.execute_script(f"return {script}"))

    def keep(self) -> None:
        """Enter, and the next page."""
        self.browser.execute_script("document.getElementById('said').textContent = ''")
        self.press(Keys.ENTER)
        self.until("document.getElementById('said').textContent !== ''")
        self.settle()

    def text(self, selector: str) -> str:
        return self.browser.find_element(By.CSS_SELECTOR, selector).text

    def decisions(self) -> list[tuple[str, str, str]]:
        with closing(MarkStore(self.folder, to_read=True)) as store:
            return [(one.student, one.criterion, one.comment) for one in store.history()]

    def end(self) -> int:
        """As Ctrl-C does; the exit code."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
        code = self.process.wait(60)
        if self.process.stdout is not None:
            self.process.stdout.close()
        return code


@pytest.fixture
def served(answered: Path, tmp_path: Path, browser: Chrome) -> Iterator[Served]:
    found = Served(shutil.copytree(answered, tmp_path / "class"), browser)
    yield found
    browser.get("about:blank")
    found.end()


@pytest.fixture(scope="module", params=["en", "fr"])
def looked_at(
    request: pytest.FixtureRequest, answered: Path, tmp_path_factory: pytest.TempPathFactory, browser: Chrome
) -> Iterator[Served]:
    found = Served(shutil.copytree(answered, tmp_path_factory.mktemp("looked") / "class"), browser, request.param)
    yield found
    browser.get("about:blank")
    found.end()


def test_axe_finds_no_barrier_on_any_page(looked_at: Served, axe: str) -> None:
    """Light in one language, dark in the other: words and colours do not depend on each other."""
    looked_at.show(1400, scheme={"en": "light", "fr": "dark"}[looked_at.language])
    told = []
    for page in PAGES:
        looked_at.go(page)
        looked_at.browser.execute_script("for (const one of document.querySelectorAll('details')) one.open = true")
        told += [(page, rule, where) for rule, where, _ in barriers(looked_at.browser, axe)]
    assert told == []


@pytest.mark.parametrize("width", [320])
def test_nothing_scrolls_sideways_on_a_phone_or_a_tablet(looked_at: Served, width: int) -> None:
    looked_at.show(width)
    wide = {}
    for page in PAGES:
        looked_at.go(page)
        wide[page] = looked_at.browser.execute_script("return document.documentElement.scrollWidth")
    assert {page: found for page, found in wide.items() if found > width} == {}


def test_no_request_leaves_the_machine_and_nothing_is_refused(looked_at: Served) -> None:
    browser: Any = looked_at.browser
    browser.get_log("performance")
    browser.get_log("browser")
    for page in PAGES:
        looked_at.go(page)
    messages = [json.loads(entry["message"])["message"] for entry in browser.get_log("performance")]
    asked = {one["params"]["request"]["url"] for one in messages if one["method"] == "Network.requestWillBeSent"}
    assert len(asked) > len(PAGES)
    assert {url for url in asked if not url.startswith((looked_at.root, "data:"))} == set()
    assert [entry["message"] for entry in browser.get_log("browser") if entry["level"] == "SEVERE"] == []
    assert browser.title != "owned"


def test_a_class_is_marked_by_keyboard_alone(served: Served) -> None:
    served.press("j")
    pressed = 1
    served.until("document.getElementById('decide')")
    for _ in range(300):
        if served.browser.find_elements(By.CSS_SELECTOR, ".finished"):
            if not served.browser.find_elements(By.CSS_SELECTOR, "[data-key=Enter]"):
                break
            served.press(Keys.ENTER)
            served.until("document.getElementById('decide')")
            pressed += 1
            continue
        served.press("1")
        served.keep()
        pressed += 2
    waiting, total = served.text(".overall span").split(" / ")
    assert waiting == total
    assert pressed < 2 * int(total), "fewer than two keys an answer: those that say the same are marked once"
    assert served.end() == 0
    results = json.loads((served.folder / "results.json").read_text(encoding="utf-8"))
    open_ones = [one["id"] for own in results["students"] for one in own["criteria"] if one["outcome"] == "pending"]
    assert open_ones == []
    assert {own["status"] for own in results["students"]} == {"final"}
    assert main(["verify", str(served.folder), "-q"]) == 0


def test_keys_never_act_while_one_types_and_can_be_switched_off(served: Served) -> None:
    served.go("q/E1-05")
    served.press("c")
    served.press("u 1 f j ?")
    assert served.browser.find_element(By.ID, "comment").get_attribute("value") == "u 1 f j ?"
    assert served.decisions() == []
    assert not served.browser.find_elements(By.CSS_SELECTOR, "dialog[open], [name=points]:checked")
    served.press(Keys.ESCAPE)
    served.press("1")
    assert served.browser.find_elements(By.CSS_SELECTOR, "[name=points]:checked")
    served.press("?")
    served.browser.find_element(By.ID, "keys-on").click()
    served.browser.find_element(By.CSS_SELECTOR, "dialog button").click()
    served.press("0")
    chosen = served.browser.find_element(By.CSS_SELECTOR, "[name=points]:checked")
    assert chosen.get_attribute("value") == "0.25"
    served.browser.execute_script("localStorage.clear()")


def test_arrows_remarks_undo_and_proposals(served: Served) -> None:
    served.go("q/E1-11")
    served.press(Keys.ARROW_UP, Keys.ARROW_UP, Keys.ARROW_DOWN)
    chosen = served.browser.find_element(By.CSS_SELECTOR, "[name=points]:checked")
    assert chosen.get_attribute("value") == "0"
    served.press(Keys.ARROW_UP, "c")
    served.press("which disks?")
    served.browser.find_element(By.NAME, "bank").click()
    served.press(Keys.ESCAPE)
    served.keep()
    served.press("s")
    assert served.browser.find_element(By.ID, "comment").get_attribute("value") == "which disks?"
    served.keep()
    before = len(served.decisions())
    served.browser.execute_script("document.getElementById('said').textContent = ''")
    served.press("u")
    served.until("document.getElementById('said').textContent !== ''")
    assert len(served.decisions()) > before
    served.go("q/E1-10?after=blank")
    served.press("a")
    assert served.browser.find_elements(By.CSS_SELECTOR, "[name=points]:checked")


def test_pictures_large_turned_and_one_after_the_other(served: Served) -> None:
    served.go(f"s/{sid('E001')}/E1-14")
    shown = "document.querySelector('.frame img:not([hidden])')"
    served.until(f"{shown} && {shown}.complete && {shown}.naturalWidth > 600")
    served.press("z", "r")
    assert served.browser.find_elements(By.CSS_SELECTOR, ".viewer.large .turn1")
    first = served.browser.execute_script(f"return {shown}.src")
    served.press("i")
    assert served.browser.execute_script(f"return {shown}.src") != first


def test_the_rubric_changed_as_one_types_tells_who_loses_before_anything_is_kept(served: Served) -> None:
    served.go("rubric")
    field = served.browser.find_element(By.ID, "p-E1-08")
    field.clear()
    field.send_keys("2")
    served.until("document.querySelector('#trial .gain')")
    assert "5 students gain" in served.text("#trial")
    assert not (served.folder / "tp2-vm.yaml").exists()
    button = served.browser.find_element(By.ID, "keep-rubric")
    served.browser.execute_script("arguments[0].scrollIntoView({block: 'center', behavior: 'instant'})", button)
    button.click()
    served.until("document.getElementById('said')?.textContent")
    assert (served.folder / "tp2-vm.yaml").is_file()


def test_two_tabs_at_once_lose_nothing(served: Served) -> None:
    browser = served.browser
    served.go(f"s/{sid('E001')}/E1-05")
    first = browser.current_window_handle
    browser.switch_to.new_window("tab")
    served.show(1400)
    served.go(f"s/{sid('E001')}/E1-05")
    served.press("1")
    served.keep()
    browser.close()
    browser.switch_to.window(first)
    served.press("0", Keys.ENTER)
    served.until("document.querySelector('.versions')")
    assert len(served.decisions()) == 2
    assert len(browser.find_elements(By.CSS_SELECTOR, ".versions form")) == 2


def test_a_killed_server_loses_nothing_that_was_answered_nor_what_is_typed(served: Served) -> None:
    served.go(f"s/{sid('E001')}/E1-05")
    served.press("1")
    served.keep()
    served.press("1", "c")
    served.press("half an hour's thought")
    served.press(Keys.ESCAPE)
    served.process.kill()
    served.process.wait()
    served.press(Keys.ENTER)
    served.until("!document.getElementById('alert').hidden")
    assert served.browser.find_element(By.ID, "comment").get_attribute("value") == "half an hour's thought"
    assert [one[:2] for one in served.decisions()] == [("E001", "E1-05")]
    again = Served(served.folder, served.browser)
    deadline = time.monotonic() + 30
    while '"outcome": "met", "points": 0.25' not in _of(served.folder) and time.monotonic() < deadline:
        time.sleep(0.2)
    assert '"outcome": "met", "points": 0.25' in _of(served.folder)
    assert again.end() == 0


def test_a_spreadsheet_in_between_is_taken_in(served: Served) -> None:
    table = served.folder / "marks.csv"
    text = table.read_text(encoding="utf-8-sig")
    lines = text.splitlines(keepends=True)
    place = next(number for number, line in enumerate(lines) if line.startswith("E002,") and ",E1-05," in line)
    lines[place] = lines[place].replace(",0.25,,", ",0.25,0.25,by hand", 1)
    table.write_text("".join(lines), encoding="utf-8-sig")
    served.go(f"s/{sid('E002')}/E1-05")
    assert "by hand" in served.text(".now")


def _of(folder: Path) -> str:
    told = json.loads((folder / "results.json").read_text(encoding="utf-8"))["students"][0]["criteria"]
    return json.dumps(next(one for one in told if one["id"] == "E1-05"))

"""The class page under the hands of a teacher: search, filters, order, the keyboard; and the search of all pages."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from selenium.webdriver import ActionChains, Chrome
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.select import Select

from bareme.report import class_pages
from bareme.report.class_statistics import Classroom
from bareme.results.rendering import Teller
from bareme.rubric import Rubric
from bareme.text.language import Language, Speech
from tests.browser.looking import barriers
from tests.browser.test_pages import open_page
from tests.labs import records_of

pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("ignore::ResourceWarning")]

SHOWN = """
const rows = [...document.querySelectorAll(arguments[0])].filter(row => !row.hidden);
return rows.map(row => row.cells[arguments[1]].innerText)
"""
STOPS = """
const all = document.querySelectorAll("a[href], summary, button, input, select, [tabindex]");
return [...all].filter(one => one.tabIndex >= 0 && one.checkVisibility()).length
"""

FOUND = {
    "chraibi": ["E003"], "el amrani salma": ["E001"], "SQALLI i": ["E015"], "e004": ["E004"], "أمين": ["E014"],
    "nobody": [], "": [f"E{number:03}" for number in range(1, 17)],
}  # fmt: skip
"""Accents, the order of words, parts of words, ids, scripts."""


def shown(browser: Chrome, rows: str = "#students tbody tr", column: int = 1) -> list[str]:
    found: list[str] = browser.execute_script(SHOWN, rows, column)
    return found


def search(browser: Chrome, text: str) -> list[str]:
    field = browser.find_element(By.ID, "search")
    field.clear()
    field.send_keys(text)
    return shown(browser)


def choose(browser: Chrome, **values: str) -> list[str]:
    for name, value in values.items():
        Select(browser.find_element(By.ID, name)).select_by_value(value)
    return shown(browser)


def click(browser: Chrome, element: Any) -> None:
    browser.execute_script("arguments[0].scrollIntoView({block: 'center', behavior: 'instant'})", element)
    element.click()


def test_a_teacher_finds_sorts_and_filters_and_the_map_follows(browser: Chrome, site: Path) -> None:
    open_page(browser, site / "index.html")
    assert len(shown(browser)) == 16
    for text, found in FOUND.items():
        assert search(browser, text) == found, text
    click(browser, browser.find_elements(By.CSS_SELECTOR, "#students thead button")[3])
    ordered = shown(browser)
    assert (ordered[0], set(ordered[-2:])) == ("E013", {"E011", "E015"}), "who has no grade stands last"
    click(browser, browser.find_elements(By.CSS_SELECTOR, "#students thead button")[0])
    names = shown(browser, column=0)
    assert names[0] == "Anas Berrada"
    assert names.index("Ilyas Kadiri") < names.index("Imane Sqalli") < names.index("Kenza Fassi Fihri")
    assert shown(browser, ".heat tbody tr", 0) == names
    assert set(choose(browser, group="G2", outcome="unmet", criterion="E2-03")) == {"E010", "E013"} - {"E013"}
    assert set(choose(browser, outcome="missed")) == {"E010", "E013", "E016"}
    assert sorted(shown(browser, ".heat tbody tr", 0)) == sorted(shown(browser, column=0))
    choose(browser, group="", outcome="", criterion="")
    click(browser, browser.find_element(By.CSS_SELECTOR, "[data-missed='E1-15']"))
    assert set(shown(browser)) == {"E005", "E013"}


def test_the_keyboard_reaches_all_with_few_stops_and_cells_speak(browser: Chrome, site: Path) -> None:
    open_page(browser, site / "index.html", width=390)
    assert browser.execute_script(STOPS) < 60
    browser.execute_script("document.querySelector('#students tbody a').focus()")
    ActionChains(browser).send_keys(Keys.ARROW_DOWN, Keys.ARROW_DOWN).perform()
    assert browser.switch_to.active_element.text == "Ghita Chraïbi"
    cell = browser.find_elements(By.CSS_SELECTOR, ".heat tbody tr:nth-child(3) td")[1]
    click(browser, cell)
    told = browser.find_element(By.ID, "told")
    assert "Ghita Chraïbi – E1-02" in told.text
    assert told.text.endswith(cell.get_attribute("textContent") or "?")
    link = told.find_element(By.TAG_NAME, "a").get_attribute("href") or ""
    assert link.endswith("students/E003.html#E1-02")
    ActionChains(browser).send_keys(Keys.ARROW_DOWN, Keys.HOME).perform()
    assert "Omar Tazi – E1-01" in told.text
    ActionChains(browser).send_keys(Keys.ENTER).perform()
    assert browser.current_url.endswith("students/E004.html#E1-01")


def test_heads_stay_in_sight(browser: Chrome, site: Path) -> None:
    open_page(browser, site / "index.html", width=390)
    places = browser.execute_script("""
      return [...document.querySelectorAll(".tall")].map(part => {
        part.style.maxHeight = "200px";
        part.scrollTop = part.scrollLeft = 150;
        const [box, head] = [part, part.querySelector("thead th")].map(one => one.getBoundingClientRect());
        return [Math.round(head.top - box.top), head.left >= box.left - 40];
      })""")
    assert {top for top, _ in places} == {1}


@pytest.fixture(scope="module")
def two_pages(demo_run: Callable[[str], Path], tp2: Rubric, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo class on pages of ten students."""
    folder = tmp_path_factory.mktemp("pages")
    teller = Teller(tp2, Speech(Language.FRENCH))
    classroom = Classroom(teller)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(class_pages, "PER_PAGE", 10)
        pages = class_pages.ClassPages(folder, teller, 16)
        for record in records_of(demo_run("fr")):
            classroom.add(record)
            pages.add(record)
        pages.finish({**classroom.view(), "suspicions": [], "suspicions_left": 0, "handins": False})
    return folder


def test_all_pages_are_searched_in_one(browser: Chrome, axe: str, two_pages: Path) -> None:
    open_page(browser, two_pages / "index.html")
    assert len(shown(browser)) == 10
    assert search(browser, "sqalli") == []
    click(browser, browser.find_element(By.CSS_SELECTOR, "a.everywhere"))
    assert browser.current_url.endswith("search.html#q=sqalli")
    assert shown(browser) == ["E015"]
    assert search(browser, "chraibi") == ["E003"]
    assert browser.find_elements(By.CSS_SELECTOR, "#students a[href='students/E003.html']")
    assert len(search(browser, "")) == 16
    assert barriers(browser, axe) == []
    click(browser, browser.find_elements(By.CSS_SELECTOR, "#students thead button")[3])
    assert shown(browser)[0] == "E013"
    open_page(browser, two_pages / "index.html")
    click(browser, browser.find_element(By.CSS_SELECTOR, "[data-missed='E1-15']"))
    assert set(shown(browser)) == {"E005", "E013"}

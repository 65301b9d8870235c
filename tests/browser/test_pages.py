"""The pages as people meet them: no barrier, no request, no sideways scroll, whole on paper."""

import base64
import io
import json
import re
import unicodedata
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader
from selenium.webdriver import Chrome
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

from tests.browser.looking import barriers, sized

PAGES = ("index.html", "summary.html", "students/E003.html", "students/E011.html", "students/E014.html")

pytestmark = [
    pytest.mark.slow,
    pytest.mark.filterwarnings("ignore::ResourceWarning"),  # the driver's own pipes, closed by its process
]


def open_page(browser: Chrome, path: Path, *, width: int = 1100, scheme: str = "light") -> None:
    sized(browser, width, scheme=scheme)
    browser.get(path.as_uri())


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("page", PAGES)
def test_axe_finds_no_barrier(browser: Chrome, axe: str, site: Path, page: str, scheme: str) -> None:
    open_page(browser, site / page, scheme=scheme)
    browser.execute_script("for (const one of document.querySelectorAll('details')) one.open = true")
    told = barriers(browser, axe)
    assert told == [], "\n".join(map(str, told))


@pytest.mark.parametrize("page", PAGES)
def test_no_request_leaves_the_file(browser: Chrome, site: Path, page: str) -> None:
    for kind in ("performance", "browser"):
        logs(browser, kind)
    open_page(browser, site / page)
    logged = [json.loads(entry["message"])["message"] for entry in logs(browser, "performance")]
    sent = [one["params"] for one in logged if one["method"] == "Network.requestWillBeSent"]
    asked = {one["request"]["url"] for one in sent if one["documentURL"].startswith("file:")}
    assert asked, "the page's own request is seen"
    assert {url for url in asked if not url.startswith(("file:", "data:"))} == set()
    assert [entry for entry in logs(browser, "browser") if entry["level"] == "SEVERE"] == []


def logs(browser: Chrome, kind: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = browser.get_log(kind)  # type: ignore[no-untyped-call]
    return found


@pytest.mark.parametrize("page", PAGES)
def test_nothing_scrolls_sideways_on_a_small_phone(browser: Chrome, site: Path, page: str) -> None:
    open_page(browser, site / page, width=320)
    assert browser.execute_script("return document.documentElement.scrollWidth") <= 320


@pytest.mark.parametrize("page", ["index.html", "students/E003.html"])
def test_paper_holds_every_section_and_what_is_folded(browser: Chrome, site: Path, page: str) -> None:
    open_page(browser, site / page)
    headings = [one.text for one in browser.find_elements(By.CSS_SELECTOR, "h1, h2")]
    proofs = browser.execute_script("return [...document.querySelectorAll('details code')].map(c => c.textContent)")
    reader = printed(browser)
    text = squeezed("".join(sheet.extract_text() for sheet in reader.pages))
    assert [one for one in headings if squeezed(one) not in text] == []
    assert [one for one in proofs[:5] if squeezed(one) not in text] == []
    width, height = reader.pages[0].mediabox.width, reader.pages[0].mediabox.height
    assert (round(width), round(height)) == (595, 842)


def printed(browser: Chrome) -> PdfReader:
    """The page that is open, on paper."""
    sheets = browser.execute_cdp_cmd("Page.printToPDF", {"printBackground": True, "preferCSSPageSize": True})
    return PdfReader(io.BytesIO(base64.b64decode(sheets["data"])))


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))


def test_tabbing_reaches_everything_once(browser: Chrome, site: Path) -> None:
    open_page(browser, site / "students/E003.html")
    browser.execute_script("for (const one of document.querySelectorAll('details.passed')) one.open = true")
    wanted = browser.execute_script("""
      const all = document.querySelectorAll("a[href], summary, button, input, select, [tabindex='0']");
      return [...all].filter(one => one.checkVisibility()).length""")
    body = browser.find_element(By.TAG_NAME, "body")
    seen: set[str] = set()
    for _ in range(wanted + 1):
        body.send_keys(Keys.TAB) if not seen else browser.switch_to.active_element.send_keys(Keys.TAB)
        seen.add(browser.switch_to.active_element.id)
    assert len(seen) >= wanted


def test_a_script_in_a_resource_name_stays_text(browser: Chrome, site: Path, tmp_path: Path) -> None:
    page = tmp_path / "hostile.html"
    text = (site / "students/E003.html").read_text(encoding="utf-8")
    page.write_text(text.replace("</main>", "<script>document.title = 'owned'</script></main>"), encoding="utf-8")
    open_page(browser, page)
    assert browser.title != "owned", "the page's own policy admits no script"


def test_what_is_worth_a_look_stands_apart_and_folds_out(browser: Chrome, site: Path) -> None:
    open_page(browser, site / "index.html")
    section = browser.find_element(By.CSS_SELECTOR, "section[aria-labelledby=suspicions]")
    assert {one.text for one in section.find_elements(By.CSS_SELECTOR, "li > a")} == {
        "Salma El Amrani",
        "Soukaïna Naciri",
    }
    proof = section.find_elements(By.CSS_SELECTOR, "details")[0]
    code = proof.find_elements(By.CSS_SELECTOR, "code")[0]
    assert not code.is_displayed()
    summary = proof.find_element(By.TAG_NAME, "summary")
    browser.execute_script("arguments[0].scrollIntoView({block: 'center', behavior: 'instant'})", summary)
    summary.click()
    assert code.is_displayed()

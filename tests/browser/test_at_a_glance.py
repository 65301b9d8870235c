"""What a page shows at a glance, in numbers: heights of rows, widths, distances of colours, stops of the keyboard."""

import io
import json
import re
from pathlib import Path
from statistics import fmean

import pytest
from PIL import Image
from pypdf import PageObject
from selenium.webdriver import Chrome
from selenium.webdriver.common.by import By

from tests.browser.test_pages import open_page, printed

pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("ignore::ResourceWarning")]

LINE, PADDING = 24, 16
"""Heights in pixels: of a line of text, and of what is around a cell's text, at the most."""
SHEET, MARGIN = 595, 42
"""Width of A4 and of its margin, in points."""
HEIGHT = "return document.documentElement.scrollHeight"
ROWS = """
return [...document.querySelectorAll(arguments[0])].filter(row => row.checkVisibility())
  .map(row => [Math.round(row.getBoundingClientRect().height), row.innerText])
"""
BROKEN = """
return [...document.querySelectorAll(arguments[0])].filter(cell => {
  const text = document.createRange();
  text.selectNodeContents(cell);
  return new Set([...text.getClientRects()].map(box => Math.round(box.top))).size > 1;
}).map(cell => cell.innerText)
"""
"""Cells whose text stands on more than one line."""


def test_a_phone_shows_the_class_in_rows_of_a_few_lines(browser: Chrome, site: Path) -> None:
    open_page(browser, site / "index.html", width=390)
    assert browser.execute_script(HEIGHT) < 9000
    for rows, lines in (("#students tbody tr", 3), ("table.criteria tbody tr", 4), (".heat tbody tr", 3)):
        found = browser.execute_script(ROWS, rows)
        assert found, rows
        assert [one for one in found if one[0] > lines * LINE + PADDING] == [], rows
    for width in (390, 1280):
        open_page(browser, site / "index.html", width=width)
        assert browser.execute_script(BROKEN, "td.id, td.n, .heat thead th.c") == []


@pytest.mark.parametrize(("student", "most"), [("E001", 4500), ("E003", 5000), ("E011", 1300), ("E013", 6500)])
def test_a_phone_shows_a_student_in_a_few_screens_and_folds_what_was_met(
    browser: Chrome, site: Path, student: str, most: int
) -> None:
    open_page(browser, site / f"students/{student}.html", width=390)
    assert browser.execute_script(HEIGHT) < most
    assert browser.execute_script(ROWS, "article .badge.met") == []


def test_paper_holds_the_whole_map_under_repeated_heads_and_the_summary_on_one_sheet(
    browser: Chrome, site: Path
) -> None:
    open_page(browser, site / "index.html")
    ids = browser.execute_script("return [...document.querySelectorAll('.heat th.c')].map(head => head.innerText)")
    browser.execute_script("""
      for (const body of document.querySelectorAll("#students tbody, .heat tbody")) {
        const rows = [...body.rows];
        for (let time = 0; time < 5; time += 1) body.append(...rows.map(row => row.cloneNode(true)));
      }""")
    sheets = [placed_words(sheet) for sheet in printed(browser).pages]
    maps = [words for words in sheets if words.keys() >= {ids[0], ids[1], ids[-1]} and "✎" in words]
    assert len(maps) >= 2, "96 students take several sheets"
    for words in maps:
        assert [one for one in ids if one not in words] == []
        assert max(words[one] for one in ids) < SHEET - MARGIN
    lists = [words for words in sheets if words.keys() & {"G1", "G2"}]
    grade = browser.find_element(By.CSS_SELECTOR, "#students thead th.n").text
    assert len(lists) >= 2
    assert [words for words in lists if grade not in words] == []
    open_page(browser, site / "summary.html")
    assert len(printed(browser).pages) == 1


def placed_words(sheet: PageObject) -> dict[str, float]:
    """What is written on a sheet, and how far from its left edge, in points."""
    found: dict[str, float] = {}

    def take(text: str, user: list[float], matrix: list[float], *_: object) -> None:
        found[text.strip()] = user[0] * matrix[4] + user[2] * matrix[5] + user[4]

    sheet.extract_text(visitor_text=take)
    return found


def test_what_is_not_final_is_shown_between_its_bounds(browser: Chrome, site: Path) -> None:
    results = json.loads((site / "results.json").read_text(encoding="utf-8"))["students"]
    graded = [one for one in results if one["status"] != "unreadable"]
    least, most = (fmean(one[name] for one in graded) for name in ("low", "high"))
    open_page(browser, site / "index.html")
    figures = browser.execute_script("return [...document.querySelectorAll('.figures dd')].map(one => one.innerText)")
    numbers = [tuple(map(float, re.findall(r"[0-9.]+", one.replace(",", ".")))) for one in figures]
    assert (round(least, 2), round(most, 2)) in numbers
    reached = tuple(sum(one[name] >= 10 for one in graded) for name in ("low", "high"))
    assert reached in numbers
    shown = browser.execute_script(
        "return [...document.querySelectorAll('#students tbody tr')].map(row => row.cells[3].innerText)"
    )
    wanted = [[one["low"], one["high"]] if one["low"] != one["high"] else [one["low"]] for one in graded]
    told = [[float(part.replace(",", ".")) for part in one.split(" – ")] for one in shown if one != "–"]
    assert told == wanted
    for kind in ("pass", "band"):
        assert browser.find_elements(By.CSS_SELECTOR, f".histogram .{kind}"), kind
    pass_line, tens = browser.execute_script("""
      const edge = one => one.getBoundingClientRect();
      const text = [...document.querySelectorAll(".histogram text")].find(one => one.textContent === "10");
      return [edge(document.querySelector(".histogram .pass")).left, edge(text).left + edge(text).width / 2];""")
    assert abs(pass_line - tens) < 2


def test_a_timeline_keeps_its_names_when_it_is_scrolled_and_its_shapes_need_no_colour(
    browser: Chrome, site: Path
) -> None:
    open_page(browser, site / "students/E001.html", width=390)
    left = browser.execute_script("""
      const lanes = document.querySelector(".lanes");
      lanes.parentElement.scrollLeft = 250;
      return [...lanes.querySelectorAll("tbody th.who")].map(name => name.getBoundingClientRect().left)""")
    assert len(left) == 8, "three instances are folded into their set"
    assert {round(one) for one in left} == {round(left[0])}
    assert left[0] >= 0
    shapes = browser.execute_script("""
      const signs = [...document.querySelectorAll(".legend .sign")];
      return signs.map(one => [one.getAttribute("d"), one.getAttribute("fill")])""")
    assert len({tuple(one) for one in shapes}) == len(shapes) >= 5
    hours = browser.execute_script(
        "return [...document.querySelectorAll('.lanes thead text')].map(one => one.textContent)"
    )
    assert [one for one in hours if one.startswith(("10", "16"))]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_parts_of_a_bar_differ_for_the_colour_blind_and_in_grey(browser: Chrome, site: Path, scheme: str) -> None:
    """Differences of lightness (L*, 0 to 100) between what is earned, open and lost; ten are seen at a glance."""
    open_page(browser, site / "students/E003.html", scheme=scheme)
    bar = browser.find_element(By.CSS_SELECTOR, ".bar")
    for deficiency in ("deuteranopia", "protanopia", "achromatopsia"):
        browser.execute_cdp_cmd("Emulation.setEmulatedVisionDeficiency", {"type": deficiency})
        with Image.open(io.BytesIO(bar.screenshot_as_png)) as picture:
            row = picture.convert("RGB")
        browser.execute_cdp_cmd("Emulation.setEmulatedVisionDeficiency", {"type": "none"})
        earned, still, lost = (lightness(row, share) for share in (0.3, 0.8, 0.99))
        assert min(abs(earned - still), abs(still - lost)) >= 10, (deficiency, earned, still, lost)


def lightness(picture: Image.Image, share: float) -> float:
    """L* of the pixel at that share of the width, on middle height (CIE 1976, from sRGB)."""
    pixel = picture.getpixel((int(picture.width * share), picture.height // 2))
    assert isinstance(pixel, tuple)
    linear = [(one / 255 / 12.92 if one <= 10 else ((one / 255 + 0.055) / 1.055) ** 2.4) for one in pixel]
    y = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    return float(116 * y ** (1 / 3) - 16 if y > 0.008856 else 903.3 * y)

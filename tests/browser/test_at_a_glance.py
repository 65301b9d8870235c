"""What a page shows at a glance, in numbers: heights of rows, widths, distances of colours, stops of the keyboard."""

import json
import re
from pathlib import Path
from statistics import fmean

import pytest
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


@pytest.mark.parametrize(("student", "most"), [("E001", 4500), ("E003", 6000), ("E011", 1300), ("E013", 9000)])
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

"""What a page shows at a glance, in numbers: heights of rows, widths, distances of colours, stops of the keyboard."""

from pathlib import Path

import pytest
from selenium.webdriver import Chrome

from tests.browser.test_pages import open_page

pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("ignore::ResourceWarning")]

LINE, PADDING = 24, 16
"""Heights in pixels: of a line of text, and of what is around a cell's text, at the most."""
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


@pytest.mark.parametrize(("student", "most"), [("E001", 4500), ("E003", 6000)])
def test_a_phone_shows_a_student_in_a_few_screens_and_folds_what_was_met(
    browser: Chrome, site: Path, student: str, most: int
) -> None:
    open_page(browser, site / f"students/{student}.html", width=390)
    assert browser.execute_script(HEIGHT) < most
    assert browser.execute_script(ROWS, "article .badge.met") == []

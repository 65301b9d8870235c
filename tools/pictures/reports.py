"""The pages of a graded class: the class, a student, his timeline, and his page on a phone."""

from pathlib import Path

from selenium.webdriver import Chrome
from selenium.webdriver.common.by import By

from tools.pictures.browser import PHONE, WIDE, picture, sized

STUDENT, WHOLE = "E007", "E001"
"""One who lacks something, and one who did everything."""


def shoot(chrome: Chrome, run: Path, folder: Path) -> None:
    """Take them."""
    sized(chrome, WIDE)
    chrome.get((run / "index.html").as_uri())
    picture(chrome, folder / "class.webp")
    page = (run / "students" / f"{STUDENT}.html").as_uri()
    chrome.get(page)
    picture(chrome, folder / "student.webp")
    chrome.get((run / "students" / f"{WHOLE}.html").as_uri())
    picture(chrome.find_element(By.CSS_SELECTOR, "section[aria-labelledby=timeline]"), folder / "timeline.webp")
    sized(chrome, PHONE, scale=1.5)
    chrome.get(page)
    picture(chrome, folder / "phone.webp")
    sized(chrome, WIDE)

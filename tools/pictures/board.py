"""The live board in the middle of a lab: a class of simulated students, recorded and shown again."""

import os
import subprocess
import sys
from pathlib import Path

from selenium.webdriver import Chrome
from selenium.webdriver.common.by import By

from tools.pictures.browser import WIDE, picture, served, sized

STUDENTS, MINUTES = 12, 10


def recorded(root: Path, file: Path) -> Path:
    """The recording of a whole lab."""
    words = [sys.executable, "bench/board.py", str(STUDENTS), str(MINUTES), str(file)]
    environment = {**os.environ, "PYTHONPATH": str(root)}
    subprocess.run(words, cwd=root, env=environment, stdout=subprocess.DEVNULL, check=True)
    return file


def shoot(chrome: Chrome, recording: Path, language: str, folder: Path) -> None:
    """A third of the lab is over."""
    sized(chrome, WIDE)
    with served("watch", "--replay", str(recording), "--lang", language) as address:
        chrome.get(address)
        rounds = int(chrome.find_element(By.CSS_SELECTOR, "input[type=range]").get_attribute("max") or 0)
        chrome.get(f"{address.partition('?')[0]}?round={rounds // 3}")
        picture(chrome, folder / "board.webp")

"""The board in a real browser: a recorded lab shown by the command, for the teacher and for the projector."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from selenium.webdriver import Chrome
from selenium.webdriver.common.by import By
from selenium.webdriver.support.wait import WebDriverWait

from bareme.board.recording import Recorder
from bareme.board.row import Row, row_of, unknown
from bareme.board.state import State
from bareme.checking.catalogue import catalogue
from bareme.content import rubric_path
from bareme.evidence import write_collection
from bareme.grading.evaluate import Evaluator, Job
from bareme.grading.next_steps import coaching
from bareme.roster import Scope, Student
from bareme.rubric import load_rubric
from bareme.simulator import Subscription, do_lab
from bareme.text.message import say
from tests.azure.lab_server import Filmed
from tests.browser.looking import barriers, sized

pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("ignore::ResourceWarning")]

OWN = "00000001-0000-4000-8000-000000000000"
NAMES = ("Salma El Amrani", "مريم العلوي", "<script>document.title='x'</script>")


def states(folder: Path) -> Iterator[State]:
    """Three moments of a lab that one student does, another is refused, and of whom a third cannot be read."""
    checks = catalogue()
    evaluator = Evaluator(load_rubric(rubric_path("tp2-vm"), checks), checks)
    working, refused = Filmed(OWN), Subscription(OWN)
    do_lab(working, checkpoints=False)
    refused.fail_create_vm(code="QuotaExceeded")
    denied = say("Nothing could be read: access denied")
    for number, found in enumerate((working.frames[0], working.frames[len(working.frames) // 2], working.frames[-1])):
        rows = []
        for name, shown in zip(NAMES[:2], (found, refused.collect()), strict=True):
            place = folder / f"{number}" / name
            write_collection(place, shown)
            student = Student(id=name[:5], scope=Scope(OWN), line=2, slug="x", first_name=name, last_name="")
            record, handin = evaluator.evaluate_handin(Job(student, place))
            lab = handin.lab
            assert lab
            rows.append(row_of(record, coaching(record, evaluator.rubric, checks, lab), lab))
        nobody = Student(id="E3", scope=Scope(""), line=4, slug="z", first_name=NAMES[2], last_name="")
        last: Row = unknown(nobody, denied)
        yield State((*rows, last), found.collected_at + timedelta(minutes=45), number + 1, 40, 0, 2)


@pytest.fixture(scope="module", params=["fr", "en"])
def board(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a session that is shown again, without its token; the browser has the cookie."""
    browser = request.getfixturevalue("browser")
    folder = tmp_path_factory.mktemp("board")
    recorder, _ = Recorder.opened(folder / "session.jsonl", "tp2-vm")
    with closing(recorder):
        for state in states(folder):
            recorder.keep(state)
    words = ["watch", "--replay", str(recorder.path), "--no-browser", "--lang", request.param]
    with subprocess.Popen([sys.executable, "-m", "bareme", *words], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        address = process.stdout.readline().strip()
        browser.get(address)
        yield address.partition("?")[0]
        process.terminate()


def wait_for_the_last(browser: Chrome) -> None:
    """Wait for the last moment; while a part of the page is replaced, there is none."""
    told = "return (document.querySelector('nav')?.textContent ?? '').includes('3 / 3')"
    WebDriverWait(browser, 10, 0.05).until(lambda chrome: chrome.execute_script(told))


def show(browser: Chrome, address: str, width: int = 1400, scheme: str = "light") -> None:
    sized(browser, width, scheme=scheme)
    browser.get(address)


@pytest.mark.parametrize("view", ["?round=1", "projector?round=2"])
def test_no_barrier_and_nothing_sideways(browser: Chrome, axe: str, board: str, view: str) -> None:
    for scheme, width in (("light", 1400), ("dark", 390)):
        show(browser, board + view, width, scheme)
        told = barriers(browser, axe)
        assert told == [], "\n".join(map(str, told))
        assert browser.execute_script("return document.documentElement.scrollWidth") <= width


def test_the_slider_leads_through_the_session(browser: Chrome, board: str) -> None:
    show(browser, board)
    assert "1 / 3" in browser.find_element(By.CSS_SELECTOR, ".replay").text
    browser.execute_script(
        "const one = document.getElementById('round'); one.value = 2; one.dispatchEvent(new Event('change'))"
    )
    wait_for_the_last(browser)
    assert len(browser.find_elements(By.CSS_SELECTOR, ".live td.met")) > 10


def test_it_plays_by_itself(browser: Chrome, board: str) -> None:
    show(browser, f"{board}?round=1&play")
    wait_for_the_last(browser)


def test_a_name_is_a_name_and_the_projector_shows_none(browser: Chrome, board: str) -> None:
    show(browser, f"{board}?round=2")
    assert browser.title != "x"
    assert [name for name in NAMES if name not in browser.page_source.replace("&lt;", "<").replace("&gt;", ">")] == []
    show(browser, f"{board}projector?round=2")
    assert [name for name in NAMES if name.split()[0] in browser.find_element(By.TAG_NAME, "body").text] == []

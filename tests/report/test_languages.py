"""No English in a French report, no French in an English one: pages, Markdown, JUnit, terminal."""

import html
import re
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from babel.messages.pofile import read_po

from bareme.__main__ import main
from bareme.text.language import LOCALE_DIR

WORDS = {
    "fr": "le|la|les|des|une|est|dans|pour|avec|sans|sont|été|aucun|aucune|plus|après|par|au|aux|du",
    "en": "the|of|and|is|was|were|are|with|without|not|for|this|that|been|has|have|from|after|by",
}
"""Words that stand in nearly every sentence of one language and in none of the other."""
OTHER = {"fr": "en", "en": "fr"}
VOID = {"br", "meta", "link", "input", "img", "hr", "col", "wbr"}
UNTRANSLATED = {"code", "bdi", "style", "script"}
"""What students and Azure named, and what is no text."""


class Prose(HTMLParser):
    """The text of a page that is ours: attributes that are read out, and no names."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [
            value for name, value in attrs if value and name in {"title", "aria-label", "alt", "placeholder"}
        ]
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in self.open:
            while self.open.pop() != tag:
                pass

    def handle_data(self, data: str) -> None:
        if not UNTRANSLATED & set(self.open):
            self.found.append(data)


def prose(page: Path) -> str:
    parser = Prose()
    parser.feed(page.read_text(encoding="utf-8"))
    return "\n".join(parser.found)


def strangers(text: str, language: str) -> list[str]:
    """Lines in which a word of the other language stands."""
    word = re.compile(rf"(?<![\w-])({WORDS[OTHER[language]]})(?![\w-])", re.IGNORECASE)
    return [line.strip() for line in text.splitlines() if word.search(without_code(line))]


def without_code(line: str) -> str:
    """Commands and options of tools are the same in every language."""
    return re.sub(r"`[^`]*`|--[\w-]+|\baz [\w -]+|“[^”]*”|https?://\S+", " ", line)


@pytest.fixture(scope="module", params=["fr", "en"])
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def run(language: str, demo_run: Callable[[str], Path]) -> Path:
    return demo_run(language)


def test_pages_speak_one_language(run: Path, language: str) -> None:
    found = {page.name: strangers(prose(page), language) for page in [run / "index.html", *run.glob("students/*.html")]}
    assert {page: lines for page, lines in found.items() if lines} == {}


@pytest.mark.parametrize("language", ["fr"], indirect=True)
def test_no_sentence_of_the_catalogue_is_left_in_a_french_page(run: Path) -> None:
    with (LOCALE_DIR / "fr/LC_MESSAGES/bareme.po").open("rb") as stream:
        english = [str(one.id) for one in read_po(stream) if isinstance(one.id, str) and one.id != one.string]
    sentences = [text for text in english if len(text.split()) >= 3 and "{" not in text and "%(" not in text]
    assert len(sentences) > 100
    pages = "\n".join(map(prose, [run / "index.html", *run.glob("students/*.html")]))
    assert [text for text in sentences if text in pages] == []


def test_junit_files_speak_one_language(run: Path, language: str) -> None:
    for file in run.glob("junit/*.xml"):
        nodes = [node for node in ET.parse(file).iter() if node.tag in {"testcase", "failure", "error", "skipped"}]
        told = "\n".join(text for one in nodes for text in (one.get("name"), one.get("message"), one.text) if text)
        assert strangers(told, language) == [], file.name


@pytest.mark.parametrize("student", ["E003", "E004", "E011", "E013"])
def test_the_students_own_check_speaks_one_language(
    run: Path, language: str, student: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = tmp_path / "report.md"
    words = ["-r", "tp2-vm", "--lang", language, "--evidence", str(run / "evidence" / student), "--markdown", str(page)]
    main(["check", *words])
    printed = capsys.readouterr().out.replace("Azure for Students", "")  # the name that Azure gave the subscription
    assert strangers(printed, language) == []
    assert strangers(html.unescape(page.read_text(encoding="utf-8")), language) == []


@pytest.mark.parametrize(
    ("text", "language", "strange"),
    [
        ("la machine est arrêtée", "fr", False),
        ("the machine is stopped", "fr", True),
        ("machine n’est pas dans la région", "en", True),
        ("deploy with `az vm create -l the-name`", "fr", True),
        ("créez avec `az vm create --for the`", "fr", False),
    ],
)
def test_the_scan_itself_finds_what_it_should(text: str, language: str, *, strange: bool) -> None:
    assert bool(strangers(text, language)) is strange

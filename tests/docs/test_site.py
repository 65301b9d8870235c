"""What the pages of the site keep to, whichever tool builds it: both languages, links, anchors, texts of pictures."""

import functools
import operator
import re
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[2]
GOOD = {
    "en/index.md": "# Home\n\n[Use it](howto/use.md), [why](howto/use.md#why-it-is-so)\n",
    "fr/index.md": "# Accueil\n\n[L'utiliser](howto/use.md), [pourquoi](howto/use.md#pourquoi-cest-ainsi)\n",
    "en/howto/use.md": "# Use it\n\n![A class](../../pictures/a.png)\n\n## Why it is so\n",
    "fr/howto/use.md": "# L'utiliser\n\n![Une classe](../../pictures/a.png)\n\n## Pourquoi c'est ainsi\n",
    "pictures/a.png": "",
}


@pytest.fixture(scope="module")
def docs_pages(tool: Callable[[str], ModuleType]) -> ModuleType:
    return tool("docs_pages")


def written(docs: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        (docs / name).parent.mkdir(parents=True, exist_ok=True)
        (docs / name).write_text(text, encoding="utf-8")
    return docs


def test_the_pages_are_without_fault(docs_pages: ModuleType) -> None:
    assert docs_pages.faults(ROOT / "docs") == []


@pytest.mark.parametrize(
    ("page", "text", "told"),
    [
        ("en/index.md", GOOD["en/index.md"], ""),
        ("en/howto/alone.md", "# Alone\n", "docs/fr/howto/alone.md: the page is in the other language only"),
        ("en/howto/use.md", "## Why it is so\n", "docs/en/howto/use.md: no title"),
        (
            "en/howto/use.md",
            "# Use it\n\n## Why it is so\n\n![](../../pictures/a.png)\n",
            "is a picture without a text",
        ),
        ("en/howto/use.md", "# Use it\n\n## Why it is so\n\n<img src='a.png' alt=''>\n", "is a picture without a text"),
        ("fr/index.md", "# Accueil\n\n[x](howto/gone.md)\n", "docs/fr/index.md: howto/gone.md is not there"),
        ("fr/index.md", "# Accueil\n\n[x](howto/use.md#gone)\n", "howto/use.md#gone is not there"),
        ("fr/index.md", "# Accueil\n\n[x](#gone)\n", "docs/fr/index.md: #gone is not there"),
        ("fr/index.md", "# Accueil\n\n```md\n[x](gone.md)\n```\n", ""),
    ],
)
def test_a_fault_is_told(docs_pages: ModuleType, tmp_path: Path, page: str, text: str, told: str) -> None:
    docs = written(tmp_path, {**GOOD, page: text})
    assert [line.endswith(told) for line in docs_pages.faults(docs)] == [True] * bool(told)


def test_pages_come_in_the_order_in_which_the_first_page_names_them(docs_pages: ModuleType, tmp_path: Path) -> None:
    home = "# Home\n\n[A](howto/a.md), [Z](howto/z.md), [A](explanation/a.md), [A](howto/a.md)\n"
    more = {f"en/{kind}/{name}.md": f"# {name}\n" for kind in ("howto", "explanation") for name in "abz"}
    paths = [page.path for page in docs_pages.pages(written(tmp_path, {**more, "en/index.md": home}), "en")]
    assert paths == ["index.md", "howto/z.md", "howto/a.md", "howto/b.md",
                     "explanation/a.md", "explanation/b.md", "explanation/z.md"]  # fmt: skip


def test_the_drawing_shows_the_rooms_that_the_code_has(tool: Callable[[str], ModuleType]) -> None:
    rooms = tool("rooms")
    drawn = (ROOT / "docs/pictures/rooms.svg").read_text(encoding="utf-8")
    assert drawn == rooms.drawing(rooms.floors()), "run: make docs"
    package = ROOT / "src" / "bareme"
    there = {one.stem for one in package.iterdir() if one.suffix == ".py" or (one / "__init__.py").exists()}
    assert set(functools.reduce(operator.iadd, rooms.floors(), [])) == there - {"__init__"}


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_sentence_stands_for_every_room(tool: Callable[[str], ModuleType], language: str) -> None:
    text = (ROOT / "docs" / language / "explanation/architecture.md").read_text(encoding="utf-8")
    told = {room for row in re.findall(r"(?m)^\| (`.+?) \|", text) for room in re.findall(r"`(\w+)`", row)}
    entrances = {"__main__", "pytest_entry", "version", "errors", "content"}
    assert told == set(functools.reduce(operator.iadd, tool("rooms").floors(), [])) - entrances


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_copy_for_the_site_holds_all_that_it_links(
    tool: Callable[[str], ModuleType], tmp_path: Path, language: str
) -> None:
    docs_pages, docs_site = tool("docs_pages"), tool("docs_site")
    docs_site.assemble(language, tmp_path)
    links = [
        (page, found[3])
        for page in tmp_path.rglob("*.md")
        for found in docs_pages.LINK.finditer(page.read_text("utf-8"))
    ]
    inside = [(page, target) for page, target in links if target and "://" not in target]
    assert [(page, target) for page, target in inside if not (page.parent / target).exists()] == []
    assert any(target.startswith(f"{docs_site.FORGE}/") for _, target in links)
    assert re.findall(r"\$\w+", docs_site.settings(language)) == []

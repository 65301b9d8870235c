"""What every page of `docs/` keeps to, and which pages there are: languages, kinds, titles, links, pictures.

`docs/LANGUAGE/KIND/NAME.md`, the same names in every language. Needs nothing but Python: the tests use it, and
`docs_site.py` before it builds.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

ROOT = Path(__file__).parents[1]
LANGUAGES = ("en", "fr")
KINDS = ("tutorials", "howto", "explanation", "reference")

LINK = re.compile(r"(!?)\[([^\]]*)\]\(([^)\s#]*)(?:#([^)\s]*))?[^)]*\)")
"""Mark of a picture, text, target, anchor."""
_CODE = re.compile(r"(?ms)^ *```.*?^ *```|`[^`\n]*`")
_HTML_PICTURE = re.compile(r"<img\b[^>]*>")


@dataclass(frozen=True)
class Page:
    """One page of one language."""

    docs: Path
    language: str
    path: str
    """Below the language: `howto/mark.md`."""

    @cached_property
    def file(self) -> Path:
        return self.docs / self.language / self.path

    @cached_property
    def text(self) -> str:
        return self.file.read_text(encoding="utf-8")

    @cached_property
    def title(self) -> str:
        """Its first heading, without marks."""
        found = re.search(r"(?m)^# (.+)$", self.text)
        return re.sub(r"[`*]", "", found[1]) if found else ""

    @cached_property
    def links(self) -> list[tuple[bool, str, str, str]]:
        """Whether it is a picture, its text, its target, its anchor; outside code."""
        return [(bool(one[1]), one[2], one[3], one[4] or "") for one in LINK.finditer(_CODE.sub("", self.text))]


def pages(docs: Path, language: str) -> list[Page]:
    """All of a language: the first page, then kind after kind in the order in which the first page names them last."""
    home = docs / language
    paths = sorted(file.relative_to(home).as_posix() for file in home.rglob("*.md"))
    first = Page(docs, language, "index.md")
    links = first.links if "index.md" in paths else []
    named = {target: number for number, (_, _, target, _) in enumerate(links)}

    def place(path: str) -> tuple[int, int, str]:
        kind = path.partition("/")[0]
        return (
            KINDS.index(kind) if kind in KINDS else -1,
            named.get(path, len(links)),
            Page(docs, language, path).title.casefold(),
        )

    return [Page(docs, language, path) for path in sorted(paths, key=place)]


def anchors(text: str) -> set[str]:
    """The anchors of a page's headings, as forges and the site make them."""
    found: set[str] = set()
    for heading in re.findall(r"(?m)^#+ (.+)$", re.sub(r"(?ms)^ *```.*?^ *```", "", text)):
        words = re.sub(r"[^\w\- ]", "", re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", heading).lower())
        found.add(words.replace(" ", "-"))
    return found


def faults(docs: Path) -> list[str]:
    """What is wrong with the pages, a line each."""
    return [*_alone(docs), *(line for one in LANGUAGES for page in pages(docs, one) for line in _of(page))]


def _alone(docs: Path) -> Iterator[str]:
    names = {one: {page.path for page in pages(docs, one)} for one in LANGUAGES}
    for path in sorted(set.union(*names.values())):
        missing = [one for one in LANGUAGES if path not in names[one]]
        if missing:
            yield f"docs/{missing[0]}/{path}: the page is in the other language only"
        if "/" in path and path.partition("/")[0] not in KINDS:
            yield f"docs/*/{path}: neither of {', '.join(KINDS)}"


def _of(page: Page) -> Iterator[str]:
    place = f"docs/{page.language}/{page.path}"
    if not page.title:
        yield f"{place}: no title"
    for is_picture, text, target, anchor in page.links:
        if is_picture and not text.strip():
            yield f"{place}: {target} is a picture without a text"
        if "://" in target:
            continue
        file = (page.file.parent / target).resolve() if target else page.file
        if not file.exists():
            yield f"{place}: {target} is not there"
        elif anchor and anchor not in anchors(file.read_text(encoding="utf-8")):
            yield f"{place}: {target}#{anchor} is not there"
    for picture in _HTML_PICTURE.findall(_CODE.sub("", page.text)):
        if not re.search(r"""\balt=(["'])\s*[^\s"']""", picture):
            yield f"{place}: {picture} is a picture without a text"

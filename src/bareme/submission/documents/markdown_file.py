"""Reports in Markdown, and online texts in HTML, as blocks."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import PurePosixPath

from bareme.submission.documents.block import Block, BlockKind, Picture

_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_IMAGE = re.compile(r"!\[[^\]]*\]\(<?([^)>\s]+)>?[^)]*\)")
_HEADING = re.compile(r"[ ]{0,3}#{1,6}[ \t]+(.*?)[ \t#]*$")


def blocks(text: str) -> list[Block]:
    """The blocks of a Markdown text."""
    from markdown_it import MarkdownIt  # noqa: PLC0415 - only where somebody handed one in

    plain = _COMMENT.sub("", text)
    lines = plain.splitlines()
    return list(_blocks(MarkdownIt("commonmark").parse(plain), lines))


def _blocks(tokens: list, lines: list[str]) -> Iterator[Block]:  # type: ignore[type-arg]
    for token in tokens:
        if token.level or token.map is None or token.nesting < 0:
            continue
        raw = "\n".join(lines[token.map[0] : token.map[1]]).strip()
        if token.type == "heading_open":
            marked = _HEADING.match(raw)
            yield Block(BlockKind.HEADING, (marked[1] if marked else raw.splitlines()[0]).strip("*_ "))
        elif token.type == "blockquote_open":
            yield Block(BlockKind.QUOTE, raw)
        else:
            yield Block(BlockKind.TEXT, _IMAGE.sub("", raw).strip(), tuple(_pictures(raw)))


def _pictures(raw: str) -> Iterator[Picture]:
    """Pictures that lie beside the text; what is elsewhere is not fetched."""
    for path in _IMAGE.findall(raw):
        if "://" not in path and not path.startswith(("data:", "/")) and ".." not in PurePosixPath(path).parts:
            yield Picture(PurePosixPath(path).suffix.lower(), path=path)


class _Page(HTMLParser):
    """Text by the elements it stands in."""

    _BREAKS = frozenset({"p", "div", "br", "li", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "td", "pre"})
    _UNSEEN = frozenset({"script", "style", "head", "title"})

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[Block] = []
        self._kind = BlockKind.TEXT
        self._text: list[str] = []
        self._unseen = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del attrs
        self._unseen += tag in self._UNSEEN
        if tag in self._BREAKS:
            self.flush()
        if re.fullmatch("h[1-6]", tag):
            self._kind = BlockKind.HEADING
        elif tag == "blockquote":
            self._kind = BlockKind.QUOTE

    def handle_endtag(self, tag: str) -> None:
        self._unseen -= tag in self._UNSEEN and self._unseen > 0
        if tag in self._BREAKS:
            self.flush()
            if tag == "blockquote" or re.fullmatch("h[1-6]", tag):
                self._kind = BlockKind.TEXT

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            self._text.append(data)

    def flush(self) -> None:
        """End a block."""
        text = " ".join("".join(self._text).split())
        if text:
            self.found.append(Block(self._kind, text))
        self._text = []


def html_blocks(text: str) -> list[Block]:
    """The blocks of a page; scripts and styles are no text."""
    page = _Page()
    page.feed(text)
    page.close()
    page.flush()
    return page.found

"""LibreOffice's form of a report, read by odfdo: nothing is run, nothing is fetched."""

import io
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath
from typing import Any

from bareme.submission.documents.block import Block, BlockKind, Picture
from bareme.submission.documents.office_zip import DocumentError, check
from bareme.text.message import say

_BLOCKS = "descendant::text:h|descendant::text:p"
_HEADINGS = ("heading", "title", "subtitle")


def blocks(content: bytes) -> list[Block]:
    """The blocks of a document.

    Raises:
        DocumentError: it cannot be read.
    """
    check(content)
    import odfdo  # noqa: PLC0415 - only where somebody handed one in

    try:
        document = odfdo.Document(io.BytesIO(content))
        parents = _parents(document)
        return list(_blocks(document, parents))
    except Exception as error:  # whatever XML, zip and the library's own classes raise on a broken document
        raise DocumentError(say("it is no whole document")) from error


def _blocks(document: Any, parents: Mapping[str, str]) -> Iterator[Block]:
    for one in document.body.xpath(_BLOCKS):
        style = str(one.get_attribute("text:style-name") or "")
        kind = BlockKind.HEADING if one.tag == "text:h" else _kind(style, parents)
        yield Block(kind, _text(one), tuple(_pictures(one, document)))


def _text(element: Any) -> str:
    """Its own words; those of a frame inside it are a block of their own."""
    return str(element.inner_text if element.get_element("draw:frame") is None else element.text or "").strip()


def _parents(document: Any) -> dict[str, str]:
    """Styles that LibreOffice makes by itself (`P3`) stand for the one they come from."""
    own = {}
    for style in document.get_styles(family="paragraph"):
        name, parent = style.get_attribute("style:name"), style.get_attribute("style:parent-style-name")
        if name and parent:
            own[str(name)] = str(parent)
    return own


def _kind(style: str, parents: Mapping[str, str]) -> BlockKind:
    for _ in range(5):
        name = style.casefold().replace("_20_", " ")
        if name.startswith(_HEADINGS):
            return BlockKind.HEADING
        if "quot" in name or "citation" in name or "caption" in name:
            return BlockKind.QUOTE
        style = parents.get(style, "")
    return BlockKind.TEXT


def _pictures(element: Any, document: Any) -> Iterator[Picture]:
    for image in element.get_elements("descendant::draw:image"):
        url = str(image.get_attribute("xlink:href") or "").removeprefix("./")
        if url.startswith("Pictures/"):
            yield Picture(PurePosixPath(url).suffix.lower(), document.get_part(url))

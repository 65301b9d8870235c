"""Word's form of a report, read by python-docx: nothing is run, nothing is fetched."""

import io
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any

from bareme.submission.documents.block import Block, BlockKind, Picture
from bareme.submission.documents.office_zip import DocumentError, check
from bareme.text.message import say

_QUOTES = ("quote", "quotations", "citation", "caption")
_HEADINGS = ("heading", "titre", "title", "subtitle", "sous-titre")


def blocks(content: bytes) -> list[Block]:
    """The blocks of a document, tables included.

    Raises:
        DocumentError: it cannot be read.
    """
    check(content)
    import docx  # noqa: PLC0415 - only where somebody handed one in

    try:
        document = docx.Document(io.BytesIO(content))
        return list(_blocks(document.iter_inner_content(), document.part))
    except Exception as error:  # whatever XML, zip and the library's own classes raise on a broken document
        raise DocumentError(say("it is no whole document")) from error


def _blocks(inner: Any, part: Any) -> Iterator[Block]:
    from docx.table import Table  # noqa: PLC0415 - the same

    for one in inner:
        if isinstance(one, Table):
            for row in one.rows:
                seen = []
                for cell in row.cells:
                    if cell._tc not in seen:  # noqa: SLF001 - merged cells come once for each they span
                        seen.append(cell._tc)  # noqa: SLF001 - the same
                        yield from _blocks(cell.iter_inner_content(), part)
        else:
            yield Block(_kind(one), one.text.strip(), tuple(_pictures(one, part)))


def _kind(paragraph: Any) -> BlockKind:
    name = (paragraph.style.name or "").casefold() if paragraph.style is not None else ""
    if name.startswith(_HEADINGS):
        return BlockKind.HEADING
    return BlockKind.QUOTE if any(word in name for word in _QUOTES) else BlockKind.TEXT


def _pictures(paragraph: Any, part: Any) -> Iterator[Picture]:
    """Pictures that are inside; what is only linked to elsewhere is not fetched."""
    for number in paragraph._p.xpath(".//a:blip/@r:embed"):  # noqa: SLF001 - python-docx has no other way to them
        related = part.related_parts.get(number)
        if related is not None:
            yield Picture(PurePosixPath(str(related.partname)).suffix.lower(), related.blob)

"""A report, whatever it was written in, as answers; one that follows no form is kept whole."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import PurePath

from bareme.files.encoding import encoding_of
from bareme.submission.documents import docx_file, markdown_file, odt_file
from bareme.submission.documents.block import Block, Picture
from bareme.submission.documents.questions import Asked, Written, by_question
from bareme.submission.model import Answer

MAX_BYTES = 64 * 2**20
MAX_TEXT = 20_000
MAX_PICTURES = 20
"""Of one question."""

MAX_INSIDE = 200
"""Of one report."""

_PICTURES = {".png", ".jpg", ".jpeg", ".gif", ".webp", ".bmp", ".tif", ".tiff"}
WHOLE = {".pdf", ".doc", ".rtf", ".docm", ".pages", ".pptx", ".odp", ".ppt"}
"""What is kept for whoever marks, and not looked into."""


def _text(content: bytes) -> str:
    return encoding_of(content).decode(content, "replace")


_READERS: Mapping[str, Callable[[bytes], list[Block]]] = {
    ".docx": docx_file.blocks,
    ".odt": odt_file.blocks,
    ".md": lambda content: markdown_file.blocks(_text(content)),
    ".markdown": lambda content: markdown_file.blocks(_text(content)),
    ".html": lambda content: markdown_file.html_blocks(_text(content)),
    ".htm": lambda content: markdown_file.html_blocks(_text(content)),
}
SUFFIXES = {*_READERS, *WHOLE}


@dataclass(frozen=True, slots=True)
class Report:
    """What a report holds."""

    answers: Mapping[str, Answer]
    pictures: Mapping[str, bytes]
    """Pictures that stand inside it, by the path that the answers name them by."""


NO_REPORT = Report({}, {})


def read_report(name: str, content: bytes, asked: Asked | None) -> Report:
    """The answers of a report; none where it follows no form.

    Raises:
        DocumentError: it cannot be read.
    """
    path = PurePath(name)
    reader = _READERS.get(path.suffix.lower())
    if reader is None:
        return NO_REPORT
    inside: dict[str, bytes] = {}
    blocks = [_placed(block, path.stem, inside) for block in reader(content)]
    return Report({name: _answer(own) for name, own in by_question(blocks, asked).items()}, inside)


def _answer(own: Written) -> Answer:
    text = own.text
    files = tuple(picture.path for picture in own.pictures[:MAX_PICTURES] if picture.path)
    return Answer(text if len(text) <= MAX_TEXT else f"{text[:MAX_TEXT]}…", files)


def _placed(block: Block, stem: str, inside: dict[str, bytes]) -> Block:
    """The block, each picture in it with the place where it lies once it is taken out."""
    return replace(block, pictures=tuple(_of(picture, stem, inside) for picture in block.pictures))


def _of(picture: Picture, stem: str, inside: dict[str, bytes]) -> Picture:
    if picture.path or picture.suffix not in _PICTURES or len(inside) >= MAX_INSIDE:
        return picture
    safe = "".join(one if one.isalnum() or one in "-_" else "-" for one in stem)[:40]
    place = f"captures/{safe}-{len(inside) + 1}{picture.suffix}"
    inside[place] = picture.content
    return replace(picture, path=place)

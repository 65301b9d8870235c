"""Blocks to answers: which heading is which question's, whatever was renumbered, moved or set in another style."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from bareme.submission.documents.block import Block, BlockKind, Picture

Asked = Mapping[str, Collection[str]]
"""The questions by id, each with what a form prints of it: titles and texts."""

_DASHES = re.compile("[\u2010-\u2015\u2212\u00ad]")
_ANY_ID = re.compile(r"\b([A-Za-z]{1,4}\d{0,3}-\d{1,3}[a-z]?)\b")
"""What looks like a question's id where no rubric tells them."""
_NUMBERED = re.compile(r"^[\s\d.)(:#*_§–-]*")
_SHORT = 300


@dataclass(slots=True)
class Written:
    """What stands under one heading."""

    texts: list[str] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)

    @property
    def text(self) -> str:
        """All of it."""
        return "\n\n".join(filter(None, self.texts)).strip()


def by_question(blocks: Iterable[Block], asked: Asked | None) -> dict[str, Written]:
    """What is written under each question's heading; nothing where a document follows no form."""
    found: dict[str, Written] = {}
    own: Written | None = None
    prompts = {_plain(text) for texts in (asked or {}).values() for text in texts}
    for block in blocks:
        named = next(_ids(block, asked), None)
        if named is not None:
            own = found.setdefault(named, Written())
            rest = _after(block, named)
            if rest and _plain(rest) not in prompts:
                own.texts.append(rest)
        elif block.kind is BlockKind.HEADING:
            own = own if own is not None and not block.text else None
        if own is not None:
            own.pictures += block.pictures
            if named is None and block.kind is BlockKind.TEXT and _plain(block.text) not in prompts:
                own.texts.append(block.text)
    return found


def _ids(block: Block, asked: Asked | None) -> Iterator[str]:
    """The question a block begins: a heading that names it, or a short line that starts with it."""
    text = _DASHES.sub("-", block.text)
    if block.kind is BlockKind.QUOTE or not text or len(text) > _SHORT:
        return
    begun = _NUMBERED.sub("", text)
    if asked is None:
        found = _ANY_ID.search(text) if block.kind is BlockKind.HEADING else _ANY_ID.match(begun)
        if found:
            yield found[1].upper()
        return
    for name in sorted(asked, key=len, reverse=True):
        pattern = re.compile(rf"(?<![\w-]){re.escape(name)}(?![\w-])", re.IGNORECASE)
        if pattern.search(text) if block.kind is BlockKind.HEADING else pattern.match(begun):
            yield name


def _after(block: Block, name: str) -> str:
    """An answer on the line of its id, where that is no heading: `E1-05 : Deux machines`."""
    if block.kind is BlockKind.HEADING:
        return ""
    begun = _NUMBERED.sub("", _DASHES.sub("-", block.text))
    return re.sub(r"^[\s:.)–—-]+", "", begun[len(name) :])


def _plain(text: str) -> str:
    """A text for comparison: an editor changes quotes, dashes and spaces."""
    return re.sub(r"\W+", "", text).casefold()

"""A document as the blocks a reader sees: headings, quoted text, text, pictures."""

from dataclasses import dataclass
from enum import Enum, auto


class BlockKind(Enum):
    """What a block is for."""

    HEADING = auto()
    QUOTE = auto()
    """What the form itself asks, in whatever language; never an answer."""
    TEXT = auto()


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture inside a document, or one that it names beside it."""

    suffix: str
    content: bytes = b""
    path: str = ""
    """Where it lies, for one that is not inside."""


@dataclass(frozen=True, slots=True)
class Block:
    """One of them, in the order of the document."""

    kind: BlockKind
    text: str = ""
    pictures: tuple[Picture, ...] = ()

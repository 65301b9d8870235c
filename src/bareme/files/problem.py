"""One thing wrong in a file that a person wrote, and where."""

import re
from difflib import get_close_matches
from typing import Any, Literal, NamedTuple, TypedDict

from bareme.text.message import Message, say

Path = tuple[str | int, ...]
"""Where a value stands in the YAML tree: `("sections", 0, "criteria", 3, "points")`."""


Level = Literal["error", "warning", "notice"]
"""What makes it unusable, what is only doubtful, and what is good to know."""


class ProblemWire(TypedDict):
    """A problem as it is kept: its message in no language."""

    file: str
    line: int
    column: int
    level: Level
    message: dict[str, Any]


class Problem(NamedTuple):
    """Its place, what is wrong, and what may have been meant."""

    line: int
    """From 1; 0 where it is about the whole file."""
    column: int
    message: Message
    level: Level = "error"
    file: str = ""
    """Whose problem it is; empty for the file that was asked for, or where it is about no file."""

    def located(self, file: str) -> Message:
        """`file:line:column: what is wrong`, as editors and CI services read it."""
        place = f"{self.file or file}:{self.line}:{self.column}"
        if self.level == "warning":
            return say("{place}: warning: {problem}", place=place, problem=self.message)
        return say("{place}: {problem}", place=place, problem=self.message)

    @property
    def told(self) -> Message:
        """What is wrong, after as much of its place as there is."""
        place = ":".join([self.file, *(str(one) for one in (self.line, self.column) if one)])
        return say("{place}: {problem}", place=place, problem=self.message) if self.file else self.message

    def to_wire(self) -> ProblemWire:
        """As a record keeps it."""
        return {
            "file": self.file,
            "line": self.line,
            "column": self.column,
            "level": self.level,
            "message": self.message.to_wire(),
        }

    @classmethod
    def from_wire(cls, wire: ProblemWire) -> "Problem":
        """The problem that was kept."""
        return cls(wire["line"], wire["column"], Message.from_wire(wire["message"]), wire["level"], wire["file"])


def with_nearest(message: Message, word: str, known: list[str]) -> Message:
    """The message, with the nearest valid name where one is near."""
    near = nearest(word, known)
    return say("{problem} Did you mean “{name}”?", problem=message, name=near) if near else message


def nearest(word: str, known: list[str]) -> str | None:
    """The known name that was probably meant: one spelt alike, or one that says the same in another word."""
    folded = {one.casefold(): one for one in reversed(known)}
    others = (folded.get(re.sub(rf"\b{own}\b", same, word.casefold())) for own, same in _SAME)
    same = next((one for one in others if one), None)
    alike = get_close_matches(word, known, n=1, cutoff=0.6)
    close = get_close_matches(word.casefold(), list(folded), n=1, cutoff=0.6)
    return same or (alike[0] if alike else folded[close[0]] if close else None)


_PAIRS = (
    ("location", "region"),
    ("exists", "name"),
    ("exists", "captured"),
    ("system", "os"),
    ("image", "skus"),
    ("sku", "skus"),
    ("size", "sizes"),
    ("disk", "os_disk"),
    ("pattern", "name"),
)
_SAME = (*_PAIRS, *((same, own) for own, same in _PAIRS))

"""One thing wrong in a rubric, and where."""

import re
from difflib import get_close_matches
from typing import Literal, NamedTuple

from bareme.text.message import Message, say

Path = tuple[str | int, ...]
"""Where a value stands in the YAML tree: `("sections", 0, "criteria", 3, "points")`."""


Level = Literal["error", "warning"]
"""What makes a rubric unusable, and what is only doubtful."""


class Problem(NamedTuple):
    """Its place, what is wrong, and what may have been meant."""

    line: int
    column: int
    message: Message
    level: Level = "error"
    file: str = ""
    """Where it is not of the file that was asked for, but of one beside it."""

    def located(self, file: str) -> Message:
        """`file:line:column: what is wrong`, as editors and CI services read it."""
        place = f"{self.file or file}:{self.line}:{self.column}"
        if self.level == "warning":
            return say("{place}: warning: {problem}", place=place, problem=self.message)
        return say("{place}: {problem}", place=place, problem=self.message)


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

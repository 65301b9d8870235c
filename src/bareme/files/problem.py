"""One thing wrong in a rubric, and where."""

from difflib import get_close_matches
from typing import NamedTuple

from bareme.text.message import Message, say

Path = tuple[str | int, ...]
"""Where a value stands in the YAML tree: `("sections", 0, "criteria", 3, "points")`."""


class Problem(NamedTuple):
    """One error: its place, what is wrong, and what may have been meant."""

    line: int
    column: int
    message: Message

    def located(self, file: str) -> Message:
        """`file:line:column: what is wrong`, as editors and CI services read it."""
        return say("{place}: {problem}", place=f"{file}:{self.line}:{self.column}", problem=self.message)


def with_nearest(message: Message, word: str, known: list[str]) -> Message:
    """The message, with the nearest valid name where one is near."""
    near = get_close_matches(word, known, n=1, cutoff=0.6)
    return say("{problem} Did you mean “{name}”?", problem=message, name=near[0]) if near else message

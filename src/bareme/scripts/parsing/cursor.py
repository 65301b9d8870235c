"""A place in a text, for the reader of PowerShell."""

import re
from bisect import bisect_left

from bareme.scripts.limits import MAX_DEPTH

_BLANK = re.compile(r"(?:[ \t]|`\n|<#.*?#>)+", re.DOTALL)
_SPACE = re.compile(r"(?:[\s;]|`\n|<#.*?#>|#[^\n]*)+", re.DOTALL)


class TooDeep(Exception):  # noqa: N818 - reads as the fact it states
    """Brackets in brackets, further than anybody writes by hand."""


class Cursor:
    """Looks and moves on."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.place = 0
        self.depth = 0
        self._ends = [found.start() for found in re.finditer("\n", text)]

    @property
    def line(self) -> int:
        """The line of this place, from 1."""
        return bisect_left(self._ends, self.place) + 1

    @property
    def is_done(self) -> bool:
        """Whether there is no more."""
        return self.place >= len(self.text)

    def peek(self, count: int = 1) -> str:
        """The next characters."""
        return self.text[self.place : self.place + count]

    def take(self, count: int = 1) -> str:
        """The next characters, and move behind them."""
        found = self.peek(count)
        self.place += count
        return found

    def look(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        """What a pattern finds here."""
        return pattern.match(self.text, self.place)

    def find(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        """What a pattern finds here, and move behind it."""
        found = self.look(pattern)
        if found:
            self.place = found.end()
        return found

    def blanks(self) -> None:
        """Move over blanks on this line, and a line's continuation."""
        self.find(_BLANK)

    def spaces(self) -> None:
        """Move over everything that separates statements, remarks too."""
        self.find(_SPACE)

    def enter(self) -> None:
        """Go into a bracket.

        Raises:
            TooDeep: there are too many around this one.
        """
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise TooDeep

    def leave(self) -> None:
        """Come out of it."""
        self.depth -= 1

    def expect(self, mark: str) -> bool:
        """Move over a mark behind blanks, if it is there."""
        self.spaces()
        if self.text.startswith(mark, self.place):
            self.place += len(mark)
            return True
        return False

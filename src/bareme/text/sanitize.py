"""Text from anybody, made harmless to read."""

import re
import unicodedata

_HIDDEN = {"Cc", "Cf", "Cs"}
"""Unicode categories of control, format (bidirectional overrides) and surrogate characters."""
_SPACES = re.compile("[\n\u00a0\u202f]")
"""What Python does not call printable and every French text has: nothing is hidden by it."""
LONGEST = 300


def visible(text: str) -> str:
    """Text without control characters: nothing from a student moves a cursor or hides a line."""
    if text.isprintable() or _SPACES.sub("", text).isprintable():
        return text
    return "".join("�" if unicodedata.category(char) in _HIDDEN and char != "\n" else char for char in text)


def cell(text: str) -> str:
    """The same for a cell of a table, which may have lines and tabs."""
    return visible(text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " "))


def printable(page: str) -> str:
    """A whole page without control characters: an escape byte in a resource's name reaches no terminal."""
    return _CONTROLS.sub("�", page)


_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")


def clipped(text: object) -> str:
    """One line of at most `LONGEST` characters."""
    line = visible(" ".join(str(text).split()))
    return line if len(line) <= LONGEST else f"{line[:LONGEST]}…"

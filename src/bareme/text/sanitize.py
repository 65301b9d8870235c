"""Text from anybody, made harmless to read."""

import unicodedata

_HIDDEN = {"Cc", "Cf", "Cs"}
"""Unicode categories of control, format (bidirectional overrides) and surrogate characters."""
LONGEST = 300


def visible(text: str) -> str:
    """Text without control characters: nothing from a student moves a cursor or hides a line."""
    return "".join("�" if unicodedata.category(char) in _HIDDEN and char != "\n" else char for char in text)


def cell(text: str) -> str:
    """The same for a cell of a table, which may have lines and tabs."""
    return visible(text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " "))


def printable(page: str) -> str:
    """A whole page without control characters: an escape byte in a resource's name reaches no terminal."""
    return page.translate(_CONTROLS)


_CONTROLS = {code: "�" for code in (*range(0x20), *range(0x7F, 0xA0)) if chr(code) not in "\t\n\r"}


def clipped(text: object) -> str:
    """One line of at most `LONGEST` characters."""
    line = visible(" ".join(str(text).split()))
    return line if len(line) <= LONGEST else f"{line[:LONGEST]}…"

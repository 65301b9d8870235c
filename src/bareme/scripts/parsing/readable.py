"""From a file as handed in to text a parser can read, every line where it was.

Line numbers are told to the student, so nothing is ever taken out: what does not count becomes an empty line.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

_PROMPT = re.compile(
    r"^\s*(?:(?:PS(?: [^>\n]*)?>|[\w.-]+@[\w.-]+[^\n$#]{0,200}[$#]|[A-Za-z]:\\[^>\n]{0,200}>)\s*(?=\S)"
    r"|[$>]\s*(?=(?:az(?:\.cmd)?\s|\w+=)))"
)
"""A shell's own prompt, or a bare sign before a command."""
_CONTINUED = re.compile(r"(?:\\|(?<=\s)`|(?<=\s)\^)[ \t]*$")
_DASH = re.compile(r"(?<=\s)[\u2013\u2014](?=[A-Za-z])")
_FENCE = re.compile(r"^\s{0,3}(```+|~~~+)\s*\{?\.?([\w+-]*)")

SHELLS = {
    "",
    "bash",
    "sh",
    "shell",
    "zsh",
    "console",
    "azurecli",
    "azcli",
    "azurecli-interactive",
    "text",
    "txt",
    "terminal",
}
POWERSHELLS = {"powershell", "ps1", "ps", "pwsh", "azurepowershell", "azurepowershell-interactive", "posh"}
BATCHES = {"cmd", "bat", "batch", "dos"}


def unified(text: str) -> str:
    """One kind of line end, no mark, no odd spaces, straight quotes where an editor has bent them."""
    plain = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    spaced = plain.translate({0xA0: " ", 0x202F: " ", 0x201C: '"', 0x201D: '"', 0: " "})
    return "\n".join(_unbent(line) for line in _DASH.sub("--", spaced).split("\n"))


def _unbent(line: str) -> str:
    """Bent single quotes made straight where they stand in pairs; alone it is the apostrophe of a remark."""
    return line.translate({0x2018: "'", 0x2019: "'"}) if "\u2018" in line else line


def continued(text: str) -> str:
    """Lines that go on, in whatever way (backslash, PowerShell's backtick, `^`), go on as in Bash."""
    return "\n".join(_CONTINUED.sub(r"\\", line) for line in text.split("\n"))


def without_prompts(text: str) -> str:
    """A terminal's transcript without its prompts and without what the commands answered."""
    lines = text.split("\n")
    if not any(_PROMPT.match(line) for line in lines):
        return text
    return "\n".join(_typed(lines))


def _typed(lines: list[str]) -> Iterator[str]:
    goes_on = False
    for line in lines:
        prompt = _PROMPT.match(line)
        kept = line[prompt.end() :] if prompt else re.sub(r"^\s*>\s", "", line) if goes_on else ""
        goes_on = bool(kept and _CONTINUED.search(kept))
        yield kept


class Fenced(NamedTuple):
    """A code block of a Markdown file."""

    language: str
    start: int
    """The number of lines before its own."""
    lines: list[str]


def fenced(text: str) -> list[Fenced]:
    """The code blocks of a Markdown file, in their order."""
    lines = text.split("\n")
    found: list[Fenced] = []
    start, fence, language = 0, "", ""
    for number, line in enumerate([*lines, "```"]):
        mark = _FENCE.match(line)
        if mark and not fence:
            start, fence, language = number + 1, mark[1][:3], mark[2].casefold()
        elif fence and (line.strip().startswith(fence) or number == len(lines)):
            found.append(Fenced(language, start, lines[start:number]))
            fence = ""
    return found

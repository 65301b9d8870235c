"""From a file as handed in to text a parser can read, every line where it was.

Line numbers are told to the student, so nothing is ever taken out: what does not count becomes an empty line.
"""

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

_PROMPT = re.compile(
    r"^[ \t]*(?:\([\w.-]+\)\s*)?(?:(?P<powershell>PS(?: [^>\n]{0,200})?>)|\[?[\w.-]+@[\w.-]+[^\n$#]{0,200}[$#]"
    r"|(?P<cmd>[A-Za-z]:\\[^>\n]{0,200}>))[ \t]*(?=\S)|^[ \t]*[$>][ \t]*(?=az(?:\.cmd)?\s)|^[ \t]*[$>][ \t]+(?=\w+=)",
    re.MULTILINE,
)
"""A shell's own prompt, or a bare sign before a command."""
_MORE = re.compile(r"^\s*(?:>>?(?=\s|$)|More\?)\s?")
"""The prompt of a line that goes on."""
_QUOTED = re.compile(
    r"@([\"'])[ \t]*\n.{0,4000}?\n\1@|<#.{0,4000}?#>|<<-?\s*[\"']?(\w+).{0,4000}?\n\s*\2$", re.DOTALL | re.MULTILINE
)
_CONTINUED = re.compile(r"(?:\\|(?<=\s)`|(?<=\s)\^)[ \t]*$")
_DASH = re.compile(r"(?<=\s)[\u2013\u2014](?=[A-Za-z])")
_LANGUAGE = re.compile(r"\s*\{?\.?([\w+-]*)")

SHELLS = {"", "bash", "sh", "shell", "zsh", "console", "azurecli", "azcli", "azurecli-interactive", "text", "txt",
          "terminal"}  # fmt: skip
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


def prompted(text: str) -> str | None:
    """The shell whose prompt a text shows: `powershell`, `cmd`, another (empty); `None` without a prompt."""
    found = _PROMPT.search(text)
    return (found.lastgroup or "") if found else None


def typed(text: str) -> Iterator[str]:
    """What was typed in a terminal whose transcript this may be; then the same with what stands before it."""
    lines, prompts = text.split("\n"), _prompts(text)
    if prompts:
        first = min(prompts)
        after = list(_typed(lines, prompts))[first:]
        yield "\n".join([""] * first + after)
        if "".join(lines[:first]).strip():
            yield "\n".join(lines[:first] + after)


def _prompts(text: str) -> dict[int, int]:
    """Where, on which lines, a prompt ends; one in a text or in a remark of many lines is none."""
    bare = _QUOTED.sub(lambda found: "\n" * found[0].count("\n"), text)
    found = (_PROMPT.match(line) for line in bare.split("\n"))
    return {number: one.end() for number, one in enumerate(found) if one}


def _typed(lines: list[str], prompts: Mapping[int, int]) -> Iterator[str]:
    """Behind a prompt, and what follows it where the line goes on or its braces are open; the rest was answered."""
    was_typed, goes_on, braces = False, False, 0
    for number, line in enumerate(lines):
        more = _MORE.match(line)
        kept = ""
        if number in prompts:
            was_typed, kept, braces = True, line[prompts[number] :], 0
        elif was_typed and (more or goes_on or braces > 0):
            kept = line[more.end() :] if more else line
        else:
            was_typed = False
        braces += kept.count("{") - kept.count("}")
        goes_on = bool(_CONTINUED.search(kept))
        yield kept


class Fenced(NamedTuple):
    """A code block of a Markdown file."""

    language: str
    start: int
    """The number of lines before its own."""
    lines: list[str]


def fenced(text: str) -> list[Fenced]:
    """The code blocks of a Markdown file, in their order."""
    from markdown_it import MarkdownIt  # noqa: PLC0415 - only where there is a page

    blocks = (one for one in MarkdownIt("commonmark").parse(text) if one.type == "fence" and one.map)
    return [Fenced(_language(one.info), (one.map or [0])[0] + 1, one.content.split("\n")) for one in blocks]


def _language(info: str) -> str:
    """`bash`, `{.bash}`, `bash title="x"`."""
    found = _LANGUAGE.match(info)
    return found[1].casefold() if found else ""

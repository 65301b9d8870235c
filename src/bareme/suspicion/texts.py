"""Scripts and answers without what anybody would change first: comments, spacing, quotes, and the names of resources.

Two different labs leave different texts; two short ones need not, and what says little is left out.
"""

import re
from collections.abc import Iterator

from bareme.submission import ScriptFile, Submission

SCRIPT_LETTERS = 250
"""A script that is shorter once normalised is one that many may write."""
ANSWER_LETTERS = 120
"""The same for an answer."""

_LONGEST = 100_000
"""Characters that are compared: students' files may hold anything."""

_LINE_COMMENT = re.compile(r"(?m)^[ \t]*(?:#|//|::|rem\b)[^\n]*$|(?<=[ \t])#[^\n]*$")
_BLOCKS = (("<#", "#>"), ("/*", "*/"))
_CONTINUED = re.compile(r"(?m)[\\`^][ \t]*$")
_QUOTES = re.compile("[\"'\u2018\u2019\u201c\u201d]")
_ASSIGNED = re.compile(r"(?m)^[ \t]*(?:set[ \t]+|export[ \t]+|\$)?([a-z_]\w*)[ \t]*=[ \t]*([^\s;]+)")
_NAMING = re.compile(r"(?:^|\s)(?:--(?:resource-group|[a-z-]*name)|-[ng])[\s=]+(\S+)")
_USED = re.compile(r"[${}%]")
_WORDS = re.compile(r"\w+")


def script(text: str) -> str:
    """A script's own words; empty where they are too few to tell one author from another."""
    plain = _CONTINUED.sub("", _QUOTES.sub("", _LINE_COMMENT.sub("", _without_blocks(text[:_LONGEST].casefold()))))
    names = set(_names(plain))
    words = ("·" if word in names else word for word in re.findall(r"[^\s=]+", plain))
    return _enough(" ".join(words), SCRIPT_LETTERS)


def answer(text: str) -> str:
    """An answer's words without case and punctuation; empty where they are too few."""
    return _enough(" ".join(_WORDS.findall(text[:_LONGEST].casefold())), ANSWER_LETTERS)


def told(submission: Submission) -> Iterator[tuple[str, str, str]]:
    """What of a hand-in can be compared: `script` or `answer`, the file or criterion, the normalised text."""
    scripts: tuple[ScriptFile, ...] = submission.scripts
    for file in scripts:
        if text := script(file.text):
            yield "script", file.name, text
    for criterion, one in submission.answers.items():
        if text := answer(one.text):
            yield "answer", criterion, text


def _without_blocks(text: str) -> str:
    for start, end in _BLOCKS:
        first, *rest = text.split(start)
        text = first + "".join(part.partition(end)[2] for part in rest)
    return text


def _names(plain: str) -> Iterator[str]:
    """The names that resources are given, written out or through a variable."""
    assigned = dict(_ASSIGNED.findall(plain))
    for value in _NAMING.findall(plain):
        yield value
        yield assigned.get(_USED.sub("", value), value)


def _enough(text: str, letters: int) -> str:
    return text if len(text) >= letters else ""

"""Passwords written into a script, found by their name, wherever they are used. They are never told."""

import re
from collections.abc import Iterator

from bareme.scripts.model import WRITTEN_SECRET, Note

_ASSIGNED = re.compile(
    r"""^[^\S\n]*(?:export\s+|set\s+"?|local\s+|readonly\s+|\$|\$env:)?
        (?P<name>\w{0,40}(?:passw(?:or)?d|pwd|mdp|motdepasse|secret|passe)\w{0,40}|\w{0,40}pass)\s*=\s*
        (?P<value>"[^"\n]*"|'[^'\n]*'|[^\s;"'$`(<][^\s;]*)""",
    re.IGNORECASE | re.MULTILINE | re.VERBOSE,
)
_PLAIN = re.compile(r"ConvertTo-SecureString\s+(?:-String\s+)?[\"'][^\"'$\n]", re.IGNORECASE)


def written_secrets(text: str) -> Iterator[Note]:
    """A warning for each line that gives a password in plain text."""
    for found in _ASSIGNED.finditer(text):
        value = found["value"].strip("\"'")
        if value and not value.startswith(("$", "%", "<", "`")):
            yield Note(_line(text, found.start("name")), WRITTEN_SECRET)
    for found in _PLAIN.finditer(text):
        yield Note(_line(text, found.start()), WRITTEN_SECRET)


def _line(text: str, place: int) -> int:
    return text.count("\n", 0, place) + 1

"""Standard output wherever it leads: an old code page gets the nearest sign it has, never a crash.

On Windows a pipe speaks the machine's code page (cp1252 in France), which has neither ✔ nor the narrow space.
"""

import codecs
import io
import sys
import unicodedata

_NEAREST = {
    "✔": "+", "✘": "x", "◐": "~", "✎": "?", "⊘": "-", "’": "'", "“": '"', "”": '"', "«": '"', "»": '"',
    "–": "-", "—": "-", "−": "-", "→": "->", "≤": "<=", "≥": ">=", "×": "x", "·": "-", "±": "+/-",
}  # fmt: skip
_NAME = "bareme.nearest"


def forgive() -> None:
    """Let standard output and error replace what they cannot write."""
    codecs.register_error(_NAME, _replaced)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors=_NAME)


def _replaced(error: UnicodeError) -> tuple[str | bytes, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return "".join(map(_nearest, error.object[error.start : error.end])), error.end


def _nearest(char: str) -> str:
    plain = unicodedata.normalize("NFKD", char).encode("ascii", "ignore").decode("ascii")
    return _NEAREST.get(char) or plain or "?"

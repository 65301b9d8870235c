"""Answers that say the same, marked once: the same after folding case, accents, blanks and units; near ones told."""

import re
import unicodedata
from collections.abc import Iterable, Iterator

from rapidfuzz import fuzz, process

NEAR = 82
"""Of 100: how much alike two answers are that are proposed together."""
SHOWN = 6
_SHORTEST = 4
"""Letters below which two answers that differ are not alike: `127` and `128`."""

_UNITS = {
    "gio": "gib", "gib": "gib", "go": "gb", "gb": "gb", "mio": "mib", "mib": "mib", "mo": "mb", "mb": "mb",
    "tio": "tib", "tib": "tib", "to": "tb", "tb": "tb", "ko": "kb", "kb": "kb", "kio": "kib", "kib": "kib",
}  # fmt: skip
_UNIT = re.compile(r"(?<=\d)\s*(" + "|".join(sorted(_UNITS, key=len, reverse=True)) + r")\b")
_DECIMAL = re.compile(r"(?<=\d),(?=\d)")
_DASHES = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "«": '"', "»": '"', "–": "-", "—": "-"})


def folded(text: str) -> str:
    """An answer without what does not change what it says."""
    plain = unicodedata.normalize("NFKD", text.translate(_DASHES)).casefold()
    plain = "".join(char for char in plain if not unicodedata.combining(char))
    plain = _DECIMAL.sub(".", " ".join(plain.split()))
    plain = _UNIT.sub(lambda found: f" {_UNITS[found[1]]}", plain)
    plain = re.sub(r"\s*([:;,.!?()\"])\s*", r"\1", plain)
    return plain.strip(" .;,!").strip()


def near(text: str, others: Iterable[tuple[str, str]]) -> Iterator[tuple[str, int]]:
    """The keys of other answers that are nearly this one, and how near of 100; `others` are keys and folded texts."""
    if len(text) < _SHORTEST:
        return
    choices = {key: other for key, other in others if len(other) >= _SHORTEST}
    found = process.extract(text, choices, scorer=fuzz.token_sort_ratio, score_cutoff=NEAR, limit=SHOWN)
    yield from ((str(key), round(score)) for _, score, key in found)

"""Names of people for comparison: without case, accents, order, hyphens; Arabic letters in their plain form."""

import re
from collections.abc import Iterator

from bareme.roster.cells import folded

_ARABIC = str.maketrans({"ى": "ي", "ة": "ه", "ـ": None, "ٱ": "ا"})
_TITLES = frozenset({"m", "mr", "mme", "mlle", "ms", "mrs"})
_PARTS = re.compile(r"[^\W_]+")


def words(name: str) -> tuple[str, ...]:
    """The words of a name, in the order they stand, titles left out."""
    found = _PARTS.findall(folded(name.replace("’", "'")).translate(_ARABIC))
    return tuple(word for word in found if word not in _TITLES) or tuple(found)


def key(name: str) -> str:
    """The same for a person whatever comes first, his family name or his own."""
    return " ".join(sorted(words(name)))


def joined(name: str) -> str:
    """The words without what parts them, as Canvas writes a name."""
    return "".join(words(name))


def rotations(name: str) -> Iterator[str]:
    """The name joined, from each of its words on: `zinebelfassi`, `elfassizineb`, `fassizinebel`."""
    own = words(name)
    for place in range(len(own)):
        yield "".join((*own[place:], *own[:place]))

"""Google Classroom: the assignment's folder in Drive, everybody's files side by side, `Zineb El Fassi - export.zip`."""

from collections.abc import Callable, Sequence

from bareme.handins.claim import Claim, Hint
from bareme.handins.items import Item


def claims(items: Sequence[Item], knows: Callable[[str], bool]) -> list[tuple[Item, Claim]]:
    """The files that begin, or end, with a name of the class and a dash."""
    return [(item, claim) for item in items if (claim := _claim(item, knows))]


def _claim(item: Item, knows: Callable[[str], bool]) -> Claim | None:
    stem, dot, suffix = item.name.rpartition(".")
    before, dash, after = (stem or item.name).partition(" - ")
    if not dash:
        return None
    who, file = (before, after) if knows(before) else (after, before)
    return Claim(who, (Hint(who),), (f"{file}{dot}{suffix}" if stem else file,)) if knows(who) else None

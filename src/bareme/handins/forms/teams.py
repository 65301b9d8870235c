"""Teams: the folder of SharePoint, `Submitted files/Name/Assignment/Version 2/export.zip`."""

import re
from collections.abc import Callable, Iterator, Sequence

from bareme.handins.claim import Claim, Hint
from bareme.handins.items import Item
from bareme.roster.cells import folded

_VERSION = re.compile(r"version (\d{1,3})", re.IGNORECASE)
_SUBMITTED = {"submitted files", "fichiers envoyés", "fichiers remis", "fichiers soumis", "travaux remis"}
_AT_WORK = {"working files", "fichiers de travail"}


def claims(items: Sequence[Item], knows: Callable[[str], bool]) -> list[tuple[Item, Claim]]:
    """The files handed in; what students were still working on is theirs alone."""
    del knows
    return list(_claims(items))


def _claims(items: Sequence[Item]) -> Iterator[tuple[Item, Claim]]:
    submitted, at_work = ({folded(name) for name in names} for names in (_SUBMITTED, _AT_WORK))
    for item in items:
        steps = [folded(step) for step in item.parts[:-1]]
        if at_work & set(steps):
            continue
        version = next((place for place, step in enumerate(steps) if place >= 2 and _VERSION.fullmatch(step)), None)
        top = next((place for place, step in enumerate(steps) if step in submitted), None)
        if version is not None:
            yield item, _claim(item, version - 2, version + 1, int(steps[version].split()[1]))
        elif top is not None and top + 2 < len(item.parts):
            yield item, _claim(item, top + 1, min(top + 3, len(item.parts) - 1), 0)


def _claim(item: Item, who: int, begins: int, version: int) -> Claim:
    return Claim(item.parts[who], (Hint(item.parts[who]),), item.parts[begins:], version)

"""Moodle, "download all submissions": a folder for each student, or flat names; the same for online text and groups."""

import re
from collections.abc import Callable, Sequence

from bareme.handins.claim import Claim, Hint
from bareme.handins.items import Item

_STEP = re.compile(r"(?P<label>(?P<name>.+?)_(?P<number>\d+)_assignsubmission_(?P<plugin>[a-z]+))_?(?P<file>.*)")


def claims(items: Sequence[Item], knows: Callable[[str], bool]) -> list[tuple[Item, Claim]]:
    """The files whose path has a step such as `Zineb El Fassi_1234567_assignsubmission_file_`."""
    del knows
    return [(item, claim) for item in items if (claim := _claim(item))]


def person(name: str) -> Hint:
    """Whom the name of a folder tells, Moodle's or another one."""
    found = _STEP.fullmatch(name)
    return Hint(found["name"], number=found["number"], platform="moodle") if found else Hint(name)


def _claim(item: Item) -> Claim | None:
    for place, step in enumerate(item.parts):
        found = _STEP.fullmatch(step)
        if found:
            flat = (found["file"],) if found["file"] else ()
            rest = (*flat, *item.parts[place + 1 :]) or (item.name,)
            label = f"{found['name']}_{found['number']}"
            return Claim(label, (Hint(found["name"], number=found["number"], platform="moodle"),), rest)
    return None

"""Canvas, "download submissions": `elfassizineb_LATE_771_90210_export.zip`, text entries as `…_771_text.html`."""

import re
from collections.abc import Callable, Sequence

from bareme.handins.claim import Claim, Hint
from bareme.handins.items import Item

_NAME = re.compile(
    r"(?P<name>[^_/]+)_(?:(?P<late>LATE)_)?(?P<user>\d+)_(?:\d+_(?P<file>.+)|(?P<text>text\.html|link\.html|url\.html))"
)
_AGAIN = re.compile(r"(?P<stem>.+)-(?P<number>\d{1,2})(?P<suffix>\.[^.]+)")
"""A file that is handed in again gets a number at the end of its name."""


def claims(items: Sequence[Item], knows: Callable[[str], bool]) -> list[tuple[Item, Claim]]:
    """The files with such names."""
    del knows
    return [(item, claim) for item in items if (claim := _claim(item))]


def _claim(item: Item) -> Claim | None:
    found = _NAME.fullmatch(item.name)
    if found is None:
        return None
    file = found["file"] or found["text"]
    again = _AGAIN.fullmatch(file)
    hint = Hint(found["name"], number=found["user"], platform="canvas")
    rest = (again["stem"] + again["suffix"],) if again else (file,)
    label, version = f"{found['name']}_{found['user']}", int(again["number"]) if again else 0
    return Claim(label, (hint,), rest, version, is_late=found["late"] is not None)

"""Pages that bring nothing new: what was read is kept once, and a list that only repeats itself is left."""

import json
from typing import Any

from bareme.reference.arm import Wire

EMPTY_PAGES = 25
"""So many empty pages one after the other: a filter leaves some empty, never all that many."""


class Repeats:
    """What a list has shown so far, as hashes of its items."""

    def __init__(self) -> None:
        self._seen: set[int] = set()
        self._empty = 0
        self.is_stuck = False
        """Whether going on is of no use: the last page repeats what was read, or is one of too many empty ones."""

    def new(self, page: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """The items of the next page that no page before it had."""
        found = {_digest(item): item for item in page}
        new = [item for digest, item in found.items() if digest not in self._seen]
        self._seen.update(found)
        self._empty = 0 if page else self._empty + 1
        self.is_stuck = bool(page and not new) or self._empty > EMPTY_PAGES
        return new


def _digest(item: Wire) -> int:
    """An event is told apart by its own number, whatever else of it changes from page to page."""
    number = item.get("eventDataId")
    return hash(number if isinstance(number, str) else json.dumps(item, sort_keys=True))

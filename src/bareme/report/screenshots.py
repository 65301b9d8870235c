"""The pictures that an answer names, as a student's page takes them along."""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from bareme.files.pictures import embedded, inside

MOST = 4
"""Pictures beside one answer; the others are named."""

Folder = Callable[[str], Path | None]
"""Where a student's hand-in is, by his id."""


class Screenshot(NamedTuple):
    """A picture's name in the hand-in, and itself."""

    name: str
    address: str


def nowhere(_: str) -> None:
    """Where nobody knows of hand-ins, files are named alone."""


def screenshots(folder: Path | None, names: Iterable[str]) -> Iterator[Screenshot]:
    """Those of the named files that can be shown, at most `MOST`."""
    count = 0
    for name in names:
        path = inside(folder, name) if folder and count < MOST else None
        address = embedded(path) if path else None
        if address:
            count += 1
            yield Screenshot(name, address)

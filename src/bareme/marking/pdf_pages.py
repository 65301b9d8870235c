"""The pages of a PDF file as pictures, drawn in a process of its own: a hostile file can end that, and nothing else."""

import io
from pathlib import Path
from typing import Any

from bareme.files.bounded import read_regular
from bareme.marking.hand_in import MAX_BYTES
from bareme.marking.helper_process import HelperProcess

MAX_PAGES = 40
_WIDTH = 1400
"""Pixels."""
_PATIENCE_SECONDS = 20


class PdfPages:
    """Counts and draws; what cannot be drawn has no pages."""

    def __init__(self) -> None:
        self._helper = HelperProcess(_PATIENCE_SECONDS)
        self._counts: dict[str, int] = {}

    async def count(self, path: Path, digest: str) -> int:
        """How many pages are shown."""
        if digest not in self._counts:
            self._counts[digest] = await self._helper.asked(_count, path) or 0
        return self._counts[digest]

    async def page(self, path: Path, number: int) -> bytes | None:
        """A page as PNG, the first one being 0."""
        drawn: bytes | None = await self._helper.asked(_drawn, path, number)
        return drawn

    def close(self) -> None:
        """End the process."""
        self._helper.close()


def _count(path: Path) -> int:
    found = _opened(path)
    return 0 if found is None else min(len(found), MAX_PAGES)


def _drawn(path: Path, number: int) -> bytes | None:
    found = _opened(path)
    if found is None or not 0 <= number < min(len(found), MAX_PAGES):
        return None
    page = found[number]
    width, height = page.get_size()
    picture = page.render(scale=min(_WIDTH / max(width, height, 1), 4)).to_pil()
    stream = io.BytesIO()
    picture.save(stream, "PNG")
    return stream.getvalue()


def _opened(path: Path) -> Any:
    import pypdfium2  # noqa: PLC0415 - only in the process that draws

    try:
        content = read_regular(path, MAX_BYTES)
        return None if content is None else pypdfium2.PdfDocument(content)
    except (OSError, pypdfium2.PdfiumError):
        return None

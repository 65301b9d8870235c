"""The marker of a class's collection: left behind by an interruption, it tells who is done already."""

import json
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from bareme.reference.arm import dig, instant

NAME = ".bareme-collect.jsonl"
FRESH = timedelta(hours=12)
"""An older marker is of another day's work: everybody is collected again."""


class Marker:
    """A first line for the run, then one line a finished student; gone when the class is complete."""

    def __init__(self, folder: Path, stage: str | None, now: datetime) -> None:
        self._path = folder / NAME
        self._stage = stage
        self._now = now

    def done(self) -> set[str]:
        """The students that an interrupted run of the same stage has finished."""
        lines = list(self._lines())
        begun = instant(dig(lines[0], "begun")) if lines else None
        if begun is None or self._now - begun > FRESH or dig(lines[0], "stage") != self._stage:
            return set()
        return {line["done"] for line in lines[1:] if isinstance(dig(line, "done"), str)}

    def add(self, key: str) -> None:
        """A student's file is written."""
        head = {"begun": self._now.isoformat(), "stage": self._stage}
        lines = [{"done": key}] if self._path.exists() else [head, {"done": key}]
        with self._path.open("a", encoding="utf-8") as stream:
            stream.writelines(json.dumps(line) + "\n" for line in lines)

    def finish(self) -> None:
        """The class is complete."""
        self._path.unlink(missing_ok=True)

    def _lines(self) -> Iterator[Any]:
        with suppress(OSError, UnicodeDecodeError):
            for line in self._path.read_text(encoding="utf-8").splitlines():
                with suppress(ValueError):
                    yield json.loads(line)

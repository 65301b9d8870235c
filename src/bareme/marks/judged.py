"""What a marker saw when he decided, kept so that a later change of it can be shown, not only told."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from bareme.marks.store import MarkStore, ShownRow


@dataclass(frozen=True, slots=True)
class Shown:
    """An answer and a finding as they stood on the page."""

    answer: str = ""
    files: Mapping[str, str] = field(default_factory=dict)
    """Hashes of the files handed in, by name; empty where there was none."""
    found: Mapping[str, Any] = field(default_factory=dict)
    """The machine's finding: a message."""
    suggestion: str = ""


Judged = Mapping[tuple[str, str, str], Shown]
"""By student, criterion and basis."""


def rows_of(seen: Iterable[tuple[tuple[str, str, str], Shown]]) -> list[ShownRow]:
    """What was seen, as it is kept; the last time counts."""
    return [(*place, json.dumps(asdict(shown))) for place, shown in seen]


def all_shown(store: MarkStore) -> dict[tuple[str, str, str], Shown]:
    """All that was seen."""
    rows = store.read("select student, criterion, basis, shown from judged")
    return {(student, criterion, basis): Shown(**json.loads(text)) for student, criterion, basis, text in rows}

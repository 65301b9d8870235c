"""What is kept of each hand-in beside the evidence, so that the next download adds to it."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from bareme.files.atomic import written
from bareme.handins.export_look import ExportLook
from bareme.handins.troubles import Trouble
from bareme.text.message import Message

NAME = ".handins.json"
"""With a dot: nothing beside evidence may be taken for it."""
_SCHEMA = "bareme/handins/v1"


@dataclass(frozen=True, slots=True)
class Receipt:
    """One hand-in that was taken in: whose, when, what was in it."""

    source: str
    label: str
    version: int
    students: tuple[str, ...]
    at: datetime | None
    is_late: bool
    """Whether the platform says so."""
    files: tuple[str, ...]
    collections: int
    subscriptions: tuple[str, ...]
    troubles: tuple[Trouble, ...]
    exports: tuple[ExportLook, ...] = ()
    new: int = 0
    """What this run added."""
    replaced: int = 0

    @property
    def key(self) -> tuple[str, str, int]:
        """The same again, however often it is imported."""
        return self.source, self.label, self.version


def read_receipts(evidence: Path) -> dict[tuple[str, str, int], Receipt]:
    """What was kept by earlier runs; a file that cannot be read is as none, since the downloads tell all of it."""
    try:
        wire = json.loads((evidence / NAME).read_text(encoding="utf-8"))
        found = [_from_wire(one) for one in wire["handins"]]
    except (OSError, ValueError, KeyError, TypeError):
        return {}
    return {one.key: one for one in found}


def write_receipts(evidence: Path, receipts: Iterable[Receipt]) -> None:
    """Keep them."""
    with written(evidence / NAME) as stream:
        json.dump({"schema": _SCHEMA, "handins": list(map(to_wire, receipts))}, stream, indent=1)


def to_wire(one: Receipt) -> dict[str, Any]:
    """A receipt as JSON."""
    told = [{"file": t.file, "teacher": t.teacher.to_wire(), "student": t.student.to_wire()} for t in one.troubles]
    wire = {**asdict(replace(one, troubles=())), "at": one.at.isoformat() if one.at else None, "troubles": told}
    return {name: value for name, value in wire.items() if name not in {"new", "replaced"}}


def _from_wire(wire: Mapping[str, Any]) -> Receipt:
    told = tuple(
        Trouble(t["file"], Message.from_wire(t["teacher"]), Message.from_wire(t["student"])) for t in wire["troubles"]
    )
    at = datetime.fromisoformat(wire["at"]) if wire["at"] else None
    texts = {name: tuple(wire[name]) for name in ("students", "files", "subscriptions")}
    exports = tuple(ExportLook(**one) for one in wire.get("exports", []))
    return Receipt(**{**wire, **texts, "at": at, "troubles": told, "exports": exports})

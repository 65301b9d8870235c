"""What an export did, and the list of those it left out."""

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bareme.export.cells import text_cell
from bareme.files.atomic import written
from bareme.text.language import Speech
from bareme.text.message import Message

HEADER = ("student_id", "name", "where", "reason")


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Somebody who is not in the file, and why; `where` says which list he stands on."""

    id: str
    name: str
    reason: Message
    where: str = "run"


@dataclass(frozen=True, slots=True)
class Written:
    """What was written, for how many students, and who was left out."""

    path: Path
    count: int
    left_out: Sequence[LeftOut] = ()
    notes: Sequence[Message] = ()


def list_path(out: Path) -> Path:
    """The file beside an export that lists who was left out."""
    return out.with_name(f"{out.name}.unmatched.csv")


def write_left_out(out: Path, left_out: Sequence[LeftOut], speech: Speech) -> Path | None:
    """Write the list beside the export; without anybody left out, an older list is taken away."""
    path = list_path(out)
    if not left_out:
        path.unlink(missing_ok=True)
        return None
    with written(path, encoding="utf-8-sig", newline="") as stream:
        rows = csv.writer(stream, delimiter=speech.separator)
        rows.writerow(HEADER)
        for one in left_out:
            cells = (one.id, one.name, one.where, speech.tell(one.reason))
            rows.writerow([text_cell(cell) for cell in cells])
    return path

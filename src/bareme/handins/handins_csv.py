"""`handins.csv`: who handed in what, for a spreadsheet; and the same as JSON."""

import csv
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from bareme.errors import RosterError
from bareme.files.atomic import written
from bareme.files.bounded import content_of
from bareme.files.spreadsheet import guarded, kept, unguarded
from bareme.handins.documents import StudentHandin
from bareme.handins.overview import STATES, Row
from bareme.roster.decode import decoded
from bareme.roster.problem import Problem, refusal
from bareme.roster.table import parse
from bareme.rubric.moments import DEFAULT_ZONE, moment
from bareme.text.duration import duration, minutes_of
from bareme.text.language import Speech
from bareme.text.message import Message, say
from bareme.text.sanitize import cell

NAME = "handins.csv"
_MAX_BYTES = 64 * 2**20
HEADER: tuple[str | Message, ...] = (
    "student_id", say("Name"), say("Group"), say("State"), "handed_in_at", say("Late by"), say("Files"),
    say("Evidence"),
    say("Answers"), say("Subscription"), say("To look at"), say("To send to the student"),
)  # fmt: skip


def write_handins(evidence: Path, rows: Sequence[Row], speech: Speech) -> Path:
    """Write the table beside the evidence."""
    file = evidence / NAME
    with written(file, encoding="utf-8-sig", newline="") as stream:
        out = csv.writer(stream, delimiter=speech.separator)
        out.writerow([one if isinstance(one, str) else speech.tell(one) for one in HEADER])
        out.writerows(_cells(row, speech) for row in rows)
    return file


def _cells(row: Row, speech: Speech) -> list[str]:
    one = row.student
    student = " ".join(speech.tell(trouble.student) for trouble in row.troubles)
    return [
        kept(cell(one.id)),
        guarded(cell(one.name)),
        guarded(cell(one.group)),
        speech.tell(STATES[row.state]),
        row.at.isoformat(timespec="minutes") if row.at else "",
        speech.tell(lateness(row)),
        guarded(cell(", ".join(row.files))),
        evidence_told(row),
        str(row.answers),
        " ".join(dict.fromkeys(each.subscription_id for each in row.collections)),
        guarded(cell("; ".join(speech.tell(each) for each in to_look_at(row)))),
        guarded(cell(student)),
    ]


def handed_in(evidence: Path) -> dict[str, datetime]:
    """When each student handed in, by the table; a teacher may have corrected it.

    Raises:
        RosterError: a time in it cannot be read.
    """
    file = evidence / NAME
    if not file.is_file():
        return {}
    content = content_of(file, _MAX_BYTES, RosterError, say("{file} is too large to be read", file=str(file)))
    table = parse(decoded(file, content)[0])
    if table is None or "handed_in_at" not in table.header.cells:
        return {}
    place = table.header.cells.index("handed_in_at")
    found = {}
    for row in table.rows:
        cells = (*row.cells, *[""] * (place + 1))
        if cells[place].strip():
            try:
                at = moment(cells[place].strip())
            except ValueError as error:
                raise refusal(file, [Problem(row.line, error.args[0])]) from error
            found[unguarded(cells[0].strip())] = at if at.tzinfo else at.replace(tzinfo=ZoneInfo(DEFAULT_ZONE))
    return found


def lateness(row: Row) -> Message | None:
    """By how much, or that the platform says so."""
    if row.late is not None:
        return duration(row.late)
    return say("late, says the platform") if row.is_late else None


def evidence_told(row: Row) -> str:
    """The days and stages of a student's evidence."""
    return ", ".join(f"{one.collected_at:%Y-%m-%d}{f' ({one.stage})' if one.stage else ''}" for one in row.collections)


def to_look_at(row: Row) -> list[Message]:
    """What is the matter, for the teacher."""
    told = (
        say("{file}: {reason}", file=one.file, reason=one.teacher) if one.file else one.teacher for one in row.troubles
    )
    return [*row.warnings, *told]


def as_json(row: Row, speech: Speech) -> StudentHandin:
    """A row for programs."""
    return {
        "id": row.student.id,
        "name": row.student.name,
        "state": row.state.value,
        "handed_in_at": row.at.isoformat() if row.at else None,
        "late_minutes": minutes_of(row.late) if row.late else 0,
        "is_late": row.is_late,
        "files": list(row.files),
        "evidence": [
            {"collected_at": one.collected_at.isoformat(), "stage": one.stage, "origin": one.origin.value,
             "subscription_id": one.subscription_id, "resource_group": one.resource_group}
            for one in row.collections
        ],
        "answers": row.answers,
        "problems": [speech.tell(one) for one in to_look_at(row)],
        "messages": [speech.tell(one.student) for one in row.troubles],
    }  # fmt: skip

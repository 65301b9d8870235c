"""`handins.csv`: who handed in what, for a spreadsheet; and the same as JSON."""

import csv
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any

from bareme.files.atomic import written
from bareme.files.spreadsheet import guarded, kept
from bareme.handins.overview import STATES, Row
from bareme.text.language import Speech
from bareme.text.message import Message, say
from bareme.text.sanitize import cell

NAME = "handins.csv"
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


def lateness(row: Row) -> Message | None:
    """By how much, or that the platform says so."""
    if row.late is not None:
        return duration(row.late)
    return say("late, says the platform") if row.is_late else None


def duration(late: timedelta) -> Message:
    """A span as people tell it: the two largest units."""
    minutes = int(late.total_seconds() // 60)
    days, hours = divmod(minutes // 60, 24)
    if days:
        return say("{days} d {hours} h", days=days, hours=hours)
    return (
        say("{hours} h {minutes} min", hours=hours, minutes=minutes % 60)
        if hours
        else say("{minutes} min", minutes=minutes)
    )


def evidence_told(row: Row) -> str:
    """The days and stages of a student's evidence."""
    return ", ".join(f"{one.collected_at:%Y-%m-%d}{f' ({one.stage})' if one.stage else ''}" for one in row.collections)


def to_look_at(row: Row) -> list[Message]:
    """What is the matter, for the teacher."""
    told = (
        say("{file}: {reason}", file=one.file, reason=one.teacher) if one.file else one.teacher for one in row.troubles
    )
    return [*row.warnings, *told]


def as_json(row: Row, speech: Speech) -> dict[str, Any]:
    """A row for programs."""
    return {
        "id": row.student.id,
        "name": row.student.name,
        "state": row.state.value,
        "handed_in_at": row.at.isoformat() if row.at else None,
        "late_minutes": int(row.late.total_seconds() // 60) if row.late else 0,
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

"""`unmatched.csv`: hand-ins of nobody for certain, with who may be meant; the teacher writes an id into it."""

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from bareme.errors import RosterError
from bareme.files.atomic import written
from bareme.files.bounded import content_of
from bareme.files.spreadsheet import guarded, kept, unguarded
from bareme.handins.people import People
from bareme.roster.decode import decoded
from bareme.roster.problem import Problem, refusal
from bareme.roster.table import parse
from bareme.text.language import Speech
from bareme.text.message import say
from bareme.text.sanitize import cell

NAME = "unmatched.csv"
_MAX_BYTES = 16 * 2**20


@dataclass(frozen=True, slots=True)
class Unmatched:
    """A hand-in, what it is called, and who may be meant."""

    source: str
    label: str
    files: int
    candidates: tuple[str, ...] = ()
    student: str = ""
    """Whom the teacher wrote there."""

    @property
    def key(self) -> tuple[str, str]:
        """What tells which hand-in it is: the label, and the download where two use the same one."""
        return self.source, self.label


def read_unmatched(evidence: Path, people: People) -> list[Unmatched]:
    """The rows of earlier runs, with what the teacher filled in.

    Raises:
        RosterError: an id is not in the roster, or the file cannot be read.
    """
    file = evidence / NAME
    if not file.is_file():
        return []
    content = content_of(file, _MAX_BYTES, RosterError, say("{file} is too large to be read", file=str(file)))
    table = parse(decoded(file, content)[0])
    found: list[Unmatched] = []
    problems = []
    ids = {one.casefold(): one for one in people.by_id}
    for row in table.rows if table else ():
        cells = [unguarded(text.strip()) for text in (*row.cells, *[""] * 5)]
        student, label, source, files, may_be = cells[:5]
        if student and student.casefold() not in ids:
            problems.append(Problem(row.line, say("there is no student “{id}” in the roster", id=student)))
        else:
            own = ids.get(student.casefold(), "")
            candidates = tuple(one for text in may_be.split(" | ") if (one := text.partition(" ")[0]) in people.by_id)
            found.append(Unmatched(source, label, int(files) if files.isdecimal() else 0, candidates, own))
    if problems:
        raise refusal(file, problems)
    return found


def write_unmatched(evidence: Path, rows: Iterable[Unmatched], people: People, speech: Speech) -> None:
    """Write the list, those that a teacher assigned included; without any, none is left."""
    listed = list(rows)
    file = evidence / NAME
    if not listed:
        file.unlink(missing_ok=True)
        return
    header = ("student_id", say("Hand-in"), say("Download"), say("Files"), say("May be"))
    with written(file, encoding="utf-8-sig", newline="") as stream:
        out = csv.writer(stream, delimiter=speech.separator)
        out.writerow([one if isinstance(one, str) else speech.tell(one) for one in header])
        for one in listed:
            names = " | ".join(f"{name} {people.by_id[name].name}" for name in one.candidates)
            out.writerow((kept(one.student), guarded(cell(one.label)), guarded(one.source), one.files,
                          guarded(cell(names))))  # fmt: skip


def assigned_to(assigned: Mapping[tuple[str, str], str], source: str, label: str) -> str | None:
    """Whom the teacher named for a hand-in: in this download, or in another one under the same label."""
    named = {student for (_, one), student in assigned.items() if one == label}
    return assigned.get((source, label)) or (named.pop() if len(named) == 1 else None)

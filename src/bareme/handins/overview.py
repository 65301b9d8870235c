"""Who handed in what: a row for everybody of the roster, the missing first."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from pathlib import Path

from bareme.errors import EvidenceError
from bareme.evidence import Collection
from bareme.evidence.files import evidence_paths, read_head
from bareme.handins.receipt import Receipt
from bareme.handins.troubles import Trouble
from bareme.roster import Student
from bareme.submission import load_submission
from bareme.text.message import Message, say


class State(StrEnum):
    """How a student stands, the one that needs most care first."""

    MISSING = "missing"
    NO_EVIDENCE = "no-evidence"
    PROBLEM = "problem"
    RECEIVED = "received"


STATES: Mapping[State, Message] = {
    State.MISSING: say("nothing handed in"),
    State.NO_EVIDENCE: say("no evidence"),
    State.PROBLEM: say("look at it"),
    State.RECEIVED: say("received"),
}


@dataclass(frozen=True, slots=True)
class Row:
    """One student."""

    student: Student
    state: State
    files: tuple[str, ...] = ()
    collections: tuple[Collection, ...] = ()
    """The heads of his evidence, whoever brought it."""
    answers: int = 0
    at: datetime | None = None
    late: timedelta | None = None
    is_late: bool = False
    """Late by the deadline, or by what the platform says."""
    troubles: tuple[Trouble, ...] = ()
    warnings: tuple[Message, ...] = ()


def overview(
    students: Iterable[Student], receipts: Iterable[Receipt], evidence: Path, repos: Path | None,
    deadline: datetime | None,
) -> list[Row]:  # fmt: skip
    """Everybody, in the order of the roster."""
    own: dict[str, list[Receipt]] = defaultdict(list)
    for receipt in receipts:
        for student in receipt.students:
            own[student].append(receipt)
    return [_row(one, own[one.id], evidence / one.slug, (repos or evidence) / one.slug, deadline) for one in students]


def with_warnings(rows: Iterable[Row], warnings: Mapping[str, Sequence[Message]]) -> list[Row]:
    """The same with what is odd between hand-ins; the missing first."""
    order = list(State)
    told = [_warned(row, tuple(warnings.get(row.student.id, ()))) for row in rows]
    return sorted(told, key=lambda row: (order.index(row.state), row.student.line))


def _warned(row: Row, warnings: tuple[Message, ...]) -> Row:
    state = State.PROBLEM if warnings and row.state is State.RECEIVED else row.state
    return replace(row, state=state, warnings=(*warnings, *row.warnings))


def _row(student: Student, receipts: Sequence[Receipt], evidence: Path, repo: Path, deadline: datetime | None) -> Row:
    own = tuple(heads(evidence))
    submission = load_submission(repo)
    at = max((one.at for one in receipts if one.at), default=None)
    late = at - deadline if at and deadline and at > deadline else None
    last = receipts[-1:] if own else receipts
    told = tuple(trouble for one in last for trouble in one.troubles)
    state = State.RECEIVED
    if not receipts and not own:
        state = State.MISSING
    elif not own:
        state = State.NO_EVIDENCE
    elif told or submission.problems:
        state = State.PROBLEM
    return Row(
        student=student,
        state=state,
        files=tuple(dict.fromkeys(name for one in receipts for name in one.files)),
        collections=own,
        answers=sum(one.is_given for one in submission.answers.values()),
        at=at,
        late=late,
        is_late=late is not None or (deadline is None and any(one.is_late for one in receipts)),
        troubles=told,
        warnings=tuple(one.told for one in submission.problems),
    )


def heads(folder: Path) -> Iterator[Collection]:
    """A student's evidence without what was read, oldest first; damaged files left out."""
    found = []
    for path in evidence_paths(folder):
        with suppress(EvidenceError):
            found.append(read_head(path))
    yield from sorted(found, key=lambda one: one.collected_at)

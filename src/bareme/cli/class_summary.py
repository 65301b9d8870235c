"""What a class run says at the end: who could not be graded first, then the class, then what is left to do."""

from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

from bareme.classrun.outputs import MARKS
from bareme.cli.output import class_table, console, tell
from bareme.report.class_statistics import Classroom
from bareme.results.ledger import Ledger
from bareme.text.message import Message, say

SHOWN_AGAIN = 20
SHOWN = 60
"""Students in the table, and sentences about those who could not be graded: a larger class has its page."""


def close(out: Path, ledger: Ledger, classroom: Classroom, warnings: Sequence[Message], kept: int) -> None:
    """Print the closing summary of the run in `out`; `kept` students were not graded anew."""
    page, teller = console(), classroom.teller
    for warning in warnings:
        tell(console(error=True), teller.speech, warning)
    for sentence in _troubles(classroom):
        tell(page, teller.speech, sentence)
    page.print(class_table(islice(ledger.records(), SHOWN), teller.speech, teller.rubric.scale))
    for sentence in _left(out, ledger.count(), classroom, kept):
        tell(page, teller.speech, sentence)


def as_json(
    out: Path, ledger: Ledger, classroom: Classroom, warnings: Sequence[Message] = (), kept: int = 0
) -> dict[str, Any]:
    """The same for programs; every grade is in `results.json`, which is named here."""
    teller = classroom.teller
    ungraded = [{"id": one.id, "name": one.name, "problem": one.problem} for one in classroom.ungraded]
    files = {"results": "results.json", "grades": "grades.csv", "marks": MARKS, "page": "index.html"}
    return {
        "students": ledger.count(),
        "unchanged": kept,
        "ungraded": ungraded,
        "answers_not_read": [{"id": one.id, "problem": one.problem} for one in classroom.unclear],
        "to_judge": classroom.waiting,
        "to_judge_again": [{"id": one.id, "criterion": one.criterion, "why": one.why} for one in classroom.again],
        "warnings": [teller.speech.tell(one) for one in warnings],
        "files": {name: str(out / file) for name, file in files.items()},
    }


def _troubles(classroom: Classroom) -> Iterator[Message]:
    """Who could not be graded, and why."""
    for one in classroom.unclear[:SHOWN]:
        yield say("{id}: {problem}", id=one.id, problem=one.problem)
    for one in classroom.ungraded[:SHOWN]:
        yield say("{id} could not be graded: {why}", id=one.id, why=one.problem)
    if len(classroom.ungraded) > SHOWN:
        yield say("… and {n} more", n=len(classroom.ungraded) - SHOWN)
    if classroom.restricted:
        named = tuple(f"{one.id} ({one.problem})" for one in classroom.restricted[:SHOWN])
        yield say("Subscriptions that Azure has restricted: {students}", students=named)


def _left(out: Path, size: int, classroom: Classroom, kept: int) -> Iterator[Message]:
    waiting = classroom.waiting
    if size > SHOWN:
        yield say("… and {n} more students", n=size - SHOWN)
    if kept:
        yield say("Unchanged since the last run: {n}", n=kept)
    yield say("Class page: {path}", path=str(out / "index.html"))
    if waiting:
        yield say("To be judged by you: {n} answers, in {path}", n=waiting, path=str(out / MARKS))
    if classroom.again:
        shown = [f"{one.id} {one.criterion}" for one in classroom.again[:SHOWN_AGAIN]]
        more = " …" if len(classroom.again) > SHOWN_AGAIN else ""
        yield say(
            "To be judged again by you: {n} marks whose ground changed ({items})",
            n=len(classroom.again), items=", ".join(shown) + more,
        )  # fmt: skip
    yield say("Student reports: {path}", path=str(out / "students"))

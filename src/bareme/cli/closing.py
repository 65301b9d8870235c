"""What a class run says at the end: who could not be graded first, then the class, then what is left to do."""

from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

from bareme.cli.show import class_table, console, tell
from bareme.ledger import Ledger
from bareme.message import Message, say
from bareme.report import MARKS
from bareme.results import Teller

SHOWN = 60
"""Students in the table, and sentences about those who could not be graded: a larger class has its page."""


def close(out: Path, ledger: Ledger, teller: Teller, warnings: Sequence[Message], kept: int) -> None:
    """Print the closing summary of the run in `out`; `kept` students were not graded anew."""
    page = console()
    for warning in warnings:
        tell(console(error=True), teller.speech, warning)
    for sentence in _troubles(ledger, teller):
        tell(page, teller.speech, sentence)
    page.print(class_table(islice(ledger.records(), SHOWN), teller.speech, teller.rubric.scale))
    for sentence in _left(out, ledger, kept):
        tell(page, teller.speech, sentence)


def as_json(
    out: Path, ledger: Ledger, teller: Teller, warnings: Sequence[Message] = (), kept: int = 0
) -> dict[str, Any]:
    """The same for programs; every grade is in `results.json`, which is named here."""
    ungraded = [
        {"id": one["id"], "name": one["name"], "problem": teller.tell(one["problem"])}
        for one in ledger.records()
        if one["status"] == "unreadable"
    ]
    files = {"results": "results.json", "grades": "grades.csv", "marks": MARKS, "page": "index.html"}
    return {
        "students": ledger.count(),
        "unchanged": kept,
        "ungraded": ungraded,
        "to_judge": _waiting(ledger),
        "warnings": [teller.speech.tell(one) for one in warnings],
        "files": {name: str(out / file) for name, file in files.items()},
    }


def _troubles(ledger: Ledger, teller: Teller) -> Iterator[Message]:
    """Who could not be graded, and why."""
    count = 0
    for record in ledger.records():
        if record["status"] == "unreadable":
            count += 1
            if count <= SHOWN:
                yield say("{id} could not be graded: {why}", id=record["id"], why=teller.tell(record["problem"]))
    if count > SHOWN:
        yield say("… and {n} more", n=count - SHOWN)


def _left(out: Path, ledger: Ledger, kept: int) -> Iterator[Message]:
    size = ledger.count()
    if size > SHOWN:
        yield say("… and {n} more students", n=size - SHOWN)
    if kept:
        yield say("Unchanged since the last run: {n}", n=kept)
    yield say("Class page: {path}", path=str(out / "index.html"))
    waiting = _waiting(ledger)
    if waiting:
        yield say("To be judged by you: {n} items, in {path}", n=waiting, path=str(out / MARKS))
    yield say("Student reports: {path}", path=str(out / "students"))


def _waiting(ledger: Ledger) -> int:
    """How many verdicts wait for a person."""
    return sum(one["outcome"] == "pending" for record in ledger.records() for one in record["criteria"])

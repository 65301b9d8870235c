"""What `bareme import` tells of a class: a table, the missing first, and what to do next."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from rich.markup import escape
from rich.table import Table

from bareme.cli.output import console, tell
from bareme.handins.documents import HandinsDocument
from bareme.handins.handins_csv import NAME as HANDINS
from bareme.handins.handins_csv import as_json, evidence_told, lateness, to_look_at
from bareme.handins.import_class import Imported
from bareme.handins.overview import STATES, Row, State
from bareme.handins.unmatched import NAME as UNMATCHED
from bareme.text.language import Speech
from bareme.text.message import Message, say
from bareme.text.sanitize import clipped, visible

_STYLES = {State.MISSING: "red", State.NO_EVIDENCE: "red", State.PROBLEM: "yellow", State.RECEIVED: "green"}
MOST_RECEIVED = 60
"""Rows of those whose hand-in is in order; a larger class has the file."""
_LISTED = 20


def show(imported: Imported, evidence: Path, speech: Speech) -> None:
    """Print the table and the summary."""
    out = console()
    fine = [row for row in imported.rows if row.state is State.RECEIVED]
    shown = [row for row in imported.rows if row.state is not State.RECEIVED] + fine[:MOST_RECEIVED]
    out.print(_table(shown, speech))
    for sentence in _summary(imported, evidence, len(fine) - MOST_RECEIVED):
        tell(out, speech, sentence)


def wire(imported: Imported, evidence: Path, speech: Speech) -> HandinsDocument:
    """The same for programs."""
    return {
        "students": [as_json(row, speech) for row in imported.rows],
        "unmatched": [
            {"hand_in": one.label, "download": one.source, "files": one.files, "candidates": list(one.candidates)}
            for one in imported.unmatched
        ],
        "recognised": len(imported.receipts),
        "new": imported.new,
        "handins": str(evidence / HANDINS),
    }


def _table(rows: list[Row], speech: Speech) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold")
    for title in (
        say("Id"),
        say("Student"),
        say("State"),
        say("Files"),
        say("Evidence"),
        say("Answers"),
        say("Late by"),
    ):
        table.add_column(speech.tell(title), overflow="fold")
    table.add_column(speech.tell(say("To look at")), ratio=1, overflow="fold")
    for row in rows:
        looked = "; ".join(speech.tell(one) for one in to_look_at(row)[:3])
        table.add_row(
            escape(visible(row.student.id)), escape(visible(row.student.name)),
            f"[{_STYLES[row.state]}]{speech.tell(STATES[row.state])}[/]", str(len(row.files)),
            escape(evidence_told(row)) or "–", str(row.answers) if row.answers else "–",
            speech.tell(lateness(row)) or "–", escape(visible(looked)),
        )  # fmt: skip
    return table


def _summary(imported: Imported, evidence: Path, left_out: int) -> Iterator[Message]:
    if left_out > 0:
        yield say("… and {n} more whose hand-in is in order.", n=left_out)
    recognised = len(imported.receipts)
    everything = recognised + len(imported.unmatched)
    yield say("Hand-ins recognised: {n} of {of}.", n=recognised, of=everything)
    for receipt in imported.later[:_LISTED]:
        yield say("A later version: {label}. What was there before lies in “earlier”.", label=clipped(receipt.label))
    if imported.unmatched:
        yield say("Not recognised: {labels}", labels=tuple(clipped(one.label) for one in imported.unmatched[:_LISTED]))
        yield say("Write the student's id into {file} and run the same command again.", file=str(evidence / UNMATCHED))
    counts = Counter(row.state for row in imported.rows)
    yield say(
        "Received: {received}; to look at: {problem}; without evidence: {none}; nothing handed in: {missing}.",
        received=counts[State.RECEIVED], problem=counts[State.PROBLEM], none=counts[State.NO_EVIDENCE],
        missing=counts[State.MISSING],
    )  # fmt: skip
    if not imported.new and imported.receipts:
        yield say("Nothing new: everything was there already.")
    yield say("The table: {file}", file=str(evidence / HANDINS))

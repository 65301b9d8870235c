"""What the verbs print: rich tables on a terminal, the same text without colour elsewhere."""

import os
import sys
from collections.abc import Iterable
from decimal import Decimal

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from bareme.cli.unbroken import UnbrokenConsole
from bareme.grading.record import Record
from bareme.results.rendering import Teller
from bareme.results.words import OUTCOMES, STATUSES
from bareme.text.language import Speech
from bareme.text.message import Message, say
from bareme.text.sanitize import visible

STYLES = {
    "met": "green",
    "partial": "yellow",
    "unmet": "red",
    "unverifiable": "magenta",
    "pending": "magenta",
    "blocked": "dim",
    "waived": "dim",
}
SIGNS = {"met": "✔", "partial": "◐", "unmet": "✘", "unverifiable": "?", "pending": "✎", "blocked": "⊘", "waived": "–"}


def console(*, error: bool = False) -> Console:
    """A console on standard output or error; outside a terminal wide enough that no line is broken."""
    stream = sys.stderr if error else sys.stdout
    width = None if stream.isatty() else int(os.environ.get("COLUMNS", "110"))
    return UnbrokenConsole(stream, width=width, highlight=False, soft_wrap=False)


def tell(out: Console, speech: Speech, message: Message) -> None:
    """Print a sentence; nothing in it is taken for markup."""
    out.print(escape(visible(speech.tell(message))))


def class_table(records: Iterable[Record], speech: Speech, scale: Decimal) -> Table:
    """The class, one line per student."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column(speech.tell(say("Id")), no_wrap=True)
    table.add_column(speech.tell(say("Student")))
    table.add_column(speech.tell(say("Grade / {scale}", scale=scale)), justify="right", no_wrap=True)
    table.add_column(speech.tell(say("low – high")), justify="right", no_wrap=True)
    table.add_column(speech.tell(say("Status")), no_wrap=True)
    for record in records:
        table.add_row(*_class_row(record, speech))
    return table


def _class_row(record: Record, speech: Speech) -> tuple[str, str, str, str, str]:
    unreadable = record["status"] == "unreadable"
    score = "–" if unreadable else speech.number(Decimal(record["score"]))
    bounds = f"{speech.number(Decimal(record['low']))} – {speech.number(Decimal(record['high']))}"
    status = speech.tell(STATUSES[record["status"]])
    style = "magenta" if unreadable else "dim" if record["status"] == "provisional" else "green"
    own = (escape(visible(record["id"])), escape(visible(record["name"])))
    return (*own, score, bounds, f"[{style}]{status}[/]")


def student_table(record: Record, teller: Teller, section: int) -> Table:
    """One exercise of one student, one line per criterion."""
    speech, own = teller.speech, {one["id"]: one for one in record["criteria"]}
    table = Table(box=None, pad_edge=False, show_header=False)
    table.add_column(no_wrap=True)
    table.add_column(no_wrap=True)
    table.add_column(ratio=1)
    table.add_column(justify="right", no_wrap=True)
    for criterion in teller.rubric.sections[section].criteria:
        one = own[criterion.id]
        style, word = STYLES[one["outcome"]], speech.tell(OUTCOMES[one["outcome"]])
        is_open = one["low"] != one["high"] and not Decimal(one["points"])
        earned = "–" if is_open else speech.number(Decimal(one["points"]))
        points = f"{earned} / {speech.number(criterion.points)}" if criterion.points else ""
        verdict = f"[{style}]{SIGNS[one['outcome']]} {word}[/]"
        table.add_row(criterion.id, verdict, escape(speech.pick(criterion.title)), points)
    return table

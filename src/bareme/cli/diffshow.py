"""A comparison on the terminal: a table of the students who moved, then who came and left."""

from collections.abc import Iterable, Iterator
from decimal import Decimal

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from bareme.cli.show import STATUSES, WORDS, console, tell
from bareme.diff import Cause, Change, Comparison, Moved, Sum
from bareme.language import Speech
from bareme.message import Message, say
from bareme.plain import visible

_CAUSES = {
    Cause.RUBRIC: say("the rubric changed"),
    Cause.EVIDENCE: say("other evidence"),
    Cause.ANSWER: say("another answer"),
    Cause.DECISION: say("decided by a person"),
    Cause.NEEDS: say("through another criterion"),
    Cause.PROGRAM: say("judged differently by this version"),
}


def show(found: Comparison, speech: Speech, *, quiet: bool) -> None:
    """Print it."""
    out = console()
    if not quiet:
        for sentence in _heads(found):
            tell(out, speech, sentence)
    if found.moved:
        out.print(_table(found, speech))
    _lists(out, found, speech)
    if not quiet:
        tell(out, speech, say("Unchanged: {n}", n=found.unchanged))


def _heads(found: Comparison) -> Iterator[Message]:
    was, now = found.before, found.after
    if found.rubric_changed:
        yield say(
            "Rubric: {old} {old_version} ({old_hash}) → {new} {new_version} ({new_hash})",
            old=was.rubric, old_version=was.version, old_hash=was.sha256[:12],
            new=now.rubric, new_version=now.version, new_hash=now.sha256[:12],
        )  # fmt: skip
    if was.scale != now.scale:
        yield say("Scale: {old} → {new}", old=was.scale, new=now.scale)
    if was.program != now.program and was.program and now.program:
        yield say("bareme: {old} → {new}", old=was.program, new=now.program)


def _table(found: Comparison, speech: Speech) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column(speech.tell(say("Id")), no_wrap=True)
    table.add_column(speech.tell(say("Student")))
    table.add_column(speech.tell(say("Grade")), no_wrap=True)
    table.add_column("±", justify="right", no_wrap=True)
    table.add_column(speech.tell(say("Why")), ratio=1)
    for one in found.moved:
        why = "\n".join(_why(one, speech))
        grade = f"{_grade(one.before, speech)} → {_grade(one.after, speech)}"
        table.add_row(escape(visible(one.id)), escape(visible(one.name)), grade, _gain(one, speech), escape(why))
    return table


def _grade(one: Sum, speech: Speech) -> str:
    return "–" if one.status == "unreadable" else speech.number(one.score)


def _gain(one: Moved, speech: Speech) -> str:
    if one.gain is None:
        return "–"
    style = "green" if one.gain > 0 else "red" if one.gain < 0 else "dim"
    return f"[{style}]{_signed(one.gain, speech)}[/]"


def _why(one: Moved, speech: Speech) -> Iterator[str]:
    """A line a criterion; one for all where nothing could be read on one side."""
    if one.is_readable:
        yield from (_told(change, speech) for change in one.changes)
        return
    statuses = [speech.tell(STATUSES[side.status]) for side in (one.before, one.after)]
    yield f"{statuses[0]} → {statuses[1]}, {_reasons((cause for c in one.changes for cause in c.causes), speech)}"


def _told(change: Change, speech: Speech) -> str:
    words = [speech.tell(WORDS[one.outcome]) if one else "–" for one in (change.before, change.after)]
    gain = _signed(change.gain, speech)
    return f"{change.criterion} {gain} ({words[0]} → {words[1]}), {_reasons(change.causes, speech)}"


def _reasons(causes: Iterable[Cause], speech: Speech) -> str:
    return ", ".join(speech.tell(_CAUSES[cause]) for cause in dict.fromkeys(causes))


def _signed(gain: Decimal, speech: Speech) -> str:
    sign = "+" if gain > 0 else "−" if gain < 0 else "±"
    return f"{sign}{speech.number(abs(gain))}"


def _lists(out: Console, found: Comparison, speech: Speech) -> None:
    for identifier, name in found.came:
        tell(out, speech, say("Only in the second run: {id} {name}", id=identifier, name=name))
    for identifier, name in found.left:
        tell(out, speech, say("Only in the first run: {id} {name}", id=identifier, name=name))

"""`bareme diff DIR1 DIR2`: who gained or lost what between two runs, and why."""

from collections.abc import Iterable, Iterator
from contextlib import closing
from decimal import Decimal
from pathlib import Path

import click
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from bareme.cli.json_output import json_option, print_json
from bareme.cli.lazy_group import help_text
from bareme.cli.options import common, speech_of
from bareme.cli.output import console, tell
from bareme.diff import Cause, Change, Comparison, Moved, Side, Sum, compare, side, to_wire
from bareme.errors import ExitCode
from bareme.results.ledger import Ledger
from bareme.results.words import OUTCOMES, STATUSES
from bareme.rubric import Rubric
from bareme.text.language import Speech
from bareme.text.message import Message, say
from bareme.text.sanitize import visible

_CAUSES = {
    Cause.RUBRIC: say("the rubric changed"),
    Cause.EVIDENCE: say("other evidence"),
    Cause.ANSWER: say("another answer"),
    Cause.DECISION: say("decided by a person"),
    Cause.NEEDS: say("through another criterion"),
    Cause.AGAIN: say("to be judged again: what the mark was given for changed"),
    Cause.PROGRAM: say("judged differently by this version"),
}


_FOLDER = click.Path(path_type=Path, file_okay=False)


@click.command("diff", help=help_text(say("Tell who gained or lost what between two runs, and why")))
@click.argument("folders", metavar="DIR1 DIR2", nargs=2, type=_FOLDER)
@json_option
@common
def command(folders: tuple[Path, Path], lang: str | None, *, as_json: bool, quiet: bool, verbose: bool) -> int:
    """Compare, and print a table or JSON."""
    del verbose
    found = compared(*folders)
    if as_json:
        print_json(to_wire(found))
    else:
        show(found, speech_of(lang), quiet=quiet)
    return ExitCode.DONE


def compared(before: Path, after: Path) -> Comparison:
    """The comparison of the runs in two folders.

    Raises:
        UsageError: one of them holds no run.
    """
    with closing(Ledger.to_read(before)) as old, closing(Ledger.to_read(after)) as new:
        return compare(old.records(), new.records(), _side(old), _side(new))


def _side(ledger: Ledger) -> Side:
    return side(Rubric.model_validate(ledger.fact("rubric")), ledger.fact("version") or "")


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
    words = [speech.tell(OUTCOMES[one.outcome]) if one else "–" for one in (change.before, change.after)]
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

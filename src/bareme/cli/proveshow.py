"""A proof on the terminal: criteria and the mutations they fall by, then what is wrong."""

from rich.markup import escape
from rich.table import Table

from bareme.cli.show import STYLES, WORDS, console, tell
from bareme.language import Speech
from bareme.message import say
from bareme.prove import Proven, Row
from bareme.prove.told import named, told


def show(proven: Proven, speech: Speech, *, quiet: bool) -> None:
    """Print it; quietly only the problems."""
    out = console()
    if not quiet:
        out.print(_table(proven, speech))
        tried = say("{n} mutations and {examples} examples tried", n=len(proven.tried), examples=len(proven.examples))
        tell(out, speech, tried)
    for problem in proven.problems:
        tell(out, speech, told(problem, WORDS))
    if not quiet and not proven.problems:
        tell(out, speech, say("Every criterion can be lost, and only by a change of what it checks."))


def _table(proven: Proven, speech: Speech) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column(speech.tell(say("Id")), no_wrap=True)
    table.add_column(speech.tell(say("Check")), no_wrap=True)
    table.add_column(speech.tell(say("Good student")), no_wrap=True)
    table.add_column(speech.tell(say("Falls by")), ratio=1)
    for row in proven.rows:
        outcome = f"[{STYLES[row.outcome]}]{escape(speech.tell(WORDS[row.outcome]))}[/]"
        table.add_row(escape(row.criterion), escape(row.check), outcome, escape(_killers(row, speech)))
    return table


def _killers(row: Row, speech: Speech) -> str:
    told = (f"{speech.tell(named(name))} ({speech.tell(WORDS[outcome])})" for name, outcome in row.killers)
    return ", ".join(told) or "–"

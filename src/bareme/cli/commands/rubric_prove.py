"""`bareme rubric prove R`: whether every criterion can be lost, and only by what it checks."""

from collections.abc import Mapping
from pathlib import Path

import click
from rich.markup import escape
from rich.table import Table

from bareme.checking.catalogue import catalogue
from bareme.cli.json_output import json_option, print_json
from bareme.cli.lazy_group import help_text
from bareme.cli.options import common, content_option, speech_of
from bareme.cli.output import STYLES, console, tell
from bareme.content import rubric_path
from bareme.errors import ExitCode
from bareme.prove import MUTATIONS, Bench, ProofRow, Proven, examples_of, good_example, prove
from bareme.prove.told import named, to_wire, told
from bareme.results.words import OUTCOMES
from bareme.rubric import load_rubric
from bareme.text.language import Speech
from bareme.text.message import Message, say


@click.command(
    "prove", help=help_text(say("Prove that every criterion can be lost, and only by a change of what it checks"))
)
@click.argument("rubric", metavar="R")
@json_option
@content_option
@common
def command(rubric: str, content: Path | None, lang: str | None, *, as_json: bool, **flags: bool) -> int:
    """Mutate a good student's work, one thing at a time."""
    file, checks = rubric_path(rubric), catalogue(content)
    loaded = load_rubric(file, checks)
    examples = tuple(examples_of(loaded, file))
    proven = prove(Bench(loaded, checks), good_example(loaded, file), MUTATIONS, examples)
    if as_json:
        print_json(to_wire(proven))
    else:
        _show(proven, speech_of(lang), quiet=flags["quiet"])
    return ExitCode.USAGE if proven.problems else ExitCode.DONE


def _show(proven: Proven, speech: Speech, *, quiet: bool) -> None:
    """Print it; quietly only the problems."""
    out = console()
    if not quiet:
        out.print(_table(proven, speech))
        tried = say("{n} mutations and {examples} examples tried", n=len(proven.tried), examples=len(proven.examples))
        tell(out, speech, tried)
    for problem in proven.problems:
        tell(out, speech, told(problem, OUTCOMES, proven.names))
    if not quiet and not proven.problems:
        tell(out, speech, say("Every criterion can be lost, and only by a change of what it checks."))


def _table(proven: Proven, speech: Speech) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column(speech.tell(say("Id")), no_wrap=True)
    table.add_column(speech.tell(say("Check")), no_wrap=True)
    table.add_column(speech.tell(say("Good student")), no_wrap=True)
    table.add_column(speech.tell(say("Falls by")), ratio=1)
    for row in proven.rows:
        outcome = f"[{STYLES[row.outcome]}]{escape(speech.tell(OUTCOMES[row.outcome]))}[/]"
        table.add_row(escape(row.criterion), escape(row.check), outcome, escape(_killers(row, speech, proven.names)))
    return table


def _killers(row: ProofRow, speech: Speech, names: Mapping[str, Message]) -> str:
    found = ((names.get(name) or named(name), outcome) for name, outcome in row.killers)
    told = dict.fromkeys(f"{speech.tell(name)} ({speech.tell(OUTCOMES[outcome])})" for name, outcome in found)
    return ", ".join(told) or "–"

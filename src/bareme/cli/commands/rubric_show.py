"""`bareme rubric show R`: a rubric as tables, or as JSON."""

from collections.abc import Iterator
from pathlib import Path

import click
from rich.console import RenderableType
from rich.markup import escape
from rich.table import Table

from bareme.checking.catalogue import Catalogue, catalogue
from bareme.cli.json_output import json_option, print_json
from bareme.cli.lazy_group import help_text
from bareme.cli.options import content_option, lang_option, speech_of
from bareme.cli.output import console
from bareme.content import rubric_path
from bareme.errors import ExitCode
from bareme.rubric import Criterion, Rubric, load_rubric
from bareme.rubric.parameters import filled
from bareme.text.language import Speech, labelled
from bareme.text.message import Message, say


@click.command("show", help=help_text(say("Show a rubric: criteria, points, checks")))
@click.argument("rubric", metavar="R")
@json_option
@content_option
@lang_option
def command(rubric: str, content: Path | None, lang: str | None, *, as_json: bool) -> int:
    """Print a rubric as a table, or as JSON."""
    checks = catalogue(content)
    found = load_rubric(rubric_path(rubric), checks)
    if as_json:
        print_json(found.model_dump(mode="json", by_alias=True))
    else:
        console().print(*rubric_table(found, checks, speech_of(lang)), sep="\n")
    return ExitCode.DONE


def rubric_table(rubric: Rubric, catalogue: Catalogue, speech: Speech) -> Iterator[RenderableType]:
    """A title, then a table per section."""
    yield f"[bold]{escape(speech.pick(rubric.title))}[/] ({rubric.id}, {speech.number(rubric.points)})"
    yield speech.tell(say("Times without a zone are those of {zone}.", zone=rubric.timezone))
    if rubric.window:
        start, end = (one.isoformat() if one else "" for one in (rubric.window.start, rubric.window.end))
        yield speech.tell(say("The lab: from {start} to {end}", start=start, end=end or say("any time")))
    for section in rubric.sections:
        points = sum((criterion.points for criterion in section.criteria), start=section.criteria[0].points * 0)
        yield f"\n[bold]{escape(speech.pick(section.title))}[/] ({speech.number(points)})"
        yield _section(rubric, section.criteria, catalogue, speech)


def _section(rubric: Rubric, criteria: tuple[Criterion, ...], catalogue: Catalogue, speech: Speech) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold")
    for heading in (say("Id"), say("Points"), say("Title"), say("Judged by"), say("Check")):
        table.add_column(speech.tell(heading))
    for one in criteria:
        summary = speech.tell(say(catalogue[one.check].summary)) if one.check else ""
        shown = labelled(speech, one.check, summary) if one.check else speech.pick(one.question or {})
        notes = [speech.tell(note) for note in _notes(rubric, one)]
        shown = " ".join([shown, *(f"[{note}]" for note in notes)])
        row = (one.id, speech.number(one.points), speech.pick(one.title), speech.tell(_judge(one)), shown)
        table.add_row(*(escape(cell) for cell in row))
    return table


def _notes(rubric: Rubric, criterion: Criterion) -> Iterator[Message]:
    """What else decides: which of several machines counts, which slip is charged once."""
    machine = filled(criterion.values, rubric.parameters).get("machine")
    if isinstance(machine, dict):
        yield say("each machine counts") if machine.get("each") else say("the best machine counts")
    if criterion.once:
        yield say("charged once: {slip}", slip=criterion.once)


def _judge(criterion: Criterion) -> Message:
    if criterion.is_manual:
        return say("a person")
    return say("a check, confirmed by a person") if criterion.question else say("a check")

"""`bareme rubric list`: the rubrics that come with bareme."""

import click
from rich.markup import escape
from rich.table import Table

from bareme.checking.catalogue import catalogue
from bareme.cli.json_output import json_option, print_json
from bareme.cli.lazy_group import help_text
from bareme.cli.options import lang_option, speech_of
from bareme.cli.output import console
from bareme.content import bundled_rubrics, rubric_path
from bareme.errors import ExitCode
from bareme.rubric import load_rubric
from bareme.text.message import say


@click.command("list", help=help_text(say("List the rubrics that come with bareme")))
@json_option
@lang_option
def command(lang: str | None, *, as_json: bool) -> int:
    """Name, title, criteria, scale."""
    checks, speech = catalogue(), speech_of(lang)
    rubrics = {name: load_rubric(rubric_path(name), checks) for name in bundled_rubrics()}
    if as_json:
        print_json([
            {"name": name, "title": speech.pick(one.title), "version": one.version, "criteria": len(one.criteria),
             "scale": float(one.scale)}
            for name, one in rubrics.items()
        ])  # fmt: skip
        return ExitCode.DONE
    table = Table(box=None, pad_edge=False, header_style="bold")
    for heading in (say("Rubric"), say("Title"), say("Criteria"), say("Scale")):
        table.add_column(speech.tell(heading))
    for name, one in rubrics.items():
        table.add_row(name, escape(speech.pick(one.title)), str(len(one.criteria)), speech.number(one.scale))
    console().print(table)
    return ExitCode.DONE

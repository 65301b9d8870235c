"""`bareme export DIR --to FORMAT`: hand-over files."""

from pathlib import Path
from typing import Any

import click

from bareme.cli.json_output import json_option
from bareme.cli.lazy_group import help_text
from bareme.cli.options import common, speech_of
from bareme.errors import ExitCode
from bareme.text.message import say

_FILE = click.Path(path_type=Path, dir_okay=False)
_NAMES = (
    *("moodle", "moodle-gradebook", "moodle-feedback", "canvas", "gradescope", "classroom50"),
    *("excel", "xlsx", "sqlite", "parquet"),
)


@click.command("export", help=help_text(say("Write hand-over files: Moodle, Canvas, Gradescope, Excel …")))
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--to", "target", required=True, type=click.Choice(_NAMES), help=help_text(say("The format.")))
@click.option("--out", type=click.Path(path_type=Path), help=help_text(say("The file, or the folder, to write.")))
@click.option(
    "--worksheet", type=_FILE,
    help=help_text(say("The file downloaded from the platform: it is filled in and nothing else in it changes.")),
)  # fmt: skip
@click.option(
    "--provisional", type=click.Choice(["score", "low", "skip"]), default="score", show_default=True,
    help=help_text(say("What to write for grades that are not final.")),
)  # fmt: skip
@click.option(
    "--roster", type=click.Path(path_type=Path, dir_okay=False),
    help=help_text(say("The roster, for e-mail addresses and user names.")),
)  # fmt: skip
@click.option("--column", metavar="NAME", help=help_text(say("Name of the column; the rubric's title otherwise.")))
@click.option("--student", metavar="ID", help=help_text(say("Only this student, in one file.")))
@json_option
@common
def command(folder: Path, lang: str | None, **options: Any) -> int:
    """Read a run, write it for another system, tell who is not in it."""
    from bareme.cli.export_run import ExportOptions, run  # noqa: PLC0415 - rich and the rubric's model only when needed

    options.pop("verbose")
    run(ExportOptions(place=folder, lang=lang, speech=speech_of(lang), **options))
    return ExitCode.DONE

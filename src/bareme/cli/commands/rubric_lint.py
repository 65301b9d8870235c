"""`bareme rubric lint R…`: everything that is wrong with rubrics, for people, as JSON, as SARIF."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import click

from bareme.checking.catalogue import catalogue
from bareme.cli.json_output import json_option, print_json
from bareme.cli.lazy_group import help_text
from bareme.cli.options import common, content_option, speech_of
from bareme.cli.output import console, tell
from bareme.content import rubric_path
from bareme.errors import ExitCode
from bareme.files.atomic import written
from bareme.files.problem import Problem
from bareme.files.sarif import Rule
from bareme.files.sarif import sarif as as_sarif
from bareme.rubric import lint_rubric
from bareme.rubric.load import looks_like_rubric
from bareme.text.language import Speech
from bareme.text.message import say

Found = Mapping[Path, Sequence[Problem]]

_RULE = Rule(
    "rubric-problem",
    say("A rubric that cannot be used"),
    say("Correct the rubric; “bareme rubric lint” checks it again."),
)


@click.command("lint", help=help_text(say("Tell everything that is wrong with rubrics, with file, line and column")))
@click.argument("rubrics", nargs=-1, required=True, metavar="R…")
@content_option
@click.option("--sarif", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE",
              help=help_text(say("Write the problems as SARIF 2.1.0 as well, for code scanning.")))  # fmt: skip
@click.option(
    "--skip-others",
    is_flag=True,
    help=help_text(say("Pass over files that are no rubrics: for hooks, which give all.")),
)
@json_option
@common
def command(rubrics: tuple[str, ...], content: Path | None, sarif: Path | None, lang: str | None, **flags: bool) -> int:
    """Check rubrics without grading anything."""
    speech, checks = speech_of(lang), catalogue(content)
    files = [file for file in map(rubric_path, rubrics) if not flags["skip_others"] or looks_like_rubric(file)]
    found = {file: lint_rubric(file, checks) for file in files}
    if sarif:
        _write_sarif(sarif, found, speech)
    if flags["as_json"]:
        print_json(_as_json(found, speech))
    else:
        _show(found, speech, quiet=flags["quiet"])
    levels = {one.level for problems in found.values() for one in problems}
    return ExitCode.USAGE if "error" in levels else ExitCode.DONE


def _show(found: Found, speech: Speech, *, quiet: bool) -> None:
    """A line a problem, as editors and CI services read it; a line for each rubric without any."""
    for file, problems in found.items():
        for problem in problems:
            click.echo(speech.tell(problem.located(str(file))))
        if not problems and not quiet:
            tell(console(), speech, say("{file}: nothing wrong", file=str(file)))


def _as_json(found: Found, speech: Speech) -> list[dict[str, Any]]:
    """One object a rubric."""
    return [
        {
            "file": str(file),
            "problems": [
                {"line": one.line, "column": one.column, "level": one.level, "message": speech.tell(one.message)}
                for one in problems
            ],
        }
        for file, problems in found.items()
    ]


def _write_sarif(path: Path, found: Found, speech: Speech) -> None:
    """Write the file."""
    with written(path) as stream:
        json.dump(as_sarif(found, _RULE, speech), stream, indent=1)

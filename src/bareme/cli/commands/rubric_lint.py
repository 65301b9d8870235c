"""`bareme rubric lint R…`: everything that is wrong with rubrics, for people, as JSON, as SARIF."""

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import click

from bareme.checking.catalogue import Catalogue, catalogue
from bareme.cli.json_output import json_option, print_json
from bareme.cli.lazy_group import help_text
from bareme.cli.options import common, content_option, speech_of
from bareme.cli.output import console, tell
from bareme.content import rubric_path
from bareme.errors import ExitCode
from bareme.evidence.declared import Declared
from bareme.files.atomic import written
from bareme.files.problem import Problem
from bareme.files.sarif import Rule
from bareme.files.sarif import sarif as as_sarif
from bareme.grading.evaluate import Evaluator
from bareme.rubric import lint_rubric, load_rubric
from bareme.rubric.load import looks_like_rubric
from bareme.text.language import Speech
from bareme.text.message import Message, say

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
    declared = {file: _declared(file, checks, problems) for file, problems in found.items()}
    if sarif:
        _write_sarif(sarif, found, speech)
    if flags["as_json"]:
        print_json(_as_json(found, declared, speech))
    else:
        _show(found, declared, speech, quiet=flags["quiet"])
    levels = {one.level for problems in found.values() for one in problems}
    return ExitCode.USAGE if "error" in levels else ExitCode.DONE


def _show(found: Found, declared: Mapping[Path, Declared | None], speech: Speech, *, quiet: bool) -> None:
    """A line a problem, as editors and CI services read it; a line for each rubric without any."""
    for file, problems in found.items():
        for problem in problems:
            click.echo(speech.tell(problem.located(str(file))))
        if not problems and not quiet:
            tell(console(), speech, say("{file}: nothing wrong", file=str(file)))
        if not quiet:
            for sentence in _reads(declared.get(file)):
                tell(console(), speech, sentence)


def _reads(declared: Declared | None) -> Iterator[Message]:
    """What a rubric makes bareme read beyond what it always reads: nothing else can it make it read."""
    if declared and declared.types:
        yield say("reads one by one: {types}", types=declared.types)
    for one in declared.lists if declared else ():
        yield say("reads under {parent}: GET …/{path} ({version})", parent=one.under, path=one.path, version=one.api)


def _declared(file: Path, checks: Catalogue, problems: Sequence[Problem]) -> Declared | None:
    """What a rubric that can be used declares."""
    if any(one.level == "error" for one in problems):
        return None
    return Evaluator(load_rubric(file, checks), checks).declared


def _as_json(found: Found, declared: Mapping[Path, Declared | None], speech: Speech) -> list[dict[str, Any]]:
    """One object a rubric."""
    return [
        {
            "file": str(file),
            "problems": [
                {"line": one.line, "column": one.column, "level": one.level, "message": speech.tell(one.message)}
                for one in problems
            ],
            "reads": _reads_as_json(declared.get(file)),
        }
        for file, problems in found.items()
    ]


def _reads_as_json(declared: Declared | None) -> dict[str, Any]:
    lists = declared.lists if declared else ()
    return {
        "types": list(declared.types if declared else ()),
        "lists": [{"under": one.under, "list": one.path, "api": one.api} for one in lists],
    }


def _write_sarif(path: Path, found: Found, speech: Speech) -> None:
    """Write the file."""
    with written(path) as stream:
        json.dump(as_sarif(found, _RULE, speech), stream, indent=1)

"""What lint found: for people, as JSON, as SARIF."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import click

from bareme.atomic import written
from bareme.cli.show import console, tell
from bareme.language import Speech
from bareme.located.problem import Problem
from bareme.message import say
from bareme.sarif import sarif

Found = Mapping[Path, Sequence[Problem]]


def show(found: Found, speech: Speech, *, quiet: bool) -> None:
    """A line a problem, as editors and CI services read it; a line for each rubric without any."""
    for file, problems in found.items():
        for problem in problems:
            click.echo(speech.tell(problem.located(str(file))))
        if not problems and not quiet:
            tell(console(), speech, say("{file}: nothing wrong", file=str(file)))


def as_json(found: Found, speech: Speech) -> list[dict[str, Any]]:
    """One object a rubric."""
    return [
        {
            "file": str(file),
            "problems": [
                {"line": one.line, "column": one.column, "message": speech.tell(one.message)} for one in problems
            ],
        }
        for file, problems in found.items()
    ]


def write_sarif(path: Path, found: Found, speech: Speech) -> None:
    """Write the file."""
    with written(path) as stream:
        json.dump(sarif(found, speech), stream, indent=1)

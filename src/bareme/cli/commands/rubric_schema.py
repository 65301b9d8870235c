"""`bareme rubric schema`: the JSON Schema of rubrics, for editors."""

import json
from pathlib import Path

import click

from bareme.checking.catalogue import catalogue
from bareme.cli.lazy_group import help_text
from bareme.cli.options import content_option
from bareme.errors import ExitCode
from bareme.rubric.schema import json_schema
from bareme.text.message import say


@click.command("schema", help=help_text(say("Print the JSON Schema of rubrics, for editors")))
@content_option
def command(content: Path | None) -> int:
    """Print the schema."""
    click.echo(json.dumps(json_schema(catalogue(content)), indent=1, ensure_ascii=False))
    return ExitCode.DONE

"""`bareme rubric schema`: the JSON Schema of rubrics, for editors, and of what programs read."""

import json
from pathlib import Path
from typing import Any

import click

from bareme.checking.catalogue import catalogue
from bareme.cli.lazy_group import help_text
from bareme.cli.options import content_option
from bareme.errors import ExitCode
from bareme.handins.documents import handins_schema
from bareme.results.documents import check_schema, results_schema
from bareme.rubric.schema import json_schema
from bareme.text.message import say


@click.command("schema", help=help_text(say("Print the JSON Schema of rubrics, or of results, check or import --json")))
@click.argument("of", type=click.Choice(["rubric", "results", "check", "handins"]), default="rubric", metavar="[OF]")
@content_option
def command(of: str, content: Path | None) -> int:
    """Print the schema."""
    click.echo(json.dumps(_schema(of, content), indent=1, ensure_ascii=False))
    return ExitCode.DONE


def _schema(of: str, content: Path | None) -> dict[str, Any]:
    if of == "rubric":
        return json_schema(catalogue(content))
    return {"results": results_schema, "check": check_schema, "handins": handins_schema}[of]()

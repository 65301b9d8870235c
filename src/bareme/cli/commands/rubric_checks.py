"""`bareme rubric checks`: the catalogue of checks."""

from pathlib import Path

import click

from bareme.checking.catalogue import catalogue
from bareme.cli.lazy_group import help_text
from bareme.cli.options import content_option
from bareme.errors import ExitCode
from bareme.rubric.describe import checks_page
from bareme.text.message import say


@click.command("checks", help=help_text(say("Print the catalogue of checks as Markdown")))
@content_option
def command(content: Path | None) -> int:
    """Print the page of all checks."""
    click.echo(checks_page(catalogue(content)), nl=False)
    return ExitCode.DONE

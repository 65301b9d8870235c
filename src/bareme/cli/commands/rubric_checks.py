"""`bareme rubric checks`: the catalogue of checks."""

from pathlib import Path

import click

from bareme.checking.catalogue import catalogue
from bareme.cli.lazy_group import help_text
from bareme.cli.options import content_option, lang_option, speech_of
from bareme.errors import ExitCode
from bareme.rubric.describe import checks_page
from bareme.text.language import Language, Speech
from bareme.text.message import say


@click.command("checks", help=help_text(say("Print the catalogue of checks as Markdown")))
@click.argument("word", required=False, metavar="[WORD]")
@content_option
@lang_option
def command(word: str | None, content: Path | None, lang: str | None) -> int:
    """Print the page of all checks."""
    french, known = Speech(Language.FRENCH), catalogue(content)
    told = {name: f"{name} {one.summary} {french.tell(one.expected)}".casefold() for name, one in known.items()}
    chosen = {name: one for name, one in known.items() if (word or "").casefold() in told[name]}
    click.echo(checks_page(chosen, speech_of(lang)), nl=False)
    return ExitCode.DONE

"""Options that several verbs share."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from bareme.cli.main import help_text
from bareme.language import Speech, chosen
from bareme.message import say

F = TypeVar("F", bound=Callable[..., Any])


def lang_option(function: F) -> F:
    """`--lang`."""
    told = help_text(say("Language of messages and reports."))
    return click.option("--lang", type=click.Choice(["fr", "en"]), help=told)(function)


def common(function: F) -> F:
    """`--lang`, `--quiet`, `--verbose`: the same on every verb."""
    verbose = click.option("--verbose", "-v", is_flag=True, help=help_text(say("Tell more.")))
    told = help_text(say("Print only what was asked for and errors."))
    quiet = click.option("--quiet", "-q", is_flag=True, help=told)
    return lang_option(quiet(verbose(function)))


def rubric_option(function: F) -> F:
    """`--rubric R` and `--content DIR`."""
    content = click.option(
        "--content",
        type=click.Path(path_type=Path, exists=True, file_okay=False),
        help=help_text(say("A folder with checks of your own.")),
    )
    name = click.option(
        "--rubric", "-r", required=True, metavar="R", help=help_text(say("A bundled rubric's name, or a YAML file."))
    )
    return name(content(function))


def speech_of(lang: str | None) -> Speech:
    """The language a verb speaks."""
    return Speech(chosen(lang))

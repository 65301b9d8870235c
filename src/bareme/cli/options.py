"""Options that several verbs share."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click
from click.shell_completion import CompletionItem

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
        "--rubric", "-r", required=True, metavar="R", shell_complete=_rubrics,
        help=help_text(say("A bundled rubric's name, or a YAML file.")),
    )  # fmt: skip
    return name(content(function))


def roster_options(function: F) -> F:
    """`--subscription`, `--resource-group`, `--tag` and `--allow-shared`: the scope of rows that have none."""
    told = {
        "--subscription": say("Id or name of the subscription"),
        "--resource-group": say("Only this resource group; with a roster, a pattern such as rg-{student_id}"),
        "--tag": say("With a roster: the resource group whose tag of this name has the student's id as value"),
        "--allow-shared": say("Let several students have one scope, as pairs do"),
    }
    shared = click.option("--allow-shared", is_flag=True, help=help_text(told["--allow-shared"]))
    tag = click.option("--tag", metavar="NAME", help=help_text(told["--tag"]))
    group = click.option("--resource-group", metavar="NAME", help=help_text(told["--resource-group"]))
    subscription = click.option("--subscription", metavar="ID", help=help_text(told["--subscription"]))
    return subscription(group(tag(shared(function))))


def _rubrics(context: click.Context, parameter: click.Parameter, begun: str) -> list[CompletionItem]:
    """Bundled rubrics, then files."""
    from bareme.content import bundled_rubrics  # noqa: PLC0415 - only when a shell asks

    del context, parameter
    bundled = [CompletionItem(name) for name in bundled_rubrics() if name.startswith(begun)]
    return [*bundled, CompletionItem(begun, type="file")]


def speech_of(lang: str | None) -> Speech:
    """The language a verb speaks."""
    return Speech(chosen(lang))

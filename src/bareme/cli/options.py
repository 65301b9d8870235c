"""Options that several verbs share."""

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from pathlib import Path
from typing import Any, TypeVar

import click
from click.shell_completion import CompletionItem

from bareme.cli.lazy_group import help_text
from bareme.errors import UsageError
from bareme.text.language import Speech, chosen
from bareme.text.message import say

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


def wait_option(function: F) -> F:
    """`--wait`."""
    told = help_text(say("Wait while another bareme is at work in the folder."))
    return click.option("--wait", is_flag=True, help=told)(function)


def content_option(function: F) -> F:
    """`--content DIR`."""
    return click.option(
        "--content",
        type=click.Path(path_type=Path, exists=True, file_okay=False),
        help=help_text(say("A folder with checks of your own.")),
    )(function)


def rubric_option(function: F) -> F:
    """`--rubric R` and `--content DIR`."""
    return _rubric(required=True)(content_option(function))


def own_rubric_option(function: F) -> F:
    """The same; a lab repository may tell its rubric itself."""
    return _rubric(required=False)(content_option(function))


def _rubric(*, required: bool) -> Callable[[F], F]:
    return click.option(
        "--rubric", "-r", required=required, metavar="R", shell_complete=_rubrics,
        help=help_text(say("A bundled rubric's name, or a YAML file.")),
    )  # fmt: skip


def roster_options(function: Callable[..., int]) -> Callable[..., int]:
    """`--subscription`, `--resource-group`, `--tag` and `--allow-shared`, handed over as one value, `scopes`."""

    @wraps(function)
    def with_scopes(
        *, subscription: str | None, resource_group: str | None, tag: str | None, allow_shared: bool, **values: Any
    ) -> int:
        from bareme.roster import RosterOptions  # noqa: PLC0415 - nothing of rosters for --help and other verbs

        scopes = RosterOptions(resource_group, subscription, tag=tag, allow_shared=allow_shared)
        return function(scopes=scopes, **values)

    shared = click.option(
        "--allow-shared", is_flag=True, help=help_text(say("Let several students have one scope, as pairs do"))
    )
    tag = click.option(
        "--tag", metavar="NAME",
        help=help_text(say("With a roster: the resource group whose tag of this name has the student's id as value")),
    )  # fmt: skip
    group = click.option(
        "--resource-group", metavar="NAME",
        help=help_text(say("Only this resource group; with a roster, a pattern such as rg-{student_id}")),
    )  # fmt: skip
    subscription = click.option("--subscription", metavar="ID", help=help_text(say("Id or name of the subscription")))
    decorated: Callable[..., int] = subscription(group(tag(shared(with_scopes))))
    return decorated


def deadline_of(text: str | None) -> datetime | None:
    """A moment named on the command line: a day ends at midnight, a time without a zone is the school's.

    Raises:
        UsageError: it is no moment.
    """
    from zoneinfo import ZoneInfo  # noqa: PLC0415 - only where there is one

    from bareme.rubric.moments import DEFAULT_ZONE, end_moment  # noqa: PLC0415 - the same

    try:
        found = end_moment(text)
    except ValueError as error:
        raise UsageError(error.args[0]) from error
    return found.replace(tzinfo=ZoneInfo(DEFAULT_ZONE)) if found and found.tzinfo is None else found


def _rubrics(context: click.Context, parameter: click.Parameter, begun: str) -> list[CompletionItem]:
    """Bundled rubrics, then files."""
    from bareme.content import bundled_rubrics  # noqa: PLC0415 - only when a shell asks

    del context, parameter
    bundled = [CompletionItem(name) for name in bundled_rubrics() if name.startswith(begun)]
    return [*bundled, CompletionItem(begun, type="file")]


def speech_of(lang: str | None) -> Speech:
    """The language a verb speaks."""
    return Speech(chosen(lang))

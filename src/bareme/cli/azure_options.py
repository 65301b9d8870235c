"""The options that `collect` and `access` share, as one value."""

import logging
from collections.abc import Callable
from dataclasses import dataclass, fields, replace
from functools import wraps
from pathlib import Path
from typing import Any

import click

from bareme.azure.settings import RequestLimits, Settings
from bareme.cli.json_output import json_option
from bareme.cli.lazy_group import help_text
from bareme.cli.options import common, content_option, roster_options
from bareme.content import rubric_path
from bareme.evidence.declared import NOTHING_DECLARED, Declared
from bareme.roster import RosterOptions
from bareme.text.language import Speech, chosen
from bareme.text.message import say

_ROSTER = click.Path(exists=True, dir_okay=False, path_type=Path)


@dataclass(frozen=True, slots=True)
class AzureOptions:
    """What the user asked for."""

    roster: Path | None
    scopes: RosterOptions
    """The scope of those who have none in the roster, or of the one who is meant without a roster."""
    arm_endpoint: str | None
    workers: int
    deadline: float
    lang: str | None
    quiet: bool
    verbose: bool
    as_json: bool
    rubric: str | None
    """The rubric whose own lists are read too."""
    content: Path | None

    @property
    def speech(self) -> Speech:
        """The language of the answers."""
        return Speech(chosen(self.lang))

    def settings(self, stage: str | None = None) -> Settings:
        """How to collect."""
        limits = replace(RequestLimits(), students=self.workers, deadline_seconds=self.deadline)
        return Settings(arm_endpoint=self.arm_endpoint, stage=stage, limits=limits, declared=self.declared)

    @property
    def declared(self) -> Declared:
        """What the rubric asks Azure for beyond the lists that are always read.

        Raises:
            RubricError: the rubric cannot be used.
        """
        if self.rubric is None:
            return NOTHING_DECLARED
        from bareme.checking.catalogue import catalogue  # noqa: PLC0415 - only where a rubric is named
        from bareme.grading.evaluate import Evaluator  # noqa: PLC0415 - the same
        from bareme.rubric import load_rubric  # noqa: PLC0415 - the same

        checks = catalogue(self.content)
        return Evaluator(load_rubric(rubric_path(self.rubric), checks), checks).declared

    def prepare_logs(self) -> None:
        """Requests on the standard error when asked for."""
        if self.verbose:
            handler = logging.StreamHandler()
            handler.setFormatter(logging.Formatter("%(asctime)s %(message)s"))
            logging.getLogger("bareme.azure").addHandler(handler)
            logging.getLogger("bareme.azure").setLevel(logging.DEBUG)


_OPTIONS: tuple[Callable[[Any], Any], ...] = (
    click.argument("roster", required=False, type=_ROSTER),
    roster_options,
    click.option(
        "--arm-endpoint",
        metavar="URL",
        envvar="BAREME_ARM_ENDPOINT",
        help=help_text(say("Another Azure Resource Manager (sovereign cloud, test server)")),
    ),
    click.option(
        "--workers",
        metavar="N",
        type=click.IntRange(1, 256),
        default=RequestLimits().students,
        help=help_text(say("Students at a time")),
    ),
    click.option(
        "--deadline",
        metavar="SECONDS",
        type=click.FloatRange(1, 7200),
        default=RequestLimits().deadline_seconds,
        help=help_text(say("Longest time for one student, waits included")),
    ),
    click.option(
        "--rubric",
        metavar="R",
        help=help_text(say("Read what this rubric declares too: its types and lists.")),
    ),
    content_option,
    common,
    json_option,
)


def scope_options(function: Callable[..., int]) -> Callable[..., int]:
    """Add the options to a command, whose first argument they become."""

    @wraps(function)
    def with_asked(**values: Any) -> int:
        asked = AzureOptions(**{field.name: values.pop(field.name) for field in fields(AzureOptions)})
        return function(asked, **values)

    decorated: Callable[..., int] = with_asked
    for option in reversed(_OPTIONS):
        decorated = option(decorated)
    return decorated

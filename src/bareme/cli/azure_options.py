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
from bareme.cli.options import common, roster_options
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

    @property
    def speech(self) -> Speech:
        """The language of the answers."""
        return Speech(chosen(self.lang))

    def settings(self, stage: str | None = None) -> Settings:
        """How to collect."""
        limits = replace(RequestLimits(), students=self.workers, deadline_seconds=self.deadline)
        return Settings(arm_endpoint=self.arm_endpoint, stage=stage, limits=limits)

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

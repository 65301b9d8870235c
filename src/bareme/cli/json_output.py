"""`--json`: what a verb would print for people, printed for programs."""

import json
from collections.abc import Callable
from typing import Any, TypeVar

import click

from bareme.cli.lazy_group import help_text
from bareme.text.message import say

F = TypeVar("F", bound=Callable[..., Any])


def json_option(function: F) -> F:
    """`--json`, as the argument `as_json`."""
    return click.option("--json", "as_json", is_flag=True, help=help_text(say("Print JSON.")))(function)


def print_json(value: Any) -> None:
    """One JSON document on standard output; nothing in it can break a terminal or a pipe (ASCII alone)."""
    click.echo(json.dumps(value, indent=1))

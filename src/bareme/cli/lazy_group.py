"""A click group whose commands are imported only when they are called, and listed without importing any."""

from collections.abc import Mapping
from importlib import import_module
from keyword import iskeyword
from typing import Any

import click

from bareme.text.language import Speech, chosen
from bareme.text.message import Message, say


class LazyGroup(click.Group):
    """Commands live in `bareme.cli.commands`, one module a verb, each as a click command called `command`."""

    def __init__(self, *args: Any, verbs: Mapping[str, Message], prefix: str = "", **options: Any) -> None:
        super().__init__(*args, **options)
        self._verbs = verbs
        self._prefix = prefix

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Every verb, in the order of the work."""
        del ctx
        return list(self._verbs)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of a verb, imported now."""
        del ctx
        if cmd_name not in self._verbs:
            return None
        name = f"{self._prefix}{cmd_name}"
        module = import_module(f"bareme.cli.commands.{name}{'_' if iskeyword(name) else ''}")
        command: click.Command = module.command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list of verbs and what each is for."""
        del ctx
        with formatter.section(help_text(say("Commands"))):
            formatter.write_dl([(verb, help_text(purpose)) for verb, purpose in self._verbs.items()])


def help_text(message: Message) -> str:
    """A sentence for `--help`, in the language of the environment."""
    return Speech(chosen(None)).tell(message)

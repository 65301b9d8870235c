"""What a script says, once read."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from bareme.text.message import Message, say

HOLE = "\ufffc"
"""Stands in a value for what only a run would tell."""


class Kind(StrEnum):
    """What a file is written in."""

    BASH = "bash"
    POWERSHELL = "powershell"
    BATCH = "batch"
    BICEP = "bicep"
    TERRAFORM = "terraform"
    TEMPLATE = "template"


@dataclass(frozen=True, slots=True)
class Note:
    """Something a reader should know, with its line. It never holds a secret."""

    line: int
    message: Message


@dataclass(frozen=True, slots=True)
class AzCommand:
    """One `az` command as it would be run: `az vm create --name vm1` is `group` ("vm", "create").

    Options are named in full (`-n` is `name`), values of secrets are left out, what cannot be known is `HOLE`.
    """

    group: tuple[str, ...]
    options: Mapping[str, tuple[str, ...]]
    count: int
    line: int
    unresolved: bool

    def value(self, *names: str) -> str:
        """The first value of the first of these options that has one; empty for none."""
        return next((self.options[name][0] for name in names if self.options.get(name)), "")


@dataclass(frozen=True, slots=True)
class OtherTool:
    """Something that creates resources without the Azure CLI."""

    tool: str
    what: str
    line: int


WRITTEN_SECRET = say("a password is written in the script; let az ask for it")


@dataclass(frozen=True, slots=True)
class Script:
    """A script as read: the commands it would run, in order."""

    name: str
    kind: Kind
    commands: tuple[AzCommand, ...]
    warnings: tuple[Note, ...]
    others: tuple[OtherTool, ...] = ()

    @property
    def secrets(self) -> tuple[Note, ...]:
        """Where a password stands in plain text."""
        return tuple(one for one in self.warnings if one.message == WRITTEN_SECRET)

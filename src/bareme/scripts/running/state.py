"""What a script knows while it is followed: variables, functions, the commands so far, and what is left to spend."""

from dataclasses import dataclass, field
from typing import Union

from bareme.scripts.limits import MAX_COMMANDS, MAX_STEPS, MAX_WRITTEN, Spent
from bareme.scripts.model import Note
from bareme.scripts.parsing.syntax import Function
from bareme.text.message import Message

Value = Union[str, "dict[str, Value]"]


class Jump(Exception):  # noqa: N818 - `break`, `continue`, `return`, `exit` are no errors
    """Control leaves where it is."""

    def __init__(self, kind: str) -> None:
        super().__init__(kind)
        self.kind = kind


@dataclass
class Budget:
    """Steps left, shared by all branches that are tried."""

    steps: int = MAX_STEPS
    characters: int = MAX_WRITTEN

    def step(self) -> None:
        """Spend one.

        Raises:
            Spent: none is left.
        """
        self.steps -= 1
        if self.steps < 0:
            raise Spent

    def write(self, fields: list[str]) -> None:
        """Spend what putting these together took.

        Raises:
            Spent: too much was written.
        """
        self.characters -= sum(map(len, fields)) + 8 * len(fields)
        if self.characters < 0:
            raise Spent


@dataclass(frozen=True, slots=True)
class Run:
    """A command with its words expanded."""

    fields: tuple[str, ...]
    line: int


@dataclass
class State:
    """One course of events. `fork` starts another from here, `become` takes another one's place."""

    budget: Budget = field(default_factory=Budget)
    variables: dict[str, Value] = field(default_factory=dict)
    functions: dict[str, Function] = field(default_factory=dict)
    arguments: tuple[str, ...] | None = None
    """Of the function being followed; `None` outside, where nobody knows them."""
    runs: list[Run] = field(default_factory=list)
    warnings: list[Note] = field(default_factory=list)
    depth: int = 0
    line: int = 0
    """Of the command being followed."""

    def ran(self, fields: list[str], line: int) -> None:
        """Note a command.

        Raises:
            Spent: there are too many.
        """
        if len(self.runs) >= MAX_COMMANDS:
            raise Spent
        self.runs.append(Run(tuple(fields), line))

    def warn(self, line: int, message: Message) -> None:
        """Note something, once a line."""
        warning = Note(line, message)
        if warning not in self.warnings:
            self.warnings.append(warning)

    def number(self, name: str) -> str | None:
        """A variable as arithmetic sees it."""
        value = self.variables.get(name)
        return value if isinstance(value, str) else None

    def fork(self) -> "State":
        """The same, going its own way."""
        return State(
            self.budget, dict(self.variables), dict(self.functions), self.arguments, list(self.runs),
            list(self.warnings), self.depth,
        )  # fmt: skip

    def become(self, other: "State") -> None:
        """Go on as the other one went."""
        self.variables, self.functions = other.variables, other.functions
        self.arguments, self.runs, self.warnings = other.arguments, other.runs, other.warnings

"""The little language every script is read into: words with holes, and statements.

Bash, PowerShell and batch files differ in how they are written, hardly in what a lab's script does with them. Their
readers end here; `bareme.scripts.running` follows the statements without ever running a command.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum


class How(StrEnum):
    """What is asked of a variable."""

    VALUE = "value"
    LENGTH = "length"
    KEYS = "keys"
    LOWER = "lower"
    UPPER = "upper"
    SPLAT = "splat"
    """All items as words of a command, those with a name behind it: PowerShell's `@parameters`."""
    OTHER = "other"
    """Something this reader does not work out: a pattern cut off, a slice."""


@dataclass(frozen=True, slots=True)
class Text:
    """What stands there."""

    text: str


@dataclass(frozen=True, slots=True)
class Braces:
    """`{1..3}`, `{a,b}`: the word once for each."""

    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Variable:
    """`$x`, `${x[2]}`, `$x.name`; `every` asks for all items as separate words."""

    name: str
    path: "tuple[Word, ...]" = ()
    every: bool = False
    quoted: bool = False
    default: "Word | None" = None
    how: How = How.VALUE


@dataclass(frozen=True, slots=True)
class Sum:
    """Arithmetic, as text with variables in it."""

    word: "Word"


@dataclass(frozen=True, slots=True)
class Plus:
    """PowerShell's `+`: a sum of numbers, else two texts one after the other."""

    left: "Word"
    right: "Word"


@dataclass(frozen=True, slots=True)
class Output:
    """What a command would print."""

    body: "Block"
    quoted: bool = False


@dataclass(frozen=True, slots=True)
class Unknown:
    """What cannot be known without running something."""


Part = Text | Braces | Variable | Sum | Plus | Output | Unknown
Word = tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Items:
    """An array or a table: values with their keys, `None` for the next number."""

    pairs: "tuple[tuple[Word | None, Word | Items], ...]"


@dataclass(frozen=True, slots=True)
class Call:
    """A command with its words."""

    words: tuple[Word, ...]
    line: int


@dataclass(frozen=True, slots=True)
class Set:
    """An assignment; `path` names an item, `append` adds to what is there."""

    name: str
    value: Word | Items
    line: int
    path: tuple[Word, ...] = ()
    append: bool = False
    local: bool = False


@dataclass(frozen=True, slots=True)
class For:
    """A loop over words."""

    name: str
    words: tuple[Word, ...]
    body: "Block"
    line: int


@dataclass(frozen=True, slots=True)
class While:
    """A loop on a condition; `step` is done after each turn, `endless` says the condition is always true."""

    condition: "Statement"
    body: "Block"
    line: int
    step: "Statement | None" = None


@dataclass(frozen=True, slots=True)
class If:
    """Branches, the first whose condition holds; no condition for the last."""

    branches: "tuple[tuple[Statement | None, Block], ...]"


@dataclass(frozen=True, slots=True)
class Case:
    """Arms with patterns."""

    subject: Word
    arms: "tuple[tuple[tuple[Word, ...], Block], ...]"


@dataclass(frozen=True, slots=True)
class Function:
    """A function and the names of its parameters, where it has any."""

    name: str
    body: "Block"
    parameters: tuple[tuple[str, Word | None], ...] = ()


@dataclass(frozen=True, slots=True)
class Test:
    """A comparison: one word for `-z`, two for `-eq`."""

    operator: str
    words: tuple[Word, ...]


@dataclass(frozen=True, slots=True)
class Math:
    """`((i++))`, `let`, a condition in numbers."""

    word: Word


@dataclass(frozen=True, slots=True)
class Not:
    """The contrary."""

    statement: "Statement"


@dataclass(frozen=True, slots=True)
class Both:
    """`&&` or `||`."""

    left: "Statement"
    right: "Statement"
    is_or: bool


@dataclass(frozen=True, slots=True)
class Scope:
    """A subshell: its assignments do not last."""

    body: "Block"


@dataclass(frozen=True, slots=True)
class Block:
    """Statements one after the other."""

    statements: "Sequence[Statement]"


Statement = Call | Set | For | While | If | Case | Function | Test | Math | Not | Both | Scope | Block

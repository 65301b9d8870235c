"""From words to the fields a command would get."""

import re
from collections.abc import Callable
from itertools import islice, product

from bareme.scripts.limits import MAX_FIELDS, MAX_VALUE
from bareme.scripts.model import HOLE
from bareme.scripts.numbers import calculated, whole
from bareme.scripts.parsing.syntax import Block, Braces, How, Output, Part, Plus, Sum, Text, Unknown, Variable, Word
from bareme.scripts.running.state import State, Value

Printed = Callable[[Block, State], str]
"""What a block would print: the follower's business, handed in to keep imports one-way."""


class Expander:
    """Expands words in a state."""

    def __init__(self, state: State, printed: Printed) -> None:
        self.state = state
        self.printed = printed

    def fields(self, words: tuple[Word, ...]) -> list[str]:
        """Every field of these words."""
        return list(islice((one for word in words for one in self.split(word)), MAX_FIELDS))

    def text(self, word: Word) -> str:
        """A word as one text, as on the right of an assignment."""
        return " ".join(self.split(word, quoted=True))[:MAX_VALUE]

    def split(self, word: Word, *, quoted: bool = False) -> list[str]:
        """The fields of one word: braces multiply it, unquoted values with spaces break it."""
        found: list[list[str]] = [[]]
        for part in word:
            if isinstance(part, Braces):
                pairs = islice(product(found, part.texts), MAX_FIELDS)
                found = [_glued(one, [text]) for one, text in pairs]
            else:
                own = self._part(part, quoted=quoted)
                found = [_glued(one, own) for one in found]
            self._spend(found)
        return [field for one in found for field in one]

    def _spend(self, found: list[list[str]]) -> None:
        for one in found:
            self.state.budget.write(one)

    def _part(self, part: Part, *, quoted: bool) -> list[str]:
        match part:
            case Text(text):
                return [text]
            case Variable():
                return self._variable(part, quoted=quoted or part.quoted)
            case Sum(word):
                return [self._sum(self.text(word))]
            case Plus(left, right):
                return [self._plus(left, right)]
            case Output(body, own):
                text = self.printed(body, self.state)
                return [text] if quoted or own else text.split()
            case Unknown() | Braces():
                return [HOLE]

    def _variable(self, part: Variable, *, quoted: bool) -> list[str]:
        if part.name in {"@", "*"}:
            return [HOLE] if self.state.arguments is None else list(self.state.arguments)
        value = self.value(part)
        if part.how is How.LENGTH:
            return [HOLE if value is None else str(len(value))]
        if isinstance(value, dict) and part.how is How.KEYS:
            return list(value)
        if isinstance(value, dict) and part.how is How.SPLAT:
            return [field for key, one in value.items() for field in _named(key, one)]
        if isinstance(value, dict):
            return [_flat(one) for one in value.values()] if part.every else [_flat(next(iter(value.values()), ""))]
        return _fields(_told(value, part.how), quoted=quoted)

    def value(self, part: Variable) -> Value | None:
        """What a variable holds, its default applied; `None` where nobody knows."""
        value = self._held(part)
        if value in (None, "") and part.default is not None:
            return self.text(part.default)
        return value

    def _held(self, part: Variable) -> Value | None:
        if part.name.isdecimal():
            arguments, number = self.state.arguments, whole(part.name)
            if arguments is None or not number:
                return None
            return arguments[number - 1] if number <= len(arguments) else ""
        if part.name == "#":
            return None if self.state.arguments is None else str(len(self.state.arguments))
        value: Value | None = self.state.variables.get(part.name)
        for step in part.path:
            value = _item(value, self.key(step))
        return value

    def key(self, word: Word) -> str:
        """The key of an item: a number may be calculated (`${vms[i+1]}`)."""
        text = self.text(word)
        if text in self.state.variables or re.search(r"[+*/%-]", text):
            number = calculated(text, self.state.number)
            return text if number is None else str(number)
        return text

    def _sum(self, text: str) -> str:
        value = calculated(text, self.state.number)
        return HOLE if value is None else str(value)

    def _plus(self, left: Word, right: Word) -> str:
        one, other = self.text(left), self.text(right)
        first, second = whole(one), whole(other)
        if HOLE in (one, other) and (first is not None or second is not None):
            return HOLE
        return one + other if first is None or second is None else str(first + second)


def _item(value: Value | None, key: str) -> Value | None:
    if isinstance(value, dict):
        number = whole(key)
        if number is not None and number < 0:
            return list(value.values())[number] if -number <= len(value) else None
        return value.get(key)
    return value if key == "0" else None


def _glued(one: list[str], parts: list[str]) -> list[str]:
    """The fields so far with those of the next part: the first of them belongs to the last of these."""
    if not parts:
        return one
    head = [*one[:-1], ((one[-1] if one else "") + parts[0])[:MAX_VALUE]]
    return [*head, *(part[:MAX_VALUE] for part in parts[1:])][:MAX_FIELDS]


def _named(key: str, value: Value) -> list[str]:
    """An item as a command's words: `-Name vm1`, or only the value where it has no name."""
    return [_flat(value)] if key.isdecimal() else [f"-{key}", _flat(value)]


def _fields(text: str, *, quoted: bool) -> list[str]:
    return [text] if quoted else text.split()


def _told(value: str | None, how: How) -> str:
    if value is None or how in {How.OTHER, How.KEYS}:
        return HOLE
    return value.lower() if how is How.LOWER else value.upper() if how is How.UPPER else value


def _flat(value: Value) -> str:
    return HOLE if isinstance(value, dict) else value

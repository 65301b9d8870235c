"""PowerShell's expressions: strings with variables in them, ranges, lists, tables, sums."""

import re
from collections.abc import Callable

from bareme.scripts.parsing.cursor import Cursor
from bareme.scripts.parsing.syntax import (
    Block,
    Call,
    How,
    Items,
    Output,
    Part,
    Plus,
    Sum,
    Text,
    Unknown,
    Variable,
    Word,
)

_VARIABLE = re.compile(r"\$(?:\{([^}\n]*)\}|((?:env:|script:|global:|local:)?\w+|_))", re.IGNORECASE)
_MEMBER = re.compile(r"\.([A-Za-z_]\w*)(\()?")
_CAST = re.compile(r"\[[A-Za-z][\w.]*(?:\[\])?\](?=\s*[\$\"'(@\d])")
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?(?!\w)")
_OPERATOR = re.compile(r"\s*(\.\.|[-+*/%](?![A-Za-z=+-])|-f\b)", re.IGNORECASE)
_KEY = re.compile(r"\s*(?:[\"']([^\"'\n]*)[\"']|([\w-]+))\s*=\s*")
_PLACE = re.compile(r"\{(\d)(?::[dD](\d))?\}")
_HERE = re.compile(r"@([\"'])[ \t]*(?=\n)")
_CONSTANTS = {"true": "True", "false": "", "null": ""}
_ESCAPES = {"n": "\n", "t": "\t", "0": "", "r": ""}

Value = Word | Items
NOTHING: Word = (Text(""),)


class Expressions:
    """Reads expressions; `statements` reads what stands in `$( )`."""

    def __init__(self, cursor: Cursor, statements: Callable[[str], Block]) -> None:
        self.cursor = cursor
        self.statements = statements

    def value(self) -> Value:
        """An expression, with commas a list."""
        first = self._sum()
        if not self._comma():
            return first
        items = [first, self._sum()]
        while self._comma():
            items.append(self._sum())
        return Items(tuple((None, item) for item in items))

    def word(self) -> Word:
        """An expression that is one value."""
        return _as_word(self._sum())

    def _comma(self) -> bool:
        self.cursor.blanks()
        if self.cursor.peek() != ",":
            return False
        self.cursor.take()
        self.cursor.spaces()
        return True

    def _sum(self) -> Value:
        left = self._term()
        while found := self.cursor.find(_OPERATOR):
            self.cursor.blanks()
            left = _joined(found[1].casefold(), left, self._operand(found[1]), self.cursor.line)
        return left

    def _operand(self, operator: str) -> Value:
        return self.value() if operator.casefold() == "-f" else self._term()

    def _term(self) -> Value:
        cursor = self.cursor
        cursor.blanks()
        while cursor.find(_CAST):
            cursor.blanks()
        here = self._here()
        if here is not None:
            return here
        number = cursor.find(_NUMBER)
        if number:
            return (Text(number[0]),)
        match cursor.peek(2):
            case "@(":
                return self._list()
            case "@{":
                return self._table()
        return self._single()

    def _here(self) -> Word | None:
        """`@"`, lines, `"@`: the lines; `None` where there is no such thing here."""
        head = self.cursor.look(_HERE)
        start = head.end() + 1 if head else 0
        stop = self.cursor.text.find(f"\n{head[1]}@", start - 1) if head else -1
        if head is None or stop < 0:
            return None
        self.cursor.place = stop + 3
        lines = self.cursor.text[start:stop]
        return self.text(lines) if head[1] == '"' else (Text(lines),)

    def _single(self) -> Value:
        cursor = self.cursor
        match cursor.peek():
            case '"':
                return self.quoted()
            case "'":
                return (Text(self.raw()),)
            case "$":
                return (self.variable(),)
            case "(":
                return self.bracket()
        return (Unknown(),)

    def bracket(self) -> Value:
        """`( … )`: an expression, or a command whose output is asked for."""
        inner = self.inside("(", ")")
        if re.match(r"\s*[\$\"'@(\d\[-]", inner):
            own = Expressions(Cursor(inner), self.statements)
            own.cursor.depth = self.cursor.depth + 1
            self.cursor.enter()
            self.cursor.leave()
            return own.value()
        return (Output(self.statements(inner)),)

    def variable(self, *, argument: bool = False) -> Part:
        """`$x`, `$x.name`, `$x[0]`, `$(…)`; as an argument an array stands for all its items."""
        cursor = self.cursor
        if cursor.peek(2) == "$(":
            cursor.take()
            return _part(self.bracket())
        found = cursor.find(_VARIABLE)
        if found is None:
            return Text(cursor.take())
        name = (found[1] or found[2]).casefold()
        name = re.sub(r"^(?:script|global|local):", "", name)
        if name in _CONSTANTS:
            return Text(_CONSTANTS[name])
        return self._members(name, argument=argument)

    def _members(self, name: str, *, argument: bool) -> Part:
        path: list[Word] = []
        how = How.VALUE
        while True:
            member = self.cursor.find(_MEMBER)
            if member and member[2]:
                self.cursor.place -= 1
                self.inside("(", ")")
                how = {"tolower": How.LOWER, "toupper": How.UPPER}.get(member[1].casefold(), How.OTHER)
            elif member and member[1].casefold() in {"count", "length"}:
                how = How.LENGTH
            elif member:
                path.append((Text(member[1].casefold()),))
            elif self.cursor.peek() == "[":
                path.append(_as_word(Expressions(Cursor(self.inside("[", "]")), self.statements).value()))
            else:
                return Variable(name, tuple(path), every=argument, quoted=True, how=how)

    def quoted(self) -> Word:
        """`"…"`, variables put in."""
        cursor = self.cursor
        cursor.take()
        start = cursor.place
        while not cursor.is_done and cursor.peek() != '"':
            cursor.take(2 if cursor.peek() == "`" else 1)
            if cursor.peek(2) == '""':
                cursor.take(2)
        text = cursor.text[start : cursor.place]
        cursor.take()
        return self.text(text)

    def text(self, text: str) -> Word:
        """A text with `$x` and `$( … )` in it; a dot behind a variable is a dot."""
        inner = Expressions(Cursor(text), self.statements)
        parts: list[Part] = [Text("")]
        while not inner.cursor.is_done:
            if inner.cursor.peek() == "`":
                parts.append(Text(_ESCAPES.get(inner.cursor.peek(2)[1:], inner.cursor.peek(2)[1:])))
                inner.cursor.take(2)
            elif inner.cursor.peek(2) == "$(":
                parts.append(inner.variable())
            elif found := inner.cursor.find(_VARIABLE):
                parts.append(Variable((found[1] or found[2]).casefold(), quoted=True))
            else:
                parts.append(Text(inner.cursor.take()))
        return tuple(parts)

    def raw(self) -> str:
        """`'…'`, as it is."""
        cursor = self.cursor
        cursor.take()
        stop = cursor.text.find("'", cursor.place)
        text = cursor.text[cursor.place : stop if stop >= 0 else len(cursor.text)]
        cursor.take(len(text) + 1)
        return text

    def inside(self, opening: str, closing: str) -> str:
        """What stands between brackets, and move behind them."""
        cursor = self.cursor
        cursor.take()
        start, depth = cursor.place, 1
        while not cursor.is_done and depth:
            char = cursor.take(2 if cursor.peek() == "`" else 1)
            if char in {'"', "'"}:
                _skip(cursor, char)
            elif char == "#" and cursor.text[cursor.place - 2 : cursor.place - 1].isspace():
                cursor.find(_REST)
            else:
                depth += (char == opening) - (char == closing)
        return cursor.text[start : cursor.place - (depth == 0)]

    def _list(self) -> Value:
        self.cursor.take()
        inner = self.inside("(", ")")
        own = Expressions(Cursor(inner), self.statements)
        own.cursor.depth = self.cursor.depth
        own.cursor.enter()
        items: list[Value] = []
        own.cursor.spaces()
        while not own.cursor.is_done:
            place = own.cursor.place
            found = own.value()
            items += [item for _, item in found.pairs] if isinstance(found, Items) and not _is_table(found) else [found]
            own.cursor.spaces()
            while own.cursor.peek() == ",":
                own.cursor.take()
                own.cursor.spaces()
            if own.cursor.place == place:
                own.cursor.take()
        return Items(tuple((None, item) for item in items))

    def _table(self) -> Value:
        self.cursor.take()
        inner = self.inside("{", "}")
        own = Expressions(Cursor(inner), self.statements)
        own.cursor.depth = self.cursor.depth
        own.cursor.enter()
        pairs: list[tuple[Word | None, Value]] = []
        own.cursor.spaces()
        while found := own.cursor.find(_KEY):
            pairs.append(((Text((found[1] or found[2]).casefold()),), own.value()))
            own.cursor.spaces()
        return Items(tuple(pairs))


_REST = re.compile(r"[^\n]*")


def _skip(cursor: Cursor, quote: str) -> None:
    while not cursor.is_done:
        char = cursor.take(2 if quote == '"' and cursor.peek() == "`" else 1)
        if char == quote:
            return


def _joined(operator: str, left: Value, right: Value, line: int) -> Value:
    one, other = _as_word(left), _as_word(right)
    if operator == "..":
        return (Output(Block((Call(((Text("seq"),), one, other), line),))),)
    if operator == "-f":
        return _formatted(one, right, line)
    if operator == "+" and isinstance(left, Items):
        more = right.pairs if isinstance(right, Items) else ((None, right),)
        return Items((*left.pairs, *more))
    if operator == "+":
        return (Plus(one, other),)
    return (Sum((*one, Text(operator), *other)),)


def _formatted(pattern: Word, values: Value, line: int) -> Word:
    """`"vm{0:D2}" -f $i`."""
    if not all(isinstance(part, Text) for part in pattern):
        return (Unknown(),)
    given = [_as_word(item) for _, item in values.pairs] if isinstance(values, Items) else [values]
    text = "".join(part.text for part in pattern if isinstance(part, Text))
    parts: list[Part] = []
    place = 0
    for found in _PLACE.finditer(text):
        parts.append(Text(text[place : found.start()]))
        number, place = int(found[1]), found.end()
        value: Word = given[number] if number < len(given) else (Unknown(),)
        padded = Call(((Text("printf"),), (Text(f"%0{found[2]}d"),), value), line)
        parts += [Output(Block((padded,)), quoted=True)] if found[2] else value
    return (*parts, Text(text[place:]))


def _is_table(items: Items) -> bool:
    return any(key is not None for key, _ in items.pairs)


def _as_word(value: Value) -> Word:
    if not isinstance(value, Items):
        return value
    joined: list[Part] = []
    for number, (_, item) in enumerate(value.pairs):
        joined += [*([Text(" ")] if number else []), *_as_word(item)]
    return tuple(joined)


def _part(value: Value) -> Part:
    """One part of a text: a single one as it is, more of them as a sum of texts."""
    word = _as_word(value)
    if len(word) == 1:
        return word[0]
    return Plus(word[:-1], word[-1:]) if word else Text("")

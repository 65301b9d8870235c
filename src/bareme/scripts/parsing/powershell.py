"""PowerShell as statements of the little language: what students write around `az`, and no more of it."""

import re
from collections.abc import Callable, Mapping

from bareme.scripts.parsing.cursor import Cursor, TooDeep
from bareme.scripts.parsing.powershell_expressions import NOTHING, Expressions, Value
from bareme.scripts.parsing.syntax import (
    Block,
    Both,
    Call,
    For,
    Function,
    If,
    Items,
    Math,
    Not,
    Output,
    Part,
    Scope,
    Set,
    Statement,
    Test,
    Text,
    Variable,
    While,
    Word,
)

_KEYWORD = re.compile(
    r"(foreach|for|while|do|if|function|filter|try|param|switch|return|break|continue|exit|begin|process|end)\b(?![-.])",
    re.IGNORECASE,
)
_ASSIGN = re.compile(
    r"(?:\[[\w.\[\]]+\]\s*)?\$(?:(?:script|global|local):)?(\w+)(?:\.(\w+)|\[([^\]\n]*)\])?\s*(\+\+|--|[-+*/]?=)(?!=)",
    re.IGNORECASE,
)
_IN = re.compile(r"\s*\(\s*\$(\w+)\s+in\s+", re.IGNORECASE)
_EACH = re.compile(r"\s*\|\s*(?:ForEach-Object|foreach|%)(?:\s+-Parallel)?\s*(?=\{)", re.IGNORECASE)
_NAME = re.compile(r"\s*([\w-]+)\s*")
_PARAMETER = re.compile(r"\$(\w+)\s*(=)?\s*")
_ELSE = re.compile(r"\s*(elseif|else)\b", re.IGNORECASE)
_CATCH = re.compile(r"\s*(catch\b[^{]*|finally\s*)(?=\{)", re.IGNORECASE)
_LOGIC = re.compile(r"\s*-(and|or)\b", re.IGNORECASE)
_NEGATION = re.compile(r"\s*(?:-not\b|!)\s*", re.IGNORECASE)
_COMPARED = re.compile(r"\s*-[ci]?(eq|ne|lt|le|gt|ge|like|notlike|match|notmatch)\b\s*", re.IGNORECASE)
_REDIRECTION = re.compile(r"(?:\d|\*)?>>?(?:&\d|\s*\S+)")
_SPLATTED = re.compile(r"@(\w+)")
_ENDS = {"\n", ";", "|", "}", ")", ""}
_BETWEEN = {*_ENDS, " ", "\t"}


def parse(text: str) -> tuple[Block, list[int]]:
    """The statements of a script, and the lines that could not be made sense of."""
    reader = PowerShell(text, [], 0)
    try:
        return reader.block(), reader.lost
    except TooDeep:
        return Block(()), [1]


class PowerShell:
    """One script, or the part of one between braces."""

    def __init__(self, text: str, lost: list[int], depth: int, first: int = 0) -> None:
        self.cursor = Cursor(text)
        self.cursor.depth = depth
        self.cursor.enter()
        self.lost = lost
        self.first = first
        self.read = Expressions(self.cursor, self.inner)

    @property
    def line(self) -> int:
        """The line in the whole script."""
        return self.first + self.cursor.line

    def inner(self, text: str) -> Block:
        """The statements in a piece that was cut out."""
        return PowerShell(text, self.lost, self.cursor.depth, self.line - 1).block()

    def block(self) -> Block:
        """Every statement to the end."""
        found: list[Statement] = []
        self.cursor.spaces()
        while not self.cursor.is_done:
            place = self.cursor.place
            found.append(self._statement())
            if self.cursor.place == place:
                self.lost.append(self.line)
                self.cursor.take()
            self.cursor.spaces()
        return Block(tuple(found))

    def _statement(self) -> Statement:
        keyword, assign = self.cursor.find(_KEYWORD), None
        if keyword:
            return self._ways.get(keyword[1].casefold(), PowerShell._skip)(self)
        assign = self.cursor.find(_ASSIGN)
        if assign:
            return self._assign(assign)
        return self._pipeline()

    def _assign(self, found: re.Match[str]) -> Statement:
        name, sign, line = found[1].casefold(), found[4], self.line
        if sign in {"++", "--"}:
            return Math((Text(f"{name}{sign}"),))
        path: tuple[Word, ...] = ((Text(found[2].casefold()),),) if found[2] else ()
        if found[3]:
            path = (self._piece(found[3]).word(),)
        value = self._right_side()
        if sign in {"-=", "*=", "/="} and not isinstance(value, Items):
            return Math((Text(f"{name} {sign} "), *value))
        return Set(name, value, line, path, append=sign == "+=")

    def _right_side(self) -> Value:
        """An expression, or the output of a command."""
        self.cursor.blanks()
        if re.match(r"[\$\"'@(\[\d-]", self.cursor.peek() or " "):
            value = self.read.value()
            each = self.cursor.find(_EACH)
            return (Output(Block((self._each(value, self.line),))),) if each else value
        return (Output(Block((self._pipeline(),))),)

    def _pipeline(self) -> Statement:
        line = self.line
        if re.match(r"[\$\"'@(\[\d]", self.cursor.peek() or " "):
            value = self.read.value()
        else:
            call = self._command()
            value = (Output(Block((call,))),)
            if not self.cursor.look(_EACH):
                return self._rest(call)
        return self._each(value, line) if self.cursor.find(_EACH) else self._rest(Set("", value, line))

    def _each(self, value: Value, line: int) -> Statement:
        return Block((Set("@", value, line), For("_", _items("@", value), self._braces(), line)))

    def _rest(self, first: Statement) -> Statement:
        """What stands behind `|`: commands that are noted, nothing flows."""
        found = [first]
        while self.cursor.peek() == "|":
            self.cursor.take(2 if self.cursor.peek(2) == "||" else 1)
            self.cursor.blanks()
            found.append(self._command())
        return Block(tuple(found)) if len(found) > 1 else first

    def _command(self) -> Statement:
        words: list[Word] = []
        line = self.line
        self.cursor.blanks()
        while self.cursor.peek() not in _ENDS:
            if self.cursor.find(_REDIRECTION):
                pass
            elif self.cursor.peek() == "#":
                self.cursor.find(re.compile(r"[^\n]*"))
            elif self.cursor.peek() == "&" and not words:
                self.cursor.take()
            else:
                words.append(self._word())
            self.cursor.blanks()
        if words and all(isinstance(part, Text) for part in words[0]):
            words[0] = (Text("".join(part.text for part in words[0] if isinstance(part, Text)).casefold()),)
        return Call(tuple(words), line)

    def _word(self) -> Word:
        parts: list[Part] = []
        start = self.cursor.place
        while self.cursor.peek() not in _BETWEEN:
            parts += self._parts(at_start=self.cursor.place == start)
        return tuple(parts) or NOTHING

    def _parts(self, *, at_start: bool) -> list[Part]:
        parts: list[Part]
        match self.cursor.peek():
            case '"':
                parts = [*self.read.quoted()]
            case "'":
                parts = [Text(self.read.raw())]
            case "$":
                parts = [self.read.variable(argument=at_start)]
            case "(":
                value = self.read.bracket()
                parts = [] if isinstance(value, Items) else [*value]
            case "{":
                parts = [Text("{" + self.read.inside("{", "}") + "}")]
            case "@" if at_start and (splatted := self.cursor.find(_SPLATTED)):
                parts = [Variable(splatted[1].casefold(), every=True)]
            case char:
                parts = [Text(self.cursor.take(2)[1:] if char == "`" else self.cursor.take())]
        return parts

    def _braces(self) -> Block:
        self.cursor.spaces()
        if self.cursor.peek() != "{":
            return Block(())
        line = self.line
        inner = self.read.inside("{", "}")
        return PowerShell(inner, self.lost, self.cursor.depth, line - 1).block()

    def _piece(self, text: str) -> Expressions:
        return Expressions(Cursor(text), self.inner)

    def _foreach(self) -> Statement:
        found, line = self.cursor.find(_IN), self.line
        if found is None:
            return self._skip()
        value = self.read.value()
        self.cursor.expect(")")
        loop = For(found[1].casefold(), _items("@", value), self._braces(), line)
        return Block((Set("@", value, line), loop))

    def _for(self) -> Statement:
        line = self.line
        self.cursor.spaces()
        parts = [*self.read.inside("(", ")").split(";"), "", ""][:3]
        first, step = (self.inner(parts[0]), self.inner(parts[2]))
        condition = self._condition_of(parts[1]) if parts[1].strip() else Block(())
        return Block((first, While(condition, self._braces(), line, step=step)))

    def _while(self) -> Statement:
        line = self.line
        return While(self._bracketed(), self._braces(), line)

    def _do(self) -> Statement:
        line, body = self.line, self._braces()
        found = self.cursor.find(re.compile(r"\s*(while|until)\b", re.IGNORECASE))
        until = bool(found and found[1].casefold() == "until")
        return Block((body, While(self._bracketed(), body, line, until=until))) if found else body

    def _if(self) -> Statement:
        branches: list[tuple[Statement | None, Block]] = [(self._bracketed(), self._braces())]
        while found := self.cursor.find(_ELSE):
            condition = self._bracketed() if found[1].casefold() == "elseif" else None
            branches.append((condition, self._braces()))
        return If(tuple(branches))

    def _function(self) -> Statement:
        found = self.cursor.find(_NAME)
        self.cursor.blanks()
        given = self._parameters(self.read.inside("(", ")")) if self.cursor.peek() == "(" else ()
        body = self._braces()
        own = tuple(one for one in body.statements if isinstance(one, Function) and not one.name)
        parameters = (*given, *(pair for one in own for pair in one.parameters))
        rest = Block(tuple(one for one in body.statements if one not in own))
        return Function(found[1].casefold() if found else "", rest, parameters)

    def _param(self) -> Statement:
        """`param( … )`, kept for the function around it as a function without a name."""
        self.cursor.spaces()
        return Function("", Block(()), self._parameters(self.read.inside("(", ")")))

    def _parameters(self, text: str) -> tuple[tuple[str, Word | None], ...]:
        found: list[tuple[str, Word | None]] = []
        read = self._piece(text)
        while not read.cursor.is_done:
            one = read.cursor.find(_PARAMETER)
            if one is None:
                read.cursor.take()
            else:
                found.append((one[1].casefold(), read.word() if one[2] else None))
        return tuple(found)

    def _try(self) -> Statement:
        body = self._braces()
        while found := self.cursor.find(_CATCH):
            other = self._braces()
            body = Block((*body.statements, other)) if found[1].casefold().startswith("finally") else body
        return body

    def _switch(self) -> Statement:
        """Its arms, of which nobody knows which is taken."""
        self.cursor.spaces()
        self.read.inside("(", ")")
        return Scope(self._braces())

    def _leave(self) -> Statement:
        rest = self._command()
        return Block((rest,)) if isinstance(rest, Call) and rest.words else Block(())

    def _skip(self) -> Statement:
        return self._command()

    def _bracketed(self) -> Statement:
        self.cursor.spaces()
        return self._condition_of(self.read.inside("(", ")"))

    def _condition_of(self, text: str) -> Statement:
        return PowerShell(text, self.lost, self.cursor.depth, self.line - 1)._condition()  # noqa: SLF001 - its own class

    def _condition(self) -> Statement:
        left = self._comparison()
        while found := self.cursor.find(_LOGIC):
            left = Both(left, self._comparison(), found[1].casefold() == "or")
        return left

    def _comparison(self) -> Statement:
        if self.cursor.find(_NEGATION):
            return Not(self._comparison())
        self.cursor.spaces()
        if self.cursor.peek() == "(":
            inner = self._condition_of(self.read.inside("(", ")"))
            if not self.cursor.look(_COMPARED):
                return inner
        left = self.read.word()
        found = self.cursor.find(_COMPARED)
        return Test(f"-{found[1].casefold()}", (left, self.read.word())) if found else Test("", (left,))

    _ways: Mapping[str, Callable[["PowerShell"], Statement]] = {
        "foreach": _foreach, "for": _for, "while": _while, "do": _do, "if": _if, "function": _function,
        "filter": _function, "try": _try, "param": _param, "switch": _switch, "return": _leave,
    }  # fmt: skip


def _items(name: str, value: Value) -> tuple[Word, ...]:
    """The words a loop goes over: a list by its name, a range as it is."""
    return ((Variable(name),),) if isinstance(value, Items) else (value,)

"""PowerShell's expressions and arguments: strings with variables in them, ranges, lists, tables, sums."""

import re
from collections.abc import Callable, Iterator, Mapping

from bareme.scripts.parsing.grammar import Node, line
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

_SCOPE = re.compile(r"^(?:script|global|local|private|using|variable):", re.IGNORECASE)
_IN_TOKEN = re.compile(r"(\$\{[^}]*\}|\$(?:\w+:)?\w+)|`(.)|[\"']", re.DOTALL)
_ESCAPED = re.compile(r'`(.)|"(")', re.DOTALL)
_PLACE = re.compile(r"\{(\d)(?::[dD](\d)|:(0+))?\}")
_DIGITS = re.compile(r"[dD](\d)|(0+)")
_REDIRECTION = re.compile(r"[\d*]?>")
_HERE = re.compile(r"@[\"'][ \t]*\n|\n[\"']@$")
_CONSTANTS = {"true": "True", "false": "", "null": ""}
_ESCAPES = {"n": "\n", "t": "\t", "0": "", "r": "", "\n": ""}
_HOWS = {"tolower": How.LOWER, "tolowerinvariant": How.LOWER, "toupper": How.UPPER, "toupperinvariant": How.UPPER}
_AS_IT_IS = {"trim", "tostring", "gettype"}
_WHOLE = {"variable", "expandable_string_literal", "expandable_here_string_literal", "command", "command_name"}
"""Nodes with one child that are more than it."""
_SILENT = {"command_argument_sep", "redirection", "redirections", "comment"}

Value = Word | Items
NOTHING: Word = (Text(""),)


def core(node: Node) -> Node:
    """A node without the twelve levels of operators that its expression does not use."""
    while len(node.children) == 1 and node.children[0].is_named and node.type not in _WHOLE:
        node = node.children[0]
    return node


class Expressions:
    """Makes values of nodes; `block` makes statements of what stands in brackets."""

    def __init__(self, source: bytes, block: Callable[[list[Node]], Block]) -> None:
        self.source = source
        self.block = block

    def raw(self, node: Node) -> str:
        """A node as it is written."""
        return self._cut(node.start_byte, node.end_byte)

    def word(self, node: Node) -> Word:
        """An expression that is one value."""
        return as_word(self.value(node))

    def value(self, node: Node) -> Value:
        """An expression; one that nobody knows is followed for the commands in it."""
        inner = core(node)
        way = self._ways.get(inner.type)
        return way(self, inner) if way else (Output(self.block([inner])),)

    def arguments(self, elements: Node | None) -> list[Word]:
        """The words of a command: neighbours without a blank between them are one."""
        words: list[Word] = []
        end = -1
        for child in elements.children if elements else ():
            if child.type in _SILENT or _REDIRECTION.match(self.raw(child)):
                continue
            found = list(self._argument(child))
            if child.start_byte == end and words and found:
                words[-1] += found.pop(0)
            words += found
            end = child.end_byte
        return words

    def _argument(self, node: Node) -> Iterator[Word]:
        inner, written = core(node), self.raw(node)
        if inner.type == "stop_parsing":
            yield from ((Text(word),) for word in written.split()[1:])
        elif inner.type in {"generic_token", "command_parameter"}:
            yield tuple(token(written))
        elif inner.type in {"type_literal", "script_block_expression"} or _is_file(inner, written):
            yield (Text(written),)
        elif inner.type == "variable" and isinstance(part := self.variable(inner)[0], Variable):
            yield (Variable(part.name, every=True, quoted=True, how=part.how),)
        else:
            value = self.value(inner)
            yield from (as_word(item) for _, item in value.pairs) if isinstance(value, Items) else [value]

    def variable(self, node: Node) -> Word:
        """`$x`, `${x}`, `$script:x`, `$env:X`, `@x`."""
        written = self.raw(node)
        name = variable_name(written)
        if name in _CONSTANTS:
            return (Text(_CONSTANTS[name]),)
        splat = written.startswith("@")
        return (Variable(name, every=splat, quoted=True, how=How.SPLAT if splat else How.VALUE),)

    def _string(self, node: Node) -> Word:
        """What is between the quotes, the blanks too that belong to no node."""
        return tuple(self._expanded(node, node.start_byte + 1, node.end_byte - 1))

    def _here(self, node: Node) -> Word:
        """`@"`, lines, `"@`."""
        opening = len(self.raw(node).partition("\n")[0].encode()) + 1
        return tuple(self._expanded(node, node.start_byte + opening, node.end_byte - 3))

    def _expanded(self, node: Node, place: int, end: int) -> Iterator[Part]:
        yield Text("")
        for child in node.children:
            if child.type in {"variable", "sub_expression"}:
                yield Text(_ESCAPED.sub(_unescaped, self._cut(place, child.start_byte)))
                yield _part(self.value(child))
                place = child.end_byte
        yield Text(_ESCAPED.sub(_unescaped, self._cut(place, end)))

    def _verbatim(self, node: Node) -> Word:
        return (Text(self.raw(node)[1:-1].replace("''", "'")),)

    def _verbatim_here(self, node: Node) -> Word:
        return (Text(_HERE.sub("", self.raw(node))),)

    def _number(self, node: Node) -> Word:
        return (Text(self.raw(node)),)

    def _list(self, node: Node) -> Value:
        """`1, 2`; `@( … )`, whose lines may be lists themselves."""
        items: list[Value] = []
        for child in _inside(node):
            found = self.value(child)
            is_lines = node.type == "array_expression" and isinstance(found, Items) and not _is_table(found)
            items += [item for _, item in found.pairs] if is_lines and isinstance(found, Items) else [found]
        return Items(tuple((None, item) for item in items))

    def _table(self, node: Node) -> Value:
        entries = [one for body in _inside(node) for one in _inside(body) if one.type == "hash_entry"]
        return Items(tuple((self._key(one.children[0]), self.value(one.children[-1 - _ended(one)])) for one in entries))

    def _key(self, node: Node) -> Word:
        inner = core(node)
        return (Text(self.raw(inner).casefold()),) if inner.type == "simple_name" else lowered(self.word(inner))

    def _bracket(self, node: Node) -> Value:
        """`( … )`, `$( … )`: the value of an expression, or the output of commands."""
        inside = _inside(node)
        return self.value(inside[0]) if len(inside) == 1 else (Output(self.block(inside)),)

    def _cast(self, node: Node) -> Value:
        return self.value(node.children[-1])

    def _signed(self, node: Node) -> Value:
        sign, operand = self.raw(node.children[0]), self.value(node.children[-1])
        if sign == "-":
            return (Text("-"), *as_word(operand))
        return operand if sign in {"+", ","} else (Output(self.block(node.children)),)

    def _member(self, node: Node) -> Value:
        """`.name`, `[0]`: of a variable an item; of a command's output nobody knows what."""
        held = self.value(node.children[0])
        if isinstance(held, Items) or not (len(held) == 1 and isinstance(held[0], Variable)):
            return (Output(self.block(node.children)),)
        name, path = held[0].name, held[0].path
        if node.type == "member_access":
            member = self.raw(node.children[-1]).strip("\"'").casefold()
            if member in {"count", "length"}:
                return (Variable(name, path, quoted=True, how=How.LENGTH),)
            return (Variable(name, (*path, (Text(member),)), quoted=True),)
        key = self.word(node.children[2])
        if name == "args" and isinstance(key[0], Text) and key[0].text.isdecimal():
            return (Variable(str(int(key[0].text) + 1), quoted=True),)
        return (Variable(name, (*path, lowered(key)), quoted=True),)

    def _invoked(self, node: Node) -> Value:
        """`.ToLower()`, `.ToString("00")`, `.PadLeft(2, "0")`; of the others nobody knows the outcome."""
        held = self.value(node.children[0])
        method = self.raw(node.children[2]).casefold() if len(node.children) > 3 else ""
        given = self.raw(node.children[-1]).strip("()").replace('"', "").replace("'", "").replace(" ", "")
        how = _HOWS.get(method)
        if how and not isinstance(held, Items) and len(held) == 1 and isinstance(held[0], Variable):
            return (Variable(held[0].name, held[0].path, quoted=True, how=how),)
        digits = _DIGITS.fullmatch(given)
        if method == "tostring" and digits:
            return (padded(as_word(held), int(digits[1] or len(digits[2])), line(node)),)
        if method == "padleft" and re.fullmatch(r"\d,0", given):
            return (padded(as_word(held), int(given[0]), line(node)),)
        return held if method in _AS_IT_IS and not given else (Output(self.block(node.children)),)

    def _sum(self, node: Node) -> Value:
        left, right = self.value(node.children[0]), self.value(node.children[-1])
        operator = self.raw(node.children[1])
        if operator == "+" and isinstance(left, Items):
            more = right.pairs if isinstance(right, Items) else ((None, right),)
            return Items((*left.pairs, *more))
        if operator == "+":
            return (Plus(as_word(left), as_word(right)),)
        return (Sum((*as_word(left), Text(operator), *as_word(right))),)

    def _range(self, node: Node) -> Value:
        ends = (self.word(node.children[0]), self.word(node.children[-1]))
        return (Output(Block((Call(((Text("seq"),), *ends), line(node)),))),)

    def _format(self, node: Node) -> Value:
        """`"vm{0:D2}" -f $i`."""
        pattern, values = self.word(node.children[0]), self.value(node.children[-1])
        if not all(isinstance(part, Text) for part in pattern):
            return (Output(self.block(node.children)),)
        given = [as_word(item) for _, item in values.pairs] if isinstance(values, Items) else [values]
        text = "".join(part.text for part in pattern if isinstance(part, Text))
        parts: list[Part] = []
        place = 0
        for found in _PLACE.finditer(text):
            parts.append(Text(text[place : found.start()]))
            number, place = int(found[1]), found.end()
            value: Word = given[number] if number < len(given) else (Unknown(),)
            width = int(found[2] or len(found[3] or ""))
            parts += [padded(value, width, line(node))] if width else value
        return (*parts, Text(text[place:]))

    def _cut(self, start: int, end: int) -> str:
        return self.source[start:end].decode("utf-8", "replace")

    _ways: Mapping[str, Callable[["Expressions", Node], Value]] = {
        "variable": variable,
        "expandable_string_literal": _string,
        "expandable_here_string_literal": _here,
        "verbatim_string_characters": _verbatim,
        "verbatim_here_string_characters": _verbatim_here,
        "decimal_integer_literal": _number,
        "hexadecimal_integer_literal": _number,
        "real_literal": _number,
        "array_literal_expression": _list,
        "array_expression": _list,
        "hash_literal_expression": _table,
        "parenthesized_expression": _bracket,
        "sub_expression": _bracket,
        "cast_expression": _cast,
        "expression_with_unary_operator": _signed,
        "member_access": _member,
        "element_access": _member,
        "invokation_expression": _invoked,
        "additive_expression": _sum,
        "multiplicative_expression": _sum,
        "range_expression": _range,
        "format_expression": _format,
    }


def variable_name(written: str) -> str:
    """`$script:Name` is `name`; `$env:NAME` stays apart from `$name`."""
    name = _SCOPE.sub("", written.strip("$@{}")).casefold()
    return "_" if name == "psitem" else name


def token(written: str) -> Iterator[Part]:
    """A bare word, with the variables, the quotes and the escapes in it."""
    place = 0
    for found in _IN_TOKEN.finditer(written):
        yield Text(written[place : found.start()])
        if found[1]:
            yield Variable(variable_name(found[1]), quoted=True)
        elif found[2]:
            yield Text(found[2])
        place = found.end()
    yield Text(written[place:])


def padded(value: Word, width: int, place: int) -> Part:
    """A number with zeros before it."""
    return Output(Block((Call(((Text("printf"),), (Text(f"%0{width}d"),), value), place),)), quoted=True)


def as_word(value: Value) -> Word:
    """A value as one text: a list's items with blanks between them."""
    if not isinstance(value, Items):
        return value
    joined: list[Part] = []
    for number, (_, item) in enumerate(value.pairs):
        joined += [*([Text(" ")] if number else []), *as_word(item)]
    return tuple(joined)


def lowered(word: Word) -> Word:
    """A key: PowerShell does not mind case."""
    return tuple(Text(part.text.casefold()) if isinstance(part, Text) else part for part in word)


def _part(value: Value) -> Part:
    """One part of a text: a single one as it is, more of them as a sum of texts."""
    word = as_word(value)
    if len(word) == 1:
        return word[0]
    return Plus(word[:-1], word[-1:]) if word else Text("")


def _inside(node: Node) -> list[Node]:
    """What stands in brackets, without the brackets; a list of statements is its statements."""
    found = [child for child in node.children if child.is_named and child.type not in {"comment", "empty_statement"}]
    return _inside(found[0]) if len(found) == 1 and found[0].type == "statement_list" else found


def _ended(entry: Node) -> bool:
    return entry.children[-1].type == ";"


def _is_file(node: Node, written: str) -> bool:
    """`@parameters.json` is a file, `@parameters` a table."""
    return node.type == "member_access" and written.startswith("@")


def _is_table(items: Items) -> bool:
    return any(key is not None for key, _ in items.pairs)


def _unescaped(found: re.Match[str]) -> str:
    return found[2] or _ESCAPES.get(found[1], found[1])

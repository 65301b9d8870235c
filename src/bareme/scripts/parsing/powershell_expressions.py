"""PowerShell's expressions and arguments: strings with variables in them, ranges, lists, tables, sums."""

import re
from collections.abc import Iterator

from bareme.scripts.model import HOLE
from bareme.scripts.parsing import syntax
from bareme.scripts.parsing.grammar import Node, Reader, line
from bareme.scripts.parsing.syntax import Block, How, Items, Output, Part, Text, Variable, Word

_SCOPE = re.compile(r"^(?:script|global|local|private|using|variable):", re.IGNORECASE)
_IN_TOKEN = re.compile(r"`(.)|[\"']", re.DOTALL)
_ESCAPED = re.compile(r'`(.)|"(")', re.DOTALL)
_PLACE = re.compile(r"\{(\d)(?::[dD](\d)|:(0+))?\}")
_PADDED = re.compile(r"(tostring:[dD]|padleft:)(\d)(?:,0)?|tostring:(0+)")
_REDIRECTION = re.compile(r"[\d*]?>")
_HERE = re.compile(r"@[\"'][ \t]*\n|\n[\"']@$")
_CONSTANTS = {"true": "True", "false": "", "null": ""}
_ESCAPES = {"n": "\n", "t": "\t", "0": "", "r": "", "\n": ""}
_HOWS = {"tolower": How.LOWER, "tolowerinvariant": How.LOWER, "toupper": How.UPPER, "toupperinvariant": How.UPPER}
_ASKED = {"count": How.LENGTH, "length": How.LENGTH, "keys": How.KEYS, "values": How.VALUE}
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


class Expressions(Reader):
    """Makes values of nodes: `of_<type>` of those it knows; the others are followed for the commands in them."""

    def word(self, node: Node) -> Word:
        """An expression that is one value."""
        return as_word(self.value(node))

    def value(self, node: Node) -> Value:
        """An expression."""
        inner = core(node)
        found: Value = getattr(self, f"of_{inner.type}", self._unknown)(inner)
        return found

    def _unknown(self, node: Node) -> Word:
        return (Output(self.block([node])),)

    def arguments(self, elements: Node | None) -> list[Word]:
        """The words of a command."""
        children = elements.children if elements else []
        told = (one for one in children if one.type not in _SILENT and not _REDIRECTION.match(self.raw(one)))
        return [word for one in told for word in self._argument(one)]

    def _argument(self, node: Node) -> Iterator[Word]:
        inner, written = core(node), self.raw(node)
        if inner.type == "stop_parsing":
            yield from ((Text(word),) for word in written.split()[1:])
        elif inner.type in {"generic_token", "command_parameter"}:
            yield (Text(_IN_TOKEN.sub(r"\1", written)),)
        elif inner.type in {"type_literal", "script_block_expression"} or _is_file(inner, written):
            yield (Text(written),)
        elif inner.type == "variable" and isinstance(part := self.of_variable(inner)[0], Variable):
            yield (Variable(part.name, every=True, quoted=True, how=part.how),)
        else:
            value = self.value(inner)
            yield from (as_word(item) for _, item in value.pairs) if isinstance(value, Items) else [value]

    def of_variable(self, node: Node) -> Word:
        """`$x`, `${x}`, `$script:x`, `$env:X`, `@x`."""
        written = self.raw(node)
        name = variable_name(written)
        if name in _CONSTANTS:
            return (Text(_CONSTANTS[name]),)
        splat = written.startswith("@")
        return (Variable(name, every=splat, quoted=True, how=How.SPLAT if splat else How.VALUE),)

    def of_expandable_string_literal(self, node: Node) -> Word:
        """What is between the quotes, the blanks too that belong to no node."""
        return tuple(self._expanded(node, node.start_byte + 1, node.end_byte - 1))

    def of_expandable_here_string_literal(self, node: Node) -> Word:
        """`@"`, lines, `"@`."""
        opening = len(self.raw(node).partition("\n")[0].encode()) + 1
        return tuple(self._expanded(node, node.start_byte + opening, node.end_byte - 3))

    def _expanded(self, node: Node, place: int, end: int) -> Iterator[Part]:
        yield Text("")
        for child in node.children:
            if child.type in {"variable", "sub_expression"}:
                yield Text(_ESCAPED.sub(_unescaped, self.cut(place, child.start_byte)))
                yield _part(self.value(child))
                place = child.end_byte
        yield Text(_ESCAPED.sub(_unescaped, self.cut(place, end)))

    def of_verbatim_string_characters(self, node: Node) -> Word:
        return (Text(self.raw(node)[1:-1].replace("''", "'")),)

    def of_verbatim_here_string_characters(self, node: Node) -> Word:
        return (Text(_HERE.sub("", self.raw(node))),)

    def of_decimal_integer_literal(self, node: Node) -> Word:
        return (Text(self.raw(node)),)

    of_hexadecimal_integer_literal = of_real_literal = of_decimal_integer_literal

    def of_array_literal_expression(self, node: Node) -> Value:
        """`1, 2`; `@( … )`, whose lines may be lists themselves."""
        items: list[Value] = []
        for child in _inside(node):
            found = self.value(child)
            is_lines = node.type == "array_expression" and isinstance(found, Items) and not _is_table(found)
            items += [item for _, item in found.pairs] if is_lines and isinstance(found, Items) else [found]
        return Items(tuple((None, item) for item in items))

    of_array_expression = of_array_literal_expression

    def of_hash_literal_expression(self, node: Node) -> Value:
        entries = [one for body in _inside(node) for one in _inside(body) if one.type == "hash_entry"]
        return Items(tuple((self._key(one.children[0]), self.value(one.children[-1 - _ended(one)])) for one in entries))

    def _key(self, node: Node) -> Word:
        inner = core(node)
        return (Text(self.raw(inner).casefold()),) if inner.type == "simple_name" else lowered(self.word(inner))

    def of_parenthesized_expression(self, node: Node) -> Value:
        """`( … )`, `$( … )`: the value of an expression, or the output of commands."""
        inside = _inside(node)
        return self.value(inside[0]) if len(inside) == 1 else (Output(self.block(inside)),)

    of_sub_expression = of_parenthesized_expression

    def of_cast_expression(self, node: Node) -> Value:
        return self.value(node.children[-1])

    def of_expression_with_unary_operator(self, node: Node) -> Value:
        sign, operand = self.raw(node.children[0]), self.value(node.children[-1])
        if sign == "-":
            return (Text("-"), *as_word(operand))
        return operand if sign in {"+", ","} else self._unknown(node)

    def of_member_access(self, node: Node) -> Value:
        """`.name`, `[0]`: of a variable an item; of a command's output nobody knows what."""
        held = self.value(node.children[0])
        if isinstance(held, Items) or not (len(held) == 1 and isinstance(held[0], Variable)):
            return self._unknown(node)
        name, path = held[0].name, held[0].path
        if node.type == "member_access":
            member = self.raw(node.children[-1]).strip("\"'").casefold()
            if member in _ASKED:
                return (Variable(name, path, quoted=True, how=_ASKED[member]),)
            return (Variable(name, (*path, (Text(member),)), quoted=True),)
        key = self.word(node.children[2])
        if name == "args" and isinstance(key[0], Text) and key[0].text.isdecimal():
            return (Variable(str(int(key[0].text) + 1), quoted=True),)
        return (Variable(name, (*path, lowered(key)), quoted=True),)

    of_element_access = of_member_access

    def of_invokation_expression(self, node: Node) -> Value:
        """`.ToLower()`, `.ToString("00")`, `.PadLeft(2, "0")`; of the others nobody knows the outcome."""
        held = self.value(node.children[0])
        method = self.raw(node.children[2]).casefold() if len(node.children) > 3 else ""
        given = self.raw(node.children[-1]).strip("()").replace('"', "").replace("'", "").replace(" ", "")
        how = _HOWS.get(method)
        if how and not isinstance(held, Items) and len(held) == 1 and isinstance(held[0], Variable):
            return (Variable(held[0].name, held[0].path, quoted=True, how=how),)
        padded = _PADDED.fullmatch(f"{method}:{given}")
        if padded:
            return (printf(f"%0{_width(padded)}d", [as_word(held)], line(node)),)
        return held if method in _AS_IT_IS and not given else self._unknown(node)

    def of_additive_expression(self, node: Node) -> Value:
        left, right = self.value(node.children[0]), self.value(node.children[-1])
        operator = self.raw(node.children[1])
        if operator == "+" and isinstance(left, Items):
            more = right.pairs if isinstance(right, Items) else ((None, right),)
            return Items((*left.pairs, *more))
        if operator == "+":
            return (syntax.Plus(as_word(left), as_word(right)),)
        return (syntax.Sum((*as_word(left), Text(operator), *as_word(right))),)

    of_multiplicative_expression = of_additive_expression

    def of_range_expression(self, node: Node) -> Value:
        ends = (self.word(node.children[0]), self.word(node.children[-1]))
        return (Output(Block((syntax.Call(((Text("seq"),), *ends), line(node)),))),)

    def of_format_expression(self, node: Node) -> Value:
        """`"vm{0:D2}" -f $i`."""
        pattern, values = self.word(node.children[0]), self.value(node.children[-1])
        given = [as_word(item) for _, item in values.pairs] if isinstance(values, Items) else [values]
        text = "".join(part.text if isinstance(part, Text) else HOLE for part in pattern)
        template = _PLACE.sub(lambda one: f"%0{_width(one)}d" if _width(one) else "%s", text)
        numbers = [int(one[1]) for one in _PLACE.finditer(text)]
        return (printf(template, [given[n] if n < len(given) else (syntax.Unknown(),) for n in numbers], line(node)),)


def variable_name(written: str) -> str:
    """`$script:Name` is `name`; `$env:NAME` stays apart from `$name`."""
    name = _SCOPE.sub("", written.strip("$@{}")).casefold()
    return "_" if name == "psitem" else name


def _width(found: re.Match[str]) -> int:
    return int(found[2] or len(found[3] or ""))


def printf(template: str, values: list[Word], place: int) -> Part:
    """What `printf` prints."""
    return Output(Block((syntax.Call(((Text("printf"),), (Text(template),), *values), place),)), quoted=True)


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
    return syntax.Plus(word[:-1], word[-1:]) if word else Text("")


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

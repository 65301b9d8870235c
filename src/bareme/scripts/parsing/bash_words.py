"""The words of a Bash script: quotes, variables, braces, substitutions."""

import re
from collections.abc import Iterator

from bareme.scripts.limits import MAX_TURNS
from bareme.scripts.parsing.grammar import Node, Reader
from bareme.scripts.parsing.syntax import Braces, How, Items, Output, Part, Sum, Text, Unknown, Variable, Word

_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_IN_QUOTES = re.compile(r'\\([$`"\\\n])')
_LIST = re.compile(r"\{([^{},\s]*(?:,[^{},\s]*)+)\}")
_RANGE = re.compile(r"\{(-?\d{1,9})\.\.(-?\d{1,9})(?:\.\.(-?\d{1,9}))?\}|\{([A-Za-z])\.\.([A-Za-z])\}")
_ITEM = re.compile(r"\[([^\]]*)\]=", re.DOTALL)
_NAME = re.compile(r"\$?([A-Za-z_]\w*)")
_HOWS = {",,": How.LOWER, "^^": How.UPPER}


class Words(Reader):
    """Makes words of nodes."""

    def word(self, node: Node) -> Word:
        """The word of a node."""
        return tuple(self._parts(node))

    def item(self, node: Node) -> tuple[Word | None, Word | Items]:
        """One item of an array: `x`, or `[key]=x`."""
        keyed = _ITEM.match(self.raw(node))
        if keyed is None:
            return None, self.word(node)
        stop = node.start_byte + len(keyed[0].encode())
        rest = [child for child in node.children if child.start_byte >= stop or child.end_byte > stop]
        value: list[Part] = []
        for child in rest:
            value += [Text(self.cut(stop, child.end_byte))] if child.start_byte < stop else self._parts(child)
        return (Text(keyed[1].strip("\"'")),), tuple(value)

    def path(self, node: Node) -> tuple[Word, ...]:
        """The key in `x[key]`."""
        index = node.child_by_field_name("index")
        if index is None:
            return ()
        return (self.arithmetic(index) if index.type.endswith("_expression") else self.word(index),)

    def arithmetic(self, node: Node) -> Word:
        """An expression, its variables (`$i`) in place; bare names are looked up when it is calculated."""
        return _bare_names(self.raw(node))

    def inner(self, node: Node) -> Word:
        """What stands between `((` and `))`."""
        text = self.raw(node).strip()
        body = text[text.index("((") + 2 : text.rindex("))") if "))" in text else len(text)]
        return _bare_names(body)

    def _parts(self, node: Node, *, quoted: bool = False) -> Iterator[Part]:
        match node.type:
            case "word" | "number" | "extglob_pattern" | "regex" | "variable_name" | "test_operator":
                yield from self._bare(node)
            case "raw_string" | "ansi_c_string":
                raw = self.raw(node)
                yield Text(_ESCAPED.sub(r"\1", raw[2:-1]) if raw.startswith("$") else raw[1:-1])
            case "string" | "translated_string":
                yield from self._string(node)
            case "concatenation":
                yield from self._joined(node)
            case "simple_expansion" | "expansion":
                yield self._expansion(node, quoted=quoted)
            case "command_substitution":
                yield Output(self.block([child for child in node.children if child.is_named]), quoted)
            case "arithmetic_expansion":
                yield Sum(self._sum(node))
            case "brace_expression":
                yield _braces(self.raw(node)) or Text(self.raw(node))
            case _:
                yield Unknown()

    def _bare(self, node: Node) -> Iterator[Part]:
        yield from _with_braces(_ESCAPED.sub(lambda found: "" if found[1] == "\n" else found[1], self.raw(node)))

    def _string(self, node: Node) -> Iterator[Part]:
        """What is between the quotes, the blanks too that belong to no node."""
        place = node.start_byte + self.raw(node).index('"') + 1
        end = node.end_byte - 1
        yield Text("")
        for child in node.children:
            if child.is_named and child.type != "string_content":
                yield Text(_IN_QUOTES.sub(_unescaped, self.cut(place, child.start_byte)))
                yield from self._parts(child, quoted=True)
                place = child.end_byte
        yield Text(_IN_QUOTES.sub(_unescaped, self.cut(place, end)))

    def _joined(self, node: Node) -> Iterator[Part]:
        """Neighbours; `{a,b}` comes as words and is put together again."""
        plain = ""
        for child in node.children:
            if child.type in {"word", "number"} or not child.is_named:
                plain += _ESCAPED.sub(lambda found: "" if found[1] == "\n" else found[1], self.raw(child))
                continue
            yield from _with_braces(plain)
            plain = ""
            yield from self._parts(child)
        yield from _with_braces(plain)

    def _sum(self, node: Node) -> Word:
        text = self.raw(node)
        inner = text[3:-2] if text.startswith("$((") else text[2:-1]
        return (Unknown(),) if "[" in inner else _bare_names(inner)

    def _expansion(self, node: Node, *, quoted: bool) -> Part:
        named = [child for child in node.children if child.is_named]
        operators = [self.raw(child) for child in node.children if not child.is_named][1:]
        subject = next(iter(named), None)
        if subject is None:
            return Variable(self.raw(node).strip("${}"), quoted=quoted)
        name = self.raw(subject).partition("[")[0]
        path = self.path(subject) if subject.type == "subscript" else ()
        every = self.raw(subject).endswith(("[@]", "[*]"))
        how = _how(operators, self.raw(node))
        default = self.word(named[1]) if len(named) > 1 and _defaults(operators) else None
        if how is How.VALUE and default is None and _defaults(operators):
            default = (Text(""),)
        return Variable(name, () if every else path, every, quoted, default, how)


def _bare_names(text: str) -> Word:
    """Arithmetic with `$i` and `${i}` as `i`: names are looked up when it is calculated."""
    return (Text(_NAME.sub(r"\1", text.replace("${", "").replace("}", ""))),)


def _how(operators: list[str], text: str) -> How:
    if text.startswith("${#"):
        return How.LENGTH
    if text.startswith("${!"):
        return How.KEYS
    signs = [sign for sign in operators if sign not in {"}", "{"}]
    if not signs or _defaults(operators):
        return How.VALUE
    return _HOWS.get(signs[0], How.OTHER)


def _defaults(operators: list[str]) -> bool:
    return bool({":-", "-", ":=", "="} & set(operators))


def _unescaped(found: re.Match[str]) -> str:
    return "" if found[1] == "\n" else found[1]


def _with_braces(text: str) -> Iterator[Part]:
    place = 0
    for found in re.finditer(f"{_LIST.pattern}|{_RANGE.pattern}", text):
        yield Text(text[place : found.start()])
        yield _braces(found[0]) or Text(found[0])
        place = found.end()
    yield Text(text[place:])


def _braces(text: str) -> Braces | None:
    listed, ranged = _LIST.fullmatch(text), _RANGE.fullmatch(text)
    if listed:
        return Braces(tuple(listed[1].split(",")))
    if ranged is None:
        return None
    if ranged[4]:
        first, last, step = ord(ranged[4]), ord(ranged[5]), 1
    else:
        first, last, step = int(ranged[1]), int(ranged[2]), abs(int(ranged[3] or 1)) or 1
    sign = 1 if last >= first else -1
    numbers = range(first, last + sign, sign * step)[: MAX_TURNS + 1]
    width = len(ranged[1] or "") if (ranged[1] or "").startswith("0") else 0
    return Braces(tuple(chr(n) if ranged[4] else str(n).zfill(width) for n in numbers))

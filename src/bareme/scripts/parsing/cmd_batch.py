"""Windows batch files, parsed by tree-sitter, as statements of the little language."""

import re
from collections.abc import Iterator

import tree_sitter_batch

from bareme.scripts.parsing import syntax
from bareme.scripts.parsing.grammar import NOTHING, Grammar, Node, Reader, line, nodes
from bareme.scripts.parsing.syntax import Block, Statement, Text, Word

UNKNOWN: Word = (syntax.Unknown(),)

_CONTINUED = re.compile(r"[ \t]*\^[ \t]*\n|[ \t]+[\\`][ \t]*\n(?=\s*-)")
_AT_A_PROMPT = re.compile(r"\bfor\b[^\n]*[^%]%[A-Za-z]\s+in\b", re.IGNORECASE)
_SINGLE = re.compile(r"(?<!%)%(?=[A-Za-z](?!\w*%))")
_SET = re.compile(r'set\s+(/[aAp])?\s*"?([^=&"]*?)\s*=([^"]*)"?', re.IGNORECASE)
_IN_WORD = re.compile(
    r"""%(?P<every>\*)|%~?(?P<argument>\d)|%%(?:~[fdpnxsatz]*)?(?P<loop>[A-Za-z])|%(?P<name>\w+)%|!(?P<late>\w+)!
    |(?P<unknown>%\w+:[^%\n]*%|%~\w+)|\^(?P<escaped>.)|(?P<quote>")""",
    re.VERBOSE,
)
_IF = re.compile(r"\s*if\s+(?:/i\s+)?(not\s+)?(.*)", re.IGNORECASE | re.DOTALL)
_COMPARED = re.compile(r"(.+?)\s*(==)\s*(.+)|(\S+)\s+(equ|neq|lss|leq|gtr|geq)\s+(\S+)", re.IGNORECASE)
_OPERATORS = {"==": "==", "equ": "-eq", "neq": "-ne", "lss": "-lt", "leq": "-le", "gtr": "-gt", "geq": "-ge"}
_TARGET = re.compile(r"\b(?:goto\s*:?|call\s*:)\s*([\w.-]+)", re.IGNORECASE)
_GROUPS = {"parenthesized", "redirect_stmt", "command_sep"}
_MOST_LABELS = 50
_MOST_INWARD = 10


def parse(text: str) -> tuple[Block, list[int]]:
    """The statements of a script, and the lines it could not make sense of.

    Raises:
        Tangled: the parser takes too long over it.
    """
    doubled = _SINGLE.sub("%%", text) if _AT_A_PROMPT.search(text) else text
    reader = Batch(Grammar(tree_sitter_batch.language()), _CONTINUED.sub(" ^\n", doubled))
    return reader.program(), reader.lost


class Batch(Reader):
    """One script, or a command in quotes within one."""

    def __init__(self, grammar: Grammar, text: str, first: int = 0, inward: int = 0) -> None:
        super().__init__(f"{text}\n".encode("utf-8", "replace"))
        self.grammar = grammar
        self.text = text
        self.first = first
        self.inward = inward

    def program(self) -> Block:
        """The labels that are jumped to, each with all that follows it, and every statement."""
        children = self.grammar.parse(self.source).children
        found = [self.statement(node) for node in children]
        targets = {name.casefold() for name in _TARGET.findall(self.text)}
        labels = [
            syntax.Function(f":{name}", Block(tuple(found[number:])))
            for number, node in enumerate(children)
            if node.type == "label" and (name := self.raw(node).strip(": \t").casefold()) in targets
        ]
        return Block((*labels[:_MOST_LABELS], *found))

    def _line(self, node: Node) -> int:
        return self.first + line(node)

    def _inner(self, text: str, node: Node) -> Block:
        """The statements of a command that stands in quotes."""
        inner = Batch(self.grammar, text, self._line(node) - 1, self.inward + 1)
        return inner.program() if self.inward < _MOST_INWARD else NOTHING

    def on_cmd(self, node: Node) -> Statement:
        spans: list[tuple[int, int]] = []
        for piece in nodes(node, lambda one: one.type not in {"cmd", "argument_list", "call_stmt", "ERROR", "@"}):
            if spans and piece.start_byte <= spans[-1][1]:  # no blank between them, or a part of what is there
                spans[-1] = (spans[-1][0], max(spans[-1][1], piece.end_byte))
            elif piece.type != "call_keyword":
                spans.append((piece.start_byte, piece.end_byte))
        told = self.raw(node).lstrip("@ ").casefold().split()
        if told[:1] == ["goto"]:
            return self.on_goto_stmt(node)
        if told[:1] == ["exit"]:
            return self.on_exit_stmt(node)
        words = (self.cut(start, end) for start, end in spans)
        return syntax.Call(tuple(tuple(word(one)) for one in words), self._line(node))

    def on_call_stmt(self, node: Node) -> Statement:
        """`call az …`, `call :label x`."""
        _, *rest = self.raw(node).split()
        if not rest or not rest[0].startswith(":"):
            return self.on_cmd(node)
        return syntax.Call(tuple(tuple(word(one)) for one in (rest[0].casefold(), *rest[1:])), self._line(node))

    def on_goto_stmt(self, node: Node) -> Statement:
        target = self.raw(node).lstrip("@ ")[4:].strip(": \t").casefold()
        leave = syntax.Call(((Text("return"),),), self._line(node))
        return leave if target == "eof" else Block((syntax.Call(((Text(f":{target}"),),), self._line(node)), leave))

    def on_exit_stmt(self, node: Node) -> Statement:
        return syntax.Call(((Text("return" if "/b" in self.raw(node).casefold() else "exit"),),), self._line(node))

    def on_variable_assignment(self, node: Node) -> Statement:
        found = _SET.match(self.raw(node))
        if found is None:
            return NOTHING
        option, name = (found[1] or "").casefold(), found[2].strip().upper()
        value, more, rest = found[3].partition("&")
        if option == "/a":
            steps = re.match(r'set\s+/a\s*"?([^"]*)', self.raw(node), re.IGNORECASE)
            return Block(tuple(syntax.Math(tuple(word(one.upper()))) for one in (steps[1] if steps else "").split(",")))
        told = syntax.Set(name, UNKNOWN if option == "/p" else tuple(word(value.strip())), self._line(node))
        return Block((told, self._inner(rest.lstrip("& "), node))) if more else told

    def on_for_stmt(self, node: Node) -> Statement:
        parts = {child.type: self.raw(child) for child in node.children}
        options, listed = parts.get("for_options", "").casefold(), parts.get("for_set", "").strip()
        name = parts.get("for_variable", "").lstrip("%")
        return syntax.For(
            f"%{name}", self._turns(options, listed, node), self.block(node.children[-1:]), self._line(node)
        )

    def _turns(self, options: str, listed: str, node: Node) -> tuple[Word, ...]:
        if options.startswith("/l"):
            numbers = tuple(tuple(word(one)) for one in re.split(r"[\s,;]+", listed))
            return ((syntax.Output(Block((syntax.Call(((Text("seq"),), *numbers), self._line(node)),))),),)
        if options.startswith("/f"):
            return ((syntax.Output(self._inner(listed[1:-1], node)),),) if listed[:1] in {"'", "`"} else (UNKNOWN,)
        items = re.findall(r'"[^"]*"|[^\s,;="]+', listed)
        return tuple(UNKNOWN if re.search(r"[*?]", one) or options else tuple(word(one)) for one in items)

    def on_if_stmt(self, node: Node) -> Statement:
        """The comparison is read from what stands before the first statement."""
        body = next((one for one in node.children if one.type in _GROUPS or hasattr(self, f"on_{one.type}")), None)
        if body is None:
            return NOTHING
        other = [child for child in node.children if child.type == "else_clause"]
        condition = self._condition(self.cut(node.start_byte, body.start_byte))
        return syntax.If(((condition, self.block([body])), *((None, self.block(one.children)) for one in other)))

    def _condition(self, head: str) -> Statement:
        found = _IF.match(head)
        compared = _COMPARED.fullmatch(found[2].strip()) if found else None
        if found is None or compared is None:
            return syntax.Test("", (UNKNOWN,))
        left, operator, right = (one for one in compared.groups() if one is not None)
        test = syntax.Test(_OPERATORS[operator.casefold()], (tuple(word(left)), tuple(word(right))))
        return syntax.Not(test) if found[1] else test

    def on_cond_exec(self, node: Node) -> Statement:
        left, right = node.children[0], node.children[-1]
        is_or = any(child.type == "||" for child in node.children)
        return syntax.Both(self.statement(left), self.statement(right), is_or)


def word(written: str) -> Iterator[syntax.Part]:
    """A word with `%NAME%`, `!NAME!`, `%%i` and `%1` in it; Windows does not mind case."""
    yield Text("")
    place = 0
    for found in _IN_WORD.finditer(written):
        yield Text(written[place : found.start()])
        place = found.end()
        match found.lastgroup:
            case "every":
                yield syntax.Variable("*")
            case "argument":
                yield syntax.Variable(found["argument"], quoted=True)
            case "loop":
                yield syntax.Variable(f"%{found['loop']}", quoted=True)
            case "name" | "late" as kind:
                yield syntax.Variable(found[kind].upper(), quoted=True)
            case "unknown":
                yield syntax.Unknown()
            case "escaped":
                yield Text(found["escaped"])
    yield Text(written[place:])

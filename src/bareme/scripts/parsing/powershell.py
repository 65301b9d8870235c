"""PowerShell, parsed by tree-sitter, as statements of the little language."""

from bareme.scripts.parsing import syntax
from bareme.scripts.parsing.grammar import NOTHING, Node, child, line, nodes
from bareme.scripts.parsing.powershell_expressions import Expressions, Value, as_word, core, lowered, variable_name
from bareme.scripts.parsing.powershell_repairs import readable
from bareme.scripts.parsing.syntax import Block, Items, Statement, Text, Word

_EACH = {"foreach-object", "foreach", "%"}
_WHERE = {"where-object", "where", "?"}
_SAME_AS = {"invoke-expression": "eval", "iex": "eval"}
_LEAVES = {"break": "break", "continue": "continue", "return": "return", "exit": "exit", "throw": "exit"}
_COLLECTED = {"pipeline_chain", "foreach_statement", "if_statement", "switch_statement"}
_LOGIC = {"-and", "-or"}
_ASIDE = {"comment", "foreach_parameter", "ERROR"}
_NEGATIONS = {"-not", "!"}


def parse(text: str) -> tuple[Block, list[int]]:
    """The statements of a script, and the lines it could not make sense of.

    Raises:
        Tangled: the parser takes too long over it.
    """
    root, source, lost = readable(text)
    reader = PowerShell(source)
    return reader.within(root), [*lost, *reader.lost]


class PowerShell(Expressions):
    """One script being read."""

    def __init__(self, source: bytes) -> None:
        super().__init__(source)
        self.collecting = ""
        """The variable that takes what the statements being read put out."""
        self.has_collected = False

    def on_pipeline(self, node: Node) -> Statement:
        """What stands between `&&` and `||`, or an assignment."""
        steps = [child for child in node.children if child.is_named]
        found = self._step(steps[0]) if steps else NOTHING
        for sign, step in zip(steps[1::2], steps[2::2], strict=False):
            found = syntax.Both(found, self._step(step), self.raw(sign) == "||")
        return found

    def _step(self, node: Node) -> Statement:
        is_set = node.type == "assignment_expression"
        return self.on_assignment_expression(node) if is_set else self.on_pipeline_chain(node)

    def on_pipeline_chain(self, node: Node) -> Statement:
        """Commands with `|` between them. A block is followed for each thing that comes to it; others let all pass."""
        first, *rest = [child for child in node.children if child.is_named and child.type != "redirections"] or [node]
        body: list[Statement] = []
        calls: list[Statement] = []
        for stage in reversed(rest):
            name, blocks = self._name(stage).casefold(), self._blocks(stage)
            if blocks and name in _EACH:
                more = [syntax.Set("_", (syntax.Unknown(),), line(stage)), *body] if body else []
                body = [*(self.block([block]) for block in blocks), *more]
            elif blocks and name in _WHERE:
                body = [syntax.If(((self._condition(blocks[0]), Block(tuple(body))),))] if body else []
            else:
                calls.append(self.on_command(stage))
        if body:
            return Block((self._each("_", self.value(first), Block(tuple(body)), line(node)), *reversed(calls)))
        start = self.on_command(first) if first.type == "command" else self._bare(first)
        return Block((start, *reversed(calls))) if calls else start

    def _each(self, name: str, value: Value, body: Block, place: int) -> Statement:
        if not isinstance(value, Items):
            return syntax.For(name, (value,), body, place)
        return Block((syntax.Set("@list", value, place), syntax.For(name, ((syntax.Variable("@list"),),), body, place)))

    def _name(self, command: Node) -> str:
        name = command.child_by_field_name("command_name")
        return self.raw(name) if name else ""

    def _blocks(self, command: Node) -> list[Node]:
        """The blocks among a command's arguments."""
        elements = command.child_by_field_name("command_elements")
        inner = [core(child) for child in elements.children] if elements else []
        bare = [core(one.children[1]) if one.type == "parenthesized_expression" else one for one in inner]
        return [one for one in bare if one.type == "script_block_expression"]

    def on_command(self, node: Node) -> Statement:
        name = node.child_by_field_name("command_name")
        inner = core(name) if name else node
        if name is None or inner.type == "script_block_expression":
            return self.within(node)
        told = self.raw(name).casefold()
        is_plain = inner.type == "command_name"
        first = (Text(_SAME_AS.get(told, told)),) if is_plain else lowered(self.word(inner))
        call = syntax.Call((first, *self.arguments(node.child_by_field_name("command_elements"))), line(node))
        blocks = self._blocks(node)
        return Block((call, *(self.block([block]) for block in blocks))) if blocks else call

    def _bare(self, node: Node) -> Statement:
        """An expression alone: it counts up, adds to a list, or puts something out."""
        inner = core(node)
        if inner.type == "cast_expression":
            return self._bare(inner.children[-1])
        if inner.type.endswith(("_increment_expression", "_decrement_expression")):
            return self._count(inner)
        if inner.type == "invokation_expression":
            added = self._added(inner)
            if added:
                return added
        value = self.value(inner)
        if self.collecting:
            self.has_collected = True
            return syntax.Set(self.collecting, Items(((None, value),)), line(node), append=True)
        return syntax.Set("@", value, line(node))

    def _count(self, node: Node) -> Statement:
        written = self.raw(node)
        return syntax.Math((Text(f"{variable_name(written.strip('+-'))}{'--' if '--' in written else '++'}"),))

    def _added(self, node: Node) -> Statement | None:
        """`$list.Add("x")`, `$table.Add("key", "x")`."""
        subject, given = core(node.children[0]), node.children[-1]
        if subject.type != "variable" or self.raw(node.children[2]).casefold() != "add":
            return None
        inner = core(given.children[1])
        held = [one for one in inner.children if one.is_named] if inner.type == "argument_expression_list" else [inner]
        name, values = variable_name(self.raw(subject)), [self.value(one) for one in held]
        if len(values) > 1:
            return syntax.Set(name, values[1], line(node), (lowered(as_word(values[0])),))
        return syntax.Set(name, Items(((None, values[0]),)), line(node), append=True)

    def on_assignment_expression(self, node: Node) -> Statement:
        target, sign = core(node.children[0]), self.raw(node.children[1])
        if target.type == "cast_expression":
            target = core(target.children[-1])
        right = core(node.children[-1])
        if right.type == "assignment_expression":
            inner = self.on_assignment_expression(right)
            held = core(right.children[0])
            return Block((inner, self._set(target, self.value(held), sign)))
        if target.type == "array_literal_expression":
            return self._several(target, right)
        return self._collected(target, right) or self._set(target, self.value(right), sign)

    def _several(self, target: Node, right: Node) -> Statement:
        names = [core(child) for child in target.children if child.is_named]
        value = self.value(right)
        values = [item for _, item in value.pairs] if isinstance(value, Items) else []
        first: list[Statement] = [] if values else [syntax.Set("@", value, line(right))]
        missing: list[Value] = [(syntax.Unknown(),)] * len(names)
        pairs = zip(names, [*values, *missing], strict=False)
        return Block((*first, *(self._set(name, one, "=") for name, one in pairs)))

    def _set(self, target: Node, value: Value, sign: str) -> Statement:
        place = line(target)
        held = self.value(target) if target.type in {"variable", "member_access", "element_access"} else ()
        if isinstance(held, Items) or not held or not isinstance(held[0], syntax.Variable):
            return syntax.Set("@", value, place)
        name, path = held[0].name, held[0].path[:1]
        if sign in {"-=", "*=", "/=", "%="} and not path:
            return syntax.Math((Text(f"{name} {sign} "), *as_word(value)))
        return syntax.Set(name, value, place, path, append=sign == "+=")

    def _collected(self, target: Node, right: Node) -> Statement | None:
        """`$vms = 1..3 | % { "vm$_" }`, `$x = if (…) { "a" } else { "b" }`: a list of what is put out."""
        if right.type not in _COLLECTED or target.type != "variable":
            return None
        outside, held = self.collecting, self.has_collected
        self.collecting, self.has_collected = variable_name(self.raw(target)), False
        filled = self.statement(right)
        empty = syntax.Set(self.collecting, Items(()), line(target))
        has_collected = self.has_collected
        self.collecting, self.has_collected = outside, held
        return Block((empty, filled)) if has_collected else None

    def on_foreach_statement(self, node: Node) -> Statement:
        name, value, body = [one for one in node.children if one.is_named and one.type not in _ASIDE][:3]
        return self._each(variable_name(self.raw(name)), self.value(value), self.block([body]), line(node))

    def on_for_statement(self, node: Node) -> Statement:
        parts = {child.type: child for child in node.children}
        first, step = (
            self.block([parts[one]]) if one in parts else NOTHING for one in ("for_initializer", "for_iterator")
        )
        condition = self._condition(parts["for_condition"]) if "for_condition" in parts else NOTHING
        return Block((first, syntax.While(condition, self.block(node.children[-1:]), line(node), step=step)))

    def on_while_statement(self, node: Node) -> Statement:
        return syntax.While(self._question(node), self.block(node.children[-1:]), line(node))

    def on_do_statement(self, node: Node) -> Statement:
        """The body once, and then while it holds."""
        body = self.block(node.children[1:2])
        goes_on = self._question(node)
        if any(child.type == "until" for child in node.children):
            goes_on = syntax.Not(goes_on)
        return Block((body, syntax.While(goes_on, body, line(node))))

    def _question(self, node: Node) -> Statement:
        found = child(node, "while_condition")
        return self._condition(found) if found else NOTHING

    def on_if_statement(self, node: Node) -> Statement:
        clauses = [node]
        for one in node.children:
            clauses += one.children if one.type == "elseif_clauses" else [one] * (one.type == "else_clause")
        return syntax.If(tuple(map(self._branch, clauses)))

    def _branch(self, node: Node) -> tuple[Statement | None, Block]:
        condition = node.child_by_field_name("condition")
        body = [child for child in node.children if child.type == "statement_block"]
        return (self._condition(condition) if condition else None), self.block(body)

    def _condition(self, node: Node) -> Statement:
        inner = core(node)
        operator = self.raw(inner.children[1]).casefold() if len(inner.children) == 3 else ""
        if inner.type in {"script_block_expression", "parenthesized_expression"} and len(inner.children) == 3:
            return self._condition(inner.children[1])
        if inner.type == "logical_expression" and operator in _LOGIC:
            left, right = self._condition(inner.children[0]), self._condition(inner.children[2])
            return syntax.Both(left, right, operator == "-or")
        if inner.type == "comparison_expression" and operator:
            sides = (self.word(inner.children[0]), self.word(inner.children[2]))
            return syntax.Test(operator, sides)
        if inner.type == "expression_with_unary_operator" and self.raw(inner.children[0]) in _NEGATIONS:
            return syntax.Not(self._condition(inner.children[-1]))
        return syntax.Test("", (self.word(inner),))

    def on_function_statement(self, node: Node) -> Statement:
        name = child(node, "function_name")
        body = [child for child in node.children if child.type == "script_block"]
        told = self.raw(name).casefold() if name else ""
        return syntax.Function(told, self._bodied(body), self._parameters(node))

    def _bodied(self, body: list[Node]) -> Block:
        """A function's statements: what it puts out is its own."""
        outside, self.collecting = self.collecting, ""
        found = self.block([child for one in body for child in one.children if child.type != "param_block"])
        self.collecting = outside
        return found

    def on_param_block(self, node: Node) -> Statement:
        """`param( … )` of the script itself."""
        return syntax.Function("", NOTHING, self._parameters(node))

    def _parameters(self, node: Node) -> tuple[tuple[str, Word | None], ...]:
        found: list[tuple[str, Word | None]] = []
        for one in nodes(node, lambda child: child.type == "script_parameter"):
            name, default = child(one, "variable"), child(one, "script_parameter_default")
            if name:
                told = self.word(default.children[-1]) if default else None
                found.append((variable_name(self.raw(name)), told))
        return tuple(found)

    def on_try_statement(self, node: Node) -> Statement:
        """What is tried, and what is done in the end; not what is done where it fails."""
        return self.block([child for child in node.children if child.type != "catch_clauses"])

    def on_switch_statement(self, node: Node) -> Statement:
        subject = child(node, "switch_condition")
        value = self.word(subject.children[1]) if subject and len(subject.children) > 2 else (syntax.Unknown(),)
        clauses = nodes(node, lambda child: child.type == "switch_clause")
        arms = ((self._pattern(one.children[0]), self.block(one.children[1:])) for one in clauses)
        return syntax.Case(value, tuple(arms))

    def _pattern(self, node: Node) -> tuple[Word, ...]:
        inner, written = core(node), self.raw(node)
        if written.casefold() == "default":
            return ((Text("*"),),)
        if inner.type == "script_block_expression":
            return ((syntax.Unknown(),),)
        return (self.word(inner),) if inner != node else ((Text(written.strip("\"'")),),)

    def on_flow_control_statement(self, node: Node) -> Statement:
        """`return`, `exit` and the like; what is returned is followed first."""
        word = self.raw(node.children[0]).casefold()
        leave = syntax.Call(((Text(_LEAVES.get(word, word)),),), line(node))
        return Block((self.block(node.children[1:]), leave))

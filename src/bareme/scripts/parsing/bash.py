"""Bash, parsed by tree-sitter, as statements of the little language."""

import tree_sitter_bash

from bareme.scripts.parsing import syntax
from bareme.scripts.parsing.bash_words import Words
from bareme.scripts.parsing.grammar import NOTHING, Grammar, Node, line
from bareme.scripts.parsing.readable import continued
from bareme.scripts.parsing.syntax import Block, Items, Statement, Text, Word

_TEST_OPERATORS = {"&&", "||", "-a", "-o"}


def parse(text: str) -> tuple[Block, list[int]]:
    """The statements of a script, and the lines it could not make sense of.

    Raises:
        Tangled: the parser takes too long over it.
    """
    reader = Bash(continued(text).encode("utf-8", "replace"))
    root = Grammar(tree_sitter_bash.language(), letter=".").parse(reader.source)  # part of words and of no name
    return reader.within(root), reader.lost


class Bash(Words):
    """One script being read."""

    def on_variable_assignment(self, node: Node) -> Statement:
        return self.assign(node)

    def on_compound_statement(self, node: Node) -> Block:
        """The statements in a node; of `((i++))` its arithmetic."""
        is_sum = node.type == "compound_statement" and self.raw(node).startswith("((")
        return Block((syntax.Math(self.inner(node)),)) if is_sum else self.within(node)

    def on_command(self, node: Node) -> Statement:
        name = node.child_by_field_name("name")
        sets = [self.assign(one) for one in node.children if one.type == "variable_assignment"]
        words = [self.word(one) for one in ([name.children[0]] if name and name.children else [])]
        words += [self.word(one) for one in node.children_by_field_name("argument")]
        call = syntax.Call(tuple(words), line(name or node))
        return Block((*sets, call)) if sets else call

    def assign(self, node: Node, *, local: bool = False) -> syntax.Set:
        """`x=1`, `x+=1`, `x[2]=1`, `x=(1 2)`."""
        name, value = node.child_by_field_name("name"), node.child_by_field_name("value")
        append = any(child.type == "+=" for child in node.children)
        path: tuple[Word, ...] = ()
        text = self.raw(name) if name else ""
        if name and name.type == "subscript":
            path = self.path(name)
            text = text.partition("[")[0]
        told = self._value(value)
        return syntax.Set(text, told, line(node), path, append, local)

    def _value(self, node: Node | None) -> Word | Items:
        if node is None:
            return (Text(""),)
        if node.type != "array":
            return self.word(node)
        return Items(tuple(map(self.item, (child for child in node.children if child.is_named))))

    def on_declaration_command(self, node: Node) -> Statement:
        local = node.children[0].type in {"local", "declare", "typeset"}
        return Block(tuple(self.assign(one, local=local) for one in node.children if one.type == "variable_assignment"))

    def on_for_statement(self, node: Node) -> Statement:
        name = node.child_by_field_name("variable")
        words = tuple(self.word(one) for one in node.children_by_field_name("value"))
        return syntax.For(self.raw(name) if name else "", words, self._body(node), line(node))

    def on_c_style_for_statement(self, node: Node) -> Statement:
        first, condition, step = (
            syntax.Math((*self.arithmetic(one),)) if (one := node.child_by_field_name(name)) else NOTHING
            for name in ("initializer", "condition", "update")
        )
        return Block((first, syntax.While(condition, self._body(node), line(node), step=step)))

    def on_while_statement(self, node: Node) -> Statement:
        condition: Statement = self.block(node.children_by_field_name("condition"))
        if node.children[0].type == "until":
            condition = syntax.Not(condition)
        return syntax.While(condition, self._body(node), line(node))

    def _body(self, node: Node) -> Block:
        body = node.child_by_field_name("body")
        return self.on_compound_statement(body) if body else NOTHING

    def on_if_statement(self, node: Node) -> Statement:
        branches: list[tuple[Statement | None, Block]] = [self._branch(node)]
        for child in node.children:
            if child.type == "elif_clause":
                branches.append(self._branch(child))
            elif child.type == "else_clause":
                branches.append((None, self.block(child.children)))
        return syntax.If(tuple(branches))

    def _branch(self, node: Node) -> tuple[Statement | None, Block]:
        """What stands before `then`, and what behind it up to the next branch."""
        then = next((n for n, child in enumerate(node.children) if child.type == "then"), 0)
        rest = [child for child in node.children[then:] if child.type not in {"elif_clause", "else_clause"}]
        return self.block(node.children[:then]), self.block(rest)

    def on_case_statement(self, node: Node) -> Statement:
        subject = node.child_by_field_name("value")
        arms = tuple(self._arm(one) for one in node.children if one.type == "case_item")
        return syntax.Case(self.word(subject) if subject else (), arms)

    def _arm(self, node: Node) -> tuple[tuple[Word, ...], Block]:
        patterns = tuple(self.word(one) for one in node.children_by_field_name("value"))
        close = next((n for n, child in enumerate(node.children) if child.type == ")"), 0)
        return patterns, self.block(node.children[close:])

    def on_function_definition(self, node: Node) -> Statement:
        name = node.child_by_field_name("name")
        return syntax.Function(self.raw(name) if name else "", self._body(node))

    def on_list(self, node: Node) -> Statement:
        sides = [self.statement(child) for child in node.children if child.is_named]
        is_or = any(child.type == "||" for child in node.children)
        return syntax.Both(sides[0], sides[-1], is_or) if len(sides) > 1 else self.within(node)

    def on_redirected_statement(self, node: Node) -> Statement:
        """The command; a here-document is text, whatever it looks like. What follows it on its line is not."""
        body = node.child_by_field_name("body")
        more = [one for child in node.children if child.type == "heredoc_redirect" for one in child.children]
        rest = [one for one in more if one.type in {"pipeline", "list", "command"}]
        return self.block(one for one in (body, *rest) if one)

    def on_negated_command(self, node: Node) -> Statement:
        return syntax.Not(self.within(node))

    def on_test_command(self, node: Node) -> Statement:
        inner = next((child for child in node.children if child.is_named), None)
        return self._condition(inner) if inner else NOTHING

    def _condition(self, node: Node) -> Statement:
        parts = [child for child in node.children if child.is_named and child.type != "test_operator"]
        operator = self._operator(node)
        if node.type == "parenthesized_expression" and parts:
            return self._condition(parts[0])
        if node.type == "unary_expression" and operator == "!" and parts:
            return syntax.Not(self._condition(parts[-1]))
        if node.type == "binary_expression" and operator in _TEST_OPERATORS and len(parts) > 1:
            return syntax.Both(self._condition(parts[0]), self._condition(parts[-1]), operator in {"||", "-o"})
        if node.type in {"binary_expression", "unary_expression"}:
            return syntax.Test(operator, tuple(map(self.word, parts)))
        return syntax.Test("", (self.word(node),))

    def _operator(self, node: Node) -> str:
        found = (child for child in node.children if child.type == "test_operator" or not child.is_named)
        return next((self.raw(child) for child in found), "")

    def on_subshell(self, node: Node) -> Statement:
        return syntax.Scope(self.within(node))

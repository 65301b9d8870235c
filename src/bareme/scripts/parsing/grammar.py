"""Syntax trees, made by tree-sitter within a limit of time, and the way through them."""

from collections.abc import Callable, Iterable, Iterator
from time import process_time

import tree_sitter

from bareme.scripts.limits import MAX_DEPTH, MAX_PARSING_SECONDS, Tangled
from bareme.scripts.parsing.syntax import Block, Statement

Node = tree_sitter.Node

NOTHING = Block(())
_PIECE = 4096
_MAX_NODES = MAX_DEPTH * 3 // 2
"""In one another: a loop's body is a node or two in the loop."""


class Grammar:
    """Parses with one grammar; all texts of one script share the time there is."""

    def __init__(self, language: object, letter: str = "_") -> None:
        self._parser = tree_sitter.Parser(tree_sitter.Language(language))
        self._plain = bytes(byte if byte < 0x80 else ord(letter) for byte in range(256))
        self._ends = process_time() + MAX_PARSING_SECONDS

    def parse(self, source: bytes) -> Node:
        """The root of the tree. The parser only asks whether to go on where it is handed its text in pieces.

        It is handed ASCII: not every grammar knows letters with accents, and the scanner of Bash's looks letters up in
        C's tables, which end at 255, so that an emoji behind a brace ends the process. What stands there is cut from
        the script itself.

        Raises:
            Tangled: it takes too long.
        """
        plain = source.translate(self._plain)
        try:
            return self._parser.parse(
                lambda place, _: plain[place : place + _PIECE],
                encoding="utf8",
                progress_callback=lambda *_: process_time() > self._ends,
            ).root_node
        except ValueError as error:
            raise Tangled from error


def line(node: Node) -> int:
    """The line a node starts on, from 1."""
    return node.start_point[0] + 1


def child(node: Node, kind: str) -> Node | None:
    """The first child of a type."""
    return next((one for one in node.children if one.type == kind), None)


def nodes(root: Node, wanted: Callable[[Node], bool]) -> Iterator[Node]:
    """The nodes of a tree that are wanted, in the order of the text."""
    waiting = [root]
    while waiting:
        node = waiting.pop()
        if wanted(node):
            yield node
        waiting += reversed(node.children)


def is_fault(node: Node) -> bool:
    """What the grammar could not place, or missed; a blank or a semicolon is not missed by anybody."""
    return node.is_error or (node.is_missing and node.type not in {" ", ";"})


def faults(root: Node) -> list[Node]:
    """All of them in a tree."""
    return list(nodes(root, is_fault)) if root.has_error else []


class Reader:
    """Makes statements of nodes: `on_<type>` of those it knows; of others, what is within."""

    def __init__(self, source: bytes) -> None:
        self.source = source
        self.lost: list[int] = []
        """The lines that could not be made sense of."""
        self._depth = 0

    def raw(self, node: Node) -> str:
        """A node as it is written."""
        return self.cut(node.start_byte, node.end_byte)

    def cut(self, start: int, end: int) -> str:
        """What is written between two places."""
        return self.source[start:end].decode("utf-8", "replace")

    def block(self, nodes: Iterable[Node]) -> Block:
        """The statements among these nodes."""
        return Block(tuple(one for one in map(self.statement, nodes) if one is not NOTHING))

    def statement(self, node: Node) -> Statement:
        """What a node does."""
        if is_fault(node):
            self.lost.append(line(node))
        if not node.is_named or self._depth > _MAX_NODES:
            return NOTHING
        self._depth += 1
        found: Statement = getattr(self, f"on_{node.type}", self.within)(node)
        self._depth -= 1
        return found

    def within(self, node: Node) -> Block:
        """What is done in a node, whatever it is."""
        return self.block(node.children)

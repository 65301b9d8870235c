"""Syntax trees, made by tree-sitter within a limit of time."""

from collections.abc import Callable, Iterator
from time import process_time

import tree_sitter

from bareme.scripts.limits import MAX_PARSING_SECONDS, Tangled

Node = tree_sitter.Node

_PIECE = 4096


class Grammar:
    """Parses with one grammar; all texts of one script share the time there is."""

    def __init__(self, language: object) -> None:
        self._parser = tree_sitter.Parser(tree_sitter.Language(language))
        self._ends = process_time() + MAX_PARSING_SECONDS

    def parse(self, source: bytes) -> Node:
        """The root of the tree; the parser only asks whether to go on where it is handed its text in pieces.

        Raises:
            Tangled: it takes too long.
        """
        try:
            return self._parser.parse(
                lambda place, _: source[place : place + _PIECE],
                encoding="utf8",
                progress_callback=lambda *_: process_time() > self._ends,
            ).root_node
        except ValueError as error:
            raise Tangled from error


def line(node: Node) -> int:
    """The line a node starts on, from 1."""
    return node.start_point[0] + 1


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

"""What students write in PowerShell and its grammar does not take, written so that it does; every line where it was.

A word glued from pieces (`vm$($i)x`, `--name=$n`, `"vm"$i`) becomes one string, a range its own words, and where
nothing else helps a line is given up, so that the others are read.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

import tree_sitter_powershell

from bareme.scripts.parsing.grammar import Grammar, Node, faults, line, nodes

_CONTINUED = re.compile(r"[ \t]*`[ \t]*\n|[ \t]+[\\^][ \t]*\n(?=\s*-)")
_ENDED = re.compile(r"`[ \t]*(?=\n[ \t]*(?:\n|#|$))")
_RANGE = re.compile(r"(-?\d+)(?=\.\.)")
_BRACKET = r"\((?:[^()\n]|\((?:[^()\n]|\([^()\n]*\))*\))*\)"
_PIECE = re.compile(
    rf"""(?P<double>"(?:`.|""|[^"`])*")|(?P<single>'(?:''|[^'])*')|(?P<bracket>\$?{_BRACKET})|(?P<braces>@?\{{[^{{}}\n]*\}})
    |(?P<variable>[$@](?:\{{[^}}\n]*\}}|(?:\w+:)?\w+(?:\.\w+(?:{_BRACKET})?|\[[^\]\n]*\])*))|(?P<bare>`\S|[^\s;|&(){{}}"'$`]+|\$)""",
    re.VERBOSE | re.DOTALL,
)
_GAP = re.compile(r"(?:[ \t]|`\n)+")
_OPTION = re.compile(r"(--?[A-Za-z][\w-]*)=(?=\S)")
_AZURE = re.compile(rb"(?:^|[\\/])(?:az(?:\.\w+)?$|\w+-Az)", re.IGNORECASE)
_EACH = re.compile(r"\.ForEach(?=\()", re.IGNORECASE)
_NAME = re.compile(r"[$@](?:\{[^}\n]*\}|(?:\w+:)?\w+)")
_LAST = re.compile(r"\$((?:\w+:)?\w+)$")
_MOST_LINES = 30
"""Given up one by one; a text with more of them is no script."""


class Edit(NamedTuple):
    """Characters to be written in another way."""

    start: int
    end: int
    text: str


class Reading(NamedTuple):
    """A tree, and what it is the tree of."""

    root: Node
    source: bytes
    lost: tuple[int, ...] = ()

    @property
    def worth(self) -> tuple[int, int]:
        """More commands are better, then fewer faults."""
        names = [self.source[one.start_byte : one.end_byte] for one in _names(self.root)]
        return sum(bool(_AZURE.search(name)) for name in names), -len(faults(self.root))


def readable(text: str) -> Reading:
    """The best tree there is of a script.

    Raises:
        Tangled: the parser takes too long over it.
    """
    grammar = Grammar(tree_sitter_powershell.language())
    best = _read(grammar, _CONTINUED.sub(" `\n", _ENDED.sub("", text)))
    for _ in range(2):  # what was glued together may hide more of it
        better = _read(grammar, _edited(best.source.decode(), [*_edits(best)]))
        best = max(better, best, key=lambda one: one.worth)
    return _without_bad_lines(grammar, best) if best.root.has_error else best


def _read(grammar: Grammar, text: str, lost: tuple[int, ...] = ()) -> Reading:
    source = text.encode("utf-8", "replace")
    return Reading(grammar.parse(source), source, lost)


def _edited(text: str, edits: list[Edit]) -> str:
    """The text with its edits, of two that overlap the first."""
    parts, place = [], 0
    for edit in sorted(set(edits)):
        if edit.start >= place:
            parts += [text[place : edit.start], edit.text]
            place = edit.end
    return "".join([*parts, text[place:]])


def _edits(reading: Reading) -> Iterator[Edit]:
    text = reading.source.decode()
    for node in _names(reading.root):
        start = len(reading.source[: node.start_byte].decode())
        ranged = _RANGE.match(text, start)
        if ranged:
            yield Edit(ranged.end(), ranged.end(), " ")
        else:
            yield from _words(text, start)
        yield from (Edit(*found.span(), " | ForEach-Object ") for found in _EACH.finditer(text))
    for fault in faults(reading.root):
        for child in fault.children:
            if child.type == "param_block":
                end = len(reading.source[: child.end_byte].decode())
                yield Edit(end, end, ";")


def _names(root: Node) -> Iterator[Node]:
    return nodes(root, lambda node: node.type == "command_name")


def _words(text: str, place: int) -> Iterator[Edit]:
    """The words of one command, behind its name, that the grammar may not take."""
    name = place
    while place < len(text):
        start = place
        pieces = []
        while piece := _PIECE.match(text, place):
            pieces.append(piece)
            place = piece.end()
        plain = _plain(pieces)
        if start > name and plain != text[start:place]:
            yield Edit(start, place, plain)
        gap = _GAP.match(text, place)
        if gap is None:
            break
        place = gap.end()
    if text.startswith("&", place) and not text.startswith("&&", place):  # in the background
        yield Edit(place, place + 1, " ")


def _plain(pieces: list[re.Match[str]]) -> str:
    """A word as the grammar takes it: `--name=x` as two, pieces as one string."""
    written = "".join(piece[0] for piece in pieces)
    option = _OPTION.match(written)
    if option:
        first = pieces[0]
        value = [piece for piece in (_PIECE.match(first[0], option.end()),) if piece]
        return f"{option[1]} {_plain([*value, *pieces[1:]])}"
    if len(pieces) == 1 and pieces[0]["variable"] and "(" in written:
        return f"$({written})"
    if len(pieces) < 2:
        return re.sub(r"(?<=\w),(?=\w)", " ", written) if pieces and pieces[0]["bare"] else written
    return '"' + "".join(_in_quotes(piece, is_first=piece is pieces[0]) for piece in pieces) + '"'


def _in_quotes(piece: re.Match[str], *, is_first: bool) -> str:
    written = piece[0]
    match piece.lastgroup:
        case "double":
            return _LAST.sub(r"$($\1)", written[1:-1])
        case "single":
            return re.sub(r'([$"`])', r"`\1", written[1:-1].replace("''", "'"))
        case "bracket":
            return f"${written.removeprefix('$')}"
        case "variable":
            return f"$({written})" if is_first else _NAME.sub(r"$(\g<0>)", written, count=1)
    return re.sub(r'(?<!`)(["$])', r"`\1", written)


def _without_bad_lines(grammar: Grammar, best: Reading) -> Reading:
    """Given up line by line, as long as more can be read without it."""
    for _ in range(_MOST_LINES):
        lines = best.source.decode().split("\n")
        tried = (
            _read(grammar, "\n".join([*lines[: bad - 1], "", *lines[bad:]]), (*best.lost, bad))
            for bad in _suspects(best.root)
        )
        better = max(tried, key=lambda one: one.worth, default=best)
        if better.worth <= best.worth:
            break
        best = better
    return best


def _suspects(root: Node) -> list[int]:
    """The lines on which what is wrong may begin: where the first fault begins, and where the grammar got stuck."""
    found: list[int] = []
    for fault in faults(root)[:1]:
        known = fault.children[-1].end_point[0] + 1 if fault.children else line(fault)
        found += [line(fault), known]
    return list(dict.fromkeys(found))

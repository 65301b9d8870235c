"""What students write in PowerShell and its grammar does not take, written so that it does; every line where it was.

A word glued from pieces (`vm$($i)x`, `--name=$n`, `"vm"$i`) becomes one string, a range its own words, and where
nothing else helps a line is given up, so that the others are read.
"""

import re
from collections.abc import Iterator
from contextlib import suppress
from typing import NamedTuple

import tree_sitter_powershell

from bareme.scripts.limits import Tangled
from bareme.scripts.parsing.grammar import Grammar, Node, faults, line, nodes

_CONTINUED = re.compile(r"[ \t]*`[ \t]*\n|[ \t]+[\\^][ \t]*\n(?=\s*-)")
_ENDED = re.compile(r"`[ \t]*(?=\n[ \t]*(?:\n|#|$))")
_RANGE = re.compile(r"(-?\d+)(?=\.\.)")
_LETTER = r"[\w\x80-\xff]"
"""The text is looked at byte by byte, as the tree counts: a letter with an accent is two of them."""
_BRACKET = r"\((?:[^()\n]|\((?:[^()\n]|\([^()\n]*\))*\))*\)"
_VARIABLE = rf"[$@](?:\{{[^}}\n]*\}}|(?:{_LETTER}+:)?{_LETTER}+)"
_PIECE = re.compile(
    rf"""(?P<double>"(?:`.|""|[^"`])*")|(?P<single>'(?:''|[^'])*')|(?P<bracket>\$?{_BRACKET})
    |(?P<braces>@?\{{[^{{}}\n]*\}})|(?P<variable>{_VARIABLE}(?:\.{_LETTER}+(?:{_BRACKET})?|\[[^\]\n]*\])*)
    |(?P<bare>`\S|[^\s;|&(){{}}"'$`]+|\$)""",
    re.VERBOSE | re.DOTALL | re.ASCII,
)
_GAP = re.compile(r"(?:[ \t]|`\n)+")
_OPTION = re.compile(r"(--?[A-Za-z][\w-]*)=(?=\S)", re.ASCII)
_AZURE = re.compile(rb"(?:^|[\\/])(?:az(?:\.\w+)?$|\w+-Az)", re.IGNORECASE)
_EACH = re.compile(r"\.ForEach(?=\()", re.IGNORECASE)
_NAME = re.compile(_VARIABLE, re.ASCII)
_LAST = re.compile(rf"\$((?:{_LETTER}+:)?{_LETTER}+)$", re.ASCII)
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
    best = _read(grammar, _CONTINUED.sub(" `\n", _ENDED.sub("", text)).encode("utf-8", "replace"))
    with suppress(Tangled):  # no time is left to read it better
        for _ in range(2):  # what was glued together may hide more of it
            better = _read(grammar, _edited(best.source.decode("latin-1"), [*_edits(best)]).encode("latin-1"))
            best = max(better, best, key=lambda one: one.worth)
        while best.root.has_error and len(best.lost) < _MOST_LINES:
            better = max(_without_a_line(grammar, best), key=lambda one: one.worth, default=best)
            if better.worth <= best.worth:
                break
            best = better
    return best


def _read(grammar: Grammar, source: bytes, lost: tuple[int, ...] = ()) -> Reading:
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
    text = reading.source.decode("latin-1")
    for node in _names(reading.root):
        ranged = _RANGE.match(text, node.start_byte)
        if ranged:
            yield Edit(ranged.end(), ranged.end(), " ")
        else:
            yield from _words(text, node.start_byte)
    yield from (Edit(*found.span(), " | ForEach-Object ") for found in _EACH.finditer(text))
    blocks = (one for fault in faults(reading.root) for one in fault.children if one.type == "param_block")
    yield from (Edit(one.end_byte, one.end_byte, ";") for one in blocks)


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


def _without_a_line(grammar: Grammar, best: Reading) -> Iterator[Reading]:
    """Without the line on which what is wrong may begin: where the first fault is, or where the grammar got stuck."""
    lines = best.source.split(b"\n")
    for fault in faults(best.root)[:1]:
        for bad in dict.fromkeys((line(fault), fault.children[-1].end_point[0] + 1 if fault.children else line(fault))):
            yield _read(grammar, b"\n".join([*lines[: bad - 1], b"", *lines[bad:]]), (*best.lost, bad))

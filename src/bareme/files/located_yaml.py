"""YAML 1.2 with positions: every value knows its line and column, and nothing turns into what it is not.

PyYAML's own rules are those of YAML 1.1, where `NO` is false and `12:30` is 750. Here only `true`, `false`, `null`,
whole and decimal numbers are anything but text (YAML 1.2.2, core schema). Duplicate keys are refused, aliases cannot
multiply a file beyond `MAX_NODES`.
"""

import re
from collections.abc import Callable
from typing import Any

import yaml

from bareme.files.problem import Path, Problem
from bareme.text.message import Message, say
from bareme.text.sanitize import clipped

MAX_NODES = 50_000
MAX_DEPTH = 40

KEY = "@key"
"""Last step of the path of a key's own position."""

_PLAIN = {
    "bool": (r"true|True|TRUE|false|False|FALSE", "tTfF"),
    "int": (r"[-+]?[0-9]+", "-+0123456789"),
    "float": (r"[-+]?(\.[0-9]+|[0-9]+\.[0-9]*)([eE][-+]?[0-9]+)?", "-+.0123456789"),
    "null": (r"~|null|Null|NULL|", "~nN\0"),
}


class _Loader(yaml.CSafeLoader if hasattr(yaml, "CSafeLoader") else yaml.SafeLoader):  # type: ignore[misc]
    yaml_implicit_resolvers: dict[str, list[tuple[str, re.Pattern[str]]]] = {}  # noqa: RUF012 - PyYAML's own hook


for _name, (_pattern, _first) in _PLAIN.items():
    _Loader.add_implicit_resolver(f"tag:yaml.org,2002:{_name}", re.compile(rf"^(?:{_pattern})$"), list(_first))


_REASONS = {
    "too large or too deeply": say("the file is too large or too deeply nested."),
    "cannot start any token": say("a character that cannot begin a value, such as a tab, @ or `. Indent with spaces,"
                                  " and put such a text in quotes."),
    "mapping values are not allowed": say("a colon where none can stand; check the indentation, or put the text in"
                                          " quotes."),
    "could not find expected ':'": say("a key without its colon, or a text that lacks its quotes."),
    "expected key": say("the indentation does not fit the lines above."),
    "expected ',' or": say("a comma or a closing bracket is missing."),
    "expected '-' indicator": say("the indentation of this list does not fit the lines above."),
    "found unexpected end": say("a quote or a bracket that is never closed."),
    "undefined alias": say("a * that names nothing; put the text in quotes."),
    "escape": say("a backslash in double quotes; write it in single quotes."),
    "characters are not allowed": say("a character that no text file holds."),
    "another document": say("a second document (---) begins here; a file holds one."),
    "<document start>": say("text after the end of the mapping; check the indentation."),
    "duplicate anchor": say("an & that names what another one names."),
    "alphabetic or numeric character": say("a * or & without a name; put the text in quotes."),
}  # fmt: skip
"""What libyaml finds, by a part of its sentence."""


def _reason(found: str) -> Message:
    """Libyaml's finding in our words."""
    other = say("this cannot be read here; check the indentation, the quotes and the colons.")
    return next((told for part, told in _REASONS.items() if part in found), other)


class Tree:
    """A parsed file: its data, the position of every path, and what is wrong with it as YAML."""

    def __init__(self, text: str) -> None:
        self.data: Any = None
        self.positions: dict[Path, tuple[int, int]] = {(): (1, 1)}
        self.problems: list[Problem] = []
        self._nodes = 0
        self._joined: dict[Path, str] = {}
        self._parse(text)

    def join(self, key: str, other: "Tree", file: str) -> None:
        """Let the items of a list that stands in another file follow those of the same list here."""
        items = other.data.get(key) if isinstance(other.data, dict) else None
        if not isinstance(items, list) or not isinstance(self.data, dict):
            return
        own = self.data.get(key)
        before = list(own) if isinstance(own, list) else []
        self.data[key] = [*before, *items]
        self.positions.setdefault((key,), self.position(()))
        for path, place in other.positions.items():
            if len(path) > 1 and path[0] == key and isinstance(path[1], int):
                moved = (key, path[1] + len(before), *path[2:])
                self.positions[moved] = place
                self._joined[moved[:2]] = file

    def position(self, path: Path) -> tuple[int, int]:
        """Line and column (1-based) of the value at a path, or of the nearest one around it."""
        while path not in self.positions:
            path = path[:-1]
        return self.positions[path]

    def problem(self, path: Path, message: Any) -> None:
        """Note something wrong at a path."""
        self.problems.append(Problem(*self.position(path), message, file=self._joined.get(path[:2], "")))

    def warning(self, path: Path, message: Any) -> None:
        """Note something doubtful at a path."""
        self.problems.append(Problem(*self.position(path), message, "warning", self._joined.get(path[:2], "")))

    @property
    def errors(self) -> list[Problem]:
        """What makes it unusable."""
        return [one for one in self.problems if one.level == "error"]

    def _parse(self, text: str) -> None:
        try:
            _measure(text)
            node = _Loader(text).get_single_node()
            self.data = self._built(node, ()) if node else None
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
            self.problems.append(
                Problem(line, column, say("not valid YAML: {reason}", reason=_reason(str(error.problem))))
            )
        except (yaml.YAMLError, RecursionError) as error:
            self.problems.append(Problem(1, 1, say("not valid YAML: {reason}", reason=_reason(str(error)))))

    def _built(self, node: yaml.Node, path: Path) -> Any:
        self.positions[path] = (node.start_mark.line + 1, node.start_mark.column + 1)
        self._nodes += 1
        if self._nodes > MAX_NODES or len(path) > MAX_DEPTH:
            raise yaml.YAMLError(_TOO_MUCH)
        kind = node.tag.rpartition(":")[2]
        if kind not in {*_CONVERT, "str", "map", "seq"}:
            self.problem(path, say("the tag {tag} has no place in a rubric.", tag=clipped(node.tag)))
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, path)
        if isinstance(node, yaml.SequenceNode):
            return [self._built(item, (*path, number)) for number, item in enumerate(node.value)]
        return self._scalar(node, path, kind)

    def _mapping(self, node: yaml.MappingNode, path: Path) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for key_node, value_node in node.value:
            key = key_node.value if isinstance(key_node, yaml.ScalarNode) else "?"
            own = (*path, key, KEY)
            self.positions[own] = (key_node.start_mark.line + 1, key_node.start_mark.column + 1)
            if not isinstance(key_node, yaml.ScalarNode):
                self.problem(own, say("a key is a text, not a list or a mapping."))
            elif key in found:
                self.problem(own, say("“{key}” stands here twice; keep one.", key=clipped(key)))
            else:
                found[key] = self._built(value_node, (*path, key))
        return found

    def _scalar(self, node: yaml.Node, path: Path, kind: str) -> Any:
        try:
            return _CONVERT.get(kind, str)(node.value)
        except ValueError:  # a tag that does not fit, or more digits than Python reads
            self.problem(path, say("“{text}” cannot be read as a number.", text=clipped(node.value)))
            return node.value


def _measure(text: str) -> None:
    """Refuse what would be too much before it is composed: the composer calls itself, and not in Python.

    Raises:
        yaml.YAMLError: the text is no YAML, or too large, or too deeply nested.
    """
    nodes = depth = 0
    for event in yaml.parse(text, _Loader):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        nodes += isinstance(event, yaml.NodeEvent)
        if nodes > MAX_NODES or depth > MAX_DEPTH:
            raise yaml.YAMLError(_TOO_MUCH)


_TOO_MUCH = "the file is too large or too deeply nested"


_CONVERT: dict[str, Callable[[str], Any]] = {
    "int": int,
    "float": float,
    "null": lambda _: None,
    "bool": lambda text: text.lower() == "true",
}

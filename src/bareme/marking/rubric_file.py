"""A rubric's text changed in one place, everything else left as its author wrote it: comments, order, quotes."""

import json
import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from bareme.errors import UsageError
from bareme.files.located_yaml import Tree
from bareme.files.problem import Path
from bareme.text.message import say

_SCALAR = re.compile(r"""'(?:[^']|'')*'|"(?:[^"\\]|\\.)*"|[^\s#,\[\]{}]+(?:[ ]+[^\s#,\[\]{}:]+)*""")


def with_points(text: str, points: Mapping[str, Decimal]) -> str:
    """The rubric with other points for some criteria."""
    tree = Tree(text)
    for number, section in enumerate(tree.data["sections"]):
        for place, criterion in enumerate(section["criteria"]):
            if criterion["id"] in points:
                path = ("sections", number, "criteria", place, "points")
                text = with_value(text, path, f"{points[criterion['id']]:f}")
    return text


def with_parameter(text: str, name: str, value: Any) -> str:
    """The rubric with another value of a parameter."""
    return with_value(text, ("parameters", *name.split(".")), yaml_text(value))


def with_value(text: str, path: Path, value: str) -> str:
    """The rubric with another plain value at a path; on the same line, so that all other places stay.

    Raises:
        UsageError: what stands there is no plain value.
    """
    line, column = Tree(text).position(path)
    rows = text.splitlines(keepends=True)
    row = rows[line - 1]
    found = _SCALAR.match(row, column - 1)
    if found is None:
        raise UsageError(say("Line {line} of the rubric holds no plain value: change it by hand.", line=line))
    rows[line - 1] = row[: found.start()] + value + row[found.end() :]
    return "".join(rows)


def with_version(text: str) -> str:
    """The rubric with the next version."""
    tree = Tree(text)
    now = str(tree.data.get("version", "1"))
    following = str(int(now) + 1) if now.isdecimal() else f"{now}.1"
    if "version" in tree.data:
        return with_value(text, ("version",), json.dumps(following))
    line, _ = tree.position(("id",))
    rows = text.splitlines(keepends=True)
    return "".join([*rows[:line], f"version: {json.dumps(following)}\n", *rows[line:]])


def with_substitute(text: str, parameter: str, value: str, students: Sequence[str], reason: str) -> str:
    """The rubric with one more substitute, before those there are.

    Raises:
        UsageError: there is no such parameter, or the list is written in a way that is not known here.
    """
    tree = Tree(text)
    own: dict[str, Any] = {"parameter": parameter, "value": read_value(value)}
    if students:
        own["students"] = list(students)
    entry = json.dumps({**own, "reason": reason}, ensure_ascii=False)
    known = tree.data.get("substitutes")
    if not known:
        rows = [row for row in text.splitlines(keepends=True) if not re.match(r"substitutes\s*:", row)]
        return "".join(rows).rstrip("\n") + f"\n\nsubstitutes:\n  - {entry}\n"
    line, column = tree.position(("substitutes", 0))
    rows = text.splitlines(keepends=True)
    before = rows[line - 1][: column - 1]
    if not re.fullmatch(r"\s*-\s+", before):
        raise UsageError(say("Write the substitute into the rubric by hand: its list is in a form of its own."))
    return "".join([*rows[: line - 1], f"{before}{entry}\n", *rows[line - 1 :]])


def read_value(text: str) -> Any:
    """A value as it would be read in a rubric."""
    found = Tree(text)
    return text if found.problems or found.data is None else found.data


def yaml_text(value: Any) -> str:
    """A value as it stands in a rubric."""
    return json.dumps(value, ensure_ascii=False)

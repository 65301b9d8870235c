"""Arithmetic in scripts: whole numbers, the usual operators, and nothing else."""

import ast
import operator
import re
from collections.abc import Callable, Mapping

_LONGEST = 200
_LARGEST = 10**12

_BINARY: Mapping[type[ast.operator], Callable[[int, int], int]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.FloorDiv: operator.floordiv,
    ast.Mod: operator.mod,
}
_COMPARE: Mapping[type[ast.cmpop], Callable[[int, int], bool]] = {
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
}
_SAFE = re.compile(r"[\w\s+*/%()<>=!&|-]*")
_MIXED = re.compile(r"\b\d+[^\W\d]")
"""`1and`, `0x1f`: no number of a lab's script, and a warning of Python's own."""


def calculated(text: str, variable: Callable[[str], str | None]) -> int | None:
    """The value of an expression; `None` where a part of it is unknown or not arithmetic."""
    if len(text) > _LONGEST or not _SAFE.fullmatch(text) or _MIXED.search(text):
        return None
    written = text.replace("&&", " and ").replace("||", " or ").replace("/", "//").strip()
    try:
        tree = ast.parse(re.sub(r"!(?!=)", " not ", written), mode="eval")
        return _value(tree.body, variable)
    except (SyntaxError, ValueError, ZeroDivisionError, RecursionError, MemoryError):
        return None


def whole(text: str | None) -> int | None:
    """A text as a whole number, if it is one."""
    held = (text or "").strip()
    return int(held) if re.fullmatch(r"[+-]?\d{1,12}", held) else None


def _value(node: ast.expr, variable: Callable[[str], str | None]) -> int | None:
    found: int | None = None
    match node:
        case ast.Constant(value=int() as value):
            found = int(value)
        case ast.Name(id=name):
            found = whole(variable(name))
        case ast.UnaryOp(op=ast.USub(), operand=inner):
            found = _both(operator.sub, 0, _value(inner, variable))
        case ast.UnaryOp(op=ast.Not(), operand=inner):
            found = _both(operator.eq, 0, _value(inner, variable))
        case ast.BinOp(left=left, op=op, right=right) if type(op) in _BINARY:
            found = _both(_BINARY[type(op)], _value(left, variable), _value(right, variable))
        case ast.Compare(left=left, ops=[compared], comparators=[right]) if type(compared) in _COMPARE:
            found = _both(_COMPARE[type(compared)], _value(left, variable), _value(right, variable))
        case ast.BoolOp(op=joint, values=values):
            told = [_value(value, variable) for value in values]
            found = None if None in told else int(all(told) if isinstance(joint, ast.And) else any(told))
    return found


def _both(operation: Callable[[int, int], int], left: int | None, right: int | None) -> int | None:
    if left is None or right is None:
        return None
    value = int(operation(left, right))
    return value if abs(value) < _LARGEST else None

"""Comparisons, decided where both sides are known."""

from fnmatch import fnmatchcase

from bareme.scripts.model import HOLE
from bareme.scripts.numbers import whole

_NUMBERS = {
    "-eq": lambda a, b: a == b,
    "-ne": lambda a, b: a != b,
    "-lt": lambda a, b: a < b,
    "-le": lambda a, b: a <= b,
    "-gt": lambda a, b: a > b,
    "-ge": lambda a, b: a >= b,
}
_SAME = {"=", "==", "-eq", "-like", "-ieq", "-ceq"}
_OTHER = {"!=", "-ne", "-notlike"}


def holds(operator: str, sides: list[str]) -> bool | None:
    """Whether a comparison is true; `None` where that is not known."""
    operator = operator.casefold()
    if any(HOLE in side for side in sides):
        return None
    match sides:
        case [only]:
            return {"-z": not only, "-n": bool(only), "": bool(only)}.get(operator)
        case [left, right]:
            return _compared(operator, left, right)
    return None


def of_words(words: list[str]) -> bool | None:
    """The condition of `test` or `[`, given as a command's words."""
    match [word for word in words if word != "]"]:
        case [left, operator, right]:
            return holds(operator, [left, right])
        case [operator, only] if operator.startswith("-"):
            return holds(operator, [only])
        case ["!", *rest] if rest:
            inner = of_words(rest)
            return None if inner is None else not inner
        case [only]:
            return holds("", [only])
    return None


def matches(text: str, patterns: list[str]) -> bool | None:
    """Whether one of an arm's patterns takes the text."""
    if any(pattern == "*" for pattern in patterns):
        return True
    if HOLE in text or any(HOLE in pattern for pattern in patterns):
        return None
    return any(fnmatchcase(text, pattern) for pattern in patterns)


def _compared(operator: str, left: str, right: str) -> bool | None:
    one, other = whole(left), whole(right)
    if operator in _NUMBERS and one is not None and other is not None:
        return bool(_NUMBERS[operator](one, other))
    if operator in _SAME:
        return fnmatchcase(left.casefold(), right.casefold()) if operator != "=" else left == right
    if operator in _OTHER:
        return not fnmatchcase(left.casefold(), right.casefold())
    return None

"""What a condition asks of the values that stand at its path: `eq`, `in`, `has`, `like`, `min` and the others."""

from collections.abc import Callable
from typing import Any

from bareme.conditions.compare import like, number, same
from bareme.conditions.model import Bounds, Plain
from bareme.reference.arm import fold

Operator = Callable[[Plain, list[Any]], bool]


def fits(condition: Plain, found: list[Any]) -> bool:
    """Whether all operators of a condition hold, but for the resource that an id leads to."""
    return all(operator(condition, found) for operator in _asked(condition))


def _asked(condition: Plain) -> tuple[Operator, ...]:
    """The operators that a condition has; found out once."""
    known = condition.__dict__.get("_asked")
    if known is None:
        known = tuple(operator for name, operator in _OPERATORS.items() if getattr(condition, name) is not None)
        condition.__dict__["_asked"] = known = tuple(dict.fromkeys(known))
    return known


def _exists(condition: Plain, found: list[Any]) -> bool:
    return bool(found) == condition.exists


def _equal(condition: Plain, found: list[Any]) -> bool:
    wanted, key = condition.eq, condition.place.last
    if isinstance(wanted, tuple):
        return same(spread(found), list(wanted), key)
    return any(same(value, wanted, key) for value in found) or any(same(value, wanted, key) for value in _parts(found))


def _one_of(condition: Plain, found: list[Any]) -> bool:
    key = condition.place.last
    return any(same(value, one, key) for value in spread(found) for one in condition.in_ or ())


def _has(condition: Plain, found: list[Any]) -> bool:
    wanted, key = condition.has, condition.place.last
    return any(_contains(value, wanted, key) for value in spread(found))


def _is_like(condition: Plain, found: list[Any]) -> bool:
    return any(like(value, condition.like or "") for value in spread(found))


def _has_form(condition: Plain, found: list[Any]) -> bool:
    form = condition.form
    return form is not None and any(isinstance(one, str) and form.groups(one) is not None for one in spread(found))


def _is_within(condition: Plain, found: list[Any]) -> bool:
    low, high = condition.between or (condition.min, condition.max)
    numbers = [one for value in spread(found) if (one := number(value)) is not None]
    return any((low is None or one >= low) and (high is None or one <= high) for one in numbers)


def _is_as_long(condition: Plain, found: list[Any]) -> bool:
    count, bounds = len(spread(found)), condition.length
    if isinstance(bounds, Bounds):
        return (bounds.min is None or count >= bounds.min) and (bounds.max is None or count <= bounds.max)
    return count == bounds


_OPERATORS: dict[str, Operator] = {
    "exists": _exists, "eq": _equal, "in_": _one_of, "has": _has, "like": _is_like, "pattern": _has_form,
    "min": _is_within, "max": _is_within, "between": _is_within, "length": _is_as_long,
}  # fmt: skip


def _contains(value: Any, wanted: Any, key: str) -> bool:
    if same(value, wanted, key):
        return True
    return isinstance(value, str) and isinstance(wanted, str) and fold(wanted) in fold(value)


def spread(found: list[Any]) -> list[Any]:
    """The values, lists among them taken apart."""
    return [one for value in found for one in (value if isinstance(value, list) else [value])]


def _parts(found: list[Any]) -> list[Any]:
    return [one for value in found if isinstance(value, list) for one in value]

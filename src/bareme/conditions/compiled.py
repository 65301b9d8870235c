"""A condition made ready once for all students: a function from a model to yes, no, or not told.

Most of a class's time goes into values that stand under plain keys and are what was asked for: those take one look.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from bareme.conditions.compare import same
from bareme.conditions.model import Condition, Plain
from bareme.conditions.operators import fits
from bareme.conditions.path import Key, Path

Truth = bool | None
"""`None` where no record tells."""
Test = Callable[[Mapping[str, Any], bool], Truth]
"""Of a model, and whether it is whole."""


def test_of(condition: Plain) -> Test | None:
    """The function of a condition; `None` of one that leads to other resources."""
    known = condition.__dict__
    if "_test" not in known:
        known["_test"] = _compiled(condition)
    found: Test | None = known["_test"]
    return found


def _compiled(condition: Plain) -> Test | None:
    if condition.any_ is not None:
        return _of_any(condition.any_)
    if condition.not_ is not None:
        inner = test_of(condition.not_)
        return _not(inner) if inner is not None else None
    if isinstance(condition, Condition) and condition.ref is not None:
        return None
    return _leaf(condition)


def _of_any(conditions: Iterable[Plain]) -> Test | None:
    tests = []
    for one in conditions:
        own = test_of(one)
        if own is None:
            return None
        tests.append(own)
    return _any(tests)


def _any(tests: Iterable[Test]) -> Test:
    def test(model: Mapping[str, Any], whole: bool) -> Truth:  # noqa: FBT001 - called a million times
        found: Truth = False
        for one in tests:
            own = one(model, whole)
            if own:
                return True
            if own is None:
                found = None
        return found

    return test


def _not(inner: Test) -> Test:
    def test(model: Mapping[str, Any], whole: bool) -> Truth:  # noqa: FBT001 - the same
        own = inner(model, whole)
        return None if own is None else not own

    return test


def _leaf(condition: Plain) -> Test:
    place = condition.place
    missing = _of_nothing(condition)
    asked = [name for name in condition.operators if getattr(condition, name) is not None]
    if asked == ["eq"] and not isinstance(condition.eq, tuple) and all(isinstance(one, Key) for one in place.steps):
        return _equal(place, condition, missing)

    def test(model: Mapping[str, Any], whole: bool) -> Truth:  # noqa: FBT001 - the same
        found = place.values(model)
        if found:
            return fits(condition, found)
        return missing if whole else None

    return test


def _equal(place: Path, condition: Plain, missing: bool) -> Test:  # noqa: FBT001 - private, one caller
    """One value under plain keys, written as Azure writes it more often than not."""
    names = [one.name for one in place.steps if isinstance(one, Key)]
    wanted, key = condition.eq, place.last

    def test(model: Mapping[str, Any], whole: bool) -> Truth:  # noqa: FBT001 - the same
        value: Any = model
        try:
            for name in names:
                value = value[name]
        except (KeyError, TypeError, IndexError):
            found = place.values(model)
            if not found:
                return missing if whole else None
            value = found[0]
        if value is None:
            return missing if whole else None
        if value.__class__ is wanted.__class__ and value == wanted:
            return True
        return same(value, wanted, key) or (isinstance(value, list) and any(same(one, wanted, key) for one in value))

    return test


def _of_nothing(condition: Plain) -> bool:
    """What holds where a whole record has nothing at the path: what Azure means by it."""
    default = condition.default
    if default is None:
        return fits(condition, [])
    return fits(condition, list(default) if isinstance(default, tuple) else [default])

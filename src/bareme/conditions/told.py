"""Conditions as sentences: what is expected, what was found, how to correct it; the author's own words go first."""

from collections.abc import Iterable, Mapping
from typing import Any

from bareme.conditions.judge import Result
from bareme.conditions.model import Bounds, Changed, Condition, Plain, Selection
from bareme.text.message import Message, Texts, Value, say

_LONGEST = 80
_MOST = 6


def told(condition: Plain | Changed) -> Value:
    """What is expected."""
    if condition.title is not None:
        return _own(condition.title)
    if isinstance(condition, Changed):
        return _change_told(condition)
    if condition.any_ is not None:
        return say("one of these: {each}", each=tuple(told(one) for one in condition.any_))
    if condition.not_ is not None:
        return say("not {condition}", condition=told(condition.not_))
    parts = tuple(_parts(condition))
    return parts[0] if len(parts) == 1 else say("{parts}", parts=parts)


def found(result: Result) -> Value:
    """What was found of it."""
    place = result.condition.place.shown if result.condition.path else told(result.condition)
    if result.truth is None:
        return say("{path}: not told by any record", path=place)
    if not result.values:
        return say("{path}: nothing", path=place)
    return say("{path}: {values}", path=place, values=shown(result.values))


def fix(condition: Plain | Changed) -> Value:  # noqa: PLR0911 - one line an operator
    """How to correct it."""
    if condition.fix is not None:
        return _own(condition.fix)
    if isinstance(condition, Changed) or condition.path is None:
        return told(condition)
    place = condition.place.shown
    if condition.exists is False:
        return say("take away {path}", path=place)
    if condition.eq is not None:
        return say("set {path} to {value}", path=place, value=shown(_many(condition.eq)))
    if condition.in_ is not None:
        return say("set {path} to one of {values}", path=place, values=shown(condition.in_))
    if condition.has is not None:
        return say("add {value} to {path}", path=place, value=shown((condition.has,)))
    return told(condition)


def named(selection: Selection) -> Value:
    """The resources that are meant, in few words: `virtualNetworks “vnet1”`."""
    kind = selection.type.partition("/")[2]
    name = selection.name or (selection.pattern.pattern if selection.pattern else "")
    if name and selection.group:
        return say("{type} “{name}” in {group}", type=kind, name=name, group=selection.group)
    if selection.group:
        return say("{type} in {group}", type=kind, group=selection.group)
    return say("{type} “{name}”", type=kind, name=name) if name else kind


def shown(values: Iterable[Any]) -> tuple[Value, ...]:
    """Values as people read them: few, short, an object by its name or id."""
    texts = tuple(map(_text, values))
    return texts if len(texts) <= _MOST else (*texts[:_MOST], f"… +{len(texts) - _MOST}")


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, Mapping):
        named_by = next((str(value[key]) for key in ("name", "id", "key") if key in value), "")
        return named_by.rpartition("/")[2] or "{…}"
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(_text, value[:_MOST]))}{', …' * (len(value) > _MOST)}]"
    text = str(value)
    if text.startswith("/subscriptions/"):
        text = text.rpartition("/")[2]
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


def _parts(condition: Plain) -> Iterable[Message]:  # noqa: C901 - one line an operator
    place = condition.place.shown if condition.path else "@"
    if condition.eq is not None:
        yield say("{path} is {value}", path=place, value=shown(_many(condition.eq)))
    if condition.in_ is not None:
        yield say("{path} is one of {values}", path=place, values=shown(condition.in_))
    if condition.has is not None:
        yield say("{path} holds {value}", path=place, value=shown((condition.has,)))
    if condition.like is not None:
        yield say("{path} looks like {value}", path=place, value=condition.like)
    if condition.pattern is not None:
        yield say("{path} has the form {value}", path=place, value=condition.pattern.pattern)
    low, high = condition.between or (condition.min, condition.max)
    if low is not None:
        yield say("{path} is at least {value}", path=place, value=_number(low))
    if high is not None:
        yield say("{path} is at most {value}", path=place, value=_number(high))
    if condition.exists is not None:
        yield say("{path} is set", path=place) if condition.exists else say("{path} is not set", path=place)
    if condition.length is not None:
        yield _length_told(place, condition.length)
    if isinstance(condition, Condition) and condition.ref is not None:
        yield say("{path} leads to {target}", path=place, target=_target(condition))


def _target(condition: Condition) -> Value:
    target = condition.ref
    if target is None or not target.where:
        return named(target) if target else ""
    return say("{target} ({conditions})", target=named(target), conditions=tuple(told(one) for one in target.where))


def _length_told(place: str, bounds: Bounds | int) -> Message:
    if isinstance(bounds, int):
        return say("{path}: {n} of them", path=place, n=bounds)
    if bounds.max is None:
        return say("{path}: {n} of them at least", path=place, n=bounds.min or 0)
    return say("{path}: {low} to {high} of them", path=place, low=bounds.min or 0, high=bounds.max)


def _change_told(changed: Changed) -> Message:
    place = changed.place.shown
    if changed.direction == "up":
        return say("{path} grows", path=place)
    if changed.direction == "down":
        return say("{path} shrinks", path=place)
    if changed.from_ is None and changed.to is None:
        return say("{path} changes", path=place)
    if changed.from_ is None:
        return say("{path} becomes {to}", path=place, to=_text(changed.to))
    if changed.to is None:
        return say("{path} is no longer {before}", path=place, before=_text(changed.from_))
    return say("{path} changes from {before} to {to}", path=place, before=_text(changed.from_), to=_text(changed.to))


def _own(words: dict[Any, str] | str) -> Value:
    return Texts(tuple(words.items())) if isinstance(words, dict) else words


def _many(value: Any) -> tuple[Any, ...]:
    return value if isinstance(value, tuple) else (value,)


def _number(value: float) -> str:
    return f"{value:g}"

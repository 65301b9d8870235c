"""One sentence for one cause, however many students it struck."""

from collections.abc import Iterable, Sequence

from bareme.azure.collection.advice import notes
from bareme.azure.collection.evidence_writer import Kept
from bareme.text.message import Message, Value, say

SHOWN = 6
"""Students, subscriptions and operations that are named."""


def troubles(kept: Iterable[Kept]) -> list[Message]:
    """What went wrong, each cause with its students; those of whom nothing was read come first."""
    struck = sorted((one for one in kept if one.problems), key=lambda one: (one.read, one.key))
    return _told((problem, one.key) for one in struck for problem in one.problems)


def told_states(kept: Iterable[Kept]) -> list[Message]:
    """What else must be known of the students."""
    return _told((note, one.key) for one in kept for note in notes(one.state))


def advised(kept: Iterable[Kept]) -> list[Message]:
    """What to do, each advice once: where it differs by a name alone, the other names follow."""
    by_text: dict[str, dict[Message, None]] = {}
    for advice in (advice for one in sorted(kept, key=lambda one: one.key) for advice in one.advice):
        by_text.setdefault(advice.text, {})[advice] = None
    return [_once(list(same)) for same in by_text.values()]


def some(names: Sequence[str]) -> tuple[str, ...]:
    """The first few names, and how many more there are."""
    more = len(names) - SHOWN
    return (*names[:SHOWN], *((f"… +{more}",) if more > 0 else ()))


def _told(told: Iterable[tuple[Message, str]]) -> list[Message]:
    students: dict[Message, list[str]] = {}
    for message, key in told:
        students.setdefault(message, []).append(key)
    return [say("{student}: {problem}", student=some(keys), problem=message) for message, keys in students.items()]


def _once(same: list[Message]) -> Message:
    first, *others = same
    names = list(dict.fromkeys(_name(value) for one in others for value in _differing(first, one)))
    return say("{advice} – the same for: {others}", advice=first, others=some(names)) if names else first


def _differing(first: Message, other: Message) -> list[Value]:
    return [value for (_, value), (_, known) in zip(other.values, first.values, strict=True) if value != known]


def _name(value: Value) -> str:
    return ", ".join(map(str, value)) if isinstance(value, tuple) else str(value)

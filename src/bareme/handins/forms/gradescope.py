"""Gradescope, "export submissions": folders `submission_98765`, and `submission_metadata.yml` that says whose."""

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from typing import Any

import yaml

from bareme.handins.claim import Claim, Hint
from bareme.handins.items import BROKEN, Item

_METADATA = "submission_metadata.yml"
MAX_BYTES = 32 * 2**20
"""Results of autograders stand in it too."""

_Base: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _Loader(_Base):  # type: ignore[misc]
    """Plain values as texts, Ruby's own types as what they hold."""


_Loader.yaml_implicit_resolvers = {}
_Loader.add_multi_constructor("", lambda loader, _, node: _plain(loader, node))


def claims(items: Sequence[Item], knows: Callable[[str], bool]) -> list[tuple[Item, Claim]]:
    """The files in the folders that the metadata name."""
    del knows
    about = next((item for item in items if item.name == _METADATA), None)
    if about is None:
        return []
    told = _submissions(about)
    above = len(about.parts) - 1
    return [(about, Claim("", (), about.parts)), *_claims(items, told, above)] if told else []


def _claims(items: Sequence[Item], told: dict[str, Any], above: int) -> Iterator[tuple[Item, Claim]]:
    for item in items:
        folder = item.parts[above] if len(item.parts) > above + 1 else ""
        people = _field(told.get(folder), "submitters")
        if isinstance(people, list):
            at = _moment(_field(told[folder], "created_at"))
            yield item, Claim(folder, tuple(map(_hint, people)), item.parts[above + 1 :], at=at)


def _submissions(about: Item) -> dict[str, Any]:
    try:
        content = about.content(MAX_BYTES)
        found = yaml.load(content, _Loader) if content else None  # noqa: S506 - no constructor of Python's objects
    except (*BROKEN, yaml.YAMLError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _hint(person: Any) -> Hint:
    keys = tuple(text for name in ("sid", "email") if (text := _field(person, name)))
    return Hint(str(_field(person, "name") or ""), keys)


def _field(value: Any, name: str) -> Any:
    """A value by its name, which Ruby writes with a colon before it."""
    return (value.get(f":{name}") or value.get(name)) if isinstance(value, dict) else None


def _moment(text: Any) -> datetime | None:
    try:
        found = datetime.fromisoformat(str(text).replace(" Z", "+00:00"))
    except ValueError:
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def _plain(loader: Any, node: Any) -> Any:
    if isinstance(node, yaml.MappingNode):
        return loader.construct_mapping(node, deep=True)
    return loader.construct_sequence(node, deep=True) if isinstance(node, yaml.SequenceNode) else node.value

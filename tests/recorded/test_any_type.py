"""Real answers of Azure of sixty types through conditions: `pytest --recorded-arm DIR`."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

from bareme.conditions.compare import same
from bareme.conditions.model import Changed, Condition
from bareme.conditions.verdict import candidates, query_of
from bareme.evidence import Collection, Part, Reading, Source, Status
from bareme.evidence.scrub import scrub
from bareme.lab import Lab
from bareme.reference.arm import fold
from bareme.reference.resource_types import type_of

NOW = datetime(2026, 11, 22, tzinfo=UTC)


def collection(body: dict[str, Any], moment: datetime) -> Collection:
    """One resource, as a rubric that declares its type has it read."""
    declared = Reading(Status.OK, (scrub(body),), parts={type_of(fold(body["id"])): Part(Status.OK)})
    sources = {Source.SUBSCRIPTION: Reading(Status.OK), Source.DECLARED: declared}
    return Collection(body["id"].split("/")[2], moment, sources)


def bodies(folder: Path) -> Iterator[dict[str, Any]]:
    for file in sorted((folder / "any").glob("microsoft.*.json")):
        for recording in json.loads(file.read_text(encoding="utf-8")):
            found = recording["body"]
            for one in found.get("value", [found]) if isinstance(found, dict) else ():
                if isinstance(one, dict) and fold(one.get("id")).startswith("/subscriptions/"):
                    yield one


def leaves(value: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    if isinstance(value, dict):
        for key, inner in value.items():
            name = key if key.isidentifier() else json.dumps(key)
            yield from leaves(inner, f"{path}.{name}" if path else name)
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from leaves(inner, f"{path}[{number}]")
    elif isinstance(value, str | int | float | bool):
        yield path, value


def test_every_value_of_every_body_is_found_where_it_stands(recorded: Path) -> None:
    types, asked = set(), 0
    for body in bodies(recorded):
        lab, kind = Lab.of([collection(body, NOW)]), type_of(fold(body["id"]))
        if not lab.history.counts(fold(body["id"])):
            continue  # what Azure makes for itself
        types.add(kind)
        told = [one for one in leaves(scrub(body)) if len(one[0]) < 250][:40]
        where = tuple(Condition.model_validate({"path": path, "eq": value}) for path, value in told)
        best = candidates(query_of(type=kind, moment="end", where=where), lab)[0]
        assert best.failing == (), (kind, best.failing[:2])
        asked += len(where)
    assert (len(types) > 50, asked > 4000) == (True, True), (len(types), asked)


def test_every_recorded_change_is_seen(recorded: Path) -> None:
    seen = 0
    for file in sorted((recorded / "any_changed").glob("*.json")):
        for recording in json.loads(file.read_text(encoding="utf-8")):
            readings = recording["readings"]
            for one, other in pairwise(readings):
                seen += sum(changes(one["body"], other["body"], other["changed"]))
    assert seen > 150


def changes(before: dict[str, Any], after: dict[str, Any], paths: list[str]) -> Iterator[bool]:
    """Whether each value that is another one now is seen to have changed."""
    if not fold(after.get("id")).startswith("/subscriptions/"):
        return
    lab = Lab.of([collection(before, NOW), collection(after, NOW + timedelta(hours=1))])
    for text in paths:
        if not text.replace(".", "").replace("[", "").replace("]", "").isalnum():
            continue  # keys that JMESPath wants in quotes
        changed = Changed(path=text)
        old, new = (changed.place.values(scrub(body)) for body in (before, after))
        if old and new and not same(old[0], new[0], changed.place.last):
            kind = type_of(fold(after["id"]))
            best = candidates(query_of(type=kind, changed=changed), lab)[0]
            assert best.change is True, (kind, text)
            yield True

"""What must hold of any evidence: order, repetition and case change nothing; less evidence never condemns."""

import json
import random
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bareme.evidence import Collection, Reading, Source, Status
from bareme.simulator import PERFECT, Plan
from tests.labs import Grading, lab_done, without

PLANS = (
    PERFECT,
    Plan(zones=("1",), size="Standard_B2s", bigger="Standard_B2ms", capture="generalized"),
    Plan(name="autre", members=PERFECT.members[:2], instances=2, mode="Uniform", stop="power_off"),
    Plan(capture="managed", auto_delete=True, os_disk="Premium_LRS", data_disk_gb=0),
)

few = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@cache
def evidence(number: int) -> tuple[Collection, ...]:
    return tuple(lab_done(PLANS[number], checkpoints=True))


def changed(collections: Sequence[Collection], source: Source, items: Any) -> list[Collection]:
    """The same collections with what one source holds passed through a function."""
    return [
        replace(one, sources={**one.sources, source: replace(one.sources[source], items=tuple(items(one)))})
        for one in collections
    ]


def recased(value: Any, chance: random.Random) -> Any:
    """Ids in other case, everywhere they stand."""
    if isinstance(value, Mapping):
        return {key: recased(inner, chance) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [recased(inner, chance) for inner in value]
    if isinstance(value, str) and value.startswith("/subscriptions/"):
        return chance.choice([value, value.upper(), value.lower()])
    return value


@few
@given(number=st.integers(0, len(PLANS) - 1), seed=st.integers(0, 2**16))
def test_the_order_and_repetition_of_events_change_no_verdict(grading: Grading, number: int, seed: int) -> None:
    chance = random.Random(seed)

    def mixed(one: Collection) -> list[Any]:
        events = list(one.sources[Source.ACTIVITY_LOG].items)
        events += chance.choices(events, k=min(len(events), 20)) if events else []
        chance.shuffle(events)
        return events

    before = evidence(number)
    assert grading.outcomes(changed(before, Source.ACTIVITY_LOG, mixed)) == grading.outcomes(before)


@few
@given(number=st.integers(0, len(PLANS) - 1), seed=st.integers(0, 2**16))
def test_the_case_of_ids_changes_no_verdict(grading: Grading, number: int, seed: int) -> None:
    chance = random.Random(seed)
    before = evidence(number)
    after = [
        replace(
            one,
            sources={
                source: replace(reading, items=tuple(recased(item, chance) for item in reading.items))
                for source, reading in one.sources.items()
            },
        )
        for one in before
    ]
    assert grading.outcomes(after) == grading.outcomes(before)


NOISE = {
    "eventDataId": "noise", "operationName": {"value": "Microsoft.Advisor/recommendations/available/action"},
    "status": {"value": "Active"}, "category": {"value": "Recommendation"}, "eventTimestamp": "2026-11-16T10:00:00Z",
    "resourceId": "/subscriptions/x/providers/Microsoft.Advisor/recommendations/1", "properties": None,
}  # fmt: skip
_TIME = re.compile(r"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.\d+)?Z")
_TYPES = frozenset({"type", "resourceType"})


class Forms:
    """The same records in other forms that Azure has for them, one chance a place."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)

    def of(self, one: Collection) -> Collection:
        sources = {
            source: replace(reading, items=self.items(source, reading)) for source, reading in one.sources.items()
        }
        return replace(one, sources=sources)

    def items(self, source: Source, reading: Reading) -> tuple[Any, ...]:
        items = [self.value(item, "") for item in reading.items]
        if source is Source.ACTIVITY_LOG and items:
            items += [{**NOISE, "eventDataId": f"noise-{number}"} for number in range(self.chance.randrange(4))]
        if source not in {Source.ACTIVITY_LOG, Source.SKUS}:
            self.chance.shuffle(items)
        return tuple(items)

    def value(self, value: Any, key: str) -> Any:
        if isinstance(value, Mapping):
            own = {name: self.value(inner, name) for name, inner in value.items()}
            if self.chance.random() < 0.2:
                own |= {"somethingNew": self.chance.choice([None, {}, [], "x", {"a": [1]}])}
            return own
        if isinstance(value, list | tuple):
            return [self.value(inner, key) for inner in value]
        return self.text(value, key) if isinstance(value, str) else value

    def text(self, text: str, key: str) -> Any:
        if key in {"responseBody", "requestbody"} and text.startswith("{"):
            return json.dumps(self.value(json.loads(text), ""), indent=self.chance.choice([None, 1]))
        if key == "localizedValue":
            return self.chance.choice([text, "Réussi", "成功"])
        if key in _TYPES:
            return self.chance.choice([text, text.lower(), text.upper()])
        return _TIME.sub(self.time, text) if len(text) < 40 else text

    def time(self, found: re.Match[str]) -> str:
        moment, rest = found[1], found[0][len(found[1]) :]
        return self.chance.choice([found[0], f"{moment}{rest[:-1]}+00:00", f"{moment}{rest[:-1] or '.0'}000Z"])


@few
@given(number=st.integers(0, len(PLANS) - 1), seed=st.integers(0, 2**32))
def test_what_azure_may_send_in_another_form_moves_no_verdict(grading: Grading, number: int, seed: int) -> None:
    forms, before = Forms(seed), evidence(number)
    assert grading.outcomes([forms.of(one) for one in before]) == grading.outcomes(before), f"seed {seed}"


@few
@given(
    number=st.integers(0, len(PLANS) - 1), name=st.from_regex(r"[a-z][a-zA-Z0-9_().-]{1,30}[a-z0-9]", fullmatch=True)
)
def test_the_name_of_the_group_moves_no_verdict(grading: Grading, number: int, name: str) -> None:
    def renamed(value: Any) -> Any:
        if isinstance(value, Mapping):
            return {key: renamed(inner) for key, inner in value.items()}
        if isinstance(value, list | tuple):
            return [renamed(inner) for inner in value]
        return re.sub(r"(?i)\brg-tp2\b", name, value) if isinstance(value, str) else value

    before = evidence(number)
    after = [
        replace(one, sources={s: replace(r, items=tuple(map(renamed, r.items))) for s, r in one.sources.items()})
        for one in before
    ]
    assert grading.outcomes(after) == grading.outcomes(before), name


@few
@given(
    number=st.integers(0, len(PLANS) - 1),
    lost=st.sets(st.sampled_from(list(Source)), min_size=1, max_size=6),
    status=st.sampled_from([Status.DENIED, Status.THROTTLED, Status.FAILED]),
)
def test_losing_a_source_never_turns_met_into_unmet(
    grading: Grading, number: int, lost: set[Source], status: Status
) -> None:
    before = grading.outcomes(evidence(number))
    after = grading.outcomes(without(evidence(number), lost, status))
    assert not [name for name, outcome in before.items() if outcome == "met" and after[name] in {"unmet", "partial"}]


@pytest.mark.parametrize("number", range(len(PLANS)))
@pytest.mark.parametrize("source", list(Source))
def test_losing_any_one_source_never_condemns(grading: Grading, number: int, source: Source) -> None:
    before = grading.outcomes(evidence(number))
    after = grading.outcomes(without(evidence(number), [source], Status.DENIED))
    assert not [name for name, outcome in before.items() if outcome == "met" and after[name] in {"unmet", "partial"}]


@pytest.mark.parametrize("source", list(Source))
def test_a_source_that_was_never_collected_is_not_an_empty_one(grading: Grading, source: Source) -> None:
    collections = lab_done(PERFECT)
    lacking = [replace(one, sources={s: r for s, r in one.sources.items() if s is not source}) for one in collections]
    outcomes = grading.outcomes(lacking)
    assert "unmet" not in {outcome for name, outcome in outcomes.items() if name[0] == "E"}


@few
@given(items=st.lists(st.recursive(st.none() | st.booleans() | st.text(max_size=8), lambda inner: st.lists(
    inner, max_size=3) | st.dictionaries(st.sampled_from(["id", "name", "properties", "resourceId", "eventTimestamp",
    "status", "value", "operationName", "instanceView", "statuses", "storageProfile", "responseBody"]), inner,
    max_size=4), max_leaves=12).filter(lambda item: isinstance(item, dict)), max_size=5),
    source=st.sampled_from(list(Source)))  # fmt: skip
def test_no_shape_of_wire_json_breaks_the_grading(grading: Grading, items: list[Any], source: Source) -> None:
    collections = evidence(0)[-1:]
    odd = replace(collections[0], sources={**collections[0].sources, source: Reading(Status.OK, tuple(items))})
    for finding in grading.findings([odd]).values():
        assert "broke" not in str(finding.found)

"""An autoscale setting: its limits and rules, those left out that cannot be understood."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from bareme.lab.autoscale import TYPE, AutoscaleSetting, ScaleRule
from bareme.timeline.missing import Missing
from tests.lab.built import GROUP, life, properties, record

SETTING = f"{GROUP}/providers/{TYPE}/a"


def setting(*models: dict[str, Any]) -> AutoscaleSetting:
    return AutoscaleSetting(life(*(record(SETTING, model, n) for n, model in enumerate(models)), place=SETTING))


def rule(trigger: dict[str, Any] | None = None, action: dict[str, Any] | None = None) -> dict[str, Any]:
    own = {"metricName": "Percentage CPU", "operator": "GreaterThan", "threshold": 75, "timeWindow": "PT10M"}
    does = {"direction": "Increase", "value": "1"}
    return {"metricTrigger": {**own, **(trigger or {})}, "scaleAction": {**does, **(action or {})}}


def profile(*rules: dict[str, Any], low: Any = "1", high: Any = 3, **more: Any) -> dict[str, Any]:
    return {"capacity": {"minimum": low, "maximum": high}, "rules": list(rules), **more}


@pytest.mark.parametrize(
    ("trigger", "action", "told"),
    [
        ({}, {}, {}),
        ({"operator": "GreaterThanOrEqual"}, {}, {"above": True}),
        ({"operator": "LESSTHAN"}, {}, {"above": False}),
        ({"operator": "LessThanOrEqual"}, {}, {"above": False}),
        ({"operator": "Equals"}, {}, None),
        ({"operator": None}, {}, None),
        ({"threshold": 12.5}, {}, {"threshold": Decimal("12.5")}),
        ({"threshold": "75"}, {}, None),
        ({"timeWindow": "PT1H"}, {}, {"window": timedelta(hours=1)}),
        ({"timeWindow": "soon"}, {}, None),
        ({"timeWindow": None}, {}, None),
        ({"metricName": None}, {}, {"metric": ""}),
        ({"timeAggregation": "Maximum"}, {}, {"aggregation": "maximum"}),
        ({}, {"value": 2}, {"step": 2}),
        ({}, {"value": "0"}, {"step": 0}),
        ({}, {"value": "many"}, None),
        ({}, {"direction": "Decrease"}, {"direction": "decrease"}),
        ({}, {"direction": None}, {"direction": "none"}),
        ({}, {"type": "PercentChangeCount"}, {"kind": "percentchangecount"}),
    ],
)
def test_a_rule(trigger: dict[str, Any], action: dict[str, Any], told: dict[str, Any] | None) -> None:
    usual = {"metric": "Percentage CPU", "above": True, "threshold": Decimal(75), "window": timedelta(minutes=10),
             "direction": "increase", "step": 1, "kind": "changecount", "aggregation": "average"}  # fmt: skip
    (own,) = setting(properties(profiles=[profile(rule(trigger, action))])).profiles.value
    assert own.rules == (() if told is None else (ScaleRule(**{**usual, **told}),))


@pytest.mark.parametrize(
    ("told", "found"),
    [
        ([profile()], [(1, 3, False)]),
        ([profile(low=0, high="0")], [(0, 0, False)]),
        ([profile(low="few")], None),
        ([profile(high=None)], None),
        ([profile(high=None), profile(low=2)], [(2, 3, False)]),
        ([profile(recurrence={"frequency": "Week"})], [(1, 3, True)]),
        ([profile(fixedDate={"start": "x"})], [(1, 3, True)]),
        ([profile(recurrence=None)], [(1, 3, False)]),
        ([], None),
    ],
)
def test_profiles(told: list[dict[str, Any]], found: list[tuple[int, int, bool]] | None) -> None:
    own = setting(properties(profiles=told))
    if found is None:
        with pytest.raises(Missing):
            _ = own.profiles
    else:
        assert [(one.minimum, one.maximum, one.scheduled) for one in own.profiles.value] == found


@pytest.mark.parametrize(
    ("told", "found"),
    [([True], True), ([False], False), ([True, False], False), ([True, None], True), (["true"], None)],
)
def test_whether_it_acts_as_last_seen(told: list[Any], found: bool | None) -> None:
    own = setting(*(properties(enabled=one) for one in told))
    if found is None:
        with pytest.raises(Missing):
            _ = own.enabled
    else:
        assert own.enabled.value is found


def test_what_it_scales_as_last_seen() -> None:
    assert setting(properties(targetResourceUri="/A"), properties(targetResourceUri="/B")).target.value == "/b"
    with pytest.raises(Missing):
        _ = setting({}).target

"""A scale set: its form, and how many instances any record tells."""

from typing import Any

import pytest

from bareme.lab.scale_set import TYPE, ScaleSet, count
from bareme.timeline import Fact
from tests.lab.built import GROUP, act, life, machine, properties, record

SET = f"{GROUP}/providers/{TYPE}/ss"


def scale_set(*models: dict[str, Any], group: str = GROUP, **more: Any) -> ScaleSet:
    place = f"{group}/providers/{TYPE}/ss"
    return ScaleSet(life(*(record(place, model, n) for n, model in enumerate(models)), place=place), **more)


@pytest.mark.parametrize(
    ("models", "mode"),
    [
        ([{}], "uniform"),
        ([properties(orchestrationMode="Flexible")], "flexible"),
        ([{}, properties(orchestrationMode="Flexible")], "flexible"),
        ([properties(orchestrationMode="Uniform")], "uniform"),
    ],
)
def test_its_form(models: list[dict[str, Any]], mode: str) -> None:
    assert scale_set(*models).mode == mode


@pytest.mark.parametrize(
    ("told", "found"),
    [(2, 2), ("2", 2), (0, 0), ("0", 0), (True, None), (False, None), ("two", None), ("-1", None), (-1, None),
     ("", None), (None, None), (2.0, None)],
    ids=repr,
)  # fmt: skip
def test_a_count_is_a_number_or_its_text(told: object, found: int | None) -> None:
    assert count(told) == found


def test_every_capacity_that_any_record_tells() -> None:
    uniform = tuple(Fact(f"{SET}/{n}", record(SET, {}).proof) for n in range(4))
    scaled = act("scale", place=SET, properties={"OldInstancesCount": "1", "NewInstancesCount": 3})
    group = scale_set(
        {"sku": {"capacity": 2}}, {"sku": {"capacity": "5"}}, {}, scalings=(scaled, act("scale", place=SET)),
        instances=(machine({}),), uniform_instances=uniform,
    )  # fmt: skip
    assert [fact.value for fact in group.capacities] == [2, 5, 1, 3, 1, 4]
    assert scale_set({}).capacities == ()


@pytest.mark.parametrize(
    ("models", "group", "is_kubernetes"),
    [
        ([{"tags": {"aks-managed-poolName": "p"}}], GROUP, True),
        ([{}, {"tags": {"AKS-Managed-x": ""}}], GROUP, True),
        ([{"tags": {"poolName": "aks-managed"}}], GROUP, False),
        ([{"tags": None}], GROUP, False),
        ([{"tags": ["aks-managed"]}], GROUP, False),
        ([{}], "/subscriptions/s/resourcegroups/MC_rg_aks_francecentral", True),
        ([{}], "/subscriptions/s/resourcegroups/rg-mc_", False),
    ],
)
def test_what_a_kubernetes_cluster_made_is_no_exercise(
    models: list[dict[str, Any]], group: str, is_kubernetes: bool
) -> None:
    assert scale_set(*models, group=group).is_kubernetes is is_kubernetes


@pytest.mark.parametrize(
    ("models", "zones"),
    [([{"zones": ["1", 2]}], ("1", "2")), ([{"zones": ["1"]}, {"zones": ["3"]}], ("3",)), ([{}], ())],
)
def test_its_zones_as_last_seen(models: list[dict[str, Any]], zones: tuple[str, ...]) -> None:
    assert scale_set(*models).zones.value == zones

"""Two mistakes cost what each costs alone, where they do not touch one thing."""

from collections.abc import Callable, Mapping
from functools import cache
from itertools import combinations
from typing import Any

import pytest

from bareme.simulator import PERFECT, Plan
from tests.labs import Grading, lab_done

MISTAKES: Mapping[str, Mapping[str, Any]] = {
    "another name": {"name": "serveur"},
    "one zone": {"zones": ("1",)},
    "a size of another kind": {"size": "Standard_D2s_v3", "bigger": "Standard_D4s_v3"},
    "another image": {"image": "2022-datacenter-g2"},
    "a premium OS disk": {"os_disk": "Premium_LRS"},
    "no data disk": {"data_disk_gb": 0},
    "never resized": {"bigger": ""},
    "never stopped": {"stop": "none"},
    "two machines in the set": {"members": PERFECT.members[:2]},
    "one instance": {"instances": 1},
}


Outcomes = Callable[..., Mapping[str, str]]


@pytest.fixture(scope="module")
def outcomes(grading: Grading) -> Outcomes:
    """The verdicts of a lab with these mistakes."""

    @cache
    def of(*names: str) -> Mapping[str, str]:
        changes: dict[str, Any] = {}
        for name in names:
            changes |= MISTAKES[name]
        return grading.outcomes(lab_done(Plan(**changes)))

    return of


@pytest.mark.parametrize("names", list(combinations(MISTAKES, 2)), ids=" and ".join)
def test_two_mistakes_cost_what_each_costs_alone(outcomes: Outcomes, names: tuple[str, str]) -> None:
    right, together = outcomes(), outcomes(*names)
    alone = [outcomes(name) for name in names]
    costs = [{one for one in right if own[one] != right[one]} for own in alone]
    assert all(costs), "a mistake that costs nothing is none"
    expected = {
        one: next((own[one] for own, cost in zip(alone, costs, strict=True) if one in cost), right[one])
        for one in right
        if not (one in costs[0] and one in costs[1])
    }
    assert {one: together[one] for one in expected} == expected

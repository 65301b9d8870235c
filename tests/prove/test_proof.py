"""The bundled rubric holds; rubrics and checks with one thing wrong do not."""

import json
import time
from collections.abc import Callable
from typing import Any

import pytest

from bareme.checking.catalogue import Catalogue
from bareme.evidence.collection import to_wire
from bareme.prove import MUTATIONS, Bench, Example, Flaw, Proven, prove
from bareme.prove.spots import CONDITIONS, Spot
from bareme.prove.tp2 import good
from bareme.rubric import Rubric
from tests.prove.benches import always, believes_a_silent_list, looks_at_the_region, never, renamed, with_check

GOOD = good()
SOME = [one for one in MUTATIONS if one.name in {"other-names", "other-region", "by-hand", "unread-metric-alerts"}]


@pytest.fixture(scope="module")
def proven(tp2: Rubric, checks: Catalogue) -> Proven:
    """The proof, made in bearable time, the good student's evidence as it was before."""
    before, began = written(GOOD), time.process_time()
    found = prove(Bench(tp2, checks), GOOD, MUTATIONS)
    assert time.process_time() - began < 20
    assert written(GOOD) == before
    return found


def written(example: Example) -> str:
    return json.dumps([to_wire(one) for one in example.collections])


def test_the_bundled_rubric_is_proven(proven: Proven) -> None:
    assert proven.problems == ()
    assert {row.outcome for row in proven.rows} == {"met"}
    assert all(row.killers for row in proven.rows)


def test_every_mutation_changes_the_good_student(proven: Proven) -> None:
    assert set(proven.tried) == {one.name for one in MUTATIONS if one.name not in _NOT_IN_THE_LAB}


_NOT_IN_THE_LAB = {
    "no-load-balancers",
    "no-autoscale",
    "no-schedules",
    "no-budgets",
    "no-storage-accounts",
    "no-collection-rules",
    "no-tags",
    "local-storage",
    "open-storage",
    "other-rule",
    "open-to-anybody",
}


def test_every_bundled_check_says_where_it_looks(checks: Catalogue) -> None:
    silent = {name for name, one in checks.items() if not one.looks_at}
    assert silent == CONDITIONS, "conditions say themselves where they look"


def test_every_place_that_a_bundled_check_looks_at_is_changed_by_a_mutation(checks: Catalogue) -> None:
    changed = [spot for one in MUTATIONS for spot in one.spots]
    looked = {place for one in checks.values() for place in one.looks_at}
    assert [place for place in sorted(looked) if not any(spot.meets(Spot.at(place)) for spot in changed)] == []


@pytest.mark.parametrize(
    ("one", "other", "meets"),
    [
        ("Microsoft.Compute/virtualMachines:zones", "microsoft.compute/VirtualMachines:Zones", True),
        ("Microsoft.Compute/virtualMachines:zones", "Microsoft.Compute/virtualMachines:location", False),
        ("Microsoft.Compute/virtualMachines:zones", "Microsoft.Compute/virtualMachines", True),
        ("Microsoft.Compute/virtualMachines:properties.a", "Microsoft.Compute/virtualMachines:properties.a.b", True),
        ("Microsoft.Compute/virtualMachines:zones", "Microsoft.Compute/disks:zones", False),
        ("*:zones", "Microsoft.Compute/disks:zones", True),
        ("*:zones", "Microsoft.Compute/disks:sku", False),
        ("Microsoft.Compute/galleries", "Microsoft.Compute/galleries/images:properties", True),
        ("answers", "scripts", False),
    ],
)
def test_places_meet(one: str, other: str, meets: bool) -> None:
    assert (Spot.at(one).meets(Spot.at(other)), Spot.at(other).meets(Spot.at(one))) == (meets, meets)


@pytest.mark.parametrize(
    ("function", "flaw", "cause"),
    [
        (always, Flaw.CANNOT_FAIL, ""),
        (never, Flaw.NOT_MET, "good"),
        (looks_at_the_region, Flaw.UNRELATED, "other-region"),
        (believes_a_silent_list, Flaw.UNFAIR, "unread-metric-alerts"),
    ],
)
def test_a_check_with_a_flaw_is_found(
    tp2: Rubric, checks: Catalogue, function: Callable[..., Any], flaw: Flaw, cause: str
) -> None:
    found = prove(with_check(tp2, checks, "vm.name", function), GOOD, SOME)
    assert (flaw, cause) in {(one.flaw, one.cause) for one in found.problems}


def test_a_check_nobody_knows_may_look_at_anything(tp2: Rubric, checks: Catalogue) -> None:
    bench = renamed(with_check(tp2, checks, "vm.name", looks_at_the_region), "vm.name", "own.place")
    found = prove(bench, GOOD, SOME)
    assert found.problems == ()
    assert ("other-region", "unmet") in found.rows[0].killers


@pytest.mark.parametrize(
    ("place", "flaw"),
    [
        ("Microsoft.Compute/virtualMachines:location", None),
        ("Microsoft.Compute/virtualMachines:name", Flaw.UNRELATED),
    ],
)
def test_a_teachers_check_that_says_where_it_looks_is_held_to_it(
    tp2: Rubric, checks: Catalogue, place: str, flaw: Flaw | None
) -> None:
    bench = renamed(with_check(tp2, checks, "vm.name", looks_at_the_region), "vm.name", "own.place", (place,))
    flaws = {one.flaw for one in prove(bench, GOOD, SOME).problems}
    assert (flaw in flaws) if flaw else flaws == set()


def test_a_check_nobody_knows_must_fail_too(tp2: Rubric, checks: Catalogue) -> None:
    bench = renamed(with_check(tp2, checks, "vm.name", always), "vm.name", "own.nothing")
    assert [one.flaw for one in prove(bench, GOOD, SOME).problems] == [Flaw.CANNOT_FAIL]

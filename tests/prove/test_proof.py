"""The bundled rubric holds; rubrics and checks with one thing wrong do not."""

import json
import time
from collections.abc import Callable
from typing import Any

import pytest

from bareme.checking.catalogue import Catalogue
from bareme.evidence.collection import to_wire
from bareme.prove import MUTATIONS, Aspect, Bench, Example, Flaw, Proven, depends, prove
from bareme.prove.aspects import DEPENDS
from bareme.prove.spots import CONDITIONS
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


def test_every_bundled_check_is_in_the_table(checks: Catalogue) -> None:
    assert set(DEPENDS) == set(checks) - CONDITIONS, "conditions say themselves where they look"


def test_every_aspect_is_touched_by_a_mutation() -> None:
    assert {aspect for one in MUTATIONS for aspect in one.touches} == set(Aspect)


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
    assert depends("own.place") == frozenset(Aspect)
    assert found.problems == ()
    assert ("other-region", "unmet") in found.rows[0].killers


def test_a_check_nobody_knows_must_fail_too(tp2: Rubric, checks: Catalogue) -> None:
    bench = renamed(with_check(tp2, checks, "vm.name", always), "vm.name", "own.nothing")
    assert [one.flaw for one in prove(bench, GOOD, SOME).problems] == [Flaw.CANNOT_FAIL]

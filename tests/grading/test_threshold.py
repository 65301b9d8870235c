"""A threshold: which number is meant, and whether a grade that is an interval reaches it."""

from decimal import Decimal

import pytest

from bareme.errors import ExitCode, UsageError
from bareme.grading.threshold import Bounds, Decision, is_for_machines, threshold_of, told_decision, worst
from bareme.rubric import Rubric
from bareme.rubric.model import Criterion

REACHED, BELOW, UNDECIDED = Decision.REACHED, Decision.BELOW, Decision.UNDECIDED


@pytest.mark.parametrize(
    ("text", "points"),
    [("10", "10"), ("13.25", "13.25"), ("13,25", "13.25"), (" 10 ", "10"), ("50%", "10"), ("12,5 %", "2.5"), ("0", "0"),
     ("15", "15"), ("75%", "15")],
)  # fmt: skip
def test_the_number_that_is_meant(tp2: Rubric, text: str, points: str) -> None:
    assert threshold_of(text, tp2, Decimal(15)) == Decimal(points)


@pytest.mark.parametrize(
    ("text", "told"),
    [("ten", "is no number of points"), ("-1", "is no number"), ("20.01", "more than the scale of 20"),
     ("101%", "more than the scale"), ("15.01", "a machine gives 15 at most"), ("76%", "a machine gives 15 at most")],
)  # fmt: skip
def test_a_number_that_cannot_be_reached(tp2: Rubric, text: str, told: str) -> None:
    with pytest.raises(UsageError) as caught:
        threshold_of(text, tp2, Decimal(15))
    assert told in str(caught.value)


@pytest.mark.parametrize(
    ("low", "high", "decision", "code"),
    [
        (10, 10, REACHED, ExitCode.DONE),
        (10, 12, REACHED, ExitCode.DONE),
        (11, 12, REACHED, ExitCode.DONE),
        (9, 10, UNDECIDED, ExitCode.NOT_EVALUATED),
        (9, 11, UNDECIDED, ExitCode.NOT_EVALUATED),
        (8, 9, BELOW, ExitCode.BELOW),
        (9, 9, BELOW, ExitCode.BELOW),
    ],
)
def test_an_interval_against_ten_points(low: int, high: int, decision: Decision, code: ExitCode) -> None:
    found = Bounds(Decimal(low), Decimal(high)).decide(Decimal(10))
    assert (found, found.code) == (decision, code)


@pytest.mark.parametrize(
    ("low", "high", "told"),
    [
        (10, 12, "Asked for: 10. Reached: checks alone give 10."),
        (9, 11, "Asked for: 10. Undecided: checks give between 9 and 11, since not all could be read."),
        (8, 9, "Asked for: 10. Below it: checks give 9 at most."),
    ],
)
def test_what_is_said_of_ten_points(low: int, high: int, told: str) -> None:
    bounds = Bounds(Decimal(low), Decimal(high))
    assert str(told_decision(bounds.decide(Decimal(10)), Decimal(10), bounds)) == told


@pytest.mark.parametrize(
    ("decisions", "of_all"),
    [((REACHED, REACHED), REACHED), ((REACHED, BELOW), BELOW), ((BELOW, UNDECIDED, REACHED), UNDECIDED), ((), REACHED)],
)
def test_the_worst_of_a_class(decisions: tuple[Decision, ...], of_all: Decision) -> None:
    assert worst(decisions) is of_all


@pytest.mark.parametrize(
    ("asked", "is_counted"),
    [
        ({"check": "vm.exists"}, True),
        ({"check": "vm.exists", "question": "?"}, False),
        ({"question": "?"}, False),
        ({}, False),
    ],
)
def test_a_gate_counts_what_a_check_alone_decides(asked: dict[str, str], is_counted: bool) -> None:
    criterion = Criterion.model_validate({"id": "C", "title": "t", "points": 1, **asked})
    assert is_for_machines(criterion) is is_counted

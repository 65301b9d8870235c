"""Figures of a class: what is not final has two bounds."""

import statistics
from typing import cast

import pytest

from bareme.grading.record import CriterionRecord, OutcomeWord
from bareme.report.grade_statistics import Grades, Span
from bareme.report.histogram import BINS, TALL, Histogram, place
from bareme.report.item_picture import plane
from bareme.report.item_statistics import Item, Moments, Pair, Quality, joined, judged, pairs


def grades(*bounds: tuple[str, str]) -> Grades:
    found = Grades()
    for low, high in bounds:
        found.add(low, high)
    return found


@pytest.mark.parametrize(
    ("of", "told"),
    [
        ((("10", "10"), ("14", "14")), ((12, 12), (12, 12), (10, 10), (14, 14), 2.0, (2, 2))),
        ((("8", "12"), ("12", "20")), ((10, 16), (10, 16), (8, 12), (12, 20), None, (1, 2))),
        ((("0", "6.75"), ("20", "20"), ("13.25", "20")),
         ((11.08, 15.58), (13.25, 20), (0, 6.75), (20, 20), None, (2, 2))),
        ((), (None, None, None, None, None, (0, 0))),
    ],
)  # fmt: skip
def test_figures_lie_between_bounds(of: tuple[tuple[str, str], ...], told: tuple[object, ...]) -> None:
    found = grades(*of).view(10)
    assert tuple(found[name] for name in ("mean", "median", "lowest", "highest", "spread", "passed")) == told


def test_without_a_pass_mark_nobody_reaches_it() -> None:
    assert grades(("10", "10")).view(None)["passed"] is None
    assert Span(1, 1) == (1, 1)


@pytest.mark.parametrize(
    ("grade", "scale", "number"),
    [(0, 20, 0), (0.75, 20, 0), (1, 20, 1), (19.75, 20, 19), (20, 20, 20), (20.5, 20, 20), (99.5, 100, 19),
     (100, 100, 20), (0.3, 6, 1), (5.7, 6, 19), (2.1, 6, 7)],
)  # fmt: skip
def test_full_marks_have_a_bin_of_their_own(grade: float, scale: float, number: int) -> None:
    assert place(grade, scale) == number


def test_a_histogram_parts_what_is_sure_from_what_may_come() -> None:
    found = Histogram.of([10, 20, 12.5, 0], [10, 20, 20, 6.75], 20)
    assert {number: count for number, count in enumerate(found.final) if count} == {10: 1, 20: 1}
    assert {number: count for number, count in enumerate(found.least) if count} == {0: 1, 12: 1}
    assert {number: count for number, count in enumerate(found.most) if count} == {6: 1, 20: 1}
    view = found.view()
    bars = view["bars"]
    assert len(bars) == BINS + 1
    assert (view["ticks"], view["open"]) == ([0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20], True)
    assert view["axis"].at(20) == bars[20]["x"], "the pass line and the bins stand on one axis"
    assert view["axis"].at(10) == bars[10]["x"]
    assert bars[20]["final_height"] == bars[20]["most_height"] == TALL
    assert not Histogram.of([10], [10], 20).view()["open"]


def moments(xs: list[float], ys: list[float]) -> Moments:
    found = Moments()
    for x, y in zip(xs, ys, strict=True):
        found.add(x, y)
    return found


@pytest.mark.parametrize(
    ("xs", "ys"),
    [
        ([1, 2, 3, 4], [2, 4, 6, 8]),
        ([0, 1, 1, 0, 1], [0.2, 0.9, 0.7, 0.4, 0.1]),
        ([1e6, 1e6 + 1, 1e6 + 2, 1e6], [3, 2, 1, 5]),
    ],
)
def test_moments_are_those_of_the_textbook(xs: list[float], ys: list[float]) -> None:
    found = moments(xs, ys)
    assert found.correlation == pytest.approx(statistics.correlation(xs, ys))
    assert found.spread == pytest.approx(statistics.pstdev(xs))


def test_what_does_not_vary_correlates_with_nothing() -> None:
    assert moments([1, 1, 1], [1, 2, 3]).correlation is None
    assert (Moments().correlation, Moments().spread) == (None, None)


def criterion(name: str, outcome: OutcomeWord, points: str) -> CriterionRecord:
    return cast("CriterionRecord", {"id": name, "outcome": outcome, "points": points})


def test_an_item_is_compared_with_the_rest_alone() -> None:
    outcomes: dict[str, tuple[OutcomeWord, str]] = {
        "a": ("met", "1"),
        "b": ("partial", "1"),
        "c": ("pending", "0"),
        "d": ("waived", "2"),
        "e": ("blocked", "0"),
        "f": ("unmet", "0"),
    }
    criteria = [criterion(name, *one) for name, one in outcomes.items()]
    worth = {"a": 1.0, "b": 2.0, "c": 4.0, "d": 2.0, "e": 1.0, "f": 0.0}
    parts = judged(criteria, worth)
    assert [one.id for one in parts] == ["a", "b", "e"], "not what is open, excused or worth nothing"
    assert dict(pairs(parts)) == {"a": Pair(1, 1 / 3), "b": Pair(1, 1 / 2), "e": Pair(0, 2 / 3)}
    assert dict(pairs(parts[:1])) == {"a": Pair(1, None)}
    groups, exercises = {"a": "E1", "b": "E1", "e": "E2"}, {"E1": 7.0, "E2": 1.0}
    assert joined(parts, groups, exercises) == [("E1", pytest.approx(7 * 2 / 3), 7.0), ("E2", 0.0, 1.0)]


def item(*earned: tuple[float, float]) -> Item:
    found = Item(1.0)
    for own, rest in earned:
        found.add(Pair(own, rest))
    return found


STRONG = [(1.0, 0.9), (0.0, 0.2)]
"""Who has it is strong elsewhere."""


@pytest.mark.parametrize(
    ("of", "n", "correlation", "quality"),
    [
        (item(*STRONG * 9), 18, None, None),
        (item(*STRONG * 10), 20, pytest.approx(1), Quality.GOOD),
        (item(*[(1.0, 0.2), (0.0, 0.9)] * 10), 20, pytest.approx(-1), Quality.REVERSED),
        (item(*[(1.0, 0.5)] * 19, (0.0, 0.1)), 20, pytest.approx(1), Quality.EASY),
        (item(*[(0.0, 0.5)] * 19, (1.0, 0.9)), 20, pytest.approx(1), Quality.HARD),
        (item(*[(1.0, 0.5), (0.0, 0.5)] * 10), 20, None, Quality.FLAT),
        (item(*[(1.0, 0.9), (1.0, 0.3), (0.0, 0.6), (0.0, 0.5)] * 5), 20, pytest.approx(0.11, abs=0.1), Quality.FLAT),
    ],
)
def test_under_twenty_students_nothing_is_said(of: Item, n: int, correlation: object, quality: object) -> None:
    assert (of.n, of.discrimination, of.quality) == (n, correlation, quality)


def test_one_student_more_makes_no_discrimination() -> None:
    """Three students of whom one has nothing correlate perfectly, and tell nothing."""
    assert item((1.0, 0.8), (1.0, 0.9), (0.0, 0.0)).discrimination is None


def test_items_that_are_worth_a_look_keep_their_label() -> None:
    same = [(f"E{number}", item(*STRONG * 10)) for number in range(3)]
    odd = ("odd", item(*[(1.0, 0.2), (0.0, 0.9)] * 10))
    near = ("near", item(*[(1.0, 0.9), (0.0, 0.2)] * 10, (1.0, 0.9)))
    marks = plane([*same, near, odd, ("few", item(*STRONG))])["marks"]
    assert [(one.ids, one.label, one.is_sound) for one in marks] == [
        (["odd"], "odd", False), (["E0", "E1", "E2"], "E0 +2", True), (["near"], "", True)
    ]  # fmt: skip
    assert plane([])["marks"] == []

"""Figures of a class: what is not final has two bounds."""

import pytest

from bareme.report.grade_statistics import Grades, Span
from bareme.report.histogram import BINS, Histogram, place


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
    assert bars[20]["final_height"] == bars[20]["most_height"] == 90
    assert not Histogram.of([10], [10], 20).view()["open"]

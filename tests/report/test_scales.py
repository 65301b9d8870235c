"""Where values lie in a picture, and which ones stand beside its axes."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from bareme.report.scales import Linear, TimeAxis

PARIS = ZoneInfo("Europe/Paris")


@pytest.mark.parametrize(
    ("scale", "value", "position"),
    [
        (Linear(0, 20), 10, 50.0),
        (Linear(0, 20), "12.75", 63.75),
        (Linear(0, 20, 10, 630), 20, 630.0),
        (Linear(0, 1, 100, 0), 0.25, 75.0),
        (Linear(-1, 1, 0, 200), 0, 100.0),
        (Linear(0, 20), 25, 100.0),
        (Linear(0, 20), -3, 0.0),
        (Linear(0, 0), 0, 0.0),
    ],
)
def test_a_value_has_a_place(scale: Linear, value: object, position: float) -> None:
    assert scale.at(value) == position


@pytest.mark.parametrize(
    ("low", "high", "most", "ticks"),
    [
        (0, 20, 10, [0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20]),
        (0, 100, 5, [0, 20, 40, 60, 80, 100]),
        (-0.2, 0.9, 6, [-0.2, 0, 0.2, 0.4, 0.6, 0.8]),
        (0, 1, 2, [0, 0.5, 1]),
        (3, 3, 10, [3]),
    ],
)
def test_ticks_are_round_and_few(low: float, high: float, most: int, ticks: list[float]) -> None:
    assert Linear(low, high).ticks(most) == ticks


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=PARIS)


def test_a_night_is_cut_out_and_hours_are_those_of_the_school() -> None:
    axis = TimeAxis.over([datetime.fromisoformat(one) for one in ("2026-11-16T13:10Z", "2026-11-17T08:30Z")], PARIS)
    assert axis.spans == ((at(16, 14), at(16, 15)), (at(17, 9), at(17, 10)))
    assert [(one.moment.hour, one.new_day) for one in axis.ticks()] == [(14, True), (9, True), (10, False)]
    assert (axis.at(at(16, 14)), axis.at(at(16, 15)), axis.at(at(17, 9)), axis.at(at(17, 10))) == (0, 48.5, 51.5, 100)
    assert axis.cuts() == [50.0]
    assert axis.at(at(16, 23)) == 51.5, "what lies in the cut is put at its end"
    assert axis.at(at(18, 0)) == 100.0


def test_a_long_day_has_few_ticks_and_no_cut() -> None:
    axis = TimeAxis.over([at(16, 8), at(16, 11), at(16, 15), at(16, 19), at(16, 22, 59)], PARIS)
    assert axis.cuts() == []
    assert [one.moment.hour for one in axis.ticks()] == [8, 10, 12, 14, 16, 18, 20, 22]


def test_winter_begins_between_two_ticks() -> None:
    night = ("2026-10-24T21:30Z", "2026-10-25T00:10Z", "2026-10-25T02:30Z")
    axis = TimeAxis.over(map(datetime.fromisoformat, night), PARIS)
    places = [one.at for one in axis.ticks()]
    assert places == sorted(places)
    assert len(set(places)) == len(places)


def test_no_moment_makes_an_axis_without_ticks() -> None:
    assert TimeAxis.over([], PARIS).ticks() == []

"""What handing in late costs: grace, points or a share a day, a floor, extensions with their reason."""

import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from bareme.__main__ import main
from bareme.grading.grade import grade
from bareme.grading.lateness import HandedIn, lateness, with_lateness
from bareme.rubric import Rubric
from bareme.rubric.late import Late

DUE = datetime(2026, 11, 20, 18, tzinfo=UTC)
MORE = [{"students": ["E1"], "until": "2026-11-22T18:00+00:00", "reason": "ill"}]

TABLE = {
    "in time": ({"per_day": 2}, timedelta(0), None),
    "a minute late costs a day": ({"per_day": 2}, timedelta(minutes=1), "2"),
    "within grace": ({"per_day": 2, "grace": 10}, timedelta(minutes=10), "0"),
    "past grace": ({"per_day": 2, "grace": 10}, timedelta(minutes=11), "2"),
    "a day": ({"per_day": 2}, timedelta(days=1), "2"),
    "a day and a bit": ({"per_day": 2}, timedelta(days=1, minutes=1), "4"),
    "a share": ({"per_day": "10%"}, timedelta(days=3), "6"),
    "a share with a comma": ({"per_day": "2,5 %"}, timedelta(days=2), "1"),
    "more time": ({"per_day": 2, "extensions": MORE}, timedelta(days=2), "0"),
    "later than the extension": ({"per_day": 2, "extensions": MORE}, timedelta(days=2, hours=1), "2"),
    "no rule": (None, timedelta(days=2), "0"),
    "past grace, from the deadline on": ({"per_day": 2, "grace": 2880}, timedelta(days=2, minutes=1), "6"),
    "at the end of more time": ({"per_day": 2, "extensions": MORE}, timedelta(days=1, hours=23), "0"),
    "a minute later than the extension": ({"per_day": 2, "extensions": MORE}, timedelta(days=2, minutes=1), "2"),
    "grace after the extension": ({"per_day": 2, "grace": 5, "extensions": MORE}, timedelta(days=2, minutes=5), "0"),
    "more time than there is": (
        {"per_day": 2, "extensions": [{**MORE[0], "until": "2026-11-19T18:00+00:00"}]},
        timedelta(days=1),
        "2",
    ),
    "another one's extension": (
        {"per_day": 2, "extensions": [{**MORE[0], "students": ["E2"]}]},
        timedelta(days=2),
        "4",
    ),
    "before it was due": ({"per_day": 2}, timedelta(days=-1), None),
    "nothing a day": ({"per_day": 0}, timedelta(days=2), "0"),
}


def with_rule(rubric: Rubric, rule: object) -> Rubric:
    return rubric.model_copy(update={"late": Late.model_validate(rule) if rule is not None else None})


@pytest.mark.parametrize(("rule", "late", "points"), TABLE.values(), ids=TABLE)
def test_what_it_costs(tp2: Rubric, rule: object, late: timedelta, points: str | None) -> None:
    found = lateness(with_rule(tp2, rule), "E1", HandedIn(DUE + late, DUE))
    assert (None if found is None else str(found[0].normalize() + 0)) == points


def test_nothing_due_is_never_late(tp2: Rubric) -> None:
    assert lateness(with_rule(tp2, {"per_day": 2}), "E1", HandedIn(DUE)) is None
    assert lateness(with_rule(tp2, {"per_day": 2, "deadline": "2026-11-20"}), "E1", None) is None


@pytest.mark.parametrize(
    ("score", "points", "left"),
    [
        ("15", "4", "11"),
        ("10", "5", "5"),
        ("9", "5", "5"),
        ("6", "4", "5"),
        ("5", "4", "5"),
        ("3", "4", "3"),
        ("15", "0", "15"),
        ("3", "0", "3"),
    ],
)
def test_the_floor_is_kept_and_never_a_gift(tp2: Rubric, score: str, points: str, left: str) -> None:
    whole = replace(grade(tp2, {}), score=Decimal(score), low=Decimal(score), high=Decimal(score))
    after = with_lateness(whole, with_rule(tp2, {"per_day": 2, "floor": 5}), Decimal(points))
    assert (after.score, after.low, after.high) == (Decimal(left),) * 3


LATE = """
late:
  grace: 5
  per_day: 10%
  floor: 2
  extensions:
    - {students: [E2], until: 2026-11-30, reason: malade}
"""


def test_from_the_rubric_to_the_page_and_the_export(tmp_path: Path, demo_run: Callable[[str], Path]) -> None:
    shutil.copytree(demo_run("en"), tmp_path / "demo")
    rubric = tmp_path / "tp2.yaml"
    own = (Path(__file__).parents[2] / "rubrics" / "tp2-vm.yaml").read_text(encoding="utf-8")
    rubric.write_text(own + LATE.replace("E2", "E002"), encoding="utf-8")
    source = next((tmp_path / "demo").rglob("roster.csv")).parent
    times = {"E001": "2026-11-21T19:00+01:00", "E002": "2026-11-21T19:00+01:00", "E003": "2026-11-20T10:00+01:00"}
    table = "student_id,handed_in_at\n" + "".join(f"{name},{at}\n" for name, at in times.items())
    (source / "evidence" / "handins.csv").write_text(table, encoding="utf-8")
    words = ["grade", source / "roster.csv", "-r", rubric, "--offline", "--evidence", source / "evidence",
             "--workers", "0", "--lang", "en", "-q"]  # fmt: skip
    main([*map(str, words), "--out", str(tmp_path / "plain")])
    main([*map(str, words), "--out", str(tmp_path / "late"), "--deadline", "2026-11-20T18:00"])

    def students(run: str) -> dict[str, dict[str, object]]:
        found = json.loads((tmp_path / run / "results.json").read_text(encoding="utf-8"))["students"]
        return {one["id"]: one for one in found}

    plain, late = students("plain"), students("late")
    assert [float(str(plain[one]["score"])) - float(str(late[one]["score"])) for one in times] == [4, 0, 0]
    assert [name for name, one in late.items() if "late" in one] == ["E001", "E002"]
    assert [name for name, one in plain.items() if "late" in one] == []
    page = (tmp_path / "late" / "students" / "E001.html").read_text(encoding="utf-8")
    assert "Handed in 1 d 1 h late: 4 points are taken off (2 for each day begun)." in page.replace("\u202f", " ")
    assert "malade" in (tmp_path / "late" / "students" / "E002.html").read_text(encoding="utf-8")


def test_the_command_s_deadline_goes_before_the_rubric_s(tp2: Rubric) -> None:
    own = with_rule(tp2, {"per_day": 2, "deadline": (DUE - timedelta(days=1)).isoformat()})
    by_rubric = lateness(own, "E1", HandedIn(DUE))
    assert by_rubric is not None
    assert [by_rubric[0], by_rubric[1]] == [2, 24 * 60]
    assert lateness(own, "E1", HandedIn(DUE, DUE)) is None


def test_without_a_floor_points_end_at_nothing(tp2: Rubric) -> None:
    whole = replace(grade(tp2, {}), score=Decimal(3), low=Decimal(1), high=Decimal(9))
    for rule in ({"per_day": 2}, None):
        after = with_lateness(whole, with_rule(tp2, rule), Decimal(4))
        assert [after.score, after.low, after.high] == [0, 0, 5]

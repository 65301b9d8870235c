"""What changed between two runs, and because of what."""

from decimal import Decimal
from typing import Any

import pytest

from bareme.diff import compare
from bareme.grading.record import Record
from tests.diff.records import criterion, made_with, record

REMARK = {"text": "it rests on {id}, which was not earned", "values": {"id": "E1-16"}}
MET: dict[str, Any] = {"outcome": "met", "points": "1"}
UNMET, HALF = {"outcome": "unmet", "points": "0"}, {"outcome": "partial", "points": "0.5"}
PENDING = {"outcome": "pending", "points": "0", "high": "1"}


def moved(before: Record, after: Record, was: Any = None, now: Any = None) -> Any:
    found = compare([before], [after], was or made_with(E1_01="x"), now or made_with(E1_01="x"))
    return found.moved[0] if found.moved else None


@pytest.mark.parametrize(
    ("before", "after", "evidence", "rule", "gain", "causes"),
    [
        pytest.param(UNMET, MET, "b", "x", "1", ["evidence"], id="new evidence"),
        pytest.param(MET, HALF, "a", "y", "-0.5", ["rubric"], id="another rule"),
        pytest.param(MET, UNMET, "b", "y", "-1", ["rubric", "evidence"], id="rule and evidence"),
        pytest.param(MET, UNMET, "a", "x", "-1", ["program"], id="nothing kept changed"),
        pytest.param(PENDING, {"marked": True}, "a", "x", "1", ["decision"], id="marked"),
        pytest.param(PENDING, {"marked": True}, "b", "x", "1", ["decision"], id="marked, whatever the evidence"),
        pytest.param(
            {"marked": True, "comment": "ok"}, {**HALF, "marked": True}, "a", "x", "-0.5", ["decision"], id="remarked"
        ),
        pytest.param({"marked": True}, UNMET, "b", "x", "-1", ["decision", "evidence"], id="mark withdrawn"),
        pytest.param(UNMET, {"outcome": "waived"}, "a", "x", "1", ["decision"], id="excused"),
        pytest.param(
            UNMET, {**UNMET, "outcome": "blocked", "remark": REMARK}, "a", "x", "0", ["needs"], id="through another"
        ),
        pytest.param(UNMET, {**MET, "answer": "127"}, "a", "x", "1", ["answer"], id="another answer"),
        pytest.param(UNMET, {**MET, "files": ["a.png"]}, "a", "x", "1", ["answer"], id="another file"),
        pytest.param(UNMET, PENDING, "a", "y", "0", ["rubric"], id="open now, no points moved"),
    ],
)
def test_a_change_has_a_cause(*, before: Any, after: Any, evidence: str, rule: str, gain: str, causes: Any) -> None:
    now = made_with("r2" if rule == "y" else "r1", E1_01=rule)
    one = moved(record("E1", criterion(**before)), record("E1", criterion(**after), evidence=evidence), now=now)
    assert [(change.gain, [*change.causes]) for change in one.changes] == [(Decimal(gain), causes)]


@pytest.mark.parametrize(
    "after",
    [
        pytest.param(record("E1", criterion()), id="nothing"),
        pytest.param(record("E1", criterion(), evidence="bc"), id="evidence that changes nothing"),
        pytest.param(record("E1", criterion(answer="x", points="1.0")), id="an answer that changes nothing"),
    ],
)
def test_what_stands_the_same_is_not_told(after: Record) -> None:
    assert moved(record("E1", criterion()), after) is None


def test_criteria_that_came_or_went_are_the_rubrics_doing() -> None:
    one = moved(record("E1", criterion("A")), record("E1", criterion("B")), made_with(A="x"), made_with("r2", B="x"))
    assert [(change.criterion, change.gain, *change.causes) for change in one.changes] == [
        ("B", 1, "rubric"),
        ("A", -1, "rubric"),
    ]


def test_a_grade_may_move_without_any_criterion() -> None:
    after = {**record("E1", criterion()), "score": "12"}
    assert moved(record("E1", criterion()), after).gain == 11  # type: ignore[arg-type]


def test_the_same_hash_in_another_order_is_the_same_evidence() -> None:
    one = moved(record("E1", criterion(**UNMET), evidence="ab"), record("E1", criterion(), evidence="ba"))
    assert [*one.changes[0].causes] == ["program"]


def test_who_came_and_who_left() -> None:
    found = compare(
        [record("E1", criterion()), record("E2", criterion())],
        [record("E3", criterion()), record("E1", criterion())],
        made_with(),
        made_with(),
    )
    assert (found.came, found.left) == ((("E3", "Name of E3"),), (("E2", "Name of E2"),))
    assert (found.moved, found.unchanged, found.rubric_changed) == ((), 1, False)

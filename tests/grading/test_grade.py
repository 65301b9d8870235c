"""Arithmetic of a grade: exact, bounded, rounded once."""

from decimal import Decimal

import pytest

from bareme.checking.finding import Finding, Outcome, met, partial, unmet, unverifiable
from bareme.grading.grade import Decisions, Grade, Mark, Waiver, grade, rounded
from bareme.rubric import Rounding, Rubric
from bareme.simulator import Plan
from bareme.text.message import say
from tests.labs import Grading, lab_done

X = say("x")
MET, UNMET, HALF = met(X, X), unmet(X, X), partial(Decimal("0.5"), X, X, remark=X)
OPEN = unverifiable(X, X)


def rubric(**changes: object) -> Rubric:
    criteria = [
        {"id": "A", "title": "a", "points": "1.5", "check": "a"},
        {"id": "B", "title": "b", "points": "0.5", "check": "b", "needs": ["A"]},
        {"id": "C", "title": "c", "points": "2", "question": "why?"},
        {"id": "D", "title": "d", "points": "1", "check": "d", "question": "sure?"},
    ]
    whole = {"id": "r", "title": "r", "scale": 5, "sections": [{"id": "S", "title": "s", "criteria": criteria}]}
    return Rubric.model_validate({**whole, **changes})


def graded(a: Finding, b: Finding, d: Finding, **decisions: object) -> Grade:
    people = Decisions(decisions.get("marks", {}), decisions.get("waivers", {}))  # type: ignore[arg-type]
    return grade(rubric(), {"A": a, "B": b, "D": d}, people)


@pytest.mark.parametrize(
    ("a", "b", "d", "bounds", "status"),
    [
        (MET, MET, MET, ("3", "3", "5"), "provisional"),
        (UNMET, MET, MET, ("1.5", "1.5", "3.5"), "provisional"),
        (HALF, MET, MET, ("2.25", "2.25", "4.25"), "provisional"),
        (OPEN, MET, MET, ("1.5", "1.5", "5"), "provisional"),
        (MET, MET, UNMET, ("2", "2", "5"), "provisional"),
    ],
    ids=["all met", "one unmet", "half", "unverifiable", "a check that a person must confirm"],
)
def test_the_bounds_of_a_grade(a: Finding, b: Finding, d: Finding, bounds: tuple[str, str, str], status: str) -> None:
    result = graded(a, b, d)
    assert (result.score, result.low, result.high) == tuple(map(Decimal, bounds))
    assert result.status == status


def test_with_every_mark_given_a_grade_is_final() -> None:
    result = graded(MET, MET, MET, marks={"C": Mark(Decimal("1.25"), "good")})
    assert (result.score, result.status) == (Decimal("4.25"), "final")
    assert result.verdicts[2].comment == "good"


def test_a_mark_cannot_exceed_its_criterion() -> None:
    assert graded(MET, MET, MET, marks={"C": Mark(Decimal(9))}).score == 5


def test_a_waiver_counts_as_earned_and_keeps_its_reason() -> None:
    result = graded(UNMET, MET, MET, waivers={"A": Waiver(say("ill"))})
    assert (result.verdicts[0].outcome, str(result.verdicts[0].found)) == (Outcome.WAIVED, "ill")
    assert result.score == 3


def test_what_rests_on_an_unmet_criterion_is_blocked_not_counted_twice() -> None:
    assert [one.outcome for one in graded(UNMET, UNMET, MET).verdicts][:2] == ["unmet", "blocked"]
    assert [one.outcome for one in graded(UNMET, MET, MET).verdicts][:2] == ["unmet", "met"]
    assert [one.outcome for one in graded(OPEN, UNMET, MET).verdicts][:2] == ["unverifiable", "unmet"]


def test_a_need_may_excuse_instead() -> None:
    excusing = rubric()
    data = excusing.model_dump(by_alias=True)
    data["sections"][0]["criteria"][1]["needs"] = [{"criterion": "A", "otherwise": "excuse"}]
    result = grade(Rubric.model_validate(data), {"A": UNMET, "B": UNMET, "D": MET})
    assert (result.verdicts[1].outcome, result.verdicts[1].points) == (Outcome.WAIVED, Decimal("0.5"))


def test_a_student_whose_lab_could_not_be_read_has_no_final_zero() -> None:
    result = grade(rubric(), {"A": OPEN, "B": OPEN, "D": OPEN}, readable=False)
    assert result.status == "unreadable"
    assert [result.low, result.high] == [0, 5]


@pytest.mark.parametrize(
    ("points", "step", "mode", "expected"),
    [
        ("2.675", "0.01", "half-up", "2.68"),
        ("2.665", "0.01", "half-even", "2.66"),
        ("15.37", "0.25", "half-up", "15.25"),
        ("15.375", "0.25", "half-up", "15.5"),
        ("15.1", "0.5", "up", "15.5"),
        ("15.4", "0.5", "down", "15"),
        ("0", "0.5", "up", "0"),
        ("20", "1", "down", "20"),
    ],
)
def test_rounding(points: str, step: str, mode: str, expected: str) -> None:
    rounding = Rounding.model_validate({"step": step, "mode": mode})
    assert str(rounded(Decimal(points), rounding)) == expected or rounded(Decimal(points), rounding) == Decimal(
        expected
    )


def test_the_scale_is_independent_of_the_points() -> None:
    result = grade(rubric(scale=20), {"A": MET, "B": MET, "D": MET}, Decisions({"C": Mark(Decimal(2))}, {}))
    assert result.score == 20


NOTHING_RIGHT = Plan(
    name="x", location="westeurope", zones=(), size="Standard_D2s_v3", bigger="", image="2022-datacenter-g2",
    os_disk="Premium_LRS", data_disk_gb=0, capture="none", stop="none", members=(), instances=0,
)  # fmt: skip


@pytest.mark.parametrize("kind", ["waiver", "mark"])
def test_a_decision_is_of_its_own_criterion(tp2: Rubric, grading: Grading, kind: str) -> None:
    """Over every criterion of the lab: what is decided on one moves none that does not rest on it."""
    findings = grading.findings(lab_done(NOTHING_RIGHT))

    def verdicts(decisions: Decisions) -> dict[str, tuple[str, Decimal]]:
        return {one.criterion.id: (one.outcome, one.points) for one in grade(tp2, findings, decisions).verdicts}

    before = verdicts(Decisions({}, {}))
    for one in (criterion for criterion in tp2.criteria if criterion.points):
        waived, marked = {one.id: Waiver(say("ill"))}, {one.id: Mark(one.points)}
        after = verdicts(Decisions({}, waived) if kind == "waiver" else Decisions(marked, {}))
        moved = {name for name, own in after.items() if own != before[name]}
        resting = {other.id for other in tp2.criteria if one.id in {need.criterion for need in other.needs}}
        assert one.id in moved, one.id
        assert moved <= {one.id} | resting, one.id

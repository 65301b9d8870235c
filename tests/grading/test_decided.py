"""Who decides a criterion, and between which points it lies: the check, a person, an export, or what it rests on."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from bareme.checking.finding import Finding, Outcome, met, partial, unmet, unverifiable
from bareme.grading.grade import Decisions, Grade, Mark, Waiver, basis_of, grade, machine_most, needs_person, rounded
from bareme.rubric import Rounding, Rubric
from bareme.rubric.model import Criterion
from bareme.text.message import say

X, REMARK = say("x"), say("remark")
MET, UNMET, OPEN = met(X, X), unmet(X, X, remark=REMARK), unverifiable(X, X)
HALF = partial(Decimal("0.5"), X, X, remark=REMARK)


def rubric(*criteria: dict[str, Any], **changes: object) -> Rubric:
    whole = [{"title": "t", "points": 2, **one} for one in criteria]
    section = {"id": "S", "title": "s", "criteria": whole}
    return Rubric.model_validate({"id": "r", "title": "r", "scale": 10, "sections": [section], **changes})


def graded(own: Rubric, findings: dict[str, Finding], **decisions: Any) -> Grade:
    people = Decisions(decisions.get("marks", {}), decisions.get("waivers", {}))
    return grade(own, findings, people)


CHECKED = {"id": "A", "check": "a"}


@pytest.mark.parametrize(
    ("points", "outcome", "earned"),
    [
        ("-1", "unmet", "0"),
        ("0", "unmet", "0"),
        ("0.01", "partial", "0.01"),
        ("1.99", "partial", "1.99"),
        ("2", "met", "2"),
        ("3", "met", "2"),
    ],
)
def test_a_mark_lies_within_its_criterion(points: str, outcome: str, earned: str) -> None:
    (own,) = graded(rubric(CHECKED), {"A": OPEN}, marks={"A": Mark(Decimal(points), "so")}).verdicts
    assert (own.outcome, own.points, own.low, own.high) == (outcome, *[Decimal(earned)] * 3)
    assert (own.comment, own.marked, own.remark, own.again) == ("so", True, None, None)


@pytest.mark.parametrize(
    ("most", "is_stale", "bounds", "told"),
    [
        (None, False, ("1", "1"), ""),
        ("2", False, ("1", "1"), ""),
        ("2", True, ("1", "1"), "The evidence or the answer changed"),
        ("4", False, ("0", "2"), "It was given 1 of 4; now it is worth 2"),
        ("1", False, ("0", "2"), "It was given 1 of 1; now it is worth 2"),
    ],
    ids=["of no maximum", "of this maximum", "of what was otherwise", "of more", "of less"],
)
def test_a_mark_counts_where_the_criterion_is_worth_what_it_was(
    most: str | None, is_stale: bool, bounds: tuple[str, str], told: str
) -> None:
    mark = Mark(Decimal(1), "so", is_stale=is_stale, most=None if most is None else Decimal(most))
    (own,) = graded(rubric(CHECKED), {"A": MET}, marks={"A": mark}).verdicts
    assert (own.low, own.high) == tuple(map(Decimal, bounds))
    assert own.comment == "so"
    assert str(own.again or "").startswith(told)
    assert bool(own.again) is bool(told)


def test_what_is_not_asked_goes_before_a_mark() -> None:
    decided = {"marks": {"A": Mark(Decimal(1))}, "waivers": {"A": Waiver(say("ill"))}}
    (own,) = graded(rubric(CHECKED), {"A": UNMET}, **decided).verdicts
    assert (own.outcome, own.points) == (Outcome.WAIVED, Decimal(2))


@pytest.mark.parametrize(
    ("asked", "finding", "is_asked"),
    [
        ({"check": "a"}, None, True),
        ({"check": "a"}, UNMET, False),
        ({"check": "a", "question": "?"}, MET, False),
        ({"check": "a", "question": "?"}, HALF, True),
        ({"check": "a", "question": "?"}, UNMET, True),
        ({"check": "a", "question": "?"}, OPEN, True),
        ({"check": "a", "question": "?", "confirm": "always"}, MET, True),
        ({"question": "?"}, None, True),
    ],
)
def test_who_has_the_last_word(asked: dict[str, str], finding: Finding | None, is_asked: bool) -> None:
    criterion = Criterion.model_validate({"id": "A", "title": "t", "points": 2, **asked})
    assert needs_person(criterion, finding) is is_asked
    found = graded(rubric({"id": "A", **asked}), {"A": finding} if finding else {})
    assert (found.verdicts[0].outcome is Outcome.PENDING) is is_asked
    assert (found.low, found.high) == (
        (0, 10) if is_asked else (Decimal(10) * finding.share, Decimal(10) * finding.share) if finding else ()
    )


@pytest.mark.parametrize(
    ("finding", "proven", "bounds"),
    [
        (MET, "0", ("0", "2")),
        (MET, "0.5", ("1", "2")),
        (HALF, "0", ("0", "1")),
        (HALF, "0.25", ("0.5", "1")),
        (OPEN, "0", ("0", "2")),
        (partial(Decimal("0.5"), X, X, remark=X, slip="region=x"), "0", ("0", "2")),
    ],
    ids=["all", "all, half proven", "half", "half, a part proven", "nothing known", "a slip that may cost less"],
)
@pytest.mark.parametrize("exports", ["judged", "accepted"])
def test_what_an_export_alone_tells_is_judged_where_the_rubric_says_so(
    finding: Finding, proven: str, bounds: tuple[str, str], exports: str
) -> None:
    told = replace(finding, proven=Decimal(proven))
    own = rubric(CHECKED, exports=exports)
    (verdict,) = graded(own, {"A": told}).verdicts
    if exports == "judged":
        assert (verdict.outcome, verdict.points) == (Outcome.PENDING, verdict.low)
        assert (verdict.low, verdict.high) == tuple(map(Decimal, bounds))
    else:
        assert verdict.outcome is finding.outcome


CHAIN = (
    {"id": "A", "check": "a"},
    {"id": "B", "check": "b", "needs": ["A"]},
    {"id": "C", "check": "c", "needs": ["B"]},
)
TWO = ({"id": "A", "check": "a"}, {"id": "B", "check": "b"}, {"id": "C", "check": "c", "needs": ["A", "B"]})
EXCUSED = (
    {"id": "A", "check": "a"},
    {"id": "B", "check": "b"},
    {"id": "C", "check": "c", "needs": [{"criterion": "A", "otherwise": "excuse"}, "B"]},
)


@pytest.mark.parametrize(
    ("criteria", "findings", "outcomes", "score"),
    [
        (CHAIN, (UNMET, UNMET, UNMET), ["unmet", "blocked", "blocked"], "0"),
        (CHAIN, (UNMET, UNMET, MET), ["unmet", "blocked", "met"], "3.33"),
        (CHAIN, (MET, UNMET, UNMET), ["met", "unmet", "blocked"], "3.33"),
        (CHAIN, (HALF, UNMET, UNMET), ["partial", "unmet", "blocked"], "1.67"),
        (CHAIN, (OPEN, UNMET, MET), ["unverifiable", "unmet", "met"], "3.33"),
        (CHAIN, (UNMET, HALF, UNMET), ["unmet", "partial", "unmet"], "1.67"),
        (TWO, (MET, MET, UNMET), ["met", "met", "unmet"], "6.67"),
        (TWO, (UNMET, MET, UNMET), ["unmet", "met", "blocked"], "3.33"),
        (TWO, (MET, UNMET, UNMET), ["met", "unmet", "blocked"], "3.33"),
        (TWO, (UNMET, UNMET, HALF), ["unmet", "unmet", "partial"], "1.67"),
        (EXCUSED, (UNMET, MET, UNMET), ["unmet", "met", "waived"], "6.67"),
        (EXCUSED, (MET, UNMET, UNMET), ["met", "unmet", "blocked"], "3.33"),
    ],
)
def test_what_rests_on_what(
    criteria: tuple[dict[str, Any], ...], findings: tuple[Finding, ...], outcomes: list[str], score: str
) -> None:
    own = graded(rubric(*criteria), dict(zip("ABC", findings, strict=True)))
    assert [one.outcome.value for one in own.verdicts] == outcomes
    assert own.score == Decimal(score)
    assert all(one.low == one.points for one in own.verdicts)


def test_what_a_person_marked_is_blocked_by_nothing() -> None:
    own = graded(rubric(*CHAIN), {"A": UNMET, "B": UNMET, "C": UNMET}, marks={"B": Mark(Decimal(0))})
    assert [one.outcome.value for one in own.verdicts] == ["unmet", "unmet", "blocked"]


ASKED = ({"id": "A", "check": "a"}, {"id": "B", "check": "b"}, {"id": "C", "question": "?"},
         {"id": "D", "check": "d", "question": "?"})  # fmt: skip


@pytest.mark.parametrize(
    ("a", "b", "waived", "machine"),
    [
        (MET, MET, "", ("5", "5")),
        (MET, UNMET, "", ("2.5", "2.5")),
        (MET, OPEN, "", ("2.5", "5")),
        (HALF, OPEN, "", ("1.25", "3.75")),
        (MET, UNMET, "B", ("5", "5")),
        (MET, UNMET, "C", ("2.5", "2.5")),
        (MET, UNMET, "D", ("2.5", "2.5")),
    ],
)
def test_what_checks_alone_give(a: Finding, b: Finding, waived: str, machine: tuple[str, str]) -> None:
    waivers = {waived: Waiver(X)} if waived else {}
    own = graded(rubric(*ASKED), {"A": a, "B": b, "D": MET}, waivers=waivers)
    assert (own.machine.low, own.machine.high) == tuple(map(Decimal, machine))


@pytest.mark.parametrize(("criteria", "most"), [(ASKED, "5"), (ASKED[:2], "10"), (ASKED[2:], "0"), (ASKED[1:], "3.33")])
def test_the_most_that_checks_can_give(criteria: tuple[dict[str, Any], ...], most: str) -> None:
    assert machine_most(rubric(*criteria)) == Decimal(most)


@pytest.mark.parametrize(
    ("findings", "status"),
    [({"A": MET, "B": MET}, "final"), ({"A": MET, "B": UNMET}, "final"), ({"A": MET, "B": OPEN}, "provisional")],
)
def test_a_grade_is_final_where_nothing_can_move(findings: dict[str, Finding], status: str) -> None:
    own = rubric(*ASKED[:2])
    assert grade(own, findings).status == status
    assert grade(own, findings, readable=False).status == ("unreadable" if status == "provisional" else status)


@pytest.mark.parametrize(
    ("points", "mode", "expected"),
    [
        ("1.5", "half-up", "2"),
        ("2.5", "half-up", "3"),
        ("1.5", "half-even", "2"),
        ("2.5", "half-even", "2"),
        ("1.1", "up", "2"),
        ("1.9", "down", "1"),
        ("1.4", "half-up", "1"),
        ("10", "half-up", "10"),
        ("0", "up", "0"),
    ],
)
def test_rounding_to_whole_points(points: str, mode: str, expected: str) -> None:
    found = rounded(Decimal(points), Rounding.model_validate({"step": "1", "mode": mode}))
    assert str(found) == expected


def test_what_a_person_judged_changes_with_the_evidence_the_share_and_the_answer() -> None:
    bases = [
        basis_of(MET, ""),
        basis_of(MET, "yes"),
        basis_of(unmet(X, X), ""),
        basis_of(met(X, say("y")), ""),
        basis_of(None, ""),
        basis_of(None, "yes"),
    ]
    assert len(set(bases)) == len(bases)
    assert all(len(one) == 12 for one in bases)
    assert basis_of(met(X, X), "") == bases[0]

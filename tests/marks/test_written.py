"""What a marks file shows: whom it asks for what, what was decided, and nothing that is decided by nobody."""

import csv
from decimal import Decimal
from pathlib import Path

import pytest

from bareme.checking.finding import met, unverifiable
from bareme.grading.grade import NO_DECISIONS, grade
from bareme.grading.record import Basis, record
from bareme.marks import Decision, Kind, People, marks_file
from bareme.marks.columns import header
from bareme.marks.read import Criteria
from bareme.marks.standing import Places, standing
from bareme.results.rendering import Teller
from bareme.roster import Scope, Student
from bareme.rubric import Rubric
from bareme.text.language import Language, Speech
from bareme.text.message import say

ANA = Student(id="E1", scope=Scope("s"), line=1, slug="e1", first_name="Ana")
X = say("x")
TO_JUDGE = "to be judged by the teacher"
FINDINGS = {"met": met(X, say("seen")), "open": unverifiable(X, say("not read"))}


def rubric() -> Rubric:
    points = {"met": 1, "open": 2, "asked": "0.5", "advice": 0}
    criteria = [{"id": name, "title": name, "points": most, "question": "?"} for name, most in points.items()]
    criteria[0] |= {"check": "a", "question": None}
    criteria[1] |= {"check": "b", "question": None}
    return Rubric.model_validate(
        {"id": "r", "title": "r", "sections": [{"id": "S", "title": "s", "criteria": criteria}]}
    )


def shown(folder: Path, *decisions: Decision, language: Language = Language.ENGLISH) -> dict[str, tuple[str, str, str]]:
    """Points, comment and finding of each row, by criterion."""
    wanted, teller = rubric(), Teller(rubric(), Speech(language))
    decided = standing(decisions, Places(People([("E1", "Ana")]), Criteria(wanted)))
    graded = grade(wanted, FINDINGS, decided.decisions().get("E1", NO_DECISIONS))
    with marks_file(folder / "marks.csv", teller, decided) as add:
        add(record(ANA, graded, Basis(), 0.0))
    with (folder / "marks.csv").open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.reader(stream, delimiter=";" if language is Language.FRENCH else ","))
    place = [header(Language.ENGLISH).index(name) for name in ("points", "comment", "found")]
    return {row[2]: (row[place[0]], row[place[1]], row[place[2]]) for row in rows[1:]}


def decided(criterion: str, kind: Kind, points: str | None = None, comment: str = "", most: str = "") -> Decision:
    worth = Decimal(most) if most else None
    given = None if points is None else Decimal(points)
    return Decision(student="E1", criterion=criterion, kind=kind, points=given, most=worth, comment=comment)


def test_a_person_is_asked_for_what_is_open_and_has_points(tmp_path: Path) -> None:
    assert shown(tmp_path) == {"open": ("", "", "not read"), "asked": ("", "", TO_JUDGE)}


@pytest.mark.parametrize(
    ("decision", "row"),
    [
        (decided("asked", Kind.MARK, "0.25", "why"), ("0.25", "why", "")),
        (decided("asked", Kind.MARK, "0.25", "why", most="0.5"), ("0.25", "why", "")),
        (decided("asked", Kind.MARK, "0.25", "why", most="1"), ("", "why", TO_JUDGE)),
        (decided("asked", Kind.OPEN, comment="later"), ("", "later", TO_JUDGE)),
        (decided("asked", Kind.WAIVER, comment="ill"), ("waived", "ill", "ill")),
        (decided("open", Kind.MARK, "2"), ("2", "", "")),
        (decided("met", Kind.MARK, "0", "copied"), ("0", "copied", "")),
        (decided("met", Kind.WAIVER, comment="ill"), ("waived", "ill", "ill")),
    ],
)
def test_what_was_decided_stands_in_its_row(tmp_path: Path, decision: Decision, row: tuple[str, str, str]) -> None:
    assert shown(tmp_path, decision)[decision.criterion] == row


def test_in_french_a_number_has_a_comma_and_a_waiver_its_word(tmp_path: Path) -> None:
    given, ill = decided("asked", Kind.MARK, "0.25"), decided("open", Kind.WAIVER, comment="malade")
    found = shown(tmp_path, given, ill, language=Language.FRENCH)
    assert (found["asked"][0], found["open"][0]) == ("0,25", "dispense")


@pytest.mark.parametrize("last", [decided("met", Kind.OPEN), decided("advice", Kind.MARK, "0")])
def test_what_is_met_and_open_again_or_has_no_points_has_no_row(tmp_path: Path, last: Decision) -> None:
    assert last.criterion not in shown(tmp_path, last)

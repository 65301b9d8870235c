"""What the record of a student tells of one criterion, of the evidence, and of a mark that may be out of date."""

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest

from bareme.checking.finding import Finding, Outcome, met, partial, unmet, unverifiable
from bareme.evidence import Collection, Origin, Reading, Source, Status
from bareme.grading.commands import Command
from bareme.grading.grade import Decisions, Mark, basis_of, grade
from bareme.grading.record import Basis, evidence_kinds, record, rests_on_exports
from bareme.grading.stale_marks import current
from bareme.grading.threshold import machine_range
from bareme.grading.verdict import Verdict
from bareme.roster import Scope, Student
from bareme.rubric import Rubric
from bareme.rubric.model import Criterion
from bareme.submission import NO_ANSWER, Answer, Submission
from bareme.text.message import say

ANA = Student(id="E1", scope=Scope("s"), line=1, slug="e1", first_name="Ana")
X = say("x")
HALF = partial(Decimal("0.5"), X, X, remark=say("why"))
NOON = datetime(2026, 11, 16, 12, tzinfo=UTC)


def rubric(**asked: Any) -> Rubric:
    criterion = {"id": "A", "title": "a", "points": 3, **asked}
    return Rubric.model_validate(
        {"id": "r", "title": "r", "sections": [{"id": "S", "title": "s", "criteria": [criterion]}]}
    )


def told(finding: Finding | None, basis: Basis = Basis(), mark: Mark | None = None, **asked: Any) -> dict[str, Any]:  # noqa: B008 - a value
    own = rubric(**(asked or {"check": "a"}))
    decisions = Decisions({"A": mark} if mark else {}, {})
    (one,) = record(ANA, grade(own, {"A": finding} if finding else {}, decisions), basis, 1)["criteria"]
    return dict(one)


@pytest.mark.parametrize(
    ("finding", "suggestion"),
    [(met(X, X), "3"), (HALF, "1.5"), (unmet(X, X), "0"), (unverifiable(X, X), ""), (None, "")],
    ids=["met", "half", "unmet", "not known", "no check"],
)
def test_what_is_suggested_to_whoever_marks(finding: Finding | None, suggestion: str) -> None:
    assert told(finding)["suggestion"] == suggestion


@pytest.mark.parametrize(
    ("asked", "answer", "files"),
    [
        ({"question": "?"}, Answer(), ["report.pdf"]),
        ({"question": "?"}, Answer("yes"), []),
        ({"question": "?"}, Answer("yes", ("a.png",)), ["a.png"]),
        ({"check": "a"}, Answer(), []),
        ({"check": "a"}, Answer("yes", ("a.png",)), ["a.png"]),
    ],
    ids=["a question without an answer", "an answer", "an answer with a file", "no question", "a file all the same"],
)
def test_what_a_person_reads(asked: dict[str, Any], answer: Answer, files: list[str]) -> None:
    handed_in = Submission(answers={"A": answer}, reports=("report.pdf",))
    own = told(HALF if "check" in asked else None, Basis(submission=handed_in), **asked)
    assert (own["files"], own["answer"]) == (files, answer.text)


def test_where_an_answer_stands() -> None:
    placed = Submission(answers={"A": Answer("yes", line=7, column=1, file="answers.yaml")})
    assert told(HALF, Basis(submission=placed))["place"] == ("answers.yaml", 7)
    assert "place" not in told(HALF, Basis(submission=Submission(answers={"A": Answer("yes")})))


@pytest.mark.parametrize(
    ("mark", "observed"), [(None, None), (Mark(Decimal(1), "so"), X.to_wire())], ids=["a check decided", "a person did"]
)
def test_what_a_check_saw_is_kept_beside_what_a_person_decided(mark: Mark | None, observed: Any) -> None:
    own = told(HALF, mark=mark)
    assert own.get("observed") == observed
    assert (own["marked"], own["comment"]) == (mark is not None, "so" if mark else "")
    assert own["remark"] == (None if mark else say("why").to_wire())


def test_what_is_told_where_there_is_something_to_tell() -> None:
    command = Command("az vm start", prepares=True)
    own = told(replace(HALF, proven=Decimal(0)), Basis(commands={"A": command}))
    assert (own["exported"], own["command"], own["prepares"]) == (True, command.text, command.prepares)
    plain = told(HALF, Basis(commands={"B": command}))
    assert {"exported", "command", "prepares"} & set(plain) == set()


@pytest.mark.parametrize(
    ("basis", "changed", "is_stale"),
    [
        (basis_of(HALF, NO_ANSWER.sha256), HALF, False),
        (basis_of(HALF, NO_ANSWER.sha256), met(X, X), True),
        (basis_of(HALF, NO_ANSWER.sha256), None, True),
        (basis_of(None, NO_ANSWER.sha256), None, False),
        ("", HALF, False),
        ("", None, False),
        ("0" * 12, HALF, True),
        ("f" * 12, HALF, True),
    ],
    ids=["the same", "another finding", "no finding", "never one", "not kept", "not kept, no finding", "before",
         "after"],
)  # fmt: skip
def test_a_mark_is_out_of_date_where_what_was_judged_changed(
    basis: str, changed: Finding | None, is_stale: bool
) -> None:
    decided = Decisions({"A": Mark(Decimal(1), basis=basis)}, {})
    found = current(decided, {"A": changed} if changed else {}, Submission())
    assert found.marks["A"].is_stale is is_stale


@pytest.mark.parametrize(
    ("asked", "outcome", "finding", "points"),
    [
        ({"check": "a"}, Outcome.PARTIAL, HALF, ("1", "2")),
        ({"check": "a"}, Outcome.WAIVED, HALF, ("3", "3")),
        ({"check": "a"}, Outcome.PENDING, None, ("0", "0")),
        ({"check": "a", "question": "?"}, Outcome.PARTIAL, HALF, ("0", "0")),
        ({"question": "?"}, Outcome.PARTIAL, HALF, ("0", "0")),
        ({"question": "?"}, Outcome.WAIVED, None, ("0", "0")),
    ],
)
def test_what_checks_alone_earn_of_one_criterion(
    asked: dict[str, str], outcome: Outcome, finding: Finding | None, points: tuple[str, str]
) -> None:
    criterion = Criterion.model_validate({"id": "A", "title": "a", "points": 3, **asked})
    own = Verdict(criterion, outcome, Decimal(1), Decimal(1), Decimal(2), X, X, finding)
    assert machine_range(own, finding) == tuple(map(Decimal, points))


def collection(origin: Origin, **sources: Reading) -> Collection:
    read = {Source.SUBSCRIPTION: Reading(Status.OK, ({"displayName": "Lab"},))}
    read |= {Source(name.replace("_", "-")): one for name, one in sources.items()}
    return Collection(
        subscription_id="s",
        resource_group="rg",
        collected_at=NOON,
        stage="built",
        tool="t",
        sources=read,
        origin=origin,
    )


def test_the_evidence_of_a_record() -> None:
    denied = {Source.DISKS.value.replace("-", "_"): Reading(Status.DENIED, error="no")}
    basis = Basis(collections=(collection(Origin.COLLECTED, **denied), collection(Origin.COLLECTED)))
    own = record(ANA, grade(rubric(check="a"), {"A": HALF}), basis, 1.23456)
    first, second = own["collections"]
    assert (first["unread"], second["unread"]) == ([{"source": "disks", "status": "denied", "error": "no"}], [])
    assert (first["stage"], first["resource_group"], first.get("subscription")) == ("built", "rg", "Lab")
    assert evidence_kinds(own) == (Origin.COLLECTED.value,)
    assert rests_on_exports(own) == ()
    assert own["seconds"] == 1.2346
    assert {"note", "subscription_state"} & set(own) == set()


def test_what_rests_on_exports_alone() -> None:
    exported = replace(HALF, proven=Decimal(0))
    own = record(ANA, grade(rubric(check="a"), {"A": exported}), Basis(word="well", restricted="Disabled"), 1)
    assert rests_on_exports(own) == ("A",)
    assert (own["note"], own["subscription_state"]) == ("well", "Disabled")

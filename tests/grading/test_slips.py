"""One slip costs once, where it costs most, and never more than it would give without it."""

from dataclasses import replace
from decimal import Decimal

import pytest

from bareme.checking.finding import Finding, Outcome, partial
from bareme.grading.grade import Decisions, Grade, Mark, grade
from bareme.grading.slips import charged_once
from bareme.grading.verdict import Verdict
from bareme.rubric import Criterion
from bareme.simulator import PERFECT, Plan, Subscription, do_lab
from bareme.simulator.stories import MEMBERS
from bareme.text.message import say
from tests.labs import SUBSCRIPTION, Grading

THERE, HERE = say("there"), say("here")
REGION = ("E1-02", "E2-01", "E2-02", "E3-01")


def graded(grading: Grading, plan: Plan) -> Grade:
    return grading.grade(do_lab(Subscription(SUBSCRIPTION), plan))


def lost(grading: Grading, plan: Plan) -> dict[str, Decimal]:
    perfect = {one.criterion.id: one.points for one in graded(grading, PERFECT).verdicts}
    losses = {one.criterion.id: perfect[one.criterion.id] - one.points for one in graded(grading, plan).verdicts}
    return {name: loss for name, loss in losses.items() if loss}


def test_a_lab_in_another_region_loses_once_where_it_costs_most(grading: Grading) -> None:
    assert lost(grading, Plan(location="westeurope")) == {"E3-01": Decimal("0.625")}


def test_the_others_say_what_was_given_back_and_where_it_is_charged(grading: Grading) -> None:
    verdicts = {one.criterion.id: one for one in graded(grading, Plan(location="westeurope")).verdicts}
    assert {name for name, one in verdicts.items() if one.slip} == set(REGION)
    assert {verdicts[name].slip for name in REGION} == {"region=westeurope"}
    told = [str(verdicts[name].remark) for name in REGION if name != "E3-01"]
    assert all("given back" in one and "E3-01" in one for one in told)
    assert "given back" not in str(verdicts["E3-01"].remark)


def test_a_rubric_that_does_not_ask_for_it_charges_each(grading: Grading) -> None:
    plan = Plan(location="westeurope")
    sections = tuple(
        part.model_copy(update={"criteria": tuple(one.model_copy(update={"once": None}) for one in part.criteria)})
        for part in grading.rubric.sections
    )
    plain = Grading(grading.rubric.model_copy(update={"sections": sections}), grading.checks)
    assert set(lost(plain, plan)) == set(REGION)


@pytest.mark.parametrize(
    "plan",
    [
        Plan(location="westeurope"),
        Plan(location="westeurope", instances=2),
        Plan(location="westeurope", members=MEMBERS[:2]),
    ],
    ids=["region", "and an instance lacking", "and a member lacking"],
)
def test_nothing_ends_above_what_it_would_be_without_the_slip(grading: Grading, plan: Plan) -> None:
    findings = grading.findings(do_lab(Subscription(SUBSCRIPTION), plan))
    clean = {
        name: replace(one, share=one.share + one.slip_cost, slip="", slip_cost=Decimal(0))
        for name, one in findings.items()
    }
    without = {one.criterion.id: one.points for one in grade(grading.rubric, clean).verdicts}
    for one in grade(grading.rubric, findings).verdicts:
        assert one.points <= without[one.criterion.id]


def test_a_mark_of_a_person_is_neither_charged_nor_given_back(grading: Grading) -> None:
    findings = grading.findings(do_lab(Subscription(SUBSCRIPTION), Plan(location="westeurope")))
    marked = grade(grading.rubric, findings, Decisions({"E3-01": Mark(Decimal("1.25"))}, {}))
    points = {one.criterion.id: one.points for one in marked.verdicts}
    assert points["E3-01"] == Decimal("1.25")
    assert points["E1-02"] + points["E2-01"] + points["E2-02"] == Decimal("1.75")


@pytest.mark.parametrize("costs", [("2", "1"), ("1", "2"), ("1", "2", "1"), ("2", "2", "1")])
def test_the_dearest_keeps_the_loss_wherever_it_stands(grading: Grading, costs: tuple[str, ...]) -> None:
    slipped = Finding(Outcome.UNMET, Decimal(0), THERE, HERE, slip="region=here", slip_cost=Decimal(1))
    criteria = [
        grading.rubric.criteria[number].model_copy(
            update={"id": f"C-{number}", "points": Decimal(cost), "once": "region"}
        )
        for number, cost in enumerate(costs)
    ]
    verdicts = [
        Verdict(one, Outcome.UNMET, Decimal(0), Decimal(0), Decimal(0), THERE, HERE, slipped) for one in criteria
    ]
    kept = [one.criterion.id for one in charged_once(verdicts) if not one.points]
    assert kept == [f"C-{costs.index('2')}"]


@pytest.mark.parametrize("share", ["0.25", "0.75"])
def test_of_a_part_that_is_met_the_slip_cost_the_rest(share: str) -> None:
    found = partial(Decimal(share), THERE, HERE, remark=HERE, slip="region=here")
    assert found.slip_cost == 1 - Decimal(share)


@pytest.mark.parametrize(
    ("once", "slip", "told"),
    [
        ("region", "region=westeurope", "region=westeurope"),
        ("region", "size=standard_b2s", ""),
        (None, "region=westeurope", ""),
        ("region", "", ""),
        ("size", "region=size", ""),
    ],
)
def test_a_slip_counts_as_one_where_the_rubric_charges_its_kind_once(once: str | None, slip: str, told: str) -> None:
    criterion = Criterion.model_validate({"id": "A", "title": "a", "points": 1, "check": "c", "once": once})
    finding = partial(Decimal("0.5"), HERE, THERE, remark=HERE, slip=slip)
    points = Decimal("0.5")
    assert Verdict(criterion, Outcome.PARTIAL, points, points, points, HERE, THERE, finding).slip == told
    assert Verdict(criterion, Outcome.PENDING, points, points, points, HERE, THERE).slip == ""

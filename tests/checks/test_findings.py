"""How several findings become one: the best, the worst, all of them; and what a slip costs."""

import re
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from bareme.checking.finding import Finding, best, every, met, of_machines, partial, unmet, unverifiable, worst
from bareme.lab import Machine
from bareme.text.message import say
from bareme.timeline.missing import Missing

X = say("x")
TOLD = say("told")
MET, UNMET, OPEN = met(X, say("m")), unmet(X, say("u")), unverifiable(X, say("o"))
HALF, QUARTER = (partial(Decimal(share), X, say("p"), remark=X) for share in ("0.5", "0.25"))
NONE = say("none")
WAYS: dict[str, Callable[..., Finding]] = {"best": best, "worst": worst, "every": every}


def joined(way: str, findings: tuple[Finding, ...]) -> tuple[str, Decimal]:
    found = WAYS[way](X, findings, lambda one: one, NONE)
    return found.outcome.value, found.share


@pytest.mark.parametrize(
    ("findings", "expected"),
    [
        ((), {"best": ("unmet", 0), "worst": ("unmet", 0), "every": ("unmet", 0)}),
        ((MET,), {"best": ("met", 1), "worst": ("met", 1), "every": ("met", 1)}),
        ((MET, UNMET), {"best": ("met", 1), "worst": ("unmet", 0), "every": ("partial", "0.5")}),
        ((HALF, UNMET), {"best": ("partial", "0.5"), "worst": ("unmet", 0), "every": ("partial", "0.5")}),
        ((QUARTER, HALF), {"best": ("partial", "0.5"), "worst": ("partial", "0.25"), "every": ("partial", "0.5")}),
        ((UNMET, UNMET), {"best": ("unmet", 0), "worst": ("unmet", 0), "every": ("unmet", 0)}),
        ((UNMET, OPEN), {"best": ("unverifiable", 0), "worst": ("unmet", 0), "every": ("unverifiable", 0)}),
        ((OPEN, HALF), {"best": ("unverifiable", 0), "worst": ("unverifiable", 0), "every": ("unverifiable", 0)}),
        ((OPEN, MET), {"best": ("met", 1), "worst": ("unverifiable", 0), "every": ("unverifiable", 0)}),
    ],
    ids=["none", "one", "met and unmet", "half and unmet", "parts", "unmet twice", "unmet and open", "open and half",
         "open and met"],
)  # fmt: skip
def test_of_several(findings: tuple[Finding, ...], expected: dict[str, tuple[str, Any]]) -> None:
    assert {way: joined(way, findings) for way in WAYS} == {
        way: (outcome, Decimal(share)) for way, (outcome, share) in expected.items()
    }


@pytest.mark.parametrize("way", WAYS)
def test_what_is_missing_of_one_leaves_it_open(way: str) -> None:
    def judge(one: Finding) -> Finding:
        raise Missing(say("not read"))

    found = WAYS[way](X, (MET,), judge, NONE)
    assert (found.outcome, str(found.found)) == ("unverifiable", "not read")


MACHINE = Machine(name=re.compile("vm.*"))


@pytest.mark.parametrize(
    ("findings", "best_of", "of_each"),
    [
        ((), ("unmet", 0), ("unmet", 0)),
        ((HALF,), ("partial", "0.5"), ("partial", "0.5")),
        ((MET, UNMET), ("met", 1), ("partial", "0.5")),
        ((MET, MET), ("met", 1), ("met", 1)),
        ((UNMET, UNMET), ("unmet", 0), ("unmet", 0)),
        ((QUARTER, HALF), ("partial", "0.5"), ("partial", "0.375")),
        ((OPEN, UNMET), ("unverifiable", 0), ("unverifiable", 0)),
        ((OPEN, MET), ("met", 1), ("unverifiable", 0)),
    ],
    ids=["none", "one", "met and unmet", "met twice", "unmet twice", "parts", "open and unmet", "open and met"],
)
def test_of_the_machines_of_a_name(findings: Any, best_of: tuple[str, Any], of_each: tuple[str, Any]) -> None:
    for machine, (outcome, share) in ((MACHINE, best_of), (replace(MACHINE, each=True), of_each)):
        found = of_machines(machine, X, findings, lambda one: one, NONE)  # type: ignore[arg-type,return-value]
        assert (found.outcome, found.share) == (outcome, Decimal(share))


@pytest.mark.parametrize(
    ("slip", "cost"),
    [
        (partial(Decimal("0.25"), X, X, remark=X, slip="region=x"), "0.75"),
        (partial(Decimal("0.25"), X, X, remark=X), "0"),
        (unmet(X, X, slip="region=x"), "1"),
        (unmet(X, X), "0"),
    ],
    ids=["a part", "a part without one", "all", "all without one"],
)
def test_what_a_slip_costs_is_what_is_lost_by_it(slip: Finding, cost: str) -> None:
    assert slip.slip_cost == Decimal(cost)


@pytest.mark.parametrize(("other", "kept"), [("region=x", "region=x"), ("region=y", ""), ("", "")])
def test_several_failures_are_one_slip_where_all_are_the_same(other: str, kept: str) -> None:
    found = every(X, (unmet(X, X, slip="region=x"), unmet(X, X, slip=other)), lambda one: one, NONE)
    assert found.slip == kept


@pytest.mark.parametrize(
    ("findings", "remark"),
    [
        ((MET, UNMET), "not all of them"),
        ((MET, HALF), "x"),
        ((MET, met(X, TOLD, remark=say("by the way"))), "by the way"),
        ((UNMET, unmet(X, TOLD, remark=say("why"))), "why"),
        ((MET, MET), None),
    ],
)
def test_of_several_the_first_remark_is_told(findings: tuple[Finding, ...], remark: str | None) -> None:
    each = replace(MACHINE, each=True)
    of_each = of_machines(each, X, findings, lambda one: one, NONE)  # type: ignore[arg-type,return-value]
    for told in (every(X, findings, lambda one: one, NONE).remark, of_each.remark):
        assert (None if told is None else str(told)) == remark

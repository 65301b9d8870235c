"""Every check, and every parameter of it: met, not met, and never held against anybody where it was not read."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

import pytest

from bareme.checking.catalogue import Catalogue
from bareme.checking.check import Check
from bareme.checking.finding import Finding
from bareme.evidence import Source
from bareme.reference.resource_types import canonical
from bareme.submission.model import NOTHING
from bareme.timeline.from_any import reading_of
from tests.checks.cases import CASES, Case, Lesser, assessed, collected, lab_of, lesser

each = pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)


def full(checks: Catalogue, case: Case, unread: Source | None = None) -> Finding:
    return assessed(checks[case.check], case.values, lab_of(case.done, case.handed_in, unread))


def judged(checks: Catalogue, case: Case, one: Lesser, unread: Source | None = None) -> Finding:
    return assessed(checks[case.check], one.values, lab_of(one.story, one.handed_in, unread))


def sources(check: Check, one: Lesser) -> Sequence[Source]:
    """What a verdict rests on: what the check reads, or the list of the resource type that is named, and the log."""
    found = reading_of(collected(one.story), canonical(one.values["type"])) if check.types else None
    return (found[0], Source.ACTIVITY_LOG) if found else check.reads


@each
def test_what_was_done_counts(checks: Catalogue, case: Case) -> None:
    found = full(checks, case)
    assert found.outcome == case.outcome, str(found.found)


@each
def test_what_was_not_done_or_is_not_what_was_asked_for_does_not(checks: Catalogue, case: Case) -> None:
    for one in lesser(case):
        found = judged(checks, case, one)
        assert found.outcome in ({"unmet", "partial"} if one.parameter else {"unmet"}), f"{one.parameter}: {found}"
        assert found.share < full(checks, case).share, one.parameter


@each
def test_a_word_changes_what_is_told_and_no_verdict(checks: Catalogue, case: Case) -> None:
    lab = lab_of(case.undone or case.done, case.handed_in)
    before = assessed(checks[case.check], case.values, lab)
    for parameter, value in case.words.items():
        after = assessed(checks[case.check], {**case.values, parameter: value}, lab)
        assert (after.outcome, after.share) == (before.outcome, before.share), parameter
        assert (str(after.expected), str(after.found)) != (str(before.expected), str(before.found)), parameter


@each
def test_what_was_not_read_is_not_held_against_anybody(checks: Catalogue, case: Case) -> None:
    for one in lesser(case):
        for source in sources(checks[case.check], one):
            found = judged(checks, case, one, source)
            assert found.outcome == "unverifiable", f"{one.parameter}, {source}: {found}"


@each
def test_what_is_met_is_not_lost_by_what_was_not_read(checks: Catalogue, case: Case) -> None:
    there = collected(case.done).sources
    for source in (one for one in Source if there[one].items):
        found = full(checks, case, source)
        assert found.outcome in {case.outcome, "met", "unverifiable"}, f"{source}: {found}"


@each
def test_what_was_not_handed_in_is_not_held_against_anybody(checks: Catalogue, case: Case) -> None:
    if case.handed_in is not NOTHING:
        assert assessed(checks[case.check], case.values, lab_of(case.done)).outcome == "unverifiable"


def verdicts(checks: Catalogue, case: Case) -> Iterator[tuple[str, str]]:
    """The verdicts that a case comes to, by the parameter that decides."""
    yield "", full(checks, case).outcome
    for parameter, value in case.opened.items():
        yield parameter, assessed(checks[case.check], {**case.values, parameter: value}, lab_of(case.done)).outcome
    for one in lesser(case):
        for source in (None, *sources(checks[case.check], one)[:1]):
            yield one.parameter, judged(checks, case, one, source).outcome


def test_no_check_and_no_parameter_of_one_is_untried(checks: Catalogue) -> None:
    """Met, unmet (of a parameter: worth less), and unverifiable where it reads anything; words decide nothing."""
    seen: dict[tuple[str, str], set[str]] = defaultdict(set)
    for case in CASES:
        for parameter, outcome in verdicts(checks, case):
            seen[case.check, ""].add(outcome)
            seen[case.check, parameter].add("unmet" if parameter and outcome == "partial" else outcome)
        for parameter in case.words:
            seen[case.check, parameter] |= {"unmet", "unverifiable"}
    lacking = {
        (check.name, parameter): missing
        for check in checks.values()
        for parameter in ("", *check.parameters)
        if (missing := demanded(check, parameter) - seen[check.name, parameter])
    }
    assert lacking == {}


def demanded(check: Check, parameter: str) -> set[str]:
    """What a check, or another value of a parameter, must have been seen to come to."""
    reads = {"unverifiable"} if check.reads or check.types else set()
    lost = set() if check.name in ONLY_OPEN else {"unmet"}
    return reads | lost | (set() if parameter else {"met"})


ONLY_OPEN = {"availability_set.domains"}
"""What nothing but a collection while machines ran can show, so that it is met or open, and never lost."""

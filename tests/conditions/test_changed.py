"""A value that became another one: from what, to what, which way, and in which of its steps."""

from typing import Any

import pytest

from tests.conditions.worlds import SITE, asked, azure, said

NUMBER = "properties.siteConfig.numberOfWorkers"


def outcome(words: str, *values: Any) -> str:
    """What is said of a site whose number had these values, a day each."""
    lab = azure()
    site = lab.make(SITE, "w1", {"siteConfig": {"numberOfWorkers": values[0]}})
    for value in values[1:]:
        lab.wait(days=1)
        lab.change(site, {NUMBER: value})
    asks = f", {words}" if words else ""
    return asked(f"{{type: {SITE}, changed: {{path: {NUMBER}{asks}}}}}", lab.collect()).outcome.value


@pytest.mark.parametrize(
    ("words", "values", "told"),
    [
        ("", (1, 2), "met"),
        ("", (1,), "unmet"),
        ("", ("a", "A"), "unmet"),
        ("direction: up", (1, 2), "met"),
        ("direction: up", (2, 1), "unmet"),
        ("direction: up", (2, 1, 2), "met"),
        ("direction: up", (1,), "unmet"),
        ("direction: up", ("a", "b"), "unmet"),  # no number has a direction
        ("direction: down", (2, 1), "met"),
        ("direction: down", (1, 2), "unmet"),
        ("direction: down", (1, 2, 1), "met"),
        ("direction: down", (1, 2, 3, 2), "met"),
        ("direction: down", (1,), "unmet"),
        ("from: 1", (1, 2), "met"),
        ("from: 1", (2, 1), "unmet"),
        ("to: 2", (1, 2), "met"),
        ("to: 2", (2, 1), "unmet"),
        ("from: 1, to: 3", (1, 2, 3), "met"),
        ("from: 1, to: 3", (3, 2, 1), "unmet"),
        ("from: 3, to: 4", (1, 2, 3, 4), "met"),
        ("from: 1, to: 1", (1, 2), "unmet"),
        ("from: 1, direction: down", (3, 2, 1), "unmet"),
        ("to: 1, direction: down", (3, 2, 1), "met"),
    ],
)
def test_a_value_became_another_one(words: str, values: tuple[Any, ...], told: str) -> None:
    assert outcome(words, *values) == told


@pytest.mark.parametrize(
    ("second", "remark"),
    [(1, "to correct: "), (2, "None")],
    ids=["never", "once"],
)
def test_a_change_that_never_came_is_to_be_corrected(second: int, remark: str) -> None:
    lab = azure()
    site = lab.make(SITE, "w1", {"siteConfig": {"numberOfWorkers": 1}})
    lab.wait(days=1)
    lab.change(site, {NUMBER: second})
    found = asked(f"{{type: {SITE}, changed: {{path: {NUMBER}, direction: up}}}}", lab.collect())
    assert str(found.remark).startswith(remark)
    assert ("not seen: " in str(found.found)) is (second == 1)


@pytest.mark.parametrize(
    ("parameters", "told"),
    [
        ("count: {max: 0}", "no sites"),
        ("count: {max: 1}", "sites"),
        ("count: 1", "sites"),
        ("count: 2", "2 × sites"),
        ("count: {min: 2, max: 3}", "2 × sites"),
        ("each: true", "every sites"),
        ("name: w1", "sites “w1”"),
    ],
)
def test_how_many_are_asked_for_is_told(parameters: str, told: str) -> None:
    lab = azure()
    lab.make(SITE, "w1", {})
    assert str(asked(f"{{type: {SITE}, {parameters}}}", lab.collect()).expected) == told


@pytest.mark.parametrize(("last", "told"), [(True, "met"), (False, "unmet")])
@pytest.mark.parametrize("moment", ["before-deletion", "end"])
def test_only_the_last_record_tells_of_the_end(moment: str, *, last: bool, told: str) -> None:
    lab = azure()
    site = lab.make(SITE, "w1", {"httpsOnly": not last}, kind="app")
    read = []
    for value in (not last, not last, last):
        lab.wait(days=1)
        lab.change(site, {"properties.httpsOnly": value})
        read.append(lab.collect())
    if moment == "before-deletion":
        lab.remove(site)
        lab.wait(days=1)
        read.append(lab.collect())
    where = "where: [{path: properties.httpsOnly, eq: true}]"
    assert said(f"{{type: {SITE}, moment: {moment}, {where}}}", *read) == told

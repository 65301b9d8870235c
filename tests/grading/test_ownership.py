"""Whose evidence it is: the student's own scope, and nobody else's."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bareme.evidence import Collection, Reading, Source, Status
from bareme.grading.ownership import parted
from bareme.roster import Scope

SUB, OTHER = "11111111-2222-3333-4444-555555555555", "99999999-2222-3333-4444-555555555555"


def collection(group: str | None = None, **tags: dict[str, str]) -> Collection:
    """Of the whole subscription or of one group; `tags` are those of its groups."""
    groups = tuple({"name": name.replace("_", "-"), "tags": own} for name, own in tags.items())
    return Collection(
        subscription_id=SUB,
        resource_group=group,
        collected_at=datetime(2026, 11, 20, tzinfo=UTC),
        stage=None,
        tool="test",
        sources={Source.RESOURCE_GROUPS: Reading(Status.OK, groups)},
    )


MINE, HERS = {"Student": "e1"}, {"student": "E2"}
TAGGED = Scope(SUB, tag="student=E1")
CASES = {
    "own subscription": (collection(), Scope(SUB), True, None),
    "another one's": (collection(), Scope(OTHER), False, None),
    "a group of the whole": (collection(), Scope(SUB, None, "rg-1"), True, "rg-1"),
    "the group itself": (collection("RG-1"), Scope(SUB, None, "rg-1"), True, "RG-1"),
    "another group": (collection("rg-2"), Scope(SUB, None, "rg-1"), False, None),
    "part of his subscription": (collection("rg-2"), Scope(SUB), True, "rg-2"),
    "nothing told": (collection(), Scope(""), True, None),
    "tagged, of the whole": (collection(rg_1=MINE, rg_2=HERS), TAGGED, True, "rg-1"),
    "tagged, by itself": (collection("rg-1", rg_1=MINE), TAGGED, True, "rg-1"),
    "another one's tag": (collection("rg-2", rg_2=HERS), TAGGED, False, None),
    "no tag at all": (collection("rg-1", rg_1={}), TAGGED, False, None),
    "the tag twice": (collection(rg_1=MINE, rg_2=MINE), TAGGED, False, None),
}


@pytest.mark.parametrize(("found", "scope", "is_own", "group"), CASES.values(), ids=CASES)
def test_what_counts_for_a_student(found: Collection, scope: Scope, is_own: bool, group: str | None) -> None:
    own, foreign = parted([found], scope)
    assert (len(own), len(foreign)) == ((1, 0) if is_own else (0, 1))
    assert not own or own[0].resource_group == group


def test_groups_that_could_not_be_read_tell_of_no_tag() -> None:
    unread = replace(collection(), sources={Source.RESOURCE_GROUPS: Reading(Status.DENIED)})
    assert parted([unread], TAGGED) == ((), (unread,))

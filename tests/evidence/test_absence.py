"""Absent only with proof: which code of which source, and what becomes of evidence that claims more."""

import json
from pathlib import Path

import pytest

from bareme.evidence import Collection, Reading, Source, Status, read_collection, write_collection
from bareme.evidence.absence import PARENTS, is_proved
from bareme.evidence.collection import to_wire
from bareme.evidence.files import content_hash
from tests.labs import Grading, lab_done

TOP = [source for source in Source if source not in PARENTS]
PAST = (Source.SUBSCRIPTION, Source.ACTIVITY_LOG, Source.RESOURCE_CHANGES)


@pytest.mark.parametrize(
    "code", ["NotFound", "ResourceNotFound", "InvalidResourceType", "MissingSubscription", "", "?"]
)
@pytest.mark.parametrize("in_group", [False, True])
def test_nothing_at_the_top_is_absent_by_an_odd_answer(code: str, *, in_group: bool) -> None:
    assert [source for source in TOP if is_proved(source, code, in_group=in_group)] == []


@pytest.mark.parametrize(
    ("source", "code", "in_group", "proved"),
    [
        (Source.DISKS, "ResourceGroupNotFound", True, True),
        (Source.DISKS, "ResourceGroupNotFound", False, False),
        (Source.RESOURCE_GROUPS, "resourcegroupnotfound", True, True),
        (Source.RESOURCE_GROUPS, "ResourceGroupNotFound", False, False),
        (Source.SKUS, "ResourceGroupNotFound", True, False),
        (Source.DEPLOYMENTS, "ResourceGroupNotFound", False, True),
        (Source.DEPLOYMENTS, "NotFound", False, False),
        (Source.INSTANCE_VIEWS, "ResourceNotFound", False, True),
        (Source.GALLERY_IMAGES, "NotFound", False, True),
        (Source.VM_STATUSES, "NotFound", False, False),
        (Source.VM_STATUSES, "ResourceNotFound", True, True),
        (Source.SCHEDULES, "MissingSubscriptionRegistration", False, True),
        (Source.VIRTUAL_MACHINES, "NoRegisteredProviderFound", True, True),
        *((source, "MissingSubscriptionRegistration", False, False) for source in PAST),
        *((source, "ResourceGroupNotFound", True, False) for source in PAST),
    ],
)
def test_what_proves_an_absence(source: Source, code: str, *, in_group: bool, proved: bool) -> None:
    assert is_proved(source, code, in_group=in_group) is proved


def claiming(one: Collection, sources: tuple[Source, ...], code: str) -> dict[str, object]:
    """The file of a collection as it was written before: these sources absent."""
    wire = to_wire(one)
    for source in sources:
        wire["sources"][source.value] = {"status": "absent", "since": None, "error": code, "items": []}
    return {**wire, "sha256": content_hash(wire)}


@pytest.mark.parametrize("code", ["NotFound", "InvalidResourceType", "MissingSubscription", "ResourceGroupNotFound"])
def test_a_file_written_before_is_believed_no_more_than_one_of_today(
    grading: Grading, tmp_path: Path, code: str
) -> None:
    last = lab_done()[-1]
    sources = tuple(source for source in TOP if source is not Source.SUBSCRIPTION)
    file = tmp_path / "old.json"
    file.write_text(json.dumps(claiming(last, sources, code)), encoding="utf-8")
    found = read_collection(file)
    assert {found.sources[source].status for source in sources} == {Status.FAILED}
    assert [name for name, one in grading.findings([found]).items() if one.outcome.value == "unmet"] == []


def test_a_log_that_was_not_found_says_nothing(grading: Grading) -> None:
    last = lab_done()[-1]
    gone = Reading(Status.ABSENT, error="InvalidResourceType")
    claimed = Collection(
        last.subscription_id, last.collected_at, {**last.sources, Source.ACTIVITY_LOG: gone, Source.DISKS: gone}
    )
    whole, lost = grading.outcomes([last]), grading.outcomes([claimed])
    assert {name for name, outcome in lost.items() if outcome == "unmet"} <= {
        name for name, outcome in whole.items() if outcome == "unmet"
    }
    assert "unverifiable" in lost.values()


def test_reading_a_claim_changes_no_file(tmp_path: Path) -> None:
    claimed = claiming(lab_done()[-1], (Source.DISKS,), "NotFound")
    file = tmp_path / "old.json"
    file.write_text(json.dumps(claimed), encoding="utf-8")
    assert read_collection(file).sha256 == claimed["sha256"]
    assert read_collection(write_collection(tmp_path / "new", read_collection(file))).previous is None

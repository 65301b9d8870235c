"""What of one student's evidence is worth a look, and what is not."""

import json
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from bareme.evidence import Collection, Origin, Reading, Source, Status
from bareme.evidence.person import hide_person
from bareme.roster import Scope
from bareme.rubric.model import Window
from bareme.simulator import Plan, do_lab
from bareme.suspicion import SuspicionKind
from tests.labs import SUBSCRIPTION, lab_done
from tests.suspicion.handing import START, WINDOW, azure, handed, kinds, told, traced

OTHER = "99999999-2222-3333-4444-555555555555"
EXPORTED = Origin.EXPORTED_BY_STUDENT


def chained(*collections: Collection) -> list[Collection]:
    """As files would carry them: each with its hash and the one before it."""
    hashes = [f"h{number}" for number, _ in enumerate(collections)]
    pairs = zip(collections, hashes, [None, *hashes], strict=False)
    return [replace(one, sha256=own, previous=before) for one, own, before in pairs]


def test_an_honest_lab_is_worth_no_look() -> None:
    assert kinds(chained(*lab_done(checkpoints=True)), window=WINDOW, scope=Scope(SUBSCRIPTION)) == []


@pytest.mark.parametrize("clean_up", ["vms", "group", "none"])
def test_whatever_an_honest_student_deletes(clean_up: Any) -> None:
    assert kinds(do_lab(azure(), Plan(), clean_up), window=WINDOW) == []


CHAINS = {
    "whole": ([0, 1, 2], None),
    "the same file twice": ([0, 1, 1, 2], None),
    "the last one lost": ([0, 1], None),
    "the first one lost": ([1, 2], "missing or was replaced"),
    "one in the middle lost": ([0, 2], "missing or was replaced"),
}


@pytest.mark.parametrize(("kept", "said"), CHAINS.values(), ids=list(CHAINS))
def test_a_file_that_is_missing_shows(kept: list[int], said: str | None) -> None:
    files = chained(*lab_done(checkpoints=True)[:3])
    found = told(traced([files[number] for number in kept]))
    assert [str(one.text).count(said or "") > 0 for one in found] == [True] * (said is not None)


def test_a_file_that_was_replaced_shows() -> None:
    first, second, third = chained(*lab_done(checkpoints=True)[:3])
    assert kinds([first, replace(second, sha256="another"), third]) == ["chain"]


def test_files_in_another_order_show() -> None:
    first, second = chained(*lab_done(checkpoints=True)[:2])
    (found,) = told(traced([replace(first, collected_at=second.collected_at + timedelta(hours=1)), second]))
    assert "dated later" in str(found.text)
    assert "A lost file" in str(found.text)


def test_two_folders_made_one_show() -> None:
    mine, other = chained(*lab_done(checkpoints=True)[:2])
    (found,) = told(traced([mine, replace(other, previous=None)]))
    assert "folders may have been joined" in str(found.text)


def test_an_export_may_come_in_late() -> None:
    first, second = chained(*lab_done(checkpoints=True)[:2])
    export = replace(first, sha256="x", previous=second.sha256, origin=EXPORTED)
    assert "chain" not in kinds([first, second, export])


@pytest.mark.parametrize(
    ("scope", "left_out"),
    [
        (Scope(SUBSCRIPTION), False),
        (Scope(SUBSCRIPTION.upper()), False),
        (Scope(SUBSCRIPTION, resource_group="RG-TP2"), False),
        (Scope(OTHER), True),
    ],
    ids=["his own", "in capitals", "his group of it", "somebody else's"],
)
def test_evidence_of_another_scope_is_left_out(scope: Scope, left_out: bool) -> None:
    own = lab_done()
    assert bool(handed(own, scope=scope).foreign) is left_out
    assert (kinds(own, scope=scope) == ["other-scope"]) is left_out


def test_another_group_of_the_same_subscription_is_somebody_elses() -> None:
    own = [azure().collect(resource_group="rg-anna")]
    assert handed(own, scope=Scope(SUBSCRIPTION, resource_group="rg-bob")).foreign == tuple(own)


def test_of_a_subscription_collected_whole_only_the_students_group_counts() -> None:
    shared = azure(group="rg-anna", student="anna")
    do_lab(shared, Plan(), "none", checkpoints=False)
    whole = [shared.collect()]
    assert handed(whole, scope=Scope(SUBSCRIPTION, resource_group="rg-bob")).lab.vms == ()  # type: ignore[union-attr]
    assert handed(whole, scope=Scope(SUBSCRIPTION, resource_group="rg-anna")).lab.vms  # type: ignore[union-attr]


def with_log(one: Collection, **changes: Any) -> Collection:
    reading = replace(one.sources[Source.ACTIVITY_LOG], **changes)
    return replace(one, sources={**one.sources, Source.ACTIVITY_LOG: reading})


@pytest.mark.parametrize(
    ("hours", "found"), [(-1, []), (3, ["log-gap"])], ids=["reaches back before the lab", "begins within the lab"]
)
def test_a_log_shorter_than_the_lab(hours: int, found: list[str]) -> None:
    last = with_log(lab_done()[-1], since=START + timedelta(hours=hours))
    assert kinds([last], window=WINDOW) == found


@pytest.mark.parametrize(("minutes", "found"), [(-5, []), (5, ["log-gap"])], ids=["overlap", "a gap"])
def test_logs_that_do_not_overlap(minutes: int, found: list[str]) -> None:
    first, *_, last = lab_done(checkpoints=True)
    later = with_log(last, since=first.collected_at + timedelta(minutes=minutes))
    assert kinds([first, later]) == found


@pytest.mark.parametrize(
    ("window", "found"),
    [
        (WINDOW, []),
        (Window(start=START + timedelta(days=1)), ["outside-window"]),
        (Window(start=START - timedelta(days=1), end=START), ["outside-window"]),
        (None, []),
    ],
    ids=["in time", "before it began", "after it ended", "no window"],
)
def test_resources_made_outside_the_labs_time(window: Window | None, found: list[str]) -> None:
    assert kinds(lab_done(), window=window) == found


def test_what_was_only_seen_after_the_end_was_not_made_then() -> None:
    student = azure()
    student.portal_create_vms("VM1-Windows")
    student.wait(days=30)
    seen = student.collect(denied=[Source.ACTIVITY_LOG])
    assert kinds([seen], window=WINDOW) == []


def test_resources_made_by_another_account() -> None:
    student = azure()
    student.portal_create_vms("VM1-Windows")
    student.student = "somebody else"
    student.portal_create_vms("VM2")
    (found,) = told(traced([student.collect()]))
    assert found.kind is SuspicionKind.OTHER_ACCOUNT
    assert {one.resource.rsplit("/", 1)[-1].partition("-")[0] for one in found.clues} >= {"vm2"}


def by_application(item: dict[str, Any]) -> dict[str, Any]:
    """An event of an application: it calls under its own object id."""
    oid = "7a2b1c00-0000-0000-0000-000000000001"
    return {**item, "caller": hide_person(oid), "claims": {"appid": "some", "oid": oid}}


@pytest.mark.parametrize("caller", ["application", "Microsoft.Insights/autoscaleSettings", None])
def test_services_are_nobodys_account(caller: str | None) -> None:
    student = azure()
    student.portal_create_vms("VM1-Windows")
    one = student.collect()
    log = [dict(item) for item in one.sources[Source.ACTIVITY_LOG].items]
    changed = [
        (by_application(item) if caller == "application" else {**item, "caller": caller}) if number % 2 else item
        for number, item in enumerate(log)
    ]
    assert kinds([with_log(one, items=tuple(changed))]) == []


def exported(one: Collection) -> Collection:
    return replace(one, origin=EXPORTED)


def changed_items(one: Collection, source: Source, old: str, new: str) -> Collection:
    reading = one.sources[source]
    items = tuple(json.loads(json.dumps(list(reading.items)).replace(old, new)))
    return replace(one, sources={**one.sources, source: replace(reading, items=items)})


def still_there() -> Collection:
    """The machines of the lab an hour after they were made."""
    student = azure()
    student.portal_create_vms("VM1-Windows")
    student.portal_create_vms("VM2")
    student.wait(hours=1)
    return student.collect()


def without_log_of(one: Collection, text: str) -> Collection:
    kept = tuple(item for item in one.sources[Source.ACTIVITY_LOG].items if text not in json.dumps(item).casefold())
    return with_log(one, items=kept)


def test_an_honest_export_is_worth_no_look() -> None:
    assert kinds([exported(still_there())]) == []
    assert kinds([exported(one) for one in lab_done(checkpoints=True)]) == []


EXPORTS = {
    "another's resources in it": (
        changed_items(still_there(), Source.DISKS, SUBSCRIPTION, OTHER), "export-mixed"),
    "dated later than itself": (
        changed_items(still_there(), Source.ACTIVITY_LOG, "2026-11-16T", "2026-11-18T"), "export-times"),
    "a machine that its log does not show": (
        without_log_of(still_there(), "virtualmachines/vm2"), "export-unlogged"),
    "a deployment that its log does not show": (
        changed_items(still_there(), Source.DEPLOYMENTS, '"correlationId": "', '"correlationId": "0'),
        "export-unlogged"),
}  # fmt: skip


@pytest.mark.parametrize(("one", "kind"), EXPORTS.values(), ids=list(EXPORTS))
def test_an_export_that_does_not_fit_itself(one: Collection, kind: str) -> None:
    assert kind in kinds([exported(one)])


@pytest.mark.parametrize(("one", "kind"), EXPORTS.values(), ids=list(EXPORTS))
def test_what_bareme_read_itself_is_not_doubted(one: Collection, kind: str) -> None:
    assert kind not in kinds([one])


def test_an_export_with_records_that_azures_log_does_not_hold() -> None:
    read = still_there()
    invented = changed_items(read, Source.ACTIVITY_LOG, '"eventDataId": "', '"eventDataId": "f')
    assert "export-unknown" in kinds([exported(invented), replace(read, collected_at=read.collected_at)])
    assert "export-unknown" not in kinds([exported(read), read])


def test_evidence_that_could_not_be_read_is_worth_no_look() -> None:
    (last,) = lab_done()[-1:]
    unread = dict.fromkeys(Source, Reading(Status.DENIED, error="AuthorizationFailed"))
    assert kinds([replace(last, sources=unread)], window=WINDOW) == []

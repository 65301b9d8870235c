"""Exports that were somebody else's, or edited: what is worth a look, and that honest ones are not."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bareme.evidence import Collection, Source
from bareme.reference.arm import instant
from bareme.suspicion import Suspicion, Traces, suspicions, traces
from bareme.suspicion.shared import Former
from tests.labs import subscription_of
from tests.suspicion.forging import copied, retold
from tests.suspicion.handing import WINDOW, handed, kinds, told, traced
from tests.suspicion.lives import exported, honest

LIVES = tuple(honest(26))
MINE, FRIENDS = LIVES[0], LIVES[1]
ROWS = {"same-rhythm", "same-objects"}


def compared(*students: Traces, former: tuple[Traces, ...] = ()) -> list[Suspicion]:
    return list(
        suspicions(
            lambda: ((f"E{n}", one) for n, one in enumerate(students)),
            lambda: ((Former(f"last year: E{n}"), one) for n, one in enumerate(former)),
        )
    )


def kinds_of(found: list[Suspicion]) -> set[str]:
    return {one.kind.value for one in found}


@pytest.mark.parametrize("origin", [exported, lambda one: one], ids=["exported", "collected"])
def test_honest_lives_give_nothing_to_look_at(origin: Callable[[Collection], Collection]) -> None:
    assert compared(*(traced([origin(one)]) for one in LIVES)) == []


def forged(hours: float = 26) -> Collection:
    """A friend's with every id, name, account and time changed."""
    return exported(copied(FRIENDS, subscription_of(7), hours))


def test_a_copy_under_other_ids_names_and_times_keeps_its_pace() -> None:
    found = compared(traced([MINE]), traced([FRIENDS]), traced([forged()]))
    assert kinds_of(found) == ROWS
    assert {one.students for one in found} == {("E1", "E2")}
    assert all("worth a look" in str(one.text) for one in found)


def test_nor_does_a_part_of_it_hide() -> None:
    """The first third of the log left out."""
    one = forged()
    log = one.sources[Source.ACTIVITY_LOG]
    items = sorted(log.items, key=lambda item: str(item["eventTimestamp"]))
    cut = replace(log, items=tuple(items[len(items) // 3 :]))
    sources = {**one.sources, Source.ACTIVITY_LOG: cut}
    assert "same-rhythm" in kinds_of(compared(traced([FRIENDS]), traced([replace(one, sources=sources)])))


def test_two_logs_that_azure_told_are_nobodys_copies() -> None:
    one = copied(FRIENDS, subscription_of(7))
    assert compared(traced([FRIENDS]), traced([one])) == []


def test_a_lab_of_last_year_is_recognised() -> None:
    (one, *more) = compared(traced([MINE]), traced([forged()]), former=(traced([FRIENDS]),))
    assert kinds_of([one, *more]) == ROWS
    assert one.students == ("E1",)
    assert "last year: E0" in str(one.text)


def test_who_comes_again_has_his_subscription_again_and_former_students_concern_nobody() -> None:
    mine, friends = traced([MINE]), traced([FRIENDS])
    found = compared(mine, former=(mine, friends, traced([forged()])))
    assert not kinds_of(found) & {"same-scope", "same-account"}
    assert {one.students for one in found} <= {("E0",)}


def later(text: str) -> str:
    """Every record of an acceptance an hour before what began it."""

    def moved(event: dict[str, object]) -> dict[str, object]:
        time = instant(event["eventTimestamp"])
        if not isinstance(event["status"], dict) or event["status"]["value"] != "Accepted" or time is None:
            return event
        return {**event, "eventTimestamp": (time - timedelta(hours=1)).isoformat()}

    wire = json.loads(text)
    log = wire["sources"]["activity-log"]
    log["items"] = [moved(one) for one in log["items"]]
    return json.dumps(wire)


def events(text: str, change: Callable[[dict[str, object], int], dict[str, object] | None]) -> str:
    wire = json.loads(text)
    log = wire["sources"]["activity-log"]
    log["items"] = [one for n, item in enumerate(log["items"]) if (one := change(item, n))]
    return json.dumps(wire)


def without_start(text: str) -> str:
    return events(text, lambda one, _: None if one["status"] == {"value": "Started"} else one)


def submitted_before(text: str) -> str:
    return events(text, lambda one, _: {**one, "submissionTimestamp": "2026-01-01T00:00:00Z"})


def two_ids(text: str) -> str:
    return events(text, lambda one, n: {**one, "claims": {"oid": f"oid-{n % 2}"}})


def elsewhere(text: str) -> str:
    return text.replace('"outputResources": [{"id": "/subscriptions/', '"outputResources": [{"id": "/subscriptions/9')


EDITS: dict[str, tuple[Callable[[str], str], str]] = {
    "accepted before it started": (later, "dated before its start"),
    "no action has a start": (without_start, "no action shows its start"),
    "submitted before it happened": (submitted_before, "submitted before they happened"),
    "an account with two object ids": (two_ids, "several object ids"),
    "made in another subscription": (elsewhere, "resources of another subscription"),
}


@pytest.mark.parametrize(("edit", "said"), EDITS.values(), ids=EDITS)
def test_a_log_that_is_not_as_azure_writes_one(edit: Callable[[str], str], said: str) -> None:
    one = exported(retold(MINE, edit))
    found = [each for each in told(traced([one])) if each.kind.value == "export-log"]
    assert [said in str(each.text) for each in found] == [True]
    assert "export-log" not in kinds([replace(one, origin=MINE.origin)]), "what Azure told itself is not asked"


def test_an_export_of_before_the_lab_or_the_term() -> None:
    one = exported(replace(MINE, collected_at=WINDOW.start - timedelta(days=300)))
    assert "export-old" in kinds([one], window=WINDOW)
    assert "export-old" not in kinds([exported(MINE)], window=WINDOW)
    new_term = replace(handed([exported(MINE)]), term_start=datetime(2027, 2, 1, tzinfo=UTC))
    assert "export-old" in {each.kind.value for each in told(traces(new_term))}

"""What every resource has: how it ended, and facts from the records that are trusted most."""

from typing import Any

import pytest

from bareme.lab.noun import Noun
from bareme.text.message import say
from bareme.timeline import Life, Outcome, RecordKind
from bareme.timeline.missing import Contradiction, Missing
from tests.lab.built import GROUP, VM, act, at, life, record

LOG, STATE, CHECKPOINT, CHANGE = RecordKind.LOG, RecordKind.STATE, RecordKind.CHECKPOINT, RecordKind.CHANGE
GONE = record(VM, {}, 0, CHECKPOINT)
GROUP_DELETE = "microsoft.resources/subscriptions/resourcegroups/delete"


def of_group(minute: float) -> Any:
    return act("x", minute).__class__(GROUP_DELETE, GROUP, Outcome.DONE, at(minute), at(minute))


@pytest.mark.parametrize(
    ("own", "minute"),
    [
        (life(record(VM, {}, 0, STATE)), None),
        (life(record(VM, {}, 0, STATE), acts=[act("delete", 5)]), None),  # it is there: it was made again
        (life(GONE, acts=[act("delete", 5)]), 5),
        (life(GONE, acts=[act("delete", 5)], gone=True), 5),
        (life(GONE, acts=[of_group(7)]), 7),
        (life(GONE, acts=[act("delete", 5, Outcome.FAILED)], gone=True), 999),
        (life(GONE, acts=[act("stop/action", 5)], gone=True), 999),
        (life(GONE, gone=True), 999),
        (life(GONE), Missing),
        (life(GONE, acts=[act("delete", 5, Outcome.RUNNING)]), Missing),
        (Life(VM, (GONE,), (act("delete", 5),), deleting=GONE.proof), Missing),  # Azure is at it
    ],
)
def test_its_deletion(own: Life, minute: Any) -> None:
    if minute is Missing:
        with pytest.raises(Missing):
            _ = Noun(own).deleted
    else:
        found = Noun(own).deleted
        assert (found and found.value) == (None if minute is None else at(minute))


@pytest.mark.parametrize(
    ("told", "value"),
    [
        ([("a", STATE)], "a"),
        ([("a", STATE), ("a", LOG)], "a"),
        ([("a", STATE), ("b", LOG)], Contradiction),
        ([("", STATE), ("b", LOG)], "b"),
        ([("", STATE)], Missing),
        ([], Missing),
    ],
)
def test_what_never_changes_is_what_all_records_say(told: list[tuple[str, RecordKind]], value: Any) -> None:
    noun = Noun(life(*(record(VM, {"location": text}, n, kind) for n, (text, kind) in enumerate(told))))
    if isinstance(value, str):
        assert noun.agreed(say("x"), lambda one: one.model["location"] or None).value == value
    else:
        with pytest.raises(value):
            noun.agreed(say("x"), lambda one: one.model["location"] or None)


def test_a_fact_that_all_tell_is_proven_by_the_record_trusted_most() -> None:
    records = [record(VM, {"location": "a"}, n, kind) for n, kind in enumerate((CHECKPOINT, CHANGE, LOG, STATE))]
    found = Noun(life(*records)).agreed(say("x"), lambda one: one.model["location"])
    assert found.proof == records[-1].proof


@pytest.mark.parametrize(
    ("told", "value"), [(["a"], "a"), (["a", "b"], "b"), (["a", "b", ""], "b"), ([""], Missing), ([], Missing)]
)
def test_what_may_change_is_as_last_seen(told: list[str], value: Any) -> None:
    noun = Noun(life(*(record(VM, {"sku": text}, n) for n, text in enumerate(told))))
    if isinstance(value, str):
        assert noun.latest(say("x"), lambda one: one.model["sku"] or None).value == value
    else:
        with pytest.raises(value):
            noun.latest(say("x"), lambda one: one.model["sku"] or None)


@pytest.mark.parametrize(
    ("names", "name"),
    [(["VM1"], "VM1"), (["other", "Vm1"], "Vm1"), (["other"], "vm1"), ([None, 5], "vm1"), ([], "vm1")],
)
def test_its_name_as_azure_wrote_it(names: list[Any], name: str) -> None:
    assert Noun(life(*(record(VM, {"name": one}) for one in names))).name == name


@pytest.mark.parametrize(
    ("records", "found"),
    [
        ([("c", True)], {"c"}),
        ([("c", True), ("d", False)], {"c"}),
        ([("c", True), ("d", True)], {"c", "d"}),
        ([("", True)], set()),
        ([("d", False)], set()),
    ],
)
def test_the_actions_of_its_creation(records: list[tuple[str, bool]], found: set[str]) -> None:
    shown = [record(VM, {}, correlation_id=action, at_creation=new) for action, new in records]
    assert Noun(life(*shown)).correlations == found


@pytest.mark.parametrize(("minutes", "first"), [([5], 5), ([9, 5, 7], 5)])
def test_it_was_created_when_anything_first_shows_it(minutes: list[int], first: int) -> None:
    assert Noun(life(*(record(VM, {}, minute) for minute in minutes))).created.value == at(first)

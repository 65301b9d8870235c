"""A resource group that nobody ever saw is a wrong name; one that was deleted is graded from its history."""

from dataclasses import replace

import pytest

from bareme.evidence import Collection
from bareme.grading.ownership import never_seen
from bareme.simulator import Subscription, do_lab
from bareme.timeline import History
from tests.labs import SUBSCRIPTION


def collected(group: str, *, deleted: bool = False) -> Collection:
    azure = Subscription(SUBSCRIPTION)
    do_lab(azure, clean_up="group" if deleted else "vms")
    return azure.collect(resource_group=group)


@pytest.mark.parametrize(
    ("group", "deleted", "seen"),
    [("rg-tp2", False, True), ("RG-TP2", False, True), ("rg-tp2", True, True), ("rg-tp3", False, False)],
    ids=["there", "in other letters", "deleted", "never"],
)
def test_what_the_roster_calls_the_group(group: str, deleted: bool, seen: bool) -> None:
    history = History((collected(group, deleted=deleted),))
    assert (never_seen(history) is None) is seen


def test_a_group_that_sounds_alike_is_named() -> None:
    whole = Subscription(SUBSCRIPTION)
    do_lab(whole)
    history = History((replace(whole.collect(), resource_group="rg-tp-2"),))
    assert "rg-tp2" in str(never_seen(history))


def test_an_earlier_collection_counts() -> None:
    azure = Subscription(SUBSCRIPTION)
    azure.ensure_group("rg-mine")
    before = azure.collect(resource_group="rg-mine")
    azure.resources.clear()
    azure.log.clear()
    assert never_seen(History((before, azure.collect(resource_group="rg-mine")))) is None

"""Evidence is changed everywhere at once, and the original never."""

import json

import pytest

from bareme.evidence import Source
from bareme.lab import Lab
from bareme.prove import Example
from bareme.prove.mutations.life import never_deleted
from bareme.prove.mutations.machine import never_resized, other_sizes
from bareme.prove.mutations.place import other_names, other_region
from bareme.prove.mutations.sets import one_machine_less
from bareme.prove.rewrite import body_of, shown
from bareme.prove.tp2 import good

VM = "microsoft.compute/virtualmachines"


@pytest.fixture(scope="module")
def example() -> Example:
    return good()


def lab(example: Example) -> Lab:
    return Lab.of(example.collections)


def test_no_record_of_the_old_region_is_left(example: Example) -> None:
    assert {vm.location.value for vm in lab(other_region(example)).vms} == {"norwayeast"}


def test_bodies_of_events_change_with_the_lists(example: Example) -> None:
    events = other_region(example).collections[-1].sources[Source.ACTIVITY_LOG].items
    places = {body["location"] for event in events if (body := body_of(event)) and "location" in body}
    assert places == {"norwayeast", "global"}


def test_a_name_changes_in_ids_too(example: Example) -> None:
    assert all("/virtualmachines/zz-" in vm.id for vm in lab(other_names(example)).vms)


def test_sizes_keep_their_capabilities(example: Example) -> None:
    changed = lab(other_sizes(example))
    assert changed.size("Standard_B1s") is None
    assert changed.size("Standard_B1s_v9") is not None


def test_a_machine_that_is_never_resized_has_its_first_size(example: Example) -> None:
    sizes = {vm.name: [fact.value for fact in vm.sizes] for vm in lab(never_resized(example)).vms}
    assert sizes["VM1-Windows-1"] == ["Standard_B1s"]


def test_a_machine_taken_out_leaves_nothing(example: Example) -> None:
    told = one_machine_less(example)
    text = json.dumps([[list(reading.items) for reading in one.sources.values()] for one in told.collections])
    assert "vm-linux-2" in json.dumps([list(one.sources[Source.ACTIVITY_LOG].items) for one in example.collections])
    assert "virtualmachines/vm-linux-2" not in text.casefold()


def test_machines_that_are_never_deleted_are_there_at_the_end(example: Example) -> None:
    there = {identifier for identifier, _ in shown(never_deleted(example), VM)}
    last = never_deleted(example).collections[-1].sources[Source.VIRTUAL_MACHINES].items
    assert {item["id"].casefold() for item in last} == there

"""A school's subscription, a resource group a student: read once, dealt out, and nothing of a neighbour anywhere."""

import json
from collections.abc import Iterator
from dataclasses import replace

import pytest

from bareme.azure import Settings, Target, collect_many
from bareme.azure.collection.glance import LOOKED_AT, Look, look_of
from bareme.evidence import Collection, Source, Status
from bareme.evidence.collection import to_wire
from tests.azure import arm_server as arm
from tests.azure.arm_server import serving
from tests.azure.conftest import QUICK
from tests.azure.school import School, student
from tests.azure.world import HOME, SUB

OF_THE_READING = {Source.VM_STATUSES, Source.INSTANCE_VIEWS}
"""Alone, every machine is looked at; of a shared list, those of which it does not tell enough."""


@pytest.fixture
def school(monkeypatch: pytest.MonkeyPatch) -> Iterator[School]:
    with serving(School(students=6).furnish()) as running:
        monkeypatch.setenv("IDENTITY_ENDPOINT", f"{running.url}/msi/token")
        monkeypatch.setenv("IDENTITY_HEADER", "header")
        yield running


def collected(school: School, *targets: Target) -> dict[str, Collection]:
    found: dict[str, Collection] = {}
    settings = Settings(arm_endpoint=school.url, limits=QUICK)
    collect_many(targets, settings, lambda target, one: found.update({target.key: one}))
    return found


def told(one: Collection, source: Source) -> tuple[Status, str, list[str]]:
    reading = one.sources[source]
    items = [{name: value for name, value in item.items() if name != "read_at"} for item in reading.items]
    return reading.status, reading.error, sorted(json.dumps(item, sort_keys=True) for item in items)


def test_everybody_gets_what_he_would_have_got_alone_and_nothing_of_a_neighbour(school: School) -> None:
    together = collected(school, *map(student, range(6)))
    for number in (0, 3):
        alone = collected(school, student(number))[f"E{number:03}"]
        mine = together[f"E{number:03}"]
        differing = [one for one in Source if one in mine.sources and told(mine, one) != told(alone, one)]
        assert set(differing) <= OF_THE_READING
        assert [dict(one) for one in mine.items(Source.INSTANCE_VIEWS)] == [
            dict(one) for one in alone.items(Source.INSTANCE_VIEWS)
        ]
        assert len(mine.items(Source.ACTIVITY_LOG)) == 2
        text = json.dumps(to_wire(mine)).casefold()
        assert f"vm-{number:03}" in text
        neighbours = [f"{kind}-{n:03}" for n in range(6) if n != number
                      for kind in ("rg", "vm", "disk", "event", "p", "site", "budget", "made", "change")]  # fmt: skip
        assert [name for name in neighbours if name in text] == []


def test_a_tag_deals_as_well(school: School) -> None:
    targets = [Target(f"E{number:03}", SUB, tag=f"student=E{number:03}") for number in range(3)]
    found = collected(school, *targets)
    assert [found[one.key].resource_group for one in targets] == ["RG-000", "RG-001", "RG-002"]
    assert len(school.paths("/resourcegroups$")) == 1


def test_a_look_at_everybody_is_four_requests(school: School) -> None:
    settings = Settings(arm_endpoint=school.url, limits=QUICK, only=LOOKED_AT)
    looks: dict[str, Look] = {}
    targets = [Target(f"E{number:03}", SUB, tag=f"student=E{number:03}") for number in range(6)]
    collect_many(targets, settings, lambda target, one: looks.update({target.key: look_of(one)}))
    assert len(school.asked) == 4
    assert len(set(looks.values())) == 6


def test_requests_grow_with_what_is_there_and_a_class_stays_within_azures_limits(school: School) -> None:
    def cost(students: int) -> int:
        before = len(school.asked)
        collected(school, *map(student, range(students)))
        return len(school.asked) - before

    each = (cost(6) - cost(3)) / 3
    deployments, budgets, view, window_of_the_log = 1, 1, 1, 1
    assert each == deployments + budgets + view + window_of_the_log
    assert school.refused == 0


def test_what_may_not_be_listed_whole_is_read_group_by_group(school: School) -> None:
    school.fail(f"^{HOME}/providers/Microsoft.Compute/disks", arm.refuse(403, "AuthorizationFailed"))
    school.fail(f"^{HOME}/providers/Microsoft.Compute/virtualMachines[?]", arm.refuse(403, "AuthorizationFailed"))
    found = collected(school, student(0), student(1))
    assert {len(one.items(Source.DISKS)) for one in found.values()} == {1}
    assert {one.sources[Source.INSTANCE_VIEWS].status for one in found.values()} == {Status.OK}
    assert {len(one.items(Source.INSTANCE_VIEWS)) for one in found.values()} == {1}


def test_a_group_that_is_gone_is_proved_by_one_request(school: School) -> None:
    gone = replace(student(0), key="E900", resource_group="rg-900")
    school.fail("resourceGroups/rg-900", arm.refuse(404, "ResourceGroupNotFound"))
    alone = collected(school, gone)["E900"]
    asked = len(school.paths("rg-900"))
    shared = collected(school, gone, student(1))["E900"]
    assert len(school.paths("rg-900")) - asked == 1
    assert {source: reading.status for source, reading in shared.sources.items()} == {
        source: reading.status for source, reading in alone.sources.items()
    }


def test_a_subscription_that_nobody_may_read_is_told_to_each(school: School) -> None:
    school.fail(".", arm.refuse(401, "InvalidAuthenticationTokenTenant"))
    found = collected(school, student(0), student(1))
    assert [{one.status for one in each.sources.values()} for each in found.values()] == [{Status.DENIED}] * 2


@pytest.mark.slow
def test_forty_students_are_read_without_waiting_for_azure(monkeypatch: pytest.MonkeyPatch) -> None:
    """Group by group, their 1,300 questions would take 42 seconds by the same limits."""
    with serving(School(students=40).furnish()) as school:
        monkeypatch.setenv("IDENTITY_ENDPOINT", f"{school.url}/msi/token")
        monkeypatch.setenv("IDENTITY_HEADER", "header")
        found = collected(school, *map(student, range(40)))
        assert len(school.asked) < 250
        assert school.refused == 0
    assert {len(one.items(Source.VIRTUAL_MACHINES)) for one in found.values()} == {1}

"""A school's subscription, a resource group a student: read once, dealt out, and nothing of a neighbour anywhere."""

import json
import time
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

import pytest
from aiohttp import web

from bareme.azure import Settings, Target, collect_many
from bareme.azure.readers.routes import LISTINGS
from bareme.evidence import Collection, Source, Status
from bareme.evidence.collection import to_wire
from bareme.reference.arm import fold
from tests.azure import arm_server as arm
from tests.azure.arm_server import ArmServer, serving
from tests.azure.conftest import QUICK
from tests.azure.world import HOME, SUB

COMPUTE, BUDGETS = "providers/microsoft.compute", "providers/microsoft.consumption/budgets"
OF_THE_READING = {Source.VM_STATUSES, Source.INSTANCE_VIEWS}
"""Alone, every machine is looked at; of a shared list, those of which it does not tell enough."""


@dataclass
class School(ArmServer):
    """One subscription, so many students; it may be read as Azure allows: 250 requests at once, then 25 a second."""

    students: int = 3
    left: float = 250.0
    refused: int = 0
    changes: list[dict[str, Any]] = field(default_factory=list)
    filled_at: float = 0.0

    def furnish(self) -> "School":
        self.lists = defaultdict(list)
        for one in LISTINGS.values():
            self.lists[f"{HOME}/providers/{fold(one.kind)}"] = []
        self.objects[HOME] = {"id": HOME, "subscriptionId": SUB, "state": "Enabled"}
        self.lists[f"{HOME}/{COMPUTE}/skus"] = [
            {"resourceType": "virtualMachines", "name": "Standard_B1s", "locations": ["francecentral"]}
        ]
        self.lists[f"{HOME}/providers/microsoft.authorization/policyassignments"] = [
            {"id": f"{HOME}/providers/Microsoft.Authorization/policyAssignments/all", "properties": {"scope": HOME}}
        ]
        for number in range(self.students):
            self._move_in(number)
        return self

    def _move_in(self, number: int) -> None:
        name = f"RG-{number:03}"
        group, folded = f"{HOME}/resourceGroups/{name}", f"{HOME}/resourcegroups/{fold(name)}"
        own = {"location": "francecentral", "tags": {"student": f"E{number:03}"}}
        machine: dict[str, Any] = {
            "id": f"{group}/{COMPUTE}/virtualMachines/vm-{number:03}",
            "name": f"vm-{number:03}",
            "type": "Microsoft.Compute/virtualMachines",
            "properties": {"availabilitySet": {"id": f"{group}/{COMPUTE}/availabilitySets/a"}},
            **own,
        }
        view = {"instanceView": {"statuses": [{"code": "PowerState/running"}], "platformFaultDomain": 1}}
        disk = {"id": f"{group}/{COMPUTE}/disks/disk-{number:03}", "name": f"disk-{number:03}", **own}
        events = [{"eventDataId": f"event-{number:03}-{n}", "resourceId": machine["id"], "eventTimestamp": moment}
                  for n, moment in enumerate(("2026-11-20T10:00:00Z", "2026-11-21T10:00:00Z"))]  # fmt: skip
        policy = {"id": f"{group}/providers/Microsoft.Authorization/policyAssignments/p-{number:03}",
                  "properties": {"scope": group}}  # fmt: skip
        site = {"id": f"{group}/providers/Microsoft.Web/sites/site-{number:03}", "type": "Microsoft.Web/sites", **own}
        self.objects |= {folded: {"id": group, "name": name, **own},
                         fold(machine["id"]): {**machine, "properties": {**machine["properties"], **view}}}  # fmt: skip
        everywhere = {
            "resources": [machine, disk, site],
            f"{COMPUTE}/virtualmachines": [machine],
            f"{COMPUTE}/disks": [disk],
            "providers/microsoft.authorization/policyassignments": [policy],
        }
        for one in LISTINGS.values():
            self.lists[f"{folded}/providers/{fold(one.kind)}"] = []
        for path, items in everywhere.items():
            self.lists[f"{HOME}/{path}"] += items
            self.lists[f"{folded}/{path}"] += items
        self.lists[f"{folded}/providers/microsoft.authorization/policyassignments"] += self.lists[
            f"{HOME}/providers/microsoft.authorization/policyassignments"][:1]  # fmt: skip
        self.lists[f"{HOME}/resourcegroups"].append(self.objects[folded])
        self.lists[f"{HOME}/providers/microsoft.insights/eventtypes/management/values"] += events
        self.lists[f"{folded}/{BUDGETS}"] = [{"id": f"{group}/{BUDGETS}/budget-{number:03}"}]
        self.lists[f"{folded}/providers/microsoft.resources/deployments"] = [
            {"id": f"{group}/providers/Microsoft.Resources/deployments/made-{number:03}", "properties": {}}
        ]
        self.graph += [{**site, "properties": {"state": "Running"}}]
        self.changes += [{"id": f"change-{number:03}", "resourceGroup": fold(name),
                          "properties": {"targetResourceId": fold(machine["id"]), "changeType": "Create"}}]  # fmt: skip

    async def _fault(self, request: web.Request) -> web.StreamResponse | None:
        if request.path.startswith("/subscriptions/"):
            now = time.monotonic()
            self.left = min(250.0, self.left + 25 * (now - (self.filled_at or now)))
            self.filled_at = now
            if self.left < 1:
                self.refused += 1
                return arm.error(429, "TooManyRequests", headers={"Retry-After": "1"})
            self.left -= 1
            self.headers = {"x-ms-ratelimit-remaining-subscription-reads": str(int(self.left))}
        return await super()._fault(request)

    def _rows(self, query: dict[str, Any]) -> web.Response:
        """Resource Graph: the changes, of one group where it is asked for, or the rows of its other tables."""
        if "resourcechanges" not in query["query"]:
            return super()._rows(query)
        group = query["query"].partition("resourceGroup =~ '")[2].partition("'")[0]
        rows = [one for one in self.changes if fold(group) in {"", one["resourceGroup"]}]
        return web.json_response({"totalRecords": len(rows), "count": len(rows), "data": rows})

    def _page(self, request: web.Request, items: list[Any]) -> web.Response:
        """Filters as Azure's: of the log by group and by moment, of the groups by tag."""
        asked = request.query.get("$filter", "").split("'")
        if " and resourceGroupName eq " in asked:
            items = [one for one in items if f"/{fold(asked[-2])}/" in fold(one["resourceId"])]
        elif asked[0].startswith("eventTimestamp"):
            items = [one for one in items if asked[1] <= one["eventTimestamp"] < asked[3]]
        return super()._page(request, items)


@pytest.fixture
def school(monkeypatch: pytest.MonkeyPatch) -> Iterator[School]:
    with serving(School(students=6).furnish()) as running:
        monkeypatch.setenv("IDENTITY_ENDPOINT", f"{running.url}/msi/token")
        monkeypatch.setenv("IDENTITY_HEADER", "header")
        yield running  # type: ignore[misc] # `serving` gives what it was given


def student(number: int) -> Target:
    return Target(f"E{number:03}", SUB, f"rg-{number:03}")


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
        found = collected(school, *map(student, range(40)))  # type: ignore[arg-type] # as above
        assert len(school.asked) < 250
        assert school.refused == 0  # type: ignore[attr-defined]
    assert {len(one.items(Source.VIRTUAL_MACHINES)) for one in found.values()} == {1}

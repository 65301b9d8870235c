"""A school's subscription on loopback: a resource group a student, read as Azure allows it."""

import time
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from bareme.azure import Target
from bareme.azure.readers.routes import LISTINGS
from bareme.reference.arm import fold
from tests.azure import arm_server as arm
from tests.azure.arm_server import ArmServer
from tests.azure.world import HOME, SUB

COMPUTE, BUDGETS = "providers/microsoft.compute", "providers/microsoft.consumption/budgets"


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


def student(number: int) -> Target:
    return Target(f"E{number:03}", SUB, f"rg-{number:03}")

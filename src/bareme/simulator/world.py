"""The state of a simulated subscription: a clock, resources, and the traces that actions leave."""

import copy
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any, Literal

from bareme.evidence import Source
from bareme.reference.arm import fold
from bareme.reference.resource_types import is_listed, type_of
from bareme.simulator.changes import Differences, change
from bareme.simulator.deployments import Deployment, deployment
from bareme.simulator.events import Actor, Call, Tool, event, statuses
from bareme.simulator.ids import guid, person, stamp
from bareme.simulator.shapes import scope
from bareme.simulator.shapes.machine import Runtime

_SOURCES = {
    "microsoft.compute/virtualmachines": Source.VIRTUAL_MACHINES,
    "microsoft.compute/disks": Source.DISKS,
    "microsoft.compute/snapshots": Source.SNAPSHOTS,
    "microsoft.compute/images": Source.IMAGES,
    "microsoft.compute/galleries": Source.GALLERIES,
    "microsoft.compute/galleries/images": Source.GALLERY_IMAGES,
    "microsoft.compute/galleries/images/versions": Source.GALLERY_IMAGE_VERSIONS,
    "microsoft.compute/availabilitysets": Source.AVAILABILITY_SETS,
    "microsoft.compute/virtualmachinescalesets": Source.SCALE_SETS,
    "microsoft.compute/virtualmachinescalesets/virtualmachines": Source.SCALE_SET_INSTANCES,
    "microsoft.network/networkinterfaces": Source.NETWORK_INTERFACES,
    "microsoft.network/publicipaddresses": Source.PUBLIC_IP_ADDRESSES,
    "microsoft.network/networksecuritygroups": Source.NETWORK_SECURITY_GROUPS,
    "microsoft.network/virtualnetworks": Source.VIRTUAL_NETWORKS,
    "microsoft.network/loadbalancers": Source.LOAD_BALANCERS,
    "microsoft.network/natgateways": Source.NAT_GATEWAYS,
    "microsoft.network/bastionhosts": Source.BASTION_HOSTS,
    "microsoft.storage/storageaccounts": Source.STORAGE_ACCOUNTS,
    "microsoft.consumption/budgets": Source.BUDGETS,
    "microsoft.insights/autoscalesettings": Source.AUTOSCALE_SETTINGS,
    "microsoft.insights/metricalerts": Source.METRIC_ALERTS,
    "microsoft.insights/datacollectionrules": Source.DATA_COLLECTION_RULES,
    "microsoft.insights/datacollectionruleassociations": Source.DATA_COLLECTION_RULE_ASSOCIATIONS,
    "microsoft.devtestlab/schedules": Source.SCHEDULES,
    "microsoft.resources/resourcegroups": Source.RESOURCE_GROUPS,
    "microsoft.resources/deployments": Source.DEPLOYMENTS,
    "microsoft.authorization/policyassignments": Source.POLICY_ASSIGNMENTS,
}
_UNTRACKED = frozenset(
    {
        Source.DEPLOYMENTS,
        Source.POLICY_ASSIGNMENTS,
        Source.SCALE_SET_INSTANCES,
        Source.RESOURCE_GROUPS,
        Source.BUDGETS,
    }
)


Bodies = Literal["whole", "truncated", "absent"]


class World:
    """Everything there is; the actions of a student are written on top of it."""

    def __init__(
        self,
        subscription_id: str,
        *,
        start: datetime = datetime(2026, 11, 16, 9, 0, tzinfo=UTC),
        student: str = "etudiant@ecole.example",
        group: str = "rg-tp2",
    ) -> None:
        """An empty subscription, its clock set to `start`, whose work goes into the resource group `group`."""
        self.subscription_id = subscription_id
        self.tenant_id = guid("tenant", subscription_id)
        self.student = student
        self.default_group = group
        self.now = start
        self.tool = Tool.PORTAL
        self.resources: dict[str, dict[str, Any]] = {}
        self.runtimes: dict[str, Runtime] = {}
        self.log: list[dict[str, Any]] = []
        self.changes: list[dict[str, Any]] = []
        self.times: dict[str, tuple[datetime, datetime]] = {}
        """When each resource was made and last changed, by folded id."""
        self.restrictions: dict[str, list[dict[str, Any]]] = {}
        self.log_delay = timedelta()
        """How long events take to appear in the log."""
        self.bodies: Bodies = "whole"
        """What the log keeps of responses: not every subscription gets them whole."""
        self.state = "Enabled"
        """`Disabled` when the credit is used up."""
        self._calls = 0
        self._deployment: Deployment | None = None
        self._correlation: str | None = None

    def wait(self, *, minutes: float = 0, hours: float = 0, days: float = 0) -> None:
        """Let time pass."""
        self.now += timedelta(minutes=minutes, hours=hours, days=days)

    def id_of(self, kind: str, name: str, group: str | None = None) -> str:
        """The id of a resource: `id_of("Microsoft.Compute/disks", "data")`."""
        provider, *types = kind.split("/")
        pairs = "/".join(f"{one}/{part}" for one, part in zip(types, name.split("/"), strict=True))
        return f"{self.group_id(group)}/providers/{provider}/{pairs}"

    def group_id(self, group: str | None = None) -> str:
        """The id of a resource group."""
        return f"/subscriptions/{self.subscription_id}/resourceGroups/{group or self.default_group}"

    def each(self, source: Source) -> list[dict[str, Any]]:
        """The resources of one kind, oldest first."""
        return [wire for wire in self.resources.values() if source_of(wire) is source]

    def find(self, source: Source, name: str) -> dict[str, Any]:
        """The resource with this name.

        Raises:
            LookupError: there is none; the story is wrong.
        """
        found = [wire for wire in self.each(source) if fold(wire["name"]) == fold(name)]
        if not found:
            raise LookupError(f"no {source.value} named {name}")
        return found[-1]

    def put(self, wire: dict[str, Any], *, implied: bool = False) -> dict[str, Any]:
        """A resource appears; one that is `implied` by another is in no template's list of outputs."""
        self.resources[fold(wire["id"])] = wire
        self.times[fold(wire["id"])] = (self.now, self.now)
        if self._is_tracked(wire):
            self.changes.append(change("Create", wire["id"], self.now, self.actor, {}))
        if self._deployment and not implied:
            self._deployment.resources.append(wire["id"])
        return wire

    def updated(self, resource_id: str, differences: Differences) -> None:
        """A resource is not what it was."""
        made, _ = self.times.get(fold(resource_id), (self.now, self.now))
        self.times[fold(resource_id)] = (made, self.now)
        self.changes.append(change("Update", resource_id, self.now, self.actor, differences))

    def drop(self, resource_id: str) -> None:
        """A resource disappears."""
        gone = self.resources.pop(fold(resource_id))
        self.runtimes.pop(fold(resource_id), None)
        if self._is_tracked(gone):
            self.changes.append(change("Delete", resource_id, self.now, self.actor, {}))

    def _is_tracked(self, wire: dict[str, Any]) -> bool:
        """Whether Resource Graph records its changes."""
        source = source_of(wire)
        return source not in _UNTRACKED if source else is_listed(type_of(wire["id"]))

    @property
    def actor(self) -> Actor:
        """The student, at this point of his work."""
        correlation = self._correlation or self._operation_id()
        return Actor(self.subscription_id, self.tenant_id, person(self.student), self.tool, correlation)

    @contextmanager
    def related(self) -> Iterator[None]:
        """One click that sends several requests: they share their correlation id."""
        before = self._correlation
        self._correlation = before or guid("related", self._operation_id())
        yield
        self._correlation = before

    def call(self, *calls: Call, seconds: int = 40) -> None:
        """Requests sent together: all start, all are accepted, all end."""
        self._calls += 1
        actor = self.actor
        rounds = max(len(statuses(call)) for call in calls)
        for number in range(rounds):
            self.now += timedelta(seconds=1 if number + 1 < rounds else seconds)
            for call in calls:
                if number < len(statuses(call)):
                    self._keep(event(call, statuses(call)[number], self.now, actor))
        self.now += timedelta(seconds=1)

    @contextmanager
    def deploying(self, name: str, parameters: dict[str, Any], tool: Tool) -> Iterator[Deployment]:
        """A template deployment; what happens inside belongs to it."""
        before, self.tool = self.tool, tool
        deployment_id = self.id_of("Microsoft.Resources/deployments", name)
        call = Call(operation="Microsoft.Resources/deployments/write", resource_id=deployment_id, created=True)
        with self.related():
            running = Deployment(deployment_id, self.actor.correlation, parameters, self.now)
            self._deployment = running
            self._log(call, "Started", "Accepted")
            yield running
            self._log(call, "Failed" if running.refusal else "Succeeded")
            self.resources[fold(deployment_id)] = deployment(running, stamp(self.now), self.now)
            self._deployment = None
        self.tool = before

    def ensure_group(self, name: str | None = None, location: str = "francecentral") -> None:
        """Create the resource group unless it is there."""
        group_id = self.group_id(name)
        if fold(group_id) not in self.resources:
            wire = scope.resource_group(group_id, location)
            operation = "Microsoft.Resources/subscriptions/resourcegroups/write"
            self.call(Call(operation=operation, resource_id=group_id, body=wire, created=True, synchronous=True))
            self.put(wire)

    def copy_of(self, wire: dict[str, Any]) -> dict[str, Any]:
        """A resource as it is now, for a record of the past."""
        return copy.deepcopy(wire)

    def _log(self, call: Call, *moments: str) -> None:
        for status in moments:
            self.now += timedelta(seconds=1)
            self._keep(event(call, status, self.now, self.actor))

    def _keep(self, logged: dict[str, Any]) -> None:
        body = logged["properties"].pop("responseBody", None)
        if body is not None and self.bodies != "absent":
            logged["properties"]["responseBody"] = body if self.bodies == "whole" else body[: len(body) // 2]
        self.log.append(logged)

    def _operation_id(self) -> str:
        return guid("operation", self.subscription_id, self._calls)


def source_of(wire: dict[str, Any]) -> Source | None:
    """The source that lists resources of its type; none does of most."""
    return _SOURCES.get(fold(wire["type"]))

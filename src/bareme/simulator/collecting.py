"""A collection of the simulated subscription: what a reader would have got at this moment."""

import copy
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any

from bareme.evidence import Collection, Origin, Part, Reading, Source, Status
from bareme.evidence.event import essential
from bareme.reference.arm import dig_text, fold, instant, resource_group
from bareme.reference.resource_types import ALWAYS, SIDE_TABLES, canonical, is_listed, table_of, type_of
from bareme.simulator.any_resource import graph_row, listed_row
from bareme.simulator.catalog import SIZES, set_sku_entry, sku_entry
from bareme.simulator.ids import stamp
from bareme.simulator.removal import in_use
from bareme.simulator.shapes import scope
from bareme.simulator.shapes.machine import instance_view
from bareme.simulator.world import World, source_of

LOG_HORIZON = timedelta(days=89)
CHANGES_HORIZON = timedelta(days=14)
_NEVER_CHANGED = frozenset({Source.ACTIVITY_LOG, Source.RESOURCE_CHANGES, Source.SKUS})
_KEPT = frozenset(
    {
        Source.SUBSCRIPTION,
        Source.ACTIVITY_LOG,
        Source.RESOURCE_CHANGES,
        Source.SKUS,
        Source.RESOURCE_GRAPH,
        Source.DECLARED,
    }
)
"""Asked at the subscription: they are there also when the resource group is gone."""
_WHOLE_SUBSCRIPTION = frozenset({Source.SUBSCRIPTION, Source.SKUS, Source.POLICY_ASSIGNMENTS, Source.BUDGETS})


class Collecting(World):
    """Reading the subscription."""

    declared: tuple[str, ...] = ()
    """The types that the collection under way was told to read."""

    def collect(  # noqa: PLR0913 - everything a reader may meet
        self,
        stage: str | None = None,
        *,
        denied: Iterable[Source] = (),
        broken: Mapping[Source, Status] | None = None,
        resource_group: str | None = None,
        origin: Origin = Origin.COLLECTED,
        declared: Iterable[str] = (),
    ) -> Collection:
        """What a collection at the simulated now holds; `denied` and `broken` sources come back empty.

        `declared` are the types that a rubric asks for under `collect`: containers, shares, locks.
        """
        self.declared = tuple(map(canonical, declared))
        statuses = {**dict.fromkeys(denied, Status.DENIED), **(broken or {})}
        return Collection(
            subscription_id=self.subscription_id,
            collected_at=self.now,
            sources={source: self._read(source, statuses.get(source), resource_group) for source in Source},
            resource_group=resource_group,
            stage=stage,
            origin=origin,
            tool="bareme simulator",
        )

    def _read(self, source: Source, status: Status | None, group: str | None) -> Reading:
        horizons = {Source.ACTIVITY_LOG: LOG_HORIZON, Source.RESOURCE_CHANGES: CHANGES_HORIZON}
        since = self.now - horizons[source] if source in horizons else None
        if status is not None and status is not Status.OK:
            error = {Status.DENIED: "AuthorizationFailed", Status.ABSENT: "NotFound"}.get(status, "InternalServerError")
            return Reading(status, since=since, error=error)
        if group is not None and source not in _KEPT and not self._has_group(group):
            return Reading(Status.ABSENT, error="ResourceGroupNotFound")
        items = self._items(source, since)
        if source not in _NEVER_CHANGED:
            items = copy.deepcopy(items)
        if group is not None and source not in _WHOLE_SUBSCRIPTION:
            items = [item for item in items if _in_group(item, group)]
        return Reading(Status.OK, tuple(items), since=since, parts=self._parts(source))

    def _parts(self, source: Source) -> dict[str, Part]:
        names = {Source.RESOURCE_GRAPH: (*ALWAYS, *SIDE_TABLES), Source.DECLARED: self.declared}.get(source, ())
        return dict.fromkeys(names, Part(Status.OK))

    def _has_group(self, name: str) -> bool:
        return any(fold(group["name"]) == fold(name) for group in self.each(Source.RESOURCE_GROUPS))

    def _items(self, source: Source, since: datetime | None) -> list[dict[str, Any]]:  # noqa: C901, PLR0911 - a table
        match source:
            case Source.SUBSCRIPTION:
                return [scope.subscription(self.subscription_id, self.tenant_id, self.state)]
            case Source.ACTIVITY_LOG:
                return [essential(event) for event in reversed(self.log) if self._is_logged(event, since)]
            case Source.RESOURCE_CHANGES:
                return [row for row in reversed(self.changes) if _after(_changed_at(row), since)]
            case Source.SKUS:
                return self._skus()
            case Source.VIRTUAL_MACHINES:
                return [self._listed(vm) for vm in self.each(source)]
            case Source.VM_STATUSES:
                return [self._status(vm) for vm in self.each(Source.VIRTUAL_MACHINES)]
            case Source.INSTANCE_VIEWS:
                return [self._viewed(vm) for vm in self.each(Source.VIRTUAL_MACHINES)]
            case Source.DISKS:
                return [{**disk, "properties": self._disk_properties(disk)} for disk in self.each(source)]
            case Source.AVAILABILITY_SETS:
                return [self._with_members(one) for one in self.each(source)]
            case Source.RESOURCES | Source.RESOURCE_GRAPH | Source.DECLARED:
                return list(self._of_any_type(source))
            case _:
                return self.each(source)

    def _of_any_type(self, source: Source) -> Iterator[dict[str, Any]]:
        """The rows of what holds every type; Resource Graph's of those without a list of their own."""
        for resource_id, wire in self.resources.items():
            type_ = type_of(resource_id)
            table = table_of(type_)
            if source is Source.DECLARED and type_ in self.declared:
                yield wire
            elif source is Source.RESOURCES and is_listed(type_):
                yield listed_row(wire, *map(stamp, self.times[resource_id]))
            elif source is Source.RESOURCE_GRAPH and table is not None and source_of(wire) is None:
                yield graph_row(wire, table, self.now.isoformat())

    def _is_logged(self, event: dict[str, Any], since: datetime | None) -> bool:
        moment = event["eventTimestamp"]
        return _after(moment, since) and not (self.log_delay and _after(moment, self.now - self.log_delay))

    def _skus(self) -> list[dict[str, Any]]:
        located = {fold(wire["location"]) for wire in self.resources.values() if "location" in wire}
        return [
            entry
            for location in sorted((located | {"francecentral"}) - {"global"})
            for entry in (*self._sizes(location), set_sku_entry(location))
        ]

    def _sizes(self, location: str) -> list[dict[str, Any]]:
        return [
            sku_entry(size, location, [one for one in self.restrictions.get(name, []) if location in one["values"]])
            for name, size in SIZES.items()
        ]

    def _listed(self, vm: dict[str, Any]) -> dict[str, Any]:
        """Lists write the resource group, and names of sets, in capitals; deallocated disks lose type and size."""
        wire = self.copy_of(vm)
        properties = wire["properties"]
        wire["id"] = _capitals(wire["id"])
        if "availabilitySet" in properties:
            head, _, name = properties["availabilitySet"]["id"].rpartition("/")
            properties["availabilitySet"]["id"] = f"{_capitals(head)}/{name.upper()}"
        if self.runtimes[fold(vm["id"])].power == "deallocated":
            storage = properties["storageProfile"]
            for disk in (storage["osDisk"], *storage["dataDisks"]):
                disk["managedDisk"].pop("storageAccountType")
                disk.pop("diskSizeGB")
        return wire

    def _viewed(self, vm: dict[str, Any]) -> dict[str, Any]:
        wire = self._listed(vm)
        wire["properties"]["instanceView"] = instance_view(vm, self.runtimes[fold(vm["id"])])
        return {**wire, "id": vm["id"]}

    def _status(self, vm: dict[str, Any]) -> dict[str, Any]:
        view = instance_view(vm, self.runtimes[fold(vm["id"])])
        domains = ("platformFaultDomain", "platformUpdateDomain")
        kept = {name: value for name, value in view.items() if name not in domains}
        properties = {"vmId": vm["properties"]["vmId"], "provisioningState": "Succeeded", "instanceView": kept}
        head = {name: vm[name] for name in ("name", "type", "location")}
        return {**head, "id": _capitals(vm["id"]), "properties": properties}

    def _disk_properties(self, disk: dict[str, Any]) -> dict[str, Any]:
        owner = self.runtimes.get(fold(disk.get("managedBy")))
        state = "Reserved" if owner and owner.power == "deallocated" else "Attached"
        return {**disk["properties"], "diskState": state if in_use(disk) else "Unattached"}

    def _with_members(self, availability_set: dict[str, Any]) -> dict[str, Any]:
        members = [
            {"id": _upper_name(vm["id"])}
            for vm in self.each(Source.VIRTUAL_MACHINES)
            if fold(dig_text(vm, "properties", "availabilitySet", "id")) == fold(availability_set["id"])
        ]
        return {**availability_set, "properties": {**availability_set["properties"], "virtualMachines": members}}


def _capitals(resource_id: str) -> str:
    head, marker, rest = resource_id.partition("/resourceGroups/")
    group, slash, tail = rest.partition("/")
    return f"{head}{marker}{group.upper()}{slash}{tail}"


def _upper_name(resource_id: str) -> str:
    head, slash, name = resource_id.rpartition("/")
    return f"{_capitals(head)}{slash}{name.upper()}"


def _after(moment: str, since: datetime | None) -> bool:
    then = instant(moment)
    return since is None or then is None or then >= since


def _changed_at(row: dict[str, Any]) -> str:
    return str(row["properties"]["changeAttributes"]["timestamp"])


def _in_group(item: dict[str, Any], group: str) -> bool:
    where = resource_group(item.get("resourceId") or item["id"]) or fold(item.get("resourceGroupName"))
    return where == fold(group)

"""Resources of any type: made, changed, acted upon, refused and removed, with the traces Azure keeps of each."""

import copy
from collections.abc import Mapping
from typing import Any

from bareme.reference.arm import dig, fold, resource_name
from bareme.reference.resource_types import type_of
from bareme.simulator.events import Call, Refusal
from bareme.simulator.world import World


class AnyResource(World):
    """What a student does with whatever Azure sells; the body is what Azure would answer."""

    def make(  # noqa: PLR0913 - what Azure asks for too
        self,
        type_: str,
        name: str,
        properties: Mapping[str, Any] | None = None,
        /,
        *,
        location: str = "francecentral",
        group: str | None = None,
        scope: str | None = None,
        **top: Any,
    ) -> str:
        """A resource: `make("Microsoft.Network/virtualNetworks", "vnet1", {…})`; returns its id.

        `type_` and `name` grow together (`…/virtualNetworks/subnets`, `vnet1/web`); a child has no location. `scope` is
        the id that a setting is laid on (a lock, a role assignment); `top` holds `sku`, `tags`, `kind`, `zones` ….
        """
        self.ensure_group(group, location)
        resource_id = f"{scope}/providers/{type_}/{name}" if scope else self.id_of(type_, name, group)
        is_placed = scope is None and type_.count("/") == 1
        wire: dict[str, Any] = {
            "id": resource_id,
            "name": resource_name(resource_id),
            "type": type_,
            **({"location": location} if is_placed else {}),
            **top,
            "properties": {**({"provisioningState": "Succeeded"} if is_placed else {}), **(properties or {})},
        }
        self._record_write(wire, created=True)
        self.put(wire)
        return resource_id

    def change(self, resource_id: str, values: Mapping[str, Any]) -> None:
        """Values at dotted paths become others: `{"properties.minimumTlsVersion": "TLS1_2", "tags.env": "lab"}`."""
        wire = self.resources[fold(resource_id)]
        before = {path: copy.deepcopy(dig(wire, *path.split("."))) for path in values}
        for path, value in values.items():
            _set(wire, path.split("."), copy.deepcopy(value))
        self._record_write(wire, created=False)
        told = {path: (before[path], value) for path, value in values.items() if not isinstance(value, list | dict)}
        if told:
            self.updated(wire["id"], told)

    def remove(self, resource_id: str) -> None:
        """Delete a resource, and what hangs under it."""
        wire = self.resources[fold(resource_id)]
        self.call(Call(operation=f"{wire['type']}/delete", resource_id=wire["id"]))
        for one in [own for own in self.resources if own.startswith(f"{fold(resource_id)}/")]:
            self.drop(one)
        self.drop(wire["id"])

    def act(self, resource_id: str, action: str) -> None:
        """An action on a resource: `act(site, "restart")` is `Microsoft.Web/sites/restart/action`."""
        wire = self.resources[fold(resource_id)]
        self.call(Call(operation=f"{wire['type']}/{action}/action", resource_id=wire["id"], synchronous=True))

    def refuse(self, kind: str, name: str, code: str, message: str = "", *, group: str | None = None) -> None:
        """A resource that Azure refuses to make: one failed write."""
        self.ensure_group(group)
        refusal = Refusal(code, message)
        self.call(Call(operation=f"{kind}/write", resource_id=self.id_of(kind, name, group), refusal=refusal))

    def _record_write(self, wire: dict[str, Any], *, created: bool) -> None:
        body = self.copy_of(wire)
        operation = f"{wire['type']}/write"
        self.call(Call(operation=operation, resource_id=wire["id"], body=body, created=created, synchronous=True))


def graph_row(wire: Mapping[str, Any], table: str, read_at: str) -> dict[str, Any]:
    """A resource as a row of Resource Graph: its type in small letters, and nothing that Azure left out."""
    columns = ("id", "name", "kind", "location", "managedBy", "sku", "plan", "tags", "identity", "zones", "properties")
    row = {name: wire[name] for name in columns if name in wire}
    return {**row, "type": type_of(wire["id"]), "table": table, "read_at": read_at}


def listed_row(wire: Mapping[str, Any], made: str, changed: str) -> dict[str, Any]:
    """A resource as Resource Manager's list shows it, whatever its type."""
    columns = ("id", "name", "type", "location", "kind", "managedBy", "sku", "plan", "tags", "identity", "zones")
    row = {name: wire[name] for name in columns if name in wire}
    return {**row, "createdTime": made, "changedTime": changed, "provisioningState": "Succeeded"}


def _set(wire: dict[str, Any], steps: list[str], value: Any) -> None:
    for step in steps[:-1]:
        wire = wire.setdefault(step, {})
    if value is None:
        wire.pop(steps[-1], None)
    else:
        wire[steps[-1]] = value

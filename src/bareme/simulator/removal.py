"""Deleting: what goes, what stays behind, and what the resource group takes with it."""

from typing import Any

from bareme.evidence import Source
from bareme.reference.arm import dig_text, fold, resource_group
from bareme.simulator.events import Call
from bareme.simulator.shapes.sets import uniform_instance
from bareme.simulator.world import World, source_of

_ORPHANS = (Source.NETWORK_INTERFACES, Source.PUBLIC_IP_ADDRESSES, Source.DISKS)


class Removal(World):
    """Deletions."""

    def delete_vm(self, *vms: str) -> None:
        """Delete machines; their disks and interfaces follow their delete option."""
        wires = [self.find(Source.VIRTUAL_MACHINES, vm) for vm in vms]
        operation = "Microsoft.Compute/virtualMachines/delete"
        self.call(*(Call(operation=operation, resource_id=wire["id"]) for wire in wires))
        for wire in wires:
            self._vanish(wire)

    def delete(self, source: Source, name: str) -> None:
        """Delete any other resource by name."""
        wire = self.find(source, name)
        self.call(Call(operation=f"{wire['type']}/delete", resource_id=wire["id"]))
        self.drop(wire["id"])

    def delete_left_behind(self) -> None:
        """Delete the disks, interfaces and addresses that nothing uses any more."""
        for source in _ORPHANS:
            for wire in self.each(source):
                if not in_use(wire):
                    self.delete(source, wire["name"])
                    self._release(wire["id"])

    def delete_scale_set(self, name: str) -> None:
        """Delete a scale set with its instances."""
        wire = self.find(Source.SCALE_SETS, name)
        members = [
            vm
            for vm in self.each(Source.VIRTUAL_MACHINES)
            if fold(dig_text(vm, "properties", "virtualMachineScaleSet", "id")) == fold(wire["id"])
        ]
        self.call(Call(operation="Microsoft.Compute/virtualMachineScaleSets/delete", resource_id=wire["id"]))
        for vm in members:
            self._vanish(vm)
        self.resize_uniform(wire, 0)
        self.drop(wire["id"])

    def delete_group(self, name: str | None = None) -> None:
        """Delete a resource group: everything in it goes, and its deployment history too."""
        group_id = self.group_id(name)
        inside = [
            wire for wire in self.resources.values() if resource_group(wire["id"]) == fold(name or self.default_group)
        ]
        group = Call(operation="Microsoft.Resources/subscriptions/resourcegroups/delete", resource_id=group_id)
        machines = [wire for wire in inside if source_of(wire) is Source.VIRTUAL_MACHINES]
        operation = "Microsoft.Compute/virtualMachines/delete"
        self.call(group, *(Call(operation=operation, resource_id=vm["id"]) for vm in machines), seconds=300)
        for wire in inside:
            self.drop(wire["id"])

    def resize_uniform(self, scale: dict[str, Any], capacity: int) -> None:
        """The instances of a uniform scale set become so many."""
        there = [one for one in self.each(Source.SCALE_SET_INSTANCES) if one["id"].startswith(f"{scale['id']}/")]
        for number in range(len(there), capacity):
            self.put(uniform_instance(scale, number))
        for one in there[capacity:]:
            self.drop(one["id"])

    def _vanish(self, vm: dict[str, Any]) -> None:
        storage = vm["properties"]["storageProfile"]
        for each in (storage["osDisk"], *storage["dataDisks"]):
            disk = self.resources[fold(each["managedDisk"]["id"])]
            if each["deleteOption"] == "Delete":
                self.drop(disk["id"])
            else:
                disk.pop("managedBy", None)
                disk["properties"]["LastOwnershipUpdateTime"] = self.log[-1]["eventTimestamp"]
        for each in vm["properties"]["networkProfile"]["networkInterfaces"]:
            self._disconnect(each["id"], each["properties"]["deleteOption"])
        self.drop(vm["id"])

    def _disconnect(self, nic_id: str, option: str) -> None:
        nic = self.resources[fold(nic_id)]
        nic["properties"].pop("virtualMachine", None)
        if option == "Delete":
            addresses = [one["properties"].get("publicIPAddress") for one in nic["properties"]["ipConfigurations"]]
            for address in filter(None, addresses):
                self.drop(address["id"])
            self.drop(nic_id)

    def _release(self, nic_id: str) -> None:
        for address in self.each(Source.PUBLIC_IP_ADDRESSES):
            used_by = dig_text(address, "properties", "ipConfiguration", "id") or ""
            if fold(used_by).startswith(f"{fold(nic_id)}/"):
                address["properties"].pop("ipConfiguration")


def in_use(wire: dict[str, Any]) -> bool:
    """Whether a disk, interface or address belongs to something."""
    properties = wire["properties"]
    return bool(wire.get("managedBy") or properties.get("virtualMachine") or properties.get("ipConfiguration"))

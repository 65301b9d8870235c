"""Scale sets and their autoscale."""

from dataclasses import replace
from typing import Any

from bareme.evidence import Source
from bareme.reference.arm import dig_text, fold
from bareme.simulator.events import Call, Tool
from bareme.simulator.ids import letters, stamp
from bareme.simulator.machines import Machines, Order
from bareme.simulator.removal import Removal
from bareme.simulator.shapes import sets
from bareme.simulator.shapes.network import remote_access

_WRITE = "Microsoft.Compute/virtualMachineScaleSets/write"


class ScaleSets(Machines, Removal):
    """Scale sets of either mode."""

    def create_scale_set(  # noqa: PLR0913 - the options of the command
        self,
        name: str = "vmss-tp2",
        *,
        instances: int = 3,
        mode: str = "Flexible",
        size: str = "Standard_B1s",
        image: str = "Ubuntu2204",
        location: str = "francecentral",
        tool: Tool = Tool.CLI,
    ) -> str:
        """A scale set with its instances; returns the id."""
        self.ensure_group(location=location)
        set_id = self.id_of("Microsoft.Compute/virtualMachineScaleSets", name)
        chosen = self.image(image)
        label = f"CreateVmss-{chosen.label}-{self.now:%Y%m%d%H%M%S}"
        deployment = label if tool is Tool.PORTAL else f"vmss_deploy_{letters(32, set_id, self.now)}"
        asked = sets.ScaleSet(
            id=set_id,
            location=location,
            mode=mode,
            size=size,
            capacity=instances,
            image=chosen,
            created=stamp(self.now),
        )
        wire = sets.scale_set(asked)
        with self.deploying(deployment, {}, tool):
            self.call(Call(operation=_WRITE, resource_id=set_id, body=_state(wire, "Creating"), created=True))
            self.put(wire)
            self._fill(wire, instances, image)
        return set_id

    def scale(self, name: str, capacity: int) -> None:
        """Another number of instances, asked for by hand."""
        wire = self.find(Source.SCALE_SETS, name)
        before, wire["sku"]["capacity"] = wire["sku"]["capacity"], capacity
        self.call(Call(operation=_WRITE, resource_id=wire["id"], body=_state(self.copy_of(wire), "Updating")))
        self.updated(wire["id"], {"sku.capacity": (before, capacity)})
        self._fill(wire, capacity)

    def autoscale(self, name: str, *, minimum: int = 1, maximum: int = 4) -> str:
        """The lecture's autoscale setting; returns the id."""
        target = self.find(Source.SCALE_SETS, name)
        setting_id = self.id_of("Microsoft.Insights/autoscaleSettings", f"{name}-autoscale")
        wire = sets.autoscale(setting_id, target["location"], target["id"], minimum, maximum)
        operation = "Microsoft.Insights/AutoscaleSettings/write"
        self.call(Call(operation=operation, resource_id=setting_id, body=wire, created=True, synchronous=True))
        self.put(wire)
        return setting_id

    def autoscale_acts(self, name: str, capacity: int) -> None:
        """Azure's autoscale changes the number of instances on its own."""
        wire = self.find(Source.SCALE_SETS, name)
        before, wire["sku"]["capacity"] = wire["sku"]["capacity"], capacity
        direction = "Scaledown" if capacity < before else "Scaleup"
        operation = f"Microsoft.Insights/AutoscaleSettings/{direction}/Action"
        setting_id = self.id_of("Microsoft.Insights/autoscaleSettings", f"{name}-autoscale")
        self.call(Call(operation=operation, resource_id=setting_id, synchronous=True, category="Autoscale"))
        self.log.pop(-2)
        self.log[-1]["caller"] = "Microsoft.Insights/autoscaleSettings"
        self.log[-1]["properties"] |= {
            "ResourceName": wire["id"],
            "OldInstancesCount": str(before),
            "NewInstancesCount": str(capacity),
        }
        self._fill(wire, capacity)

    def _fill(self, scale: dict[str, Any], capacity: int, image: str = "Ubuntu2204") -> None:
        if scale["properties"]["orchestrationMode"] == "Uniform":
            self.resize_uniform(scale, capacity)
            return
        members = [
            vm
            for vm in self.each(Source.VIRTUAL_MACHINES)
            if fold(dig_text(vm, "properties", "virtualMachineScaleSet", "id")) == fold(scale["id"])
        ]
        if len(members) > capacity:
            self.delete_vm(*(vm["name"] for vm in members[capacity:]))
        elif len(members) < capacity:
            self.create(*self._orders(scale, image, range(len(members), capacity)))

    def _orders(self, scale: dict[str, Any], image: str, numbers: range) -> list[Order]:
        name = scale["name"]
        form = Order(
            name=name,
            location=scale["location"],
            size=scale["sku"]["name"],
            image=self.image(image),
            os_disk="StandardSSD_LRS",
            os_disk_delete="Delete",
            network=f"{name}VNET",
            security_group=f"{name}NSG",
            nic_delete="Delete",
            scale_set=scale["id"],
        )
        self.ensure_network(form, remote_access(form.image.os, portal=False))
        suffixes = [letters(8, scale["id"], number, self.now) for number in numbers]
        return [replace(form, name=f"{name}_{suffix}", nic=f"{name}-nic-{suffix}") for suffix in suffixes]


def _state(wire: dict[str, Any], provisioning: str) -> dict[str, Any]:
    return {**wire, "properties": {**wire["properties"], "provisioningState": provisioning}}

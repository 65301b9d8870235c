"""What changes a machine that is there: data disks and size."""

from typing import Any, Literal

from bareme.evidence import Source
from bareme.simulator.catalog import SIZES
from bareme.simulator.events import Call, Refusal
from bareme.simulator.ids import stamp
from bareme.simulator.machines import VM_WRITE
from bareme.simulator.shapes.disk import disk
from bareme.simulator.shapes.machine import data_disk
from bareme.simulator.world import World

Attachment = Literal["portal", "implicit", "action"]

_ATTACH = "Microsoft.Compute/virtualMachines/attachDetachDataDisks/action"
_NO_RESIZE = Refusal(
    "OperationNotAllowed",
    "Unable to resize the VM since changing from resource disk to non-resource disk VM size and vice-versa is not"
    " allowed. Please refer to https://aka.ms/AAah4sj for more details.",
)


class Changing(World):
    """Changes to one machine."""

    def create_disk(
        self,
        name: str,
        *,
        size_gb: int = 4,
        storage: str = "StandardSSD_LRS",
        zone: str = "",
        location: str = "francecentral",
    ) -> str:
        """A managed disk on its own; returns its id."""
        self.ensure_group(location=location)
        disk_id = self.id_of("Microsoft.Compute/disks", name)
        wire = disk(disk_id, location, storage, size_gb, stamp(self.now))
        wire |= {"zones": [zone]} if zone else {}
        self.call(Call(operation="Microsoft.Compute/disks/write", resource_id=disk_id, body=wire, created=True))
        self.put(wire)
        return disk_id

    def attach_new_disk(
        self, vm: str, *, size_gb: int = 4, storage: str = "StandardSSD_LRS", name: str = "", way: Attachment = "portal"
    ) -> str:
        """A new data disk for a machine; returns the disk's id.

        `implicit` is `az vm disk attach --new`, whose disk has no write of its own; `action` the newer operation,
        after which the machine has no write of its own.
        """
        wire = self.find(Source.VIRTUAL_MACHINES, vm)
        attached = wire["properties"]["storageProfile"]["dataDisks"]
        lun = len(attached)
        disk_name = name or f"{wire['name']}_DataDisk_{lun}"
        disk_id = self.id_of("Microsoft.Compute/disks", disk_name)
        if way != "implicit":
            zone, location = "".join(wire.get("zones", [])), wire["location"]
            zone = "" if storage.endswith("_ZRS") else zone
            self.create_disk(disk_name, size_gb=size_gb, storage=storage, zone=zone, location=location)
        attached.append(data_disk(lun, disk_id, storage, size_gb, "Empty" if way == "implicit" else "Attach"))
        if way == "action":
            self.call(Call(operation=_ATTACH, resource_id=wire["id"]))
        else:
            self._update(wire)
        if way == "implicit":
            self.put(disk(disk_id, wire["location"], storage, size_gb, stamp(self.now)))
        self.find(Source.DISKS, disk_name).update(managedBy=wire["id"])
        path = f"properties.storageProfile.dataDisks[{lun}]"
        self.updated(wire["id"], {f"{path}.{key}": (None, attached[lun][key]) for key in ("lun", "name", "diskSizeGB")})
        return disk_id

    def detach_disk(self, vm: str, name: str) -> None:
        """A data disk leaves its machine, and stays."""
        wire = self.find(Source.VIRTUAL_MACHINES, vm)
        storage = wire["properties"]["storageProfile"]
        storage["dataDisks"] = [each for each in storage["dataDisks"] if each["name"] != name]
        self._update(wire)
        self.find(Source.DISKS, name).pop("managedBy")
        self.updated(wire["id"], {"properties.storageProfile.dataDisks[0].name": (name, None)})

    def resize(self, vm: str, size: str) -> None:
        """Change the size; Azure refuses to go between sizes with and without a temporary disk."""
        wire = self.find(Source.VIRTUAL_MACHINES, vm)
        hardware = wire["properties"]["hardwareProfile"]
        before = hardware["vmSize"]
        if bool(SIZES[before].temporary_mb) != bool(SIZES[size].temporary_mb):
            self.call(Call(operation=VM_WRITE, resource_id=wire["id"], refusal=_NO_RESIZE))
            return
        hardware["vmSize"] = size
        self._update(wire)
        self.updated(wire["id"], {"properties.hardwareProfile.vmSize": (before, size)})

    def _update(self, vm: dict[str, Any]) -> None:
        body = self.copy_of(vm)
        body["properties"]["provisioningState"] = "Updating"
        self.call(Call(operation=VM_WRITE, resource_id=vm["id"], body=body))

"""The portal's “Create a virtual machine” and “Create and attach a new disk”."""

from collections.abc import Sequence
from typing import Any

from bareme.evidence import Source
from bareme.simulator.catalog import SIZES
from bareme.simulator.events import Call, Refusal, Tool
from bareme.simulator.ids import digits, stamp
from bareme.simulator.machines import VM_WRITE, Machines, Order
from bareme.simulator.shapes.disk import disk
from bareme.simulator.shapes.machine import data_disk
from bareme.simulator.shapes.network import remote_access

_NO_RESIZE = Refusal(
    "OperationNotAllowed",
    "Unable to resize the VM since changing from resource disk to non-resource disk VM size and vice-versa is not"
    " allowed. Please refer to https://aka.ms/AAah4sj for more details.",
)


class Portal(Machines):
    """What the student clicks in the portal."""

    def portal_create_vms(  # noqa: PLR0913 - the tabs of the portal's form
        self,
        name: str = "VM1-Windows",
        *,
        zones: Sequence[str] = ("1", "2"),
        size: str = "Standard_B1s",
        image: str = "2016-datacenter-gensecond",
        os_disk: str = "StandardSSD_LRS",
        location: str = "francecentral",
        security: str = "TrustedLaunch",
        rdp_from: str = "*",
        os_disk_delete: str = "Delete",
        nic_delete: str = "Detach",
        data_disks_gb: tuple[int, ...] = (),
    ) -> list[str]:
        """One machine per zone, suffixed -1, -2… when there are several; returns their names."""
        self.ensure_group(location=location)
        chosen = self.image(image)
        names = [f"{name}-{number}" for number in range(1, len(zones) + 1)] if len(zones) > 1 else [name]
        form = {
            "location": location,
            "osDiskType": os_disk,
            "osDiskDeleteOption": os_disk_delete,
            "nicDeleteOption": nic_delete,
            "pipDeleteOption": nic_delete,
            "virtualMachineSize": size,
            "securityType": security,
            "virtualMachineRG": self.default_group,
        }
        with self.deploying(
            f"CreateVm-{chosen.label}-{self.now:%Y%m%d%H%M%S}", _parameters(form, names, zones), Tool.PORTAL
        ):
            rules = [remote_access(chosen.os, rdp_from)]
            subnet_id, group_id = self.shared_network(f"{name}-vnet", f"{name}-nsg", location, rules)
            self.create(
                *(
                    Order(
                        name=one,
                        location=location,
                        size=size,
                        image=chosen,
                        os_disk=os_disk,
                        os_disk_delete=os_disk_delete,
                        nic=nic_name(one, zone),
                        nic_delete=nic_delete,
                        group_id=group_id,
                        subnet_id=subnet_id,
                        address=f"{one}-ip",
                        zone=zone,
                        security=security,
                        data_disks_gb=data_disks_gb,
                    )
                    for one, zone in zip(names, zones or (None,), strict=True)
                )
            )
        return names

    def create_disk(self, name: str, *, size_gb: int = 4, storage: str = "StandardSSD_LRS", zone: str = "") -> str:
        """A managed disk on its own; returns its id."""
        self.ensure_group()
        disk_id = self.id_of("Microsoft.Compute/disks", name)
        wire = disk(disk_id, "francecentral", storage, size_gb, stamp(self.now))
        wire |= {"zones": [zone]} if zone else {}
        self.call(Call(operation="Microsoft.Compute/disks/write", resource_id=disk_id, body=wire, created=True))
        self.put(wire)
        return disk_id

    def attach_new_disk(
        self, vm: str, *, size_gb: int = 4, storage: str = "StandardSSD_LRS", name: str = "", implicit: bool = False
    ) -> str:
        """A new data disk for a machine; `implicit` as `az vm disk attach --new` does, without a write of its own."""
        wire = self.find(Source.VIRTUAL_MACHINES, vm)
        attached = wire["properties"]["storageProfile"]["dataDisks"]
        lun = len(attached)
        zone = "".join(wire.get("zones", []))
        disk_name = name or f"{wire['name']}_DataDisk_{lun}"
        if implicit:
            disk_id = self.id_of("Microsoft.Compute/disks", disk_name)
        else:
            disk_id = self.create_disk(disk_name, size_gb=size_gb, storage=storage, zone=zone)
        attached.append(data_disk(lun, disk_id, storage, size_gb, "Empty" if implicit else "Attach"))
        self._update(wire)
        if implicit:
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


def nic_name(vm: str, zone: str | None) -> str:
    """How the portal names an interface: `vm1-windows-1692_z1`."""
    return f"{vm.casefold()}{digits(3, 'nic', vm)}" + (f"_z{zone}" if zone else "")


def _parameters(form: dict[str, Any], names: list[str], zones: Sequence[str]) -> dict[str, Any]:
    numbered: dict[str, Any] = {}
    for number, name in enumerate(names, 1):
        zone = zones[number - 1] if zones else None
        numbered[f"networkInterfaceName{number}"] = nic_name(name, zone)
        numbered[f"publicIpAddressName{number}"] = f"{name}-ip"
        numbered[f"virtualMachineName{number}"] = name
        numbered[f"virtualMachineComputerName{number}"] = name
        if zone:
            numbered[f"virtualMachine{number}Zone"] = zone
    return {
        **form,
        **numbered,
        "virtualMachineName": names[0],
        "publicIpAddressSku": "Standard",
        "adminUsername": "etudiant",
        "adminPassword": None,
        "secureBoot": True,
        "vTPM": True,
    }

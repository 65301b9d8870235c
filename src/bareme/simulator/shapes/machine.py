"""Virtual machines and their instance views."""

from dataclasses import dataclass
from typing import Any

from bareme.reference.arm import resource_name
from bareme.simulator.catalog import Image

POWER_TEXT = {
    "running": "VM running",
    "stopped": "VM stopped",
    "deallocated": "VM deallocated",
    "starting": "VM starting",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Machine:
    """What a virtual machine is asked to be when it is created."""

    id: str
    vm_id: str
    location: str
    size: str
    image: Image
    os_disk_id: str
    os_disk: str
    """Storage type of the OS disk."""
    os_disk_delete: str
    nic_id: str
    nic_delete: str
    created: str
    zone: str | None = None
    availability_set: str | None = None
    scale_set: str | None = None
    security: str = "TrustedLaunch"


@dataclass(slots=True)
class Runtime:
    """What only the instance view knows, and only as long as the machine exists."""

    power: str = "running"
    generalized: bool = False
    fault_domain: int | None = None
    update_domain: int | None = None
    generation: str = "V2"


def virtual_machine(machine: Machine) -> dict[str, Any]:
    """The model, as `virtualMachines/list` gives it."""
    name = resource_name(machine.id)
    trusted = machine.security == "TrustedLaunch" and machine.image.generation == "V2"
    properties: dict[str, Any] = {
        "hardwareProfile": {"vmSize": machine.size},
        "provisioningState": "Succeeded",
        "vmId": machine.vm_id,
        "storageProfile": _storage(machine),
        **({} if machine.image.specialized else {"osProfile": os_profile(name, machine.image.os)}),
        **({"securityProfile": _trusted_launch()} if trusted else {}),
        "networkProfile": {
            "networkInterfaces": [{"id": machine.nic_id, "properties": {"deleteOption": machine.nic_delete}}]
        },
        "diagnosticsProfile": {"bootDiagnostics": {"enabled": True}},
        "timeCreated": machine.created,
        **({"availabilitySet": {"id": machine.availability_set}} if machine.availability_set else {}),
        **({"virtualMachineScaleSet": {"id": machine.scale_set}} if machine.scale_set else {}),
    }
    return {
        "name": name,
        "id": machine.id,
        "type": "Microsoft.Compute/virtualMachines",
        "location": machine.location,
        **({"managedBy": machine.scale_set} if machine.scale_set else {}),
        **({"zones": [machine.zone]} if machine.zone else {}),
        "properties": properties,
    }


def data_disk(lun: int, disk_id: str, storage: str, size_gb: int, create: str = "Attach") -> dict[str, Any]:
    """An entry of `storageProfile.dataDisks`."""
    return {
        "lun": lun,
        "name": resource_name(disk_id),
        "createOption": create,
        "caching": "ReadOnly",
        "managedDisk": {"storageAccountType": storage, "id": disk_id},
        "deleteOption": "Detach",
        "diskSizeGB": size_gb,
        "toBeDetached": False,
    }


def instance_view(vm: dict[str, Any], runtime: Runtime) -> dict[str, Any]:
    """Run-time status; a machine that is not placed on a host has no domains."""
    placed = runtime.power != "deallocated"
    disks = [vm["properties"]["storageProfile"]["osDisk"], *vm["properties"]["storageProfile"]["dataDisks"]]
    domains = {"platformUpdateDomain": runtime.update_domain, "platformFaultDomain": runtime.fault_domain}
    return {
        **{name: number for name, number in domains.items() if placed and number is not None},
        **({"vmAgent": _agent()} if runtime.power == "running" else {}),
        "disks": [{"name": disk["name"], "statuses": [_provisioned()]} for disk in disks],
        "hyperVGeneration": runtime.generation,
        "statuses": [
            _provisioned(),
            *([_status("OSState/generalized", "VM generalized")] if runtime.generalized else []),
            _status(f"PowerState/{runtime.power}", POWER_TEXT[runtime.power]),
        ],
    }


def os_profile(name: str, system: str) -> dict[str, Any]:
    """The guest's own settings; secrets never come back from Azure."""
    windows = {"windowsConfiguration": {"provisionVMAgent": True, "enableAutomaticUpdates": True}}
    linux = {"linuxConfiguration": {"disablePasswordAuthentication": True, "provisionVMAgent": True}}
    return {
        "computerName": name[:15] if system == "Windows" else name,
        "adminUsername": "etudiant",
        **(windows if system == "Windows" else linux),
        "secrets": [],
        "allowExtensionOperations": True,
    }


def _storage(machine: Machine) -> dict[str, Any]:
    os_disk = {
        "osType": machine.image.os,
        "name": resource_name(machine.os_disk_id),
        "createOption": "FromImage",
        "caching": "ReadWrite",
        "managedDisk": {"storageAccountType": machine.os_disk, "id": machine.os_disk_id},
        "deleteOption": machine.os_disk_delete,
        "diskSizeGB": machine.image.disk_gb,
    }
    return {
        "imageReference": dict(machine.image.reference),
        "osDisk": os_disk,
        "dataDisks": [],
        "diskControllerType": "SCSI",
    }


def _trusted_launch() -> dict[str, Any]:
    return {"uefiSettings": {"secureBootEnabled": True, "vTpmEnabled": True}, "securityType": "TrustedLaunch"}


def _agent() -> dict[str, Any]:
    ready = {"code": "ProvisioningState/succeeded", "level": "Info", "displayStatus": "Ready"}
    return {"vmAgentVersion": "2.7.41491.1172", "statuses": [ready], "extensionHandlers": []}


def _provisioned() -> dict[str, Any]:
    return _status("ProvisioningState/succeeded", "Provisioning succeeded")


def _status(code: str, text: str) -> dict[str, Any]:
    return {"code": code, "level": "Info", "displayStatus": text}

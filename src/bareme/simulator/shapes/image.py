"""Captured images: managed images and Compute Gallery versions."""

from typing import Any

from bareme.reference.arm import Wire, resource_name


def managed_image(image_id: str, vm: Wire, generation: str) -> dict[str, Any]:
    """`Microsoft.Compute/images`, captured from a generalized machine."""
    storage = vm["properties"]["storageProfile"]
    os_disk = storage["osDisk"]
    return {
        "name": resource_name(image_id),
        "id": image_id,
        "type": "Microsoft.Compute/images",
        "location": vm["location"],
        "properties": {
            "sourceVirtualMachine": {"id": vm["id"]},
            "storageProfile": {
                "osDisk": {"osType": os_disk["osType"], "osState": "Generalized", **_disk(os_disk)},
                "dataDisks": [{"lun": each["lun"], **_disk(each)} for each in storage["dataDisks"]],
                "zoneResilient": False,
            },
            "provisioningState": "Succeeded",
            "hyperVGeneration": generation,
        },
    }


def image_of_disk(image_id: str, source: Wire) -> dict[str, Any]:
    """`Microsoft.Compute/images` of a disk or of a snapshot: no machine takes part, its state is the maker's word."""
    kind = "snapshot" if source["type"].endswith("snapshots") else "managedDisk"
    os_disk = {"osType": "Windows", "osState": "Generalized", kind: {"id": source["id"]}, "caching": "ReadWrite"}
    storage = {"osDisk": {**os_disk, "diskSizeGB": source["properties"]["diskSizeGB"]}, "dataDisks": []}
    properties = {"storageProfile": {**storage, "zoneResilient": False}, "hyperVGeneration": "V1"}
    return _resource(image_id, "images", source["location"], properties)


def gallery(gallery_id: str, location: str) -> dict[str, Any]:
    """A Compute Gallery."""
    return _resource(gallery_id, "galleries", location, {"identifier": {"uniqueName": resource_name(gallery_id)}})


def definition(definition_id: str, vm: Wire, generation: str, *, specialized: bool) -> dict[str, Any]:
    """An image definition, made for this machine."""
    properties = {
        "osType": vm["properties"]["storageProfile"]["osDisk"]["osType"],
        "osState": "Specialized" if specialized else "Generalized",
        "hyperVGeneration": generation,
        "architecture": "x64",
        "features": [{"name": "SecurityType", "value": "TrustedLaunch"}] if generation == "V2" else [],
        "identifier": {"publisher": "tp2", "offer": "windows", "sku": resource_name(definition_id)},
    }
    return _resource(definition_id, "galleries/images", vm["location"], properties)


def version(version_id: str, vm: Wire, published: str) -> dict[str, Any]:
    """A version of an image definition, captured from a machine."""
    storage = vm["properties"]["storageProfile"]
    target = {"name": vm["location"], "regionalReplicaCount": 1, "storageAccountType": "Standard_LRS"}
    properties = {
        "publishingProfile": {"targetRegions": [target], "excludeFromLatest": False, "publishedDate": published},
        "storageProfile": {
            "source": {"id": vm["id"], "virtualMachineId": vm["id"]},
            "osDiskImage": {"sizeInGB": storage["osDisk"]["diskSizeGB"], "hostCaching": "ReadWrite"},
            "dataDiskImages": [{"lun": each["lun"], "sizeInGB": each["diskSizeGB"]} for each in storage["dataDisks"]],
        },
    }
    return _resource(version_id, "galleries/images/versions", vm["location"], properties)


def version_of(version_id: str, source: Wire, published: str) -> dict[str, Any]:
    """A version of an image definition, made from an image, another version, a disk or a snapshot."""
    reference = {"id": source["id"]}
    is_image = "/images/" in source["id"].casefold()
    os_disk = {"sizeInGB": 127, "hostCaching": "ReadWrite", **({} if is_image else {"source": reference})}
    properties = {
        "publishingProfile": {"excludeFromLatest": False, "publishedDate": published},
        "storageProfile": {**({"source": reference} if is_image else {}), "osDiskImage": os_disk},
    }
    return _resource(version_id, "galleries/images/versions", source["location"], properties)


def snapshot(snapshot_id: str, location: str, disk_id: str, size_gb: int, created: str) -> dict[str, Any]:
    """A snapshot of a disk."""
    properties = {
        "creationData": {"createOption": "Copy", "sourceResourceId": disk_id},
        "diskSizeGB": size_gb,
        "timeCreated": created,
        "diskState": "Unattached",
        "incremental": True,
    }
    return {**_resource(snapshot_id, "snapshots", location, properties), "sku": {"name": "Standard_LRS"}}


def disk(disk_id: str, location: str, properties: Wire) -> dict[str, Any]:
    """A disk that no machine was made with."""
    return {**_resource(disk_id, "disks", location, dict(properties)), "sku": {"name": "StandardSSD_LRS"}}


def _disk(disk: Wire) -> dict[str, Any]:
    managed = disk["managedDisk"]
    return {
        "diskSizeGB": disk["diskSizeGB"],
        "managedDisk": {"id": managed["id"]},
        "caching": disk["caching"],
        "storageAccountType": managed["storageAccountType"],
    }


def _resource(resource_id: str, kind: str, location: str, properties: dict[str, Any]) -> dict[str, Any]:
    return {
        "name": resource_name(resource_id),
        "id": resource_id,
        "type": f"Microsoft.Compute/{kind}",
        "location": location,
        "properties": {"provisioningState": "Succeeded", **properties},
    }

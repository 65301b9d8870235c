"""Managed disks."""

from typing import Any

from bareme.reference.arm import IMAGE_IDS, resource_name
from bareme.simulator.catalog import Image
from bareme.simulator.ids import guid


def disk(disk_id: str, location: str, storage: str, size_gb: int, created: str) -> dict[str, Any]:
    """An empty managed disk that nothing uses yet."""
    return {
        "name": resource_name(disk_id),
        "id": disk_id,
        "type": "Microsoft.Compute/disks",
        "location": location,
        "sku": {"name": storage, "tier": "Premium" if storage.startswith("Premium") else "Standard"},
        "properties": {
            "creationData": {"createOption": "Empty"},
            "diskSizeGB": size_gb,
            "diskSizeBytes": size_gb * 2**30,
            "encryption": {"type": "EncryptionAtRestWithPlatformKey"},
            "timeCreated": created,
            "provisioningState": "Succeeded",
            "diskState": "Unattached",
            "uniqueId": guid("disk", disk_id, created),
        },
    }


def system_disk(empty: dict[str, Any], subscription_id: str, image: Image, owner: str) -> dict[str, Any]:
    """The same disk, filled from an image as the OS disk of a machine."""
    created = empty["properties"]["timeCreated"]
    return {
        **empty,
        "managedBy": owner,
        "properties": {
            **empty["properties"],
            "osType": image.os,
            "hyperVGeneration": image.generation,
            "creationData": {"createOption": "FromImage", **_origin(subscription_id, empty["location"], image)},
            "diskState": "Attached",
            "LastOwnershipUpdateTime": created,
        },
    }


def _origin(subscription_id: str, location: str, image: Image) -> dict[str, Any]:
    reference = image.reference
    if "publisher" not in reference:
        named = {kind: reference[kind] for kind in IMAGE_IDS if kind in reference}
        kind = "imageReference" if "/galleries/" not in reference.get("id", "/galleries/") else "galleryImageReference"
        return {kind: named}
    path = (
        f"/Subscriptions/{subscription_id}/Providers/Microsoft.Compute/Locations/{location}"
        f"/Publishers/{reference['publisher']}/ArtifactTypes/VMImage/Offers/{reference['offer']}"
        f"/Skus/{reference['sku']}/Versions/{reference['exactVersion']}"
    )
    return {"imageReference": {"id": path}}

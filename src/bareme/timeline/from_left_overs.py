"""What is left behind tells of what is gone: OS disks name their VM and image, images their source VM.

An OS disk keeps `creationData.imageReference.id`, whose path spells publisher, offer, sku and version; a managed
image keeps `sourceVirtualMachine.id` after the machine was deleted.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from bareme.evidence import Collection, Source
from bareme.reference.arm import IMAGE_IDS, Wire, dig, dig_list, dig_text, fold, instant, resource_type
from bareme.text.message import say
from bareme.timeline.proof import Proof
from bareme.timeline.snapshot import RecordKind, Snapshot

VM_TYPE = "microsoft.compute/virtualmachines"

_OS_DISK_NAME = re.compile(r"(.+?)_(?:os)?disk_?\d+_[0-9a-f]{6,}", re.IGNORECASE)
_MARKETPLACE = re.compile(r".*/publishers/([^/]+)/.*/offers/([^/]+)/skus/([^/]+)/versions/([^/]+)$", re.IGNORECASE)


def snapshots(collection: Collection, written: Mapping[str, datetime]) -> Iterator[Snapshot]:
    """What disks, images and availability sets of a collection tell of machines.

    `written` tells when the log saw a resource written first: an image itself does not say when it was made, and what
    it tells of a machine was so at that moment, not when the image was seen.
    """
    for disk in collection.items(Source.DISKS):
        yield from _from_disk(disk, collection)
    for image in collection.items(Source.IMAGES):
        yield from _from_image(image, written.get(fold(image.get("id")), collection.collected_at))
    for version in collection.items(Source.GALLERY_IMAGE_VERSIONS):
        yield from _from_version(version, collection)
    for group in collection.items(Source.AVAILABILITY_SETS):
        yield from _from_availability_set(group, collection)


def image_reference(reference: str) -> Wire:
    """The image reference of an id: marketplace parts where the path spells them, else the id itself."""
    parts = _MARKETPLACE.fullmatch(reference)
    if parts is None:
        return {"id": reference}
    return dict(zip(("publisher", "offer", "sku", "exactVersion"), parts.groups(), strict=True))


def _from_disk(disk: Wire, collection: Collection) -> Iterator[Snapshot]:
    vm_id = machine_of_disk(disk)
    if vm_id and dig(disk, "properties", "osType"):
        created = instant(dig(disk, "properties", "timeCreated"))
        yield _snapshot(Source.DISKS, disk, vm_id, _model_of_os_disk(disk), created or collection.collected_at)


def machine_of_disk(disk: Wire) -> str:
    """The folded id of the machine that a disk names: its owner, else the one in the name of an OS disk."""
    owner = fold(dig(disk, "managedBy"))
    if owner:
        return owner if resource_type(owner) == VM_TYPE else ""
    named = _OS_DISK_NAME.fullmatch(dig_text(disk, "name") or "")
    folder = fold(dig(disk, "id")).rpartition("/providers/")[0]
    return f"{folder}/providers/{VM_TYPE}/{fold(named[1])}" if named and folder else ""


def _model_of_os_disk(disk: Wire) -> Wire:
    creation = dig(disk, "properties", "creationData")
    references = (
        dig_text(creation, where, kind) for where in ("galleryImageReference", "imageReference") for kind in IMAGE_IDS
    )
    reference = next(filter(None, references), None)
    os_disk = {
        "name": dig(disk, "name"),
        "osType": dig(disk, "properties", "osType"),
        "diskSizeGB": dig(disk, "properties", "diskSizeGB"),
        "managedDisk": {"id": dig(disk, "id"), "storageAccountType": dig(disk, "sku", "name")},
    }
    storage: dict[str, Any] = {"osDisk": os_disk}
    if reference:
        storage["imageReference"] = image_reference(reference)
    view = {"hyperVGeneration": dig(disk, "properties", "hyperVGeneration")}
    model = {"location": dig(disk, "location"), "properties": {"storageProfile": storage, "instanceView": view}}
    return {**model, "zones": dig(disk, "zones")} if dig(disk, "zones") else model


def _from_image(image: Wire, made: datetime) -> Iterator[Snapshot]:
    vm_id = fold(dig(image, "properties", "sourceVirtualMachine", "id"))
    if resource_type(vm_id) == VM_TYPE:
        profile = dig(image, "properties", "storageProfile")
        storage = {
            "osDisk": {"osType": dig(profile, "osDisk", "osType")},
            "dataDisks": dig_list(profile, "dataDisks") or None,
        }
        view = {"hyperVGeneration": dig(image, "properties", "hyperVGeneration")}
        model = {"location": dig(image, "location"), "properties": {"storageProfile": storage, "instanceView": view}}
        yield _snapshot(Source.IMAGES, image, vm_id, model, made)


def _from_version(version: Wire, collection: Collection) -> Iterator[Snapshot]:
    source = dig(version, "properties", "storageProfile", "source")
    vm_id = fold(dig(source, "virtualMachineId") or dig(source, "id"))
    if resource_type(vm_id) == VM_TYPE:
        published = instant(dig(version, "properties", "publishingProfile", "publishedDate"))
        disks = dig_list(version, "properties", "storageProfile", "dataDiskImages") or None
        model = {"properties": {"storageProfile": {"dataDisks": disks}}}
        yield _snapshot(Source.GALLERY_IMAGE_VERSIONS, version, vm_id, model, published or collection.collected_at)


def _from_availability_set(group: Wire, collection: Collection) -> Iterator[Snapshot]:
    for member in dig_list(group, "properties", "virtualMachines"):
        vm_id = fold(dig(member, "id"))
        if vm_id:
            model = {"properties": {"availabilitySet": {"id": dig(group, "id")}}}
            yield _snapshot(Source.AVAILABILITY_SETS, group, vm_id, model, collection.collected_at)


def _snapshot(source: Source, left: Wire, vm_id: str, model: Wire, moment: datetime) -> Snapshot:
    proof = Proof(source, fold(dig(left, "id")), moment, say("left behind: {name}", name=str(dig(left, "name"))))
    return Snapshot(vm_id, model, RecordKind.LEFT_OVER, proof, whole=False)

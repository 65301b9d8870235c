"""What a machine is: its sizes, its image, its disks."""

import re
from collections.abc import Iterator
from functools import partial
from typing import Any

from bareme.evidence import Source
from bareme.prove.example import Example
from bareme.prove.mutation import mutation
from bareme.prove.mutations.place import VM
from bareme.prove.rewrite import Model, items, models, shown, strings, without
from bareme.reference.arm import dig, dig_list, fold, resource_type
from bareme.text.message import say

DISK = "microsoft.compute/disks"
VERSION = "microsoft.compute/galleries/images/versions"
_SKU = re.compile(r"(/skus/)([^/]+)(/versions/)", re.IGNORECASE)
_SIZE = "properties.hardwareProfile.vmSize"


def other_sizes(example: Example) -> Example:
    """Every size under another name, in the list of sizes too: nothing else about it changes."""
    sizes = {fold(size) for _, size in _sizes(example)}
    return strings(example, lambda _, text: f"{text}_v9" if fold(text) in sizes else text)


def retired_sizes(example: Example) -> Example:
    """Every size one of a series that Azure has retired, each another one."""
    sizes = sorted({fold(size) for _, size in _sizes(example)})
    retired = {size: f"Standard_NC{6 * number}s_v3" for number, size in enumerate(sizes, 1)}
    return strings(example, lambda _, text: retired.get(fold(text), text))


def slow_disks(example: Example) -> Example:
    """Every disk a magnetic one."""

    def change(identifier: str, model: Model) -> None:
        profile = dig(model, "properties", "storageProfile")
        for disk in (dig(profile, "osDisk"), *dig_list(profile, "dataDisks")):
            managed = dig(disk, "managedDisk")
            if isinstance(managed, dict) and "storageAccountType" in managed:
                managed["storageAccountType"] = "Standard_LRS"
        if resource_type(identifier) == DISK:
            model["sku"] = {"name": "Standard_LRS", "tier": "Standard"}

    return items(models(example, change), partial(_deployed_on, sku="Standard_LRS"))


def never_resized(example: Example) -> Example:
    """Every machine with its first size throughout."""
    first: dict[str, str] = {}
    for identifier, size in _sizes(example):
        first.setdefault(identifier, size)

    def change(identifier: str, model: Model) -> None:
        if identifier in first and dig(model, "properties", "hardwareProfile", "vmSize"):
            model["properties"]["hardwareProfile"]["vmSize"] = first[identifier]

    return items(models(example, change), _unresized)


def other_image(example: Example) -> Example:
    """Every marketplace image of another SKU."""

    def change(identifier: str, model: Model) -> None:
        reference = dig(model, "properties", "storageProfile", "imageReference")
        if resource_type(identifier) == VM and isinstance(reference, dict) and reference.get("sku"):
            reference["sku"] += "-other"

    return strings(models(example, change), lambda _, text: _SKU.sub(r"\1\2-other\3", text))


def other_os_disk(example: Example) -> Example:
    """Every OS disk on premium storage."""

    def change(identifier: str, model: Model) -> None:
        managed = dig(model, "properties", "storageProfile", "osDisk", "managedDisk")
        if resource_type(identifier) == VM and isinstance(managed, dict) and "storageAccountType" in managed:
            managed["storageAccountType"] = "Premium_LRS"
        if _is_os_disk(identifier, model):
            model["sku"] = {"name": "Premium_LRS", "tier": "Premium"}

    return items(models(example, change), partial(_deployed_on, sku="Premium_LRS"))


def larger_os_disk(example: Example) -> Example:
    """Every OS disk of another size."""

    def change(identifier: str, model: Model) -> None:
        disk = dig(model, "properties", "storageProfile", "osDisk")
        if isinstance(disk, dict) and "diskSizeGB" in disk:
            disk["diskSizeGB"] = 300
        image = dig(model, "properties", "storageProfile", "osDiskImage")
        if isinstance(image, dict):
            image["sizeInGB"] = 300
        if _is_os_disk(identifier, model):
            model["properties"]["diskSizeGB"] = 300

    return models(example, change)


def no_data_disk(example: Example) -> Example:
    """No data disk, attached, loose or captured."""
    loose = {identifier for identifier, model in shown(example, DISK) if not dig(model, "properties", "osType")}

    def change(identifier: str, model: Model) -> None:
        profile = dig(model, "properties", "storageProfile")
        if isinstance(profile, dict) and resource_type(identifier) in {VM, VERSION, "microsoft.compute/images"}:
            profile.update({name: [] for name in ("dataDisks", "dataDiskImages") if name in profile})

    bare = items(models(example, change), lambda source, item: _without_change(source, item, "dataDisks"))
    return without(bare, lambda one, operation: one in loose or "attachdetachdatadisks" in operation)


def _sizes(example: Example) -> Iterator[tuple[str, str]]:
    """Machines with a size they had, oldest first."""
    for identifier, model in shown(example, VM):
        size = dig(model, "properties", "hardwareProfile", "vmSize")
        if size:
            yield identifier, size


def _is_os_disk(identifier: str, model: Model) -> bool:
    return resource_type(identifier) == DISK and bool(dig(model, "properties", "osType"))


def _unresized(source: Source, item: Model) -> Model:
    return _without_change(source, item, _SIZE)


def _without_change(source: Source, item: Model, path: str) -> Model:
    changes = dig(item, "properties", "changes")
    if source is Source.RESOURCE_CHANGES and isinstance(changes, dict):
        item["properties"]["changes"] = {name: one for name, one in changes.items() if path not in name}
    return item


def _deployed_on(source: Source, item: Model, sku: str) -> Model:
    parameters: dict[str, Any] = dig(item, "properties", "parameters") or {}
    for name, parameter in parameters.items():
        if source is Source.DEPLOYMENTS and fold(name) == "osdisktype" and isinstance(parameter, dict):
            parameter["value"] = sku
    return item


MACHINES = (
    mutation(
        "other-sizes",
        say("machines of other sizes"),
        other_sizes,
        "Microsoft.Compute/virtualMachines:properties.hardwareProfile.vmSize",
    ),
    mutation(
        "retired-sizes",
        say("sizes that are retired"),
        retired_sizes,
        "Microsoft.Compute/virtualMachines:properties.hardwareProfile.vmSize",
    ),
    mutation(
        "never-resized",
        say("no change of size"),
        never_resized,
        "Microsoft.Compute/virtualMachines:properties.hardwareProfile.vmSize",
    ),
    mutation(
        "other-image",
        say("other marketplace images"),
        other_image,
        "Microsoft.Compute/virtualMachines:properties.storageProfile.imageReference",
    ),
    mutation(
        "other-os-disk",
        say("premium OS disks"),
        other_os_disk,
        "Microsoft.Compute/virtualMachines:properties.storageProfile.osDisk.managedDisk",
        "Microsoft.Compute/disks:sku",
    ),
    mutation(
        "slow-disks",
        say("magnetic disks"),
        slow_disks,
        "Microsoft.Compute/virtualMachines:properties.storageProfile.osDisk.managedDisk",
        "Microsoft.Compute/disks:sku",
        "Microsoft.Compute/virtualMachines:properties.storageProfile.dataDisks",
    ),
    mutation(
        "larger-os-disk",
        say("larger OS disks"),
        larger_os_disk,
        "Microsoft.Compute/virtualMachines:properties.storageProfile.osDisk.diskSizeGB",
        "Microsoft.Compute/disks:properties.diskSizeGB",
    ),
    mutation(
        "no-data-disk",
        say("no data disk"),
        no_data_disk,
        "Microsoft.Compute/virtualMachines:properties.storageProfile.dataDisks",
        "Microsoft.Compute/virtualMachines:properties.hardwareProfile.vmSize",
        "Microsoft.Compute/virtualMachines:properties.storageProfile.imageReference",
    ),
)

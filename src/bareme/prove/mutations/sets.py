"""The availability set and its machines."""

from typing import Any

from bareme.prove.example import Example
from bareme.prove.mutation import mutation
from bareme.prove.mutations.place import VM
from bareme.prove.rewrite import Model, items, models, shown, without
from bareme.reference.arm import dig, fold, resource_type
from bareme.text.message import say

SET = "microsoft.compute/availabilitysets"
DISK = "microsoft.compute/disks"
_DOMAINS = ("platformFaultDomain", "platformUpdateDomain")


def no_set(example: Example) -> Example:
    """The same machines without a set."""

    def change(identifier: str, model: Model) -> None:
        if resource_type(identifier) == VM and isinstance(model.get("properties"), dict):
            model["properties"].pop("availabilitySet", None)

    return without(models(example, change), lambda identifier, _: resource_type(identifier) == SET)


def unmanaged_set(example: Example) -> Example:
    """The set made for unmanaged disks, with more domains than there are."""

    def change(identifier: str, model: Model) -> None:
        if resource_type(identifier) == SET:
            model["sku"] = {"name": "Classic"}
            model.setdefault("properties", {})["platformFaultDomainCount"] = 9

    return models(example, change)


def one_machine_less(example: Example) -> Example:
    """All that tells of the last machine of the set taken out."""
    members = _members(example)
    if not members:
        return example
    gone = members[-1]
    name = gone.rpartition("/")[2]

    def change(identifier: str, model: Model) -> None:
        listed = dig(model, "properties", "virtualMachines")
        if resource_type(identifier) == SET and isinstance(listed, list):
            model["properties"]["virtualMachines"] = [one for one in listed if fold(dig(one, "id")) != gone]

    deployments = _deployments_of(example, gone)
    return without(
        models(example, change),
        lambda one, _: one in deployments or one == gone or one.rpartition("/")[2].startswith(name),
    )


def one_system(example: Example) -> Example:
    """Every machine of the set a Linux one."""
    members = set(_members(example))

    def change(identifier: str, model: Model) -> None:
        disk = dig(model, "properties", "storageProfile", "osDisk")
        if identifier in members and isinstance(disk, dict):
            disk["osType"] = "Linux"
            profile = model["properties"].get("osProfile")
            if isinstance(profile, dict) and profile.pop("windowsConfiguration", None) is not None:
                profile["linuxConfiguration"] = {}
        if _belongs(identifier, model, members) and dig(model, "properties", "osType"):
            model["properties"]["osType"] = "Linux"

    return models(example, change)


def all_alike(example: Example) -> Example:
    """Every machine of the set like its first one: size, image, disks."""
    members = _members(example)
    if not members:
        return example
    first = _look(example, members[0])
    own = (model for one, model in shown(example, DISK) if _belongs(one, model, {members[0]}))
    origin = next((dig(model, "properties", "creationData") for model in own), None)

    def change(identifier: str, model: Model) -> None:
        profile = dig(model, "properties", "storageProfile")
        if identifier in members and isinstance(profile, dict):
            model["properties"]["hardwareProfile"] = {"vmSize": first["size"]}
            profile |= {"imageReference": first["image"], "dataDisks": []}
        if origin is not None and _belongs(identifier, model, set(members)) and dig(model, "properties", "osType"):
            model["properties"]["creationData"] = origin

    return models(example, change)


def no_domains(example: Example) -> Example:
    """Fault and update domains never recorded."""

    def change(identifier: str, model: Model) -> None:
        view = dig(model, "properties", "instanceView")
        if resource_type(identifier) == VM and isinstance(view, dict):
            for name in _DOMAINS:
                view.pop(name, None)

    return models(example, change)


def _members(example: Example) -> list[str]:
    """The machines ever in a set, by their folded ids."""
    told = shown(example, VM)
    return list(dict.fromkeys(one for one, model in told if dig(model, "properties", "availabilitySet", "id")))


def _look(example: Example, member: str) -> dict[str, Any]:
    models_of = [model for one, model in shown(example, VM) if one == member]
    sizes = (dig(model, "properties", "hardwareProfile", "vmSize") for model in models_of)
    images = (dig(model, "properties", "storageProfile", "imageReference") for model in models_of)
    return {"size": next(filter(None, sizes), ""), "image": next(filter(None, images), {})}


def _belongs(identifier: str, model: Model, machines: set[str]) -> bool:
    """Whether a disk is one of these machines', by its owner or its name."""
    if resource_type(identifier) != DISK:
        return False
    names = tuple(f"{one.rpartition('/')[2]}_" for one in machines)
    return fold(dig(model, "managedBy")) in machines or identifier.rpartition("/")[2].startswith(names)


def _deployments_of(example: Example, machine: str) -> set[str]:
    found: set[str] = set()

    def look(_: object, item: Model) -> Model:
        made = dig(item, "properties", "outputResources")
        if isinstance(made, list) and any(fold(dig(one, "id")) == machine for one in made):
            found.add(fold(dig(item, "id")))
        return item

    items(example, look)
    return found


_OF_A_SET = (
    "Microsoft.Compute/availabilitySets:@there",
    "Microsoft.Compute/virtualMachines:properties.availabilitySet",
    "Microsoft.Compute/virtualMachines:properties.storageProfile.osDisk.osType",
    "Microsoft.Compute/virtualMachines:properties.hardwareProfile.vmSize",
    "Microsoft.Compute/virtualMachines:properties.storageProfile.imageReference",
    "Microsoft.Compute/virtualMachines:properties.storageProfile.dataDisks",
    "Microsoft.Compute/virtualMachines:properties.instanceView.platformFaultDomain",
)

SETS = (
    mutation("no-set", say("machines without a set"), no_set, *_OF_A_SET),
    mutation(
        "unmanaged-set",
        say("a set for unmanaged disks"),
        unmanaged_set,
        "Microsoft.Compute/availabilitySets:sku",
        "Microsoft.Compute/availabilitySets:properties",
    ),
    mutation(
        "one-machine-less",
        say("one machine less in the set"),
        one_machine_less,
        "Microsoft.Compute/virtualMachines:properties.availabilitySet",
    ),
    mutation(
        "one-system",
        say("one system in the set"),
        one_system,
        "Microsoft.Compute/virtualMachines:properties.storageProfile.osDisk.osType",
    ),
    mutation(
        "all-alike",
        say("all machines of the set alike"),
        all_alike,
        "Microsoft.Compute/virtualMachines:properties.hardwareProfile.vmSize",
        "Microsoft.Compute/virtualMachines:properties.storageProfile.imageReference",
        "Microsoft.Compute/virtualMachines:properties.storageProfile.dataDisks",
    ),
    mutation(
        "no-domains",
        say("domains never recorded"),
        no_domains,
        "Microsoft.Compute/virtualMachines:properties.instanceView.platformFaultDomain",
    ),
)

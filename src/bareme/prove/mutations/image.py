"""Capturing an image, and using it."""

from bareme.prove.example import Example
from bareme.prove.mutation import mutation
from bareme.prove.mutations.place import VM
from bareme.prove.rewrite import Model, models, strings, without
from bareme.reference.arm import dig, resource_type
from bareme.text.message import say

_IMAGES = {
    "microsoft.compute/images",
    "microsoft.compute/galleries",
    "microsoft.compute/galleries/images",
    "microsoft.compute/galleries/images/versions",
}
_MARKETPLACE = {"publisher": "Elsewhere", "offer": "Server", "sku": "2022", "version": "latest"}


def no_image(example: Example) -> Example:
    """Nothing captured; machines made from an image keep its id."""
    return without(example, lambda identifier, _: resource_type(identifier) in _IMAGES)


def generalized(example: Example) -> Example:
    """The image generalized, and so its source lost to use."""
    return strings(example, lambda key, text: "Generalized" if key == "osState" and text == "Specialized" else text)


def from_the_marketplace(example: Example) -> Example:
    """Machines made from an image of the student's own made from the marketplace instead."""

    def change(identifier: str, model: Model) -> None:
        profile = dig(model, "properties", "storageProfile")
        if resource_type(identifier) == VM and dig(profile, "imageReference", "id"):
            profile["imageReference"] = dict(_MARKETPLACE)
        creation = dig(model, "properties", "creationData")
        if isinstance(creation, dict):
            _forget_own_image(creation)

    return models(example, change)


def _forget_own_image(creation: Model) -> None:
    creation.pop("galleryImageReference", None)
    if "/publishers/" not in str(dig(creation, "imageReference", "id")).casefold():
        creation.pop("imageReference", None)


IMAGES = (
    mutation(
        "no-image",
        say("no image captured"),
        no_image,
        "Microsoft.Compute/images:@there",
        "Microsoft.Compute/galleries/images/versions:@there",
        "Microsoft.Compute/galleries/images:properties.osState",
        "Microsoft.Compute/images:properties.storageProfile.osDisk",
        "Microsoft.Compute/virtualMachines:properties.storageProfile.imageReference",
    ),
    mutation(
        "generalized",
        say("the image generalized"),
        generalized,
        "Microsoft.Compute/galleries/images:properties.osState",
        "Microsoft.Compute/images:properties.storageProfile.osDisk",
    ),
    mutation(
        "from-the-marketplace",
        say("no machine made from the image"),
        from_the_marketplace,
        "Microsoft.Compute/virtualMachines:properties.storageProfile.imageReference",
    ),
)

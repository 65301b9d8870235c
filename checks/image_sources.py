"""Where the system of a machine comes from: the marketplace, an image of one's own, a gallery."""

from typing import Literal

from bareme import Finding, Lab, VirtualMachine, best, check, met, say, unmet

from .naming import NO_MACHINE, made
from .virtual_machines import MACHINES

Origin = Literal["marketplace", "image", "gallery"]

ORIGINS = {
    "marketplace": say("the marketplace"),
    "image": say("a managed image of one's own"),
    "gallery": say("a compute gallery"),
}


@check(
    "vm.image_source",
    reads=MACHINES,
    looks_at=(
        "Microsoft.Compute/images:@there",
        "Microsoft.Compute/galleries/images/versions:@there",
        "Microsoft.Compute/virtualMachines:properties.storageProfile.imageReference",
    ),
)
def image_source(lab: Lab, *, origins: tuple[Origin, ...]) -> Finding:
    """A virtual machine is made from the kind of image asked for."""
    expected = say("an image from {origins}", origins=tuple(ORIGINS[one] for one in origins))

    def judge(vm: VirtualMachine) -> Finding:
        own = _origin(vm)
        found = say("{vm}: {image}, from {origin}", vm=vm.name, image=str(vm.image.value), origin=ORIGINS[own])
        return met(expected, found, vm.image) if own in origins else unmet(expected, found, vm.image)

    return best(expected, made(lab), judge, NO_MACHINE)


def _origin(vm: VirtualMachine) -> Origin:
    reference = vm.image.value
    if not reference.id:
        return "marketplace"
    return "gallery" if "galleries/" in reference.id else "image"

"""Capturing an image, and keeping the machine it was captured from."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from bareme import (
    HALF,
    Fact,
    Finding,
    Image,
    Lab,
    Machine,
    Source,
    VirtualMachine,
    best,
    check,
    met,
    partial,
    required,
    say,
    unmet,
)

from .virtual_machines import MACHINES, NONE

IMAGES = (*MACHINES, Source.IMAGES, Source.GALLERY_IMAGE_VERSIONS)

SOON = timedelta(minutes=15)
"""A deletion this soon after the capture, with nothing done in between, is the wizard's own."""

DELETE = "microsoft.compute/virtualmachines/delete"
GROUP_DELETE = "microsoft.resources/subscriptions/resourcegroups/delete"
"""Takes everything along, by the student's own will: never the capture's doing."""

NO_IMAGE = say("no image captured from the machine")


@check(
    "image.captured",
    reads=IMAGES,
    looks_at=("Microsoft.Compute/images:@there", "Microsoft.Compute/galleries/images/versions:@there"),
)
def captured(lab: Lab, *, machine: Machine) -> Finding:
    """An image is captured from the virtual machine."""
    expected = say("an image captured from the machine (managed image or gallery version)")
    vms = lab.meant(machine)
    for image in captured_from(lab, vms):
        return met(expected, say("{image}", image=image.name), image.captured, *image.sources[:1])
    copied = next((vm for vm in vms if _copied(vm)), None)
    if copied:
        return met(expected, say("{vm}: its disk was captured as a VHD", vm=copied.name), _copied(copied))
    if lab.images and vms:
        others = tuple(image.name for image in lab.images)
        return unmet(expected, say("{images}: captured from something else", images=others))
    return unmet(expected, NO_IMAGE if vms else NONE)


@check(
    "image.source_kept",
    reads=IMAGES,
    looks_at=(
        "Microsoft.Compute/images:@there",
        "Microsoft.Compute/galleries/images/versions:@there",
        "Microsoft.Compute/galleries/images:properties.osState",
        "Microsoft.Compute/images:properties.storageProfile.osDisk",
    ),
)
def source_kept(lab: Lab, *, machine: Machine) -> Finding:
    """The virtual machine is not lost by the capture."""
    expected = say("the machine still usable after the capture")
    vms = lab.meant(machine)
    images = captured_from(lab, vms)
    pairs = [(image, vm) for image in images for vm in vms if is_source(image, vm)]

    def judge(pair: tuple[Image, VirtualMachine]) -> Finding:
        image, vm = pair
        return _kept(image, vm)

    return best(expected, pairs, judge, NO_IMAGE)


@check(
    "image.used",
    reads=IMAGES,
    looks_at=(
        "Microsoft.Compute/images:@there",
        "Microsoft.Compute/galleries/images/versions:@there",
        "Microsoft.Compute/virtualMachines:properties.storageProfile.imageReference",
        "Microsoft.Compute/availabilitySets:@there",
        "Microsoft.Compute/virtualMachines:properties.availabilitySet",
    ),
)
def used(lab: Lab, *, machine: Machine, members_only: bool = True) -> Finding:
    """A Windows virtual machine is created from the captured image."""
    expected = say("a Windows machine made from the captured image")
    images = captured_from(lab, lab.meant(machine))
    candidates = [vm for vm in lab.vms if vm.availability_set or not members_only]

    def judge(vm: VirtualMachine) -> Finding:
        own = vm.image
        made = next((image for image in images if _made_from(own.value.id, image)), None)
        if made and vm.provisioning_failed:
            reason = say("the machine did not finish its creation: was the image prepared with sysprep?")
            return partial(HALF, expected, say("{vm}: from {image}", vm=vm.name, image=made.name), own, remark=reason)
        if made:
            return met(expected, say("{vm}: from {image}", vm=vm.name, image=made.name), own, made.captured)
        return unmet(expected, say("{vm}: {image}", vm=vm.name, image=str(own.value)), own)

    return best(expected, candidates, judge, say("no machine made from an image of one's own"))


def captured_from(lab: Lab, vms: Iterable[VirtualMachine]) -> list[Image]:
    """The images captured from one of these machines, or from a disk or snapshot of one."""
    machines = list(vms)
    return [image for image in lab.images if any(is_source(image, vm) for vm in machines)]


def is_source(image: Image, vm: VirtualMachine) -> bool:
    """Whether an image was captured from a machine, from its OS disk, or from a snapshot of that."""
    own = {vm.id, *(fact.value.id for fact in vm.os_disks if fact.value.id)}
    return any(fact.value in own for fact in image.sources)


def _copied(vm: VirtualMachine) -> Fact[datetime] | None:
    return vm.life.first_done("microsoft.compute/virtualmachines/capture/action")


def _made_from(reference: str, image: Image) -> bool:
    """An image reference may name the version, or only its definition or an ancestor of it."""
    return bool(reference) and (image.id == reference or image.id.startswith(f"{reference}/"))


def _kept(image: Image, vm: VirtualMachine) -> Finding:
    expected = say("the machine still usable after the capture")
    lost = _lost(image, vm)
    if lost:
        return unmet(expected, say("{vm}: deleted with the capture", vm=vm.name), lost)
    if not vm.generalized and _is_of_copy(image, vm):
        return met(expected, say("{vm}: untouched, its disk was copied", vm=vm.name), image.captured)
    if not vm.generalized and not image.is_generalized.value:
        return met(
            expected,
            say("{vm}: captured without being generalized ({image})", vm=vm.name, image=image.name),
            image.captured,
        )
    started = vm.started_after(image.captured.value) if image.captured.value else None
    if started:
        return met(expected, say("{vm}: started again after the capture", vm=vm.name), started)
    reason = say("a generalized machine can never start again; capture a specialized image, or a copy")
    return partial(HALF, expected, say("{vm}: kept, but generalized", vm=vm.name), vm.generalized, remark=reason)


def _is_of_copy(image: Image, vm: VirtualMachine) -> bool:
    """Whether the image was made from a snapshot or a disk, whatever its maker called it: no machine took part."""
    return all(fact.value != vm.id for fact in image.sources)


def _lost(image: Image, vm: VirtualMachine) -> Fact[datetime] | None:
    """The machine's deletion, where it came with the capture.

    Raises:
        Missing: the machine is gone, and nothing tells when.
    """
    moment = image.captured.value
    if vm.present or (moment and vm.seen_since(moment)) or vm.life.done(GROUP_DELETE):
        return None
    unknown = say("when {vm} was deleted is in no source that could be read", vm=vm.name)
    deleted = required(next((one for one in vm.life.done(DELETE)), None), unknown)
    together = deleted.correlation_id and deleted.correlation_id in image.correlations
    at_once = moment and abs(deleted.time - moment) < SOON and not _used(vm, moment, deleted.time)
    return Fact(deleted.time, deleted.proof) if together or at_once else None


def _used(vm: VirtualMachine, since: datetime, until: datetime) -> bool:
    return any(since < one.time < until for one in vm.life.operations)

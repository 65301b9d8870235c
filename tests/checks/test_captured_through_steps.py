"""An image is captured from the machine it comes from in the end; one made from a copy leaves the machine alone."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

import pytest

from bareme.evidence import Collection, Source
from bareme.lab import Lab
from bareme.simulator import PERFECT, Subscription
from bareme.simulator.stories import exercise_1, exercise_2
from tests.labs import SUBSCRIPTION, Grading

Capture = Callable[[Subscription, str], str]

MEMBER = (replace(PERFECT.members[0], image=""), *PERFECT.members[1:])


def os_disk(azure: Subscription, vm: str) -> str:
    return str(azure.find(Source.VIRTUAL_MACHINES, vm)["properties"]["storageProfile"]["osDisk"]["managedDisk"]["id"])


def tidied(azure: Subscription, vm: str) -> str:
    version = azure.version_of(azure.image_of(azure.snapshot(vm, "snap"), "img"))
    azure.wait(minutes=5)
    azure.delete(Source.IMAGES, "img")
    azure.delete(Source.SNAPSHOTS, "snap")
    return version


def of_another(azure: Subscription, vm: str) -> str:
    azure.cli_create_vm("other", image="Win2022Datacenter", size="Standard_B2s")
    return azure.version_of(azure.image_of(azure.snapshot("other")))


COPIES: dict[str, Capture] = {
    "an image of a snapshot": lambda azure, vm: azure.image_of(azure.snapshot(vm)),
    "an image of a disk's copy": lambda azure, vm: azure.image_of(azure.copy_disk(os_disk(azure, vm))),
    "an image of a disk of a snapshot": lambda azure, vm: azure.image_of(azure.copy_disk(azure.snapshot(vm))),
    "a version of a snapshot": lambda azure, vm: azure.version_of(azure.snapshot(vm)),
    "a version of a disk's copy": lambda azure, vm: azure.version_of(azure.copy_disk(os_disk(azure, vm))),
    "a version of such an image": lambda azure, vm: azure.version_of(azure.image_of(azure.snapshot(vm))),
    "a version of such an image, the steps deleted": tidied,
}

CAPTURES: dict[str, tuple[Capture, str, str]] = {
    **{name: (capture, "met", "1") for name, capture in COPIES.items()},
    "a version of a version": (lambda azure, vm: azure.version_of(azure.capture_gallery_version(vm)), "met", "1"),
    "a version of a generalized machine's image": (
        lambda azure, vm: azure.version_of(azure.capture_managed_image(vm)), "partial", "0.5",
    ),
    "a version of a generalized version": (
        lambda azure, vm: azure.version_of(azure.capture_gallery_version(vm, specialized=False)), "partial", "0.5",
    ),
}  # fmt: skip


def lab(capture: Capture) -> list[Collection]:
    azure = Subscription(SUBSCRIPTION)
    (first, *_), _ = exercise_1(azure, replace(PERFECT, capture="none"))
    image = capture(azure, first)
    azure.wait(hours=1)
    exercise_2(azure, replace(PERFECT, members=MEMBER), image)
    azure.wait(days=1)
    return [azure.collect("final")]


@pytest.mark.parametrize(("capture", "kept", "share"), CAPTURES.values(), ids=CAPTURES.keys())
def test_an_image_is_followed_to_its_machine(grading: Grading, capture: Capture, kept: str, share: str) -> None:
    findings = grading.findings(lab(capture))
    assert {one: findings[one].outcome for one in ("E1-16", "E2-06")} == {"E1-16": "met", "E2-06": "met"}
    assert (findings["E1-17"].outcome, findings["E1-17"].share) == (kept, Decimal(share))


def test_but_not_to_another_machine(grading: Grading) -> None:
    outcomes = grading.outcomes(lab(of_another))
    assert (outcomes["E1-16"], outcomes["E1-17"], outcomes["E2-06"]) == ("unmet", "unmet", "unmet")


SHARED = [
    "/SharedGalleries/0b1f6471-1bf0-4dda-aec3-cb9272f09590-GALLERY/Images/win/Versions/1.1.2",
    "/CommunityGalleries/contoso-6d2f/Images/win/Versions/1.0.0",
]


@pytest.mark.parametrize("reference", SHARED)
def test_a_shared_image_is_told_by_its_name(grading: Grading, reference: str) -> None:
    collection = of_shared(reference)
    finding = grading.findings([collection])["E1-01"]
    assert finding.outcome == "unmet"
    assert reference.casefold().lstrip("/") in str(finding.found)


@pytest.mark.parametrize("reference", SHARED)
def test_its_disk_tells_it_when_the_machine_is_gone(reference: str) -> None:
    collection = of_shared(reference)
    disks = {Source.DISKS: collection.sources[Source.DISKS]}
    (vm, *_) = Lab.of([replace(collection, sources=disks)]).vms
    assert vm.image.value.id == reference.casefold()


def of_shared(reference: str) -> Collection:
    azure = Subscription(SUBSCRIPTION)
    azure.portal_create_vms("VM1-Windows", image=reference)
    azure.wait(days=1)
    return azure.collect("final")
